import { KessaiError } from "../../errors/KessaiError.ts";

/** What RegisterPrintAlteredError is made of. */
export interface RegisterPrintAlteredOptions {
  readonly name: string;
  /** The hash that the print gives. */
  readonly said: string;
  /** The hash that its content has. */
  readonly actual: string;
}

/** The content of a print is not the one that its hash stands for. */
export class RegisterPrintAlteredError extends KessaiError {
  constructor({ name, said, actual }: RegisterPrintAlteredOptions) {
    super({
      code: "REGISTER_PRINT_ALTERED",
      message: `The content of ${name} has the hash ${actual}, but the print says ${said}: it was altered.`,
      hint: "Do not rely on it. Print the register of that block again, and compare.",
      details: { name, said, actual },
    });
  }
}
