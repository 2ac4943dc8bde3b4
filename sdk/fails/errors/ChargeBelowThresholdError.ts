import { KessaiError } from "../../errors/KessaiError.ts";

/** What ChargeBelowThresholdError is made of. */
export interface ChargeBelowThresholdOptions {
  readonly tradeId: string;
  /** ISO 4217. */
  readonly currency: string;
  /** What was compared with the threshold, in minor units. */
  readonly claim: bigint;
  /** In minor units. */
  readonly threshold: bigint;
}

/** A payment was asked for where the charge does not reach the convention's claim threshold. */
export class ChargeBelowThresholdError extends KessaiError {
  readonly claim: bigint;
  readonly threshold: bigint;

  constructor({ tradeId, currency, claim, threshold }: ChargeBelowThresholdOptions) {
    super({
      code: "FAILS_CHARGE_BELOW_THRESHOLD",
      message: `The fails charge of the trade ${tradeId} is not claimed: ${claim} minor units of ${currency} do not reach the threshold of ${threshold}.`,
      hint: "Send no instruction. Where the threshold is of a month, charge again with the month's other charges against the same counterparty.",
      details: { tradeId, currency, claim, threshold },
    });
    this.claim = claim;
    this.threshold = threshold;
  }
}
