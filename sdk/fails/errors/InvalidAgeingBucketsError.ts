import { KessaiError } from "../../errors/KessaiError.ts";

/** The bounds of ageing buckets are not in order. */
export class InvalidAgeingBucketsError extends KessaiError {
  constructor(bounds: readonly number[]) {
    super({
      code: "AGEING_BUCKETS_INVALID",
      message: `[${bounds.join(", ")}] are not the first days of ageing buckets.`,
      hint: "Begin with 1 and go on with larger whole numbers, such as 1, 2, 5, 10, 20 business days.",
      details: { bounds },
    });
  }
}
