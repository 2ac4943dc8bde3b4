import { KessaiError } from "./KessaiError.ts";

/** A text is not a plain decimal number with as many decimals as allowed. */
export class InvalidDecimalError extends KessaiError {
  constructor(value: string, decimals: number) {
    super({
      code: "DECIMAL_INVALID",
      message: `"${value}" is not a plain decimal number with at most ${decimals} decimals.`,
      hint: 'Write digits and at most one point, such as "1.483": no sign, no separators, no exponent.',
      details: { value, decimals },
    });
  }
}
