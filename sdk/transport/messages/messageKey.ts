import { acknowledgementId } from "../../trading/acknowledgementHash.ts";
import { passId } from "../../trading/passHash.ts";
import { quoteId } from "../../trading/quoteHash.ts";
import type { DealerMessage } from "./ClientMessage.ts";

/** What is the same for two messages of a dealer only if they say the same: of a quote or a pass, its id. */
export function messageKey(message: DealerMessage): string {
  switch (message.type) {
    case "quote":
      return quoteId(message.quote);
    case "pass":
      return passId(message.pass);
    case "acknowledgement":
      return acknowledgementId(message.acknowledgement);
    case "withdrawal":
      return `withdrawal of ${message.withdrawal.quote} by ${message.withdrawal.dealer}`;
  }
}
