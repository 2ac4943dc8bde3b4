import { KessaiError } from "../../errors/KessaiError.ts";

/** A register was asked for a record date that the bond does not have. */
export class RegisterRecordDateError extends KessaiError {
  constructor(isin: string, number: number, count: number) {
    super({
      code: "REGISTER_RECORD_DATE_UNKNOWN",
      message: `The bond ${isin} has no record date number ${number}: it has ${count}.`,
      hint: `Give a number from 1 to ${count}.`,
      details: { isin, number, count },
    });
  }
}
