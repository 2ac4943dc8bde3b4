import { KessaiError } from "./KessaiError.ts";

/** A yield is so far below zero that no price gives it. */
export class InvalidYieldError extends KessaiError {
  constructor(yieldPercent: string, days: number) {
    super({
      code: "YIELD_INVALID",
      message: `No price gives a simple yield of ${yieldPercent} % over ${days} days.`,
      hint: "Check the yield: a bond cannot lose more than all of its price until maturity.",
      details: { yieldPercent, days },
    });
  }
}
