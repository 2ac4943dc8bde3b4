import { KessaiError } from "../../errors/KessaiError.ts";

/** A request was to be asked, and the time for its answers is over. */
export class RequestOverError extends KessaiError {
  /**
   * @param id of the request
   * @param answerBy in milliseconds
   */
  constructor(id: string, answerBy: bigint) {
    super({
      code: "REQUEST_OVER",
      message: `The request ${id} was to be answered by ${answerBy} milliseconds since 1970, which is over.`,
      hint: "Make a new request with a later moment to answer by; look at the clock of this machine.",
      details: { id, answerBy },
    });
  }
}
