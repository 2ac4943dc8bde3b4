import type { TradeObstacle } from "../../sdk/client/readers/explainTrade.ts";
import type { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { isoReasonOf, OTHER_REASON } from "../../sdk/errors/isoReasonOf.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Outcome } from "./Reporter.ts";

/** Why a trade does not settle: the code of ISO 20022, what that means for this trade, and what to do about it. */
export type Reason = Pick<TradeObstacle, "code" | "account" | "sentence" | "hint">;

/** A refusal of the chain as a reason. */
export function refusalReason(refusal: ContractRevertError | undefined, trade: Trade): Reason {
  const { code, account } = isoReasonOf(refusal, trade);
  if (refusal !== undefined) return { code, account, sentence: refusal.message, hint: refusal.hint };
  return {
    code,
    account,
    sentence: "it used up all the gas that one trade of a batch may use",
    hint: "Settle it by itself; if that fails as well, ask the operator.",
  };
}

/** Trades that no transaction has enough gas for, as a reason. */
export function tooLargeReason(what: string): Reason {
  return {
    code: OTHER_REASON,
    account: undefined,
    sentence: `it does not fit into one transaction: ${what}`,
    hint: "Settle the trades by themselves, or raise the chain's gas limit.",
  };
}

/** Reasons as people read them, one a line: code, sentence, hint. */
export function formatReasons(reasons: readonly Reason[]): string {
  return reasons
    .map(({ code, sentence, hint }) => `${code}: ${sentence.replace(/\.$/, "")}. ${hint}`)
    .join("\n");
}

/** What neither time nor anybody's approval can heal. */
const FINAL_CODES = new Set(["REFE", "VALR", "LATE", "SBLO"]);

/** What is to be said of a trade that does not settle for these reasons. */
export function outcomeOf(reasons: readonly Reason[]): Outcome {
  const codes = new Set(reasons.map(({ code }) => code));
  // Past its cut-off and never agreed by both: nobody waits for it any more.
  if (codes.has("LATE") && codes.has("NMAS")) return "already done";
  if ([...codes].some((code) => FINAL_CODES.has(code))) return "failed";
  // Until the day comes, approval, bonds and money may come as well.
  if (codes.has("FUTU")) return "not due";
  return codes.has("NMAS") || codes.has("PREA") ? "waits" : "failed";
}
