import type { DealerMessage } from "../messages/ClientMessage.ts";
import { headOf } from "../messages/headOf.ts";
import type { Eventually, SignatureChecks } from "../SignatureChecks.ts";
import type { Arrival } from "./Arrival.ts";
import type { Verdict } from "./BookAnswers.ts";

/** What a `MessageGate` is made of. */
export interface MessageGateOptions {
  /** Accounts, with their checksums. */
  readonly dealers: readonly string[];
  /** Messages that are let through of each dealer. */
  readonly mostMessages: number;
  readonly checks: SignatureChecks;
}

/** Lets each message through once, of dealers that were asked and have signed it. What costs little is looked at first. */
export class MessageGate {
  readonly #options: MessageGateOptions;
  /** Messages let through, by what they say. */
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(options: MessageGateOptions) {
    this.#options = options;
  }

  /** Why a message is held up; `undefined` when it is let through. It is for one caller at a time. */
  async judge({ message, key }: Arrival): Promise<Verdict> {
    const { dealers, mostMessages, checks } = this.#options;
    const { dealer } = headOf(message);
    if (!dealers.includes(dealer)) return { reason: "dealer not asked" };
    if (this.#seen.has(key)) return { reason: "duplicate" };
    const count = this.#counts.get(dealer) ?? 0;
    if (count >= mostMessages) return { reason: "too many" };
    try {
      if (!(await isSigned(checks, message))) return { reason: "forged" };
    } catch (error) {
      return { reason: "unchecked", text: error instanceof Error ? error.message : String(error) };
    }
    this.#seen.add(key);
    this.#counts.set(dealer, count + 1);
    return undefined;
  }
}

function isSigned(checks: SignatureChecks, message: DealerMessage): Eventually<boolean> {
  switch (message.type) {
    case "quote":
      return checks.quote(message);
    case "pass":
      return checks.pass(message);
    case "acknowledgement":
      return checks.acknowledgement(message);
    case "withdrawal":
      return checks.withdrawal(message);
  }
}
