import type { Signer } from "ethers";

import { passId } from "../../trading/passHash.ts";
import type { Quote } from "../../trading/Quote.ts";
import { quoteId } from "../../trading/quoteHash.ts";
import type { Request } from "../../trading/Request.ts";
import { signAcknowledgement } from "../../trading/signAcknowledgement.ts";
import { signPass } from "../../trading/signPass.ts";
import { signQuote } from "../../trading/signQuote.ts";
import type { TradingDomain } from "../../trading/tradingDomain.ts";
import type { Clock } from "../Clock.ts";
import type { AcknowledgementMessage, DealerMessage } from "../messages/ClientMessage.ts";
import { signWithdrawal } from "../signWithdrawal.ts";
import { quoteOf } from "./quoteOf.ts";
import type { Price, PricerAnswer } from "./Pricer.ts";
import type { SequenceSource } from "./SequenceSource.ts";

/** What a `Conversation` is made of. */
export interface ConversationOptions {
  /** Id of the request. */
  readonly id: string;
  readonly request: Request;
  readonly dealer: string;
  readonly domain: TradingDomain;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly sequences: SequenceSource;
  /** Ids of answers that were given to the request before this program began. */
  readonly earlier: readonly string[];
  /** Sends what was just signed and recorded. */
  readonly say: (message: DealerMessage) => void;
}

/**
 * What a dealer says to one request. Its methods are called one after the other, never two at a time: so what it acknowledges is
 * what it has said.
 */
export class Conversation {
  readonly id: string;
  readonly request: Request;
  readonly #options: ConversationOptions;
  /** Ids of all answers, in the order in which they were given. */
  readonly #answers: string[];
  readonly #said: DealerMessage[] = [];
  readonly #standing = new Map<string, Quote>();
  readonly #ending = new AbortController();
  #acknowledgement: AcknowledgementMessage | undefined;

  constructor(options: ConversationOptions) {
    this.id = options.id;
    this.request = options.request;
    this.#options = options;
    this.#answers = [...options.earlier];
  }

  /** Says when no more answers are wanted. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Whether answers can be given. */
  get isOpen(): boolean {
    return !this.signal.aborted && this.#options.clock.now() < this.request.answerBy;
  }

  /** Whether anything has been answered. */
  get hasAnswered(): boolean {
    return this.#answers.length > 0;
  }

  /** Ids of quotes that can be accepted and were not withdrawn. */
  get standing(): readonly string[] {
    const second = this.#options.clock.now() / 1_000n;
    return [...this.#standing].flatMap(([id, { validUntil }]) => (validUntil > second ? [id] : []));
  }

  /** Whether a quote was given here. */
  hasGiven(quote: string): boolean {
    return this.#answers.includes(quote);
  }

  /** Everything said that is still of use, for an asker that may not have it. */
  get said(): readonly DealerMessage[] {
    return [...this.#said, ...this.lastAcknowledgement];
  }

  /** The last word on what was answered, if there was one. */
  get lastAcknowledgement(): readonly DealerMessage[] {
    return this.#acknowledgement === undefined ? [] : [this.#acknowledgement];
  }

  /** No more answers are wanted. */
  end(): void {
    this.#ending.abort();
  }

  /** Gives an answer, if it is still wanted once it is signed. A pass takes back the quotes before it. */
  async answer(answer: PricerAnswer): Promise<void> {
    if (!this.isOpen) return;
    if (answer.kind === "pass") {
      for (const quote of this.standing) await this.withdraw(quote);
      await this.#pass(answer.reason);
    } else {
      await this.#quote(answer.price);
    }
  }

  /** Takes a quote back, as far as words can. Without effect when it does not stand. */
  async withdraw(quote: string): Promise<void> {
    if (!this.#standing.has(quote)) return;
    const { domain, dealer, signer, clock } = this.#options;
    const withdrawal = { request: this.id, quote, dealer, at: clock.now() };
    const signed = await signWithdrawal(signer, { domain, withdrawal });
    this.#standing.delete(quote);
    this.#say({ type: "withdrawal", ...signed });
  }

  /**
   * Says what was answered until now; nothing when that was just said. Once it has ended no answer follows: what was answered is
   * then all until the request's time is over, and is said for that moment, whatever the clocks of asker and dealer say of now.
   */
  async acknowledge(): Promise<void> {
    const { domain, dealer, signer, clock } = this.#options;
    const now = clock.now();
    const { answerBy } = this.request;
    const at = this.signal.aborted && now < answerBy ? answerBy : now;
    const answers = [...this.#answers];
    const last = this.#acknowledgement?.acknowledgement;
    if (last?.at === at && last.answers.length === answers.length) return;
    const acknowledgement = { request: this.id, dealer, answers, at };
    const signed = await signAcknowledgement(signer, { domain, acknowledgement });
    this.#acknowledgement = { type: "acknowledgement", ...signed };
    this.#options.say(this.#acknowledgement);
  }

  async #quote(price: Price): Promise<void> {
    const { domain, dealer, signer, sequences } = this.#options;
    const sequence = await sequences.next();
    const quote = quoteOf({ request: this.request, id: this.id, dealer, price, sequence });
    const signed = await signQuote(signer, { domain, quote });
    if (!this.isOpen) return;
    const id = quoteId(quote);
    this.#answers.push(id);
    this.#standing.set(id, quote);
    this.#say({ type: "quote", ...signed });
  }

  async #pass(reason: string): Promise<void> {
    const { domain, dealer, signer, clock } = this.#options;
    const pass = { request: this.id, dealer, reason, at: clock.now() };
    const signed = await signPass(signer, { domain, pass });
    // Two passes in one millisecond for one reason are one.
    if (!this.isOpen || this.#answers.includes(passId(pass))) return;
    this.#answers.push(passId(pass));
    this.#say({ type: "pass", ...signed });
  }

  #say(message: DealerMessage): void {
    this.#said.push(message);
    this.#options.say(message);
  }
}
