import { KessaiError } from "./KessaiError.ts";

/** A moment is asked for in a business centre whose holidays are known, but not its clock. */
export class CentreWithoutClockError extends KessaiError {
  constructor(centre: string, centresWithClock: readonly string[]) {
    const known = centresWithClock.join(", ");
    super({
      code: "CENTRE_WITHOUT_CLOCK",
      message: `Days in ${centre} cannot be told in seconds: only its holidays are known.`,
      hint: `Name a principal centre first (${known}), and ${centre} as a joint centre for its holidays.`,
      details: { centre, centresWithClock },
    });
  }
}
