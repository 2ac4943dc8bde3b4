import { KessaiError } from "../../errors/KessaiError.ts";

/** A message was to be sent while there is no connection to the hub. */
export class NotConnectedError extends KessaiError {
  /** @param reason why there is none */
  constructor(reason: string) {
    super({
      code: "HUB_NOT_CONNECTED",
      message: `There is no connection to the hub: ${reason}.`,
      hint: "Wait for the transport to connect again; it tries by itself unless it was closed.",
      details: { reason },
    });
  }
}
