import { KessaiError } from "../../errors/KessaiError.ts";

/** A hub cannot open where it was told to. */
export class HubAddressError extends KessaiError {
  constructor(address: string, cause: unknown) {
    super({
      code: "HUB_ADDRESS",
      message: `The hub cannot open at ${address}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: "Choose a port that is free, or 0 for any, and an address of this machine.",
      details: { address },
      cause,
    });
  }
}
