import type { Arrival } from "./Arrival.ts";
import type { BookEvent } from "./BookEvent.ts";

/** How a message that was taken is told. */
export function bookEventOf({ message, key, receivedAt }: Arrival): BookEvent {
  const { signature } = message;
  switch (message.type) {
    case "quote": {
      const { quote } = message;
      return { kind: "quote", id: key, quote, signature, receivedAt };
    }
    case "pass": {
      const { pass } = message;
      return { kind: "pass", id: key, pass, signature, receivedAt };
    }
    case "acknowledgement":
      return { kind: "acknowledgement", acknowledgement: message.acknowledgement, signature, receivedAt };
    case "withdrawal":
      return { kind: "withdrawal", withdrawal: message.withdrawal, signature, receivedAt };
  }
}
