import { formatMoment } from "../../calendar/formatMoment.ts";
import { KessaiError } from "../../errors/KessaiError.ts";

/** What RegisterDayOpenError is made of. */
export interface RegisterDayOpenOptions {
  /** The first second after the time asked for. */
  readonly limit: bigint;
  /** Time of the newest block, in seconds. */
  readonly newest: bigint;
}

/** A register was asked for the end of a day that is not over on the chain: it could still change. */
export class RegisterDayOpenError extends KessaiError {
  constructor({ limit, newest }: RegisterDayOpenOptions) {
    super({
      code: "REGISTER_DAY_OPEN",
      message: `The time until ${formatMoment(limit)} is not over: the newest block is of ${formatMoment(newest)}.`,
      hint: "Wait for a block after it, or leave the date out for the register as it is now.",
      details: { limit, newest },
    });
  }
}
