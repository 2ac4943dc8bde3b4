import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import type { Side, Trade } from "../../sdk/trade/Trade.ts";

/** Refusals of a token that lacks something; none of them says which token it is. */
const LACKS = new Set([
  "ERC20InsufficientBalance",
  "RegulatedTokenUnitsHeld",
  "ERC7943InsufficientUnfrozenBalance",
]);

/**
 * A token's refusal to hold the leg of a side, with the name of what is lacking: the seller's leg is bonds, the buyer's is
 * money. Any other error is given back as it is.
 */
export function nameInstrument(
  error: unknown,
  { isin, currency }: Pick<Trade, "isin" | "currency">,
  side: Side,
): unknown {
  if (!(error instanceof ContractRevertError) || !LACKS.has(error.revert)) return error;
  const { revert: name, args, message, hint } = error;
  const what = side === "seller" ? `Units of ${isin}` : currency;
  return new ContractRevertError({ name, args, message: `${what}: ${message}`, hint, cause: error });
}
