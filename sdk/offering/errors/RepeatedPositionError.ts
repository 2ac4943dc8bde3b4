import { KessaiError } from "../../errors/KessaiError.ts";

/** Two orders are said to stand at one place in a book. */
export class RepeatedPositionError extends KessaiError {
  constructor(position: bigint) {
    super({
      code: "ORDER_POSITION_REPEATED",
      message: `Two orders are given for position ${position + 1n} of the book, where one stands.`,
      hint: "Take the orders as verifyBook gives them.",
      details: { position },
    });
  }
}
