import { ZeroHash } from "ethers";

import { requestId } from "../../trading/requestHash.ts";
import type { ClientMessage } from "./ClientMessage.ts";
import { headOf } from "./headOf.ts";

/** Id of the request that a message is about; 32 zero bytes when it is about none. */
export function requestOf(message: ClientMessage): string {
  switch (message.type) {
    case "login":
      return ZeroHash;
    case "ask":
      return requestId(message.request);
    case "close":
    case "cancel":
    case "outcome":
      return message.request;
    case "quote":
    case "pass":
    case "acknowledgement":
    case "withdrawal":
      return headOf(message).request;
  }
}
