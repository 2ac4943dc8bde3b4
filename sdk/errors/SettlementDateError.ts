import { KessaiError } from "./KessaiError.ts";

/** A bond cannot be delivered on the date asked for. */
export class SettlementDateError extends KessaiError {
  readonly rule: string;

  constructor(settlementDate: string, rule: string) {
    super({
      code: "SETTLEMENT_DATE_REFUSED",
      message: `The bond cannot be delivered on ${settlementDate}: the settlement date ${rule}.`,
      hint: "Agree another settlement date with the counterparty.",
      details: { settlementDate, rule },
    });
    this.rule = rule;
  }
}
