import { KessaiError } from "../../sdk/errors/KessaiError.ts";

/** A job cannot go on as things are. */
export class JobError extends KessaiError {
  constructor(message: string, hint: string, cause?: unknown) {
    super({ code: "JOB_FAILED", message, hint, cause });
  }
}
