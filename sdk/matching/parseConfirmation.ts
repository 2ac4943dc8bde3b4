import { z } from "zod";

import { addressField } from "../terms/chainFields.ts";
import {
  amountField,
  currencyField,
  dateField,
  isinField,
  priceField,
  referenceField,
} from "../terms/fields.ts";
import { SIDES } from "../trade/Trade.ts";
import { readMessage } from "../trading/readMessage.ts";
import {
  feeAmountField,
  firstVersionField,
  instantField,
  placeField,
  signedAmountField,
} from "./confirmationFields.ts";
import { CONFIRMATION_FORMAT } from "./formatConfirmation.ts";
import type { Confirmation } from "./TradeDetails.ts";

const schema = z.strictObject({
  format: z.literal(CONFIRMATION_FORMAT),
  version: firstVersionField,
  confirmation: z.strictObject({
    reference: referenceField,
    isin: isinField.optional(),
    currency: currencyField.optional(),
    side: z.enum(SIDES).optional(),
    seller: addressField.optional(),
    buyer: addressField.optional(),
    quantity: amountField.optional(),
    faceAmount: amountField.optional(),
    pricePer100: priceField.optional(),
    accrued: signedAmountField.optional(),
    fee: feeAmountField.optional(),
    amount: amountField.optional(),
    tradeDate: dateField.optional(),
    settlementDate: dateField.optional(),
    cutOff: instantField.optional(),
    settlementBank: addressField.optional(),
    place: placeField.optional(),
  }),
});

/**
 * Checks a confirmation (`formatConfirmation`, or the same in YAML): every field by itself. Only its reference must be there: what
 * else it leaves out is for `matchTrade` to find; but one that names no fee is of a trade without.
 *
 * @param input plain data, as JSON.parse or `readDocument` returns it
 * @throws InvalidInputError (CONFIRMATION_INVALID) with every issue found, its path beginning with `file`
 */
export function parseConfirmation(input: unknown): Confirmation {
  const kind = { code: "CONFIRMATION_INVALID", subject: "confirmation" };
  const { confirmation } = readMessage({ schema, input, path: "file", ...kind });
  return { ...confirmation, fee: confirmation.fee ?? 0n };
}
