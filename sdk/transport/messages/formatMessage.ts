import { writtenStruct } from "../../encoding/writtenStruct.ts";
import { writtenSignedAcknowledgement } from "../../trading/writtenSignedAcknowledgement.ts";
import { writtenSignedPass } from "../../trading/writtenSignedPass.ts";
import { writtenSignedQuote } from "../../trading/writtenSignedQuote.ts";
import { writtenSignedRequest } from "../../trading/writtenSignedRequest.ts";
import { LOGIN_TYPES } from "../loginTypes.ts";
import { WITHDRAWAL_TYPES } from "../withdrawalTypes.ts";
import type { ClientMessage } from "./ClientMessage.ts";
import type { HubMessage } from "./HubMessage.ts";

/**
 * The JSON text of a message, in which whole numbers are texts of digits; whatever else the object carries is left out.
 * `parseClientMessage` and `parseHubMessage` read it.
 */
export function formatMessage(message: ClientMessage | HubMessage): string {
  return JSON.stringify({ type: message.type, ...fieldsOf(message) });
}

function fieldsOf(message: ClientMessage | HubMessage): Readonly<Record<string, unknown>> {
  switch (message.type) {
    case "login": {
      const { login: value, signature } = message;
      return { login: writtenStruct({ types: LOGIN_TYPES, name: "Login", value }), signature };
    }
    case "withdrawal": {
      const { withdrawal: value, signature } = message;
      return { withdrawal: writtenStruct({ types: WITHDRAWAL_TYPES, name: "Withdrawal", value }), signature };
    }
    case "ask":
      return {
        ...writtenSignedRequest(message),
        dealers: message.dealers,
        dealersSalt: message.dealersSalt,
      };
    case "request":
      return writtenSignedRequest(message);
    case "quote":
      return writtenSignedQuote(message);
    case "pass":
      return writtenSignedPass(message);
    case "acknowledgement":
      return writtenSignedAcknowledgement(message);
    case "close":
    case "cancel":
    case "cancelled":
      return { request: message.request };
    case "closed":
      return { request: message.request, timedOut: message.timedOut };
    case "outcome":
      return { request: message.request, quotes: message.quotes };
    case "challenge":
      return { challenge: message.challenge };
    case "welcome":
      return { account: message.account, role: message.role };
    case "notice":
      return { code: message.code, text: message.text, request: message.request };
  }
}
