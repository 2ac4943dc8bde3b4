import type { ReceivedQuote } from "../../trading/EvidenceFile.ts";
import { AsyncQueue } from "../AsyncQueue.ts";
import type { DealerMessage } from "../messages/ClientMessage.ts";
import { messageKey } from "../messages/messageKey.ts";
import type { NoticeMessage } from "../messages/HubMessage.ts";
import type { Arrival } from "./Arrival.ts";
import { BookAnswers } from "./BookAnswers.ts";
import type { Verdict } from "./BookAnswers.ts";
import type { BookEvent } from "./BookEvent.ts";
import type { ClosedBook } from "./ClosedBook.ts";
import { bookEventOf } from "./bookEventOf.ts";
import { MessageGate } from "./MessageGate.ts";
import type { OpenBook } from "./OpenBook.ts";
import type { Refusal } from "./Refusal.ts";
import type { RequestBookOptions } from "./RequestBookOptions.ts";

/** Refusals and notices that are kept: a hub could send any number. */
const MOST_NOISE = 1_000;

/**
 * The book of one request. Nothing of what a hub delivers is believed: everything is checked here, by this book's own clock, one
 * message after the other in the order in which they came.
 */
export class RequestBook implements OpenBook {
  readonly id: string;
  readonly closed: Promise<ClosedBook>;
  readonly #options: RequestBookOptions;
  readonly #answers: BookAnswers;
  readonly #events = new AsyncQueue<BookEvent>();
  readonly #gate: MessageGate;
  readonly #refusals: Refusal[] = [];
  readonly #resolve: (book: ClosedBook) => void;
  #noise = 0;
  #refusalCount = 0;
  #phase: "open" | "closing" | "together" = "open";
  #closesAt: bigint;
  #ended: "close" | "cancel" | undefined;
  /** What is done last of all that was to be done. */
  #work: Promise<void> = Promise.resolve();
  #callOff: () => void;

  constructor(options: RequestBookOptions) {
    const { promise, resolve } = Promise.withResolvers<ClosedBook>();
    const { request } = options.request;
    this.id = options.id;
    this.closed = promise;
    this.#options = options;
    this.#resolve = resolve;
    this.#gate = new MessageGate(options);
    this.#answers = new BookAnswers(request, options.sequences);
    this.#closesAt = request.answerBy;
    this.#callOff = this.#schedule(this.#closesAt + 1n, () => {
      this.#shut();
    });
  }

  get standing(): readonly ReceivedQuote[] {
    return this.#answers.standingAt(this.#options.clock.now());
  }

  /** How the asker has ended the request, when it has. */
  get ended(): "close" | "cancel" | undefined {
    return this.#ended;
  }

  /** Whether everything is together. */
  get isTogether(): boolean {
    return this.#phase === "together";
  }

  close(): void {
    this.#end("close");
  }

  cancel(): void {
    this.#end("cancel");
  }

  [Symbol.asyncIterator](): AsyncIterator<BookEvent> {
    return this.#events;
  }

  /** Something has come for this request. */
  receive(message: DealerMessage): void {
    const receivedAt = this.#options.clock.now();
    this.#do(() => this.#judge({ message, key: messageKey(message), receivedAt }));
  }

  /** The hub has something to say about this request. */
  notice({ code, text }: NoticeMessage): void {
    if (this.#noise >= MOST_NOISE) return;
    this.#noise += 1;
    this.#events.push({ kind: "notice", code, text });
  }

  /** Ends everything at once, with what is there when all that came has been looked at. */
  stop(): void {
    const now = this.#options.clock.now();
    if (now < this.#closesAt) this.#closesAt = now;
    this.#do(() => {
      this.#finish();
    });
  }

  #end(how: "close" | "cancel"): void {
    const now = this.#options.clock.now();
    if (this.#ended !== undefined || now >= this.#closesAt) return;
    this.#ended = how;
    this.#closesAt = now;
    this.#callOff();
    // What comes in this millisecond is still taken: after it nothing can come that was received by then.
    this.#callOff = this.#schedule(now + 1n, () => {
      this.#shut();
    });
    this.#options.end(how);
  }

  #shut(): void {
    if (this.#phase !== "open") return;
    this.#phase = "closing";
    this.#events.push({ kind: "closing", closedAt: this.#closesAt });
    if (this.#ended === "cancel" || this.#silent.length === 0) {
      this.#finish();
    } else {
      this.#callOff = this.#schedule(this.#closesAt + this.#options.acknowledgeTime, () => {
        this.#finish();
      });
    }
  }

  async #judge(arrival: Arrival): Promise<void> {
    const verdict = await this.#verdictOf(arrival);
    const { message, receivedAt } = arrival;
    if (verdict === undefined) this.#events.push(bookEventOf(arrival));
    else this.#refuse({ text: "", ...verdict, message, receivedAt });
    if (this.#phase === "closing" && this.#silent.length === 0) this.#finish();
    else if (this.#options.closesWhenAnswered && this.#areAllAnswered()) this.close();
  }

  async #verdictOf(arrival: Arrival): Promise<Verdict> {
    if (this.isTogether) return { reason: "late", text: "everything is together" };
    return (await this.#gate.judge(arrival)) ?? this.#answers.take(arrival, this.#closesAt);
  }

  #refuse(refusal: Refusal): void {
    this.#refusalCount += 1;
    if (this.#noise >= MOST_NOISE) return;
    this.#noise += 1;
    this.#refusals.push(refusal);
    this.#events.push({ kind: "refusal", refusal });
  }

  #areAllAnswered(): boolean {
    return this.#options.dealers.every((dealer) => this.#answers.hasAnswered(dealer));
  }

  get #silent(): readonly string[] {
    const closedAt = this.#closesAt;
    return this.#options.dealers.filter((dealer) => !this.#answers.hasAcknowledged(dealer, closedAt));
  }

  #finish(): void {
    if (this.isTogether) return;
    this.#phase = "together";
    this.#callOff();
    const { request, dealers, dealersSalt } = this.#options;
    const { all, acknowledgements, missing } = this.#answers;
    this.#resolve({
      id: this.id,
      request,
      dealers,
      dealersSalt,
      answers: all,
      standing: this.standing,
      timedOut: dealers.filter((dealer) => !this.#answers.hasAnswered(dealer)),
      acknowledgements,
      silent: this.#silent,
      missing,
      refusals: [...this.#refusals],
      refusalCount: this.#refusalCount,
      closedAt: this.#closesAt,
      isCancelled: this.#ended === "cancel",
    });
    this.#events.end();
  }

  /** Has something done when a moment has come, after all that came before it. */
  #schedule(moment: bigint, action: () => void): () => void {
    return this.#options.clock.at(moment, () => {
      this.#do(action);
    });
  }

  /** Has something done after all that is still to be done. */
  #do(action: () => void | Promise<void>): void {
    this.#work = this.#work.then(action);
  }
}
