import { KessaiError } from "../../errors/KessaiError.ts";

/** Nothing is offered: the number of units is not above zero. */
export class OfferedUnitsError extends KessaiError {
  constructor(units: bigint) {
    super({
      code: "OFFERING_UNITS",
      message: `An offering of ${units} units cannot be priced or allotted.`,
      hint: "Give the units that the offering's terms say, above zero.",
      details: { units },
    });
  }
}
