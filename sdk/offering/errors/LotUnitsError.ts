import { KessaiError } from "../../errors/KessaiError.ts";

/** An allocation rule allots in lots of nothing. */
export class LotUnitsError extends KessaiError {
  constructor(lotUnits: bigint) {
    super({
      code: "ALLOCATION_LOT",
      message: `Units cannot be allotted in lots of ${lotUnits}.`,
      hint: "Give a lot of one unit or more in the allocation rule.",
      details: { lotUnits },
    });
  }
}
