import type { HubMessage } from "./HubMessage.ts";
import { hubMessageSchema } from "./messageSchemas.ts";
import { readMessageText } from "./readMessageText.ts";

/**
 * Checks a message of a hub (`formatMessage`): its type, and every field of it; fields of no such message are refused. Whether it
 * is signed by whom it should is another question.
 *
 * @param text JSON
 * @throws InvalidInputError (MESSAGE_INVALID, or REQUEST_INVALID for what contradicts itself in a request)
 */
export function parseHubMessage(text: string): HubMessage {
  return readMessageText<HubMessage>(text, hubMessageSchema, (message) =>
    message.type === "request" ? message : undefined,
  );
}
