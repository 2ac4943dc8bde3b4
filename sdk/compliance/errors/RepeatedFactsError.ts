import { KessaiError } from "../../errors/KessaiError.ts";

/** Facts are given twice for one account, so that it is not known which hold. */
export class RepeatedFactsError extends KessaiError {
  /** @param what whose account it is: "fund" or "dealer" */
  constructor(what: string, account: string) {
    super({
      code: "FACTS_REPEATED",
      message: `Facts are given twice for the ${what} ${account}.`,
      hint: "Give the facts of each account once.",
      details: { what, account },
    });
  }
}
