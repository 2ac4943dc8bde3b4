import { KessaiError } from "../../errors/KessaiError.ts";

/** A register was asked for at a moment when the bond did not exist. */
export class RegisterBondUnknownError extends KessaiError {
  constructor(isin: string) {
    super({
      code: "REGISTER_BOND_UNKNOWN",
      message: `There is no bond ${isin} at that moment.`,
      hint: "Check the ISIN, or take a later date or block: the register begins with the bond's creation.",
      details: { isin },
    });
  }
}
