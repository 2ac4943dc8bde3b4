import { getAddress } from "ethers";

import { requestId } from "../../trading/requestHash.ts";
import type { SignedRequest } from "../../trading/Request.ts";
import { QuoteUnknownError } from "../errors/QuoteUnknownError.ts";
import { Lanes } from "../Lanes.ts";
import type { DealerMessage } from "../messages/ClientMessage.ts";
import type { HubMessage } from "../messages/HubMessage.ts";
import { ownKeyChecks } from "../SignatureChecks.ts";
import type { SignatureChecks } from "../SignatureChecks.ts";
import { Timers } from "../Timers.ts";
import type { TransportEvent } from "../Transport.ts";
import { answersOf } from "./answersOf.ts";
import { Conversation } from "./Conversation.ts";
import type { DealerClientOptions } from "./DealerClientOptions.ts";
import type { DealerEvent } from "./DealerEvent.ts";
import { refusalOf } from "./refusalOf.ts";

const MOST_REQUESTS = 20_000;
const KEEP_TIME = 60_000n;
/** What an asker is told when pricing has failed: why is the dealer's own business. */
const NO_PRICE = "no price";

/**
 * A dealer's program: it hears requests, checks them, acknowledges them, has them priced, signs and sends what comes of it, and
 * acknowledges at the end what it has answered. What it has said it remembers and says again word for word when the connection
 * was gone: no request is answered twice for that.
 */
export class DealerClient {
  readonly #options: DealerClientOptions;
  readonly #dealer: string;
  readonly #isRequestSigned: SignatureChecks["request"];
  /** One lane for each request. */
  readonly #lanes = new Lanes();
  readonly #conversations = new Map<string, Conversation>();
  readonly #timers: Timers;
  readonly #unsubscribe: () => void;
  #isClosed = false;

  constructor(options: DealerClientOptions) {
    this.#options = options;
    this.#dealer = getAddress(options.dealer);
    this.#timers = new Timers(options.clock);
    this.#isRequestSigned = (options.checks ?? ownKeyChecks(options.domain)).request;
    this.#unsubscribe = options.transport.subscribe((event) => {
      this.#hear(event);
    });
  }

  /**
   * Takes a quote back, as far as words can: a firm one is to be cancelled on the chain too.
   *
   * @param quote id of the quote
   * @throws QuoteUnknownError when it was not given here, or its request is forgotten
   */
  async withdraw(quote: string): Promise<void> {
    const conversation = [...this.#conversations.values()].find((each) => each.hasGiven(quote));
    if (conversation === undefined) throw new QuoteUnknownError(quote);
    await this.#lanes.do(conversation.id, () => conversation.withdraw(quote));
  }

  /** Takes all quotes back that can still be accepted. */
  async withdrawAll(): Promise<void> {
    const quotes = [...this.#conversations.values()].flatMap(({ standing }) => standing);
    await Promise.all(quotes.map((quote) => this.withdraw(quote)));
  }

  /** Hears and says nothing any more. What was quoted stands. */
  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    for (const conversation of this.#conversations.values()) conversation.end();
    this.#timers.clear();
    this.#conversations.clear();
  }

  #hear(event: TransportEvent): void {
    if (event.kind === "message") this.#receive(event.message);
    else if (event.kind === "connected") this.#repeatLastWords();
  }

  #receive(message: HubMessage): void {
    switch (message.type) {
      case "request":
        this.#do(requestId(message.request), (id) => this.#take(id, message));
        break;
      case "closed":
      case "cancelled":
        this.#do(message.request, () => this.#end(message.request, message.type));
        break;
      case "outcome":
        this.#do(message.request, () => this.#learn(message.request, message.quotes));
        break;
      case "notice":
        this.#tell({ kind: "notice", id: message.request, code: message.code, text: message.text });
        break;
      default: // is not for a dealer
    }
  }

  /** Takes a request up, or says again what was said to it. */
  async #take(id: string, { request, signature }: SignedRequest): Promise<void> {
    const known = this.#conversations.get(id);
    if (known !== undefined) {
      for (const message of known.said) this.#send(message);
      return;
    }
    const { domain, signer, clock, sequences, earlier, mostRequests = MOST_REQUESTS } = this.#options;
    const question = { signed: { request, signature }, now: clock.now(), isSigned: this.#isRequestSigned };
    const fault = await refusalOf(question);
    const isFull = this.#conversations.size >= mostRequests;
    const refusal = fault ?? (isFull ? { reason: "too many" as const, text: "" } : undefined);
    if (this.#isClosed) return;
    if (refusal !== undefined) {
      this.#tell({ kind: "refused", id, ...refusal });
      return;
    }
    const say = (message: DealerMessage): void => {
      this.#tell({ kind: "said", id, message });
      this.#send(message);
    };
    const tools = { domain, signer, clock, sequences, say };
    const who = { dealer: this.#dealer, earlier: earlier?.get(id) ?? [] };
    const conversation = new Conversation({ id, request, ...who, ...tools });
    this.#conversations.set(id, conversation);
    this.#timers.set(id, request.answerBy, () => {
      this.#do(id, () => this.#end(id, "time"));
    });
    this.#tell({ kind: "request", id, request });
    await conversation.acknowledge();
    if (!conversation.hasAnswered) void this.#price(conversation);
  }

  async #price(conversation: Conversation): Promise<void> {
    const { id, request, signal } = conversation;
    const context = { id, dealer: this.#dealer, now: this.#options.clock.now(), signal };
    try {
      const given = this.#options.pricer.price(request, context);
      for await (const answer of answersOf(given, signal)) {
        await this.#lanes.do(id, () => conversation.answer(answer));
      }
    } catch (error) {
      this.#tell({ kind: "failed", id, error });
      this.#do(id, () => conversation.answer({ kind: "pass", reason: NO_PRICE }));
    }
  }

  /** No more answers are wanted: says what was answered. When it ends before its time, it is said once more at its time. */
  async #end(id: string, how: "time" | "closed" | "cancelled"): Promise<void> {
    const conversation = this.#conversations.get(id);
    if (conversation === undefined) return;
    if (!conversation.signal.aborted) {
      conversation.end();
      this.#tell({ kind: "ended", id, how });
    }
    const { clock, keepTime = KEEP_TIME } = this.#options;
    if (how === "time") {
      this.#timers.set(id, clock.now() + keepTime, () => {
        this.#conversations.delete(id);
      });
    }
    if (how !== "cancelled") await conversation.acknowledge();
  }

  async #learn(id: string, quotes: readonly string[]): Promise<void> {
    const conversation = this.#conversations.get(id);
    if (conversation === undefined) return;
    const own = quotes.filter((quote) => conversation.hasGiven(quote));
    const { isAccepted = () => false } = this.#options;
    const accepted = await Promise.all(own.map(async (quote) => isAccepted(quote)));
    const proven = own.filter((_quote, index) => accepted[index]);
    this.#tell({ kind: "outcome", id, quotes: own, proven });
  }

  /** The connection was gone: what was said last to requests that have ended may not have arrived. Open ones are sent again. */
  #repeatLastWords(): void {
    for (const { signal, lastAcknowledgement } of this.#conversations.values()) {
      if (signal.aborted) for (const message of lastAcknowledgement) this.#send(message);
    }
  }

  /** Has something done in the lane of a request; that it fails is told. */
  #do(id: string, action: (id: string) => Promise<void>): void {
    this.#lanes
      .do(id, () => (this.#isClosed ? Promise.resolve() : action(id)))
      .catch((error: unknown) => {
        this.#tell({ kind: "failed", id, error });
      });
  }

  /** What cannot be sent now is said again later. */
  #send(message: DealerMessage): void {
    if (this.#isClosed) return;
    this.#options.transport.send(message).catch(() => undefined);
  }

  #tell(event: DealerEvent): void {
    this.#options.onEvent?.(event);
  }
}
