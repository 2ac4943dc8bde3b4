import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import type { InputIssue } from "../../errors/InvalidInputError.ts";

/** Trades, positions or settings that no plan can be made from. It lists everything that is wrong with them. */
export class InvalidMarketError extends InvalidInputError {
  constructor(issues: readonly InputIssue[]) {
    super({ code: "MARKET_INVALID", subject: "market", issues });
  }
}
