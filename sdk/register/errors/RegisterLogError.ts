import { KessaiError } from "../../errors/KessaiError.ts";

/** The log that a register was to be made from contradicts itself. */
export class RegisterLogError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "REGISTER_LOG_INCOMPLETE",
      message: `The log does not make a register: ${reason}.`,
      hint: "A part of the log is missing: use a node that keeps all logs, and check the block in kessai.json.",
      details: { reason },
    });
  }
}
