import type { DealerMessage } from "./ClientMessage.ts";

/** Which request a dealer's message is about, and in whose name it is. */
export interface MessageHead {
  /** Id of the request. */
  readonly request: string;
  readonly dealer: string;
}

/** The part that all messages of dealers have. */
export function headOf(message: DealerMessage): MessageHead {
  switch (message.type) {
    case "quote":
      return message.quote;
    case "pass":
      return message.pass;
    case "acknowledgement":
      return message.acknowledgement;
    case "withdrawal":
      return message.withdrawal;
  }
}
