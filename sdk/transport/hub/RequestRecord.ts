import { quoteId } from "../../trading/quoteHash.ts";
import type { AskMessage, DealerMessage } from "../messages/ClientMessage.ts";
import { formatMessage } from "../messages/formatMessage.ts";
import { headOf } from "../messages/headOf.ts";
import type { RequestMessage, ToAsker, ToDealer } from "../messages/HubMessage.ts";

/** What became of a message that a dealer sent for a request. */
export type Taking = "taken" | "duplicate" | "too many";

/** What a `RequestRecord` is made of. */
export interface RequestRecordOptions {
  /** Id of the request. */
  readonly id: string;
  /** The account that is logged in, whoever the request names. */
  readonly asker: string;
  readonly ask: AskMessage;
  /** Quotes, passes and withdrawals that are taken of each dealer; as many acknowledgements beside. */
  readonly mostAnswers: number;
}

interface FromDealer {
  answers: number;
  acknowledgements: number;
  hasAnswered: boolean;
}

const MILLISECONDS = 1_000n;

/** What a hub knows of one request: whom it goes to, what was answered, how it ended. */
export class RequestRecord {
  readonly id: string;
  readonly asker: string;
  /** The request as its dealers see it. */
  readonly message: RequestMessage;
  readonly #mostAnswers: number;
  readonly #dealers: ReadonlyMap<string, FromDealer>;
  /** What was taken, in order, by its text: a hub has no need of ids, which take a while to reckon. */
  readonly #messages = new Map<string, DealerMessage>();
  #status: "open" | "closed" | "cancelled" = "open";
  #timedOut: readonly string[] = [];
  /** Ids of the quotes that the asker took. */
  #outcome: ReadonlySet<string> | undefined;
  /** Those of each dealer; dealers that did not trade are left out. */
  #traded: ReadonlyMap<string, readonly string[]> = new Map();

  constructor({ id, asker, ask, mostAnswers }: RequestRecordOptions) {
    this.id = id;
    this.asker = asker;
    this.message = { type: "request", request: ask.request, signature: ask.signature };
    this.#mostAnswers = mostAnswers;
    const none = (): FromDealer => ({ answers: 0, acknowledgements: 0, hasAnswered: false });
    this.#dealers = new Map(ask.dealers.map((dealer) => [dealer, none()]));
  }

  get isOpen(): boolean {
    return this.#status === "open";
  }

  /** Accounts of those that are asked. */
  get dealers(): readonly string[] {
    return [...this.#dealers.keys()];
  }

  isFor(dealer: string): boolean {
    return this.#dealers.has(dealer);
  }

  /** Keeps a message of one of its dealers, unless it is there already or the dealer has sent too many. */
  take(message: DealerMessage): Taking {
    const from = this.#dealers.get(headOf(message).dealer);
    const text = formatMessage(message);
    if (this.#messages.has(text)) return "duplicate";
    const count = message.type === "acknowledgement" ? "acknowledgements" : "answers";
    if (from === undefined || from[count] >= this.#mostAnswers) return "too many";
    from[count] += 1;
    if (message.type === "quote" || message.type === "pass") from.hasAnswered = true;
    this.#messages.set(text, message);
    return "taken";
  }

  /** The time is over: who has not answered has timed out. */
  timeOut(): void {
    this.#status = "closed";
    this.#timedOut = [...this.#dealers].flatMap(([dealer, { hasAnswered }]) => (hasAnswered ? [] : [dealer]));
  }

  /** The asker has ended it before its time: nobody has timed out. */
  end(status: "closed" | "cancelled"): void {
    this.#status = status;
  }

  /** @returns whether this is the outcome now: false when another was told before */
  conclude(quotes: readonly string[]): boolean {
    const now = new Set(quotes);
    const before = this.#outcome;
    if (before !== undefined) return before.size === now.size && quotes.every((quote) => before.has(quote));
    this.#outcome = now;
    this.#traded = this.#tradedOf(now);
    return true;
  }

  get isConcluded(): boolean {
    return this.#outcome !== undefined;
  }

  /** How it ended, for its asker; nothing while it is open. */
  endForAsker(): readonly ToAsker[] {
    if (this.isOpen) return [];
    if (this.#status === "cancelled") return [{ type: "cancelled", request: this.id }];
    return [{ type: "closed", request: this.id, timedOut: this.#timedOut }];
  }

  /** How it ended, for one of its dealers, which learns nothing of the others; nothing while it is open. */
  endFor(dealer: string): readonly ToDealer[] {
    if (this.isOpen) return [];
    if (this.#status === "cancelled") return [{ type: "cancelled", request: this.id }];
    const timedOut = this.#timedOut.filter((account) => account === dealer);
    return [{ type: "closed", request: this.id, timedOut }];
  }

  /** What came of it, for one of its dealers: its own quotes that were taken. Nothing until it is told. */
  outcomeFor(dealer: string): readonly ToDealer[] {
    if (this.#outcome === undefined) return [];
    const quotes = this.#traded.get(dealer) ?? [];
    return [{ type: "outcome", request: this.id, quotes }];
  }

  /** What an asker that comes back is to know: what was answered, in order, without quotes that nobody can accept any more. */
  answersAt(now: bigint): readonly ToAsker[] {
    const last = new Map<string, DealerMessage>();
    for (const message of this.#messages.values()) {
      if (message.type === "acknowledgement") last.set(message.acknowledgement.dealer, message);
    }
    return [...this.#messages.values()].filter((message) => {
      if (message.type === "quote") return message.quote.validUntil * MILLISECONDS > now;
      return message.type !== "acknowledgement" || last.get(message.acknowledgement.dealer) === message;
    });
  }

  /** The dealers of quotes, as far as they were given here. */
  #tradedOf(ids: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
    const traded = new Map<string, readonly string[]>();
    if (ids.size === 0) return traded;
    for (const message of this.#messages.values()) {
      if (message.type !== "quote") continue;
      const [id, { dealer }] = [quoteId(message.quote), message.quote];
      if (ids.has(id)) traded.set(dealer, [...(traded.get(dealer) ?? []), id]);
    }
    return traded;
  }
}
