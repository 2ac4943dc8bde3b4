import { KessaiError } from "../../errors/KessaiError.ts";

/** A file is no JSON print of a register that can be read here. */
export class RegisterPrintUnreadableError extends KessaiError {
  constructor(name: string) {
    super({
      code: "REGISTER_PRINT_UNREADABLE",
      message: `${name} is not a bond register in JSON that can be read here.`,
      hint: "Give a file that `register --format json --out <file>` has written.",
      details: { name },
    });
  }
}
