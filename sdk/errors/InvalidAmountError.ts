import { KessaiError } from "./KessaiError.ts";

/** An amount that must not be negative is. */
export class InvalidAmountError extends KessaiError {
  constructor(name: string, amount: bigint) {
    super({
      code: "AMOUNT_INVALID",
      message: `The ${name} is ${amount}; it must not be negative.`,
      hint: "Give the amount as a whole number of minor units (yen), zero or more.",
      details: { name, amount },
    });
  }
}
