import { addressField, bytes32Field, wholeField } from "../terms/chainFields.ts";
import { isinField } from "../terms/fields.ts";
import { NO_SPREAD_LIMIT } from "./Order.ts";

/** Units and prices are uint112 on the chain. */
const MOST_UNITS = 2n ** 112n - 1n;
const MOST_OFFERINGS = 2n ** 32n - 1n;
const MOST_SPREAD = -NO_SPREAD_LIMIT - 1n;

/** The fields of an order as a file has them: whole numbers are texts of digits, so that no program rounds them. */
export const orderFields = {
  isin: isinField,
  offering: wholeField(0n, MOST_OFFERINGS),
  investor: addressField,
  firm: addressField,
  units: wholeField(1n, MOST_UNITS),
  minimumUnits: wholeField(1n, MOST_UNITS),
  maximumPrice: wholeField(1n, MOST_UNITS),
  minimumSpreadE8: wholeField(NO_SPREAD_LIMIT, MOST_SPREAD),
  salt: bytes32Field,
};
