import { SIDES } from "../trade/Trade.ts";
import type { Side, Trade } from "../trade/Trade.ts";
import type { FailReason } from "./Attempt.ts";
import type { FailingSide } from "./Fail.ts";

/**
 * The side that keeps a trade from settling. Lack of bonds (LACK) is the seller's, lack of money (MONY) the buyer's.
 * A freeze (FROZ), a blocked account (BLOC), a class that is lacking (REGT) and an instruction on hold (PREA) are
 * those of the side whose account they name. All other reasons are nobody's: a pause, a cut-off, a closed register, a
 * missing approval.
 *
 * Source: Regulation (EU) No 909/2014, article 7(2), which charges the participant that causes the fail; codes of
 * contracts/libraries/SettlementReasons.sol.
 *
 * @param reasons those of one attempt
 * @returns `undecided` when both sides are in the way, or neither
 */
export function failingSide(
  trade: Pick<Trade, "seller" | "buyer">,
  reasons: readonly FailReason[],
): FailingSide {
  const [side, ...more] = SIDES.filter((one) => reasons.some((reason) => sideOf(reason, trade) === one));
  return side === undefined || more.length > 0 ? "undecided" : side;
}

const SIDE_OF_LACK: ReadonlyMap<string, Side> = new Map([
  ["LACK", "seller"],
  ["MONY", "buyer"],
]);

const REASONS_OF_ACCOUNT: ReadonlySet<string> = new Set(["FROZ", "BLOC", "REGT", "PREA"]);

function sideOf({ code, account }: FailReason, trade: Pick<Trade, "seller" | "buyer">): Side | undefined {
  if (!REASONS_OF_ACCOUNT.has(code)) return SIDE_OF_LACK.get(code);
  return SIDES.find((side) => trade[side].toLowerCase() === account?.toLowerCase());
}
