import type { ClientMessage } from "./ClientMessage.ts";
import { clientMessageSchema } from "./messageSchemas.ts";
import { readMessageText } from "./readMessageText.ts";

/**
 * Checks a message to a hub (`formatMessage`): its type, and every field of it; fields of no such message are refused. Whether it
 * is signed by whom it should is another question.
 *
 * @param text JSON
 * @throws InvalidInputError (MESSAGE_INVALID, or REQUEST_INVALID for what contradicts itself in a request)
 */
export function parseClientMessage(text: string): ClientMessage {
  return readMessageText<ClientMessage>(text, clientMessageSchema, (message) =>
    message.type === "ask" ? message : undefined,
  );
}
