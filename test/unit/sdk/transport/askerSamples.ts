import { RfqClient } from "../../../../sdk/transport/asker/RfqClient.ts";
import type { AskOptions, RfqClientOptions } from "../../../../sdk/transport/asker/RfqClient.ts";
import type { BookEvent } from "../../../../sdk/transport/asker/BookEvent.ts";
import type { OpenBook } from "../../../../sdk/transport/asker/OpenBook.ts";
import type { Refusal } from "../../../../sdk/transport/asker/Refusal.ts";
import { NotConnectedError } from "../../../../sdk/transport/errors/NotConnectedError.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import type { DealerMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { headOf } from "../../../../sdk/transport/messages/headOf.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { signWithdrawal } from "../../../../sdk/transport/signWithdrawal.ts";
import type { SentMessage, Transport, TransportEvent } from "../../../../sdk/transport/Transport.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { signAcknowledgement } from "../../../../sdk/trading/signAcknowledgement.ts";
import { signPass } from "../../../../sdk/trading/signPass.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { addressOf, ASKED_AT, DOMAIN, sampleQuote, walletOf } from "../trading/samples.ts";
import { passTime, questionTo, settle } from "./rfqHouse.ts";

/** A transport that a test speaks through. */
export class StubTransport implements Transport {
  readonly sent: SentMessage[] = [];
  isConnected = true;
  readonly #listeners = new Set<(event: TransportEvent) => void>();

  send(message: SentMessage): Promise<void> {
    if (!this.isConnected) return Promise.reject(new NotConnectedError("the test has cut it"));
    this.sent.push(message);
    return Promise.resolve();
  }

  subscribe(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }

  /** The hub says something, and everything happens that comes of it at once. */
  async say(...messages: readonly HubMessage[]): Promise<void> {
    for (const message of messages) this.#tell({ kind: "message", message });
    await settle();
  }

  async cut(): Promise<void> {
    this.isConnected = false;
    this.#tell({ kind: "disconnected", reason: "the test has cut it" });
    await settle();
  }

  async mend(): Promise<void> {
    this.isConnected = true;
    this.#tell({ kind: "connected" });
    await settle();
  }

  #tell(event: TransportEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** A quote of a dealer by name, signed by it unless said otherwise. */
export const quoteFrom = async (
  name: string,
  request: Request,
  fields: Partial<Quote> = {},
  signer = name,
): Promise<DealerMessage> => {
  const { asker: investor } = request;
  const own = { request: requestId(request), dealer: addressOf(name), investor };
  const quote = sampleQuote({ ...own, ...fields });
  return { type: "quote", ...(await signQuote(walletOf(signer), { domain: DOMAIN, quote })) };
};

/** A pass of a dealer by name. */
export const passFrom = async (name: string, request: Request, reason = "", signer = name) => {
  const pass = { request: requestId(request), dealer: addressOf(name), reason, at: ASKED_AT };
  return { type: "pass", ...(await signPass(walletOf(signer), { domain: DOMAIN, pass })) } as const;
};

/** An acknowledgement of a dealer by name. */
export const acknowledgementFrom = async (
  name: string,
  request: Request,
  { at, answers = [], signer = name }: { at: bigint; answers?: readonly string[]; signer?: string },
) => {
  const acknowledgement = { request: requestId(request), dealer: addressOf(name), answers, at };
  const signed = await signAcknowledgement(walletOf(signer), { domain: DOMAIN, acknowledgement });
  return { type: "acknowledgement", ...signed } as const;
};

/** A withdrawal by a dealer by name. */
export const withdrawalFrom = async (name: string, request: Request, quote: string, signer = name) => {
  const withdrawal = { request: requestId(request), quote, dealer: addressOf(name), at: ASKED_AT };
  const signed = await signWithdrawal(walletOf(signer), { domain: DOMAIN, withdrawal });
  return { type: "withdrawal", ...signed } as const;
};

/** An asker whose transport is in the hand of the test. */
export class AskerDesk {
  readonly clock = new ManualClock(ASKED_AT);
  readonly transport = new StubTransport();
  readonly strays: Refusal[] = [];
  readonly client: RfqClient;

  constructor(options: Partial<RfqClientOptions> = {}) {
    const { clock, transport } = this;
    const onStray = (refusal: Refusal): void => void this.strays.push(refusal);
    this.client = new RfqClient({ domain: DOMAIN, transport, clock, onStray, ...options });
  }

  /** Asks dealers by name. */
  async ask(
    dealers: readonly string[],
    fields: Partial<Request> = {},
    options: Partial<AskOptions> = {},
  ): Promise<Asking> {
    const question = await questionTo(dealers, fields);
    const book = this.client.ask({ ...question, ...options });
    return { book, request: question.request.request, events: eventsOf(book) };
  }

  async until(moment: bigint): Promise<void> {
    await passTime(this.clock, moment);
  }
}

/** A request that is asked. */
export interface Asking {
  readonly book: OpenBook;
  readonly request: Request;
  /** What has happened until now. */
  readonly events: readonly BookEvent[];
}

/** Keeps the events of a book as they come. */
export function eventsOf(book: OpenBook): readonly BookEvent[] {
  const events: BookEvent[] = [];
  void (async () => {
    for await (const event of book) events.push(event);
  })();
  return events;
}

/** Reasons of the refusals among events. */
export const reasonsOf = (events: readonly BookEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === "refusal" ? [event.refusal.reason] : []));

/** Kinds of the events that are none. */
export const kindsOf = (events: readonly BookEvent[]): readonly string[] =>
  events.flatMap(({ kind }) => (kind === "refusal" ? [] : [kind]));

/** Names the dealers of messages, for short. */
export const dealersOf = (messages: readonly DealerMessage[]): readonly string[] =>
  messages.map((message) => headOf(message).dealer);
