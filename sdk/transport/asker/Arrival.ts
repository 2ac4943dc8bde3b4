import type { DealerMessage } from "../messages/ClientMessage.ts";

/** A message that has come. */
export interface Arrival {
  readonly message: DealerMessage;
  /** Its `messageKey`: of a quote or a pass, its id. It takes a while to reckon, so that it is reckoned once. */
  readonly key: string;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: bigint;
}
