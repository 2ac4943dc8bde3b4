import { KessaiError } from "../../errors/KessaiError.ts";

/** An anonymous request was to be signed, which would show dealers who asks. */
export class AnonymousRequestError extends KessaiError {
  constructor(asker: string) {
    super({
      code: "REQUEST_ANONYMOUS",
      message: `The request of ${asker} is anonymous: a signature would show who asks.`,
      hint: 'Send it unsigned, with the signature "0x", or ask by name.',
      details: { asker },
    });
  }
}
