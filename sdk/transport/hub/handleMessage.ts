import type { ClientMessage } from "../messages/ClientMessage.ts";
import type { Client } from "./Connections.ts";
import type { Handling, RequestDesk } from "./RequestDesk.ts";

const WRONG_ROLE: Handling = { refusal: "ROLE_WRONG" };

/** Hands a message of a client that is logged in to the desk, if it is one for its role. */
export function handleMessage(
  desk: RequestDesk,
  { account, role }: Client,
  message: ClientMessage,
  now: bigint,
): Handling {
  switch (message.type) {
    case "login":
      return { refusal: "LOGIN_TWICE" };
    case "ask":
      return role === "asker" ? desk.ask(account, message, now) : WRONG_ROLE;
    case "close":
      return role === "asker" ? desk.end(account, message.request, "closed") : WRONG_ROLE;
    case "cancel":
      return role === "asker" ? desk.end(account, message.request, "cancelled") : WRONG_ROLE;
    case "outcome":
      return role === "asker" ? desk.conclude(account, message) : WRONG_ROLE;
    case "quote":
    case "pass":
    case "acknowledgement":
    case "withdrawal":
      return role === "dealer" ? desk.answer(account, message) : WRONG_ROLE;
  }
}
