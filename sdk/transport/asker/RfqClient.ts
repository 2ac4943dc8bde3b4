import { getAddress } from "ethers";

import { requestId } from "../../trading/requestHash.ts";
import type { SignedRequest } from "../../trading/Request.ts";
import type { TradingDomain } from "../../trading/tradingDomain.ts";
import type { Clock } from "../Clock.ts";
import { AskedTwiceError } from "../errors/AskedTwiceError.ts";
import { DealersDifferError } from "../errors/DealersDifferError.ts";
import { RequestOverError } from "../errors/RequestOverError.ts";
import { isCommittedTo } from "../isCommittedTo.ts";
import type { AskMessage, DealerMessage } from "../messages/ClientMessage.ts";
import { headOf } from "../messages/headOf.ts";
import type { HubMessage } from "../messages/HubMessage.ts";
import { ownKeyChecks } from "../SignatureChecks.ts";
import type { SignatureChecks } from "../SignatureChecks.ts";
import type { SentMessage, Transport, TransportEvent } from "../Transport.ts";
import type { OpenBook } from "./OpenBook.ts";
import type { Refusal } from "./Refusal.ts";
import { RequestBook } from "./RequestBook.ts";
import { SequenceLog } from "./SequenceLog.ts";

/** What an `RfqClient` is made of. */
export interface RfqClientOptions {
  readonly domain: TradingDomain;
  /** Logged in as an asker. It stays the caller's: closing the client does not close it. */
  readonly transport: Transport;
  readonly clock: Clock;
  /** Whether messages are signed; by the accounts' own keys when left out. */
  readonly checks?: SignatureChecks | undefined;
  /** Milliseconds to wait for acknowledgements once a request has closed. Left out: 3,000. */
  readonly acknowledgeTime?: bigint | undefined;
  /** Messages that are taken of a dealer for one request. Left out: 400. */
  readonly mostMessages?: number | undefined;
  /** Told of messages that belong to no open book. */
  readonly onStray?: ((refusal: Refusal) => void) | undefined;
}

/** What is asked, and whom. */
export interface AskOptions {
  readonly request: SignedRequest;
  /** Accounts of the dealers, in any order. */
  readonly dealers: readonly string[];
  /** The salt with which the request commits to them. */
  readonly dealersSalt: string;
  /** Whether the request closes as soon as every dealer has answered. Left out: it stays open until its time is over. */
  readonly closesWhenAnswered?: boolean | undefined;
}

interface Asked {
  readonly book: RequestBook;
  readonly message: AskMessage;
}

const ACKNOWLEDGE_TIME = 3_000n;
const MOST_MESSAGES = 400;

/**
 * Asks dealers for prices. Everything that comes is checked here: a hub can keep messages back, and nothing else. When the
 * connection was gone, open requests are sent again, and the hub gives what came meanwhile.
 */
export class RfqClient {
  readonly #options: RfqClientOptions;
  readonly #checks: SignatureChecks;
  readonly #sequences = new SequenceLog();
  readonly #asked = new Map<string, Asked>();
  readonly #unsubscribe: () => void;

  constructor(options: RfqClientOptions) {
    this.#options = options;
    this.#checks = options.checks ?? ownKeyChecks(options.domain);
    this.#unsubscribe = options.transport.subscribe((event) => {
      this.#hear(event);
    });
  }

  /**
   * Asks, as soon as there is a connection.
   *
   * @throws DealersDifferError, RequestOverError, AskedTwiceError
   */
  ask({ request, dealers, dealersSalt, closesWhenAnswered = false }: AskOptions): OpenBook {
    const { clock, acknowledgeTime = ACKNOWLEDGE_TIME, mostMessages = MOST_MESSAGES } = this.#options;
    const id = requestId(request.request);
    const { answerBy } = request.request;
    const accounts = dealers.map((dealer) => getAddress(dealer));
    const envelope = { dealers: accounts, dealersSalt };
    if (!isCommittedTo({ request: request.request, ...envelope })) throw new DealersDifferError(id);
    if (answerBy <= clock.now()) throw new RequestOverError(id, answerBy);
    if (this.#asked.has(id)) throw new AskedTwiceError(id);
    const limits = { acknowledgeTime, mostMessages, closesWhenAnswered };
    const tools = { clock, checks: this.#checks, sequences: this.#sequences };
    const end = (how: "close" | "cancel"): void => {
      this.#send({ type: how, request: id });
    };
    const book = new RequestBook({ id, request, ...envelope, ...limits, ...tools, end });
    const message: AskMessage = { type: "ask", ...request, ...envelope };
    this.#asked.set(id, { book, message });
    void book.closed.then(() => {
      this.#asked.delete(id);
      this.#sequences.tidy(clock.now());
    });
    this.#send(message);
    return book;
  }

  /**
   * Tells dealers what came of a request: each of its own quotes only. A courtesy; the chain tells what was accepted.
   *
   * @param request id of the request
   * @param quotes ids of the quotes that were taken, none when nothing was
   * @throws NotConnectedError when there is no connection
   */
  async tellOutcome(request: string, quotes: readonly string[]): Promise<void> {
    await this.#options.transport.send({ type: "outcome", request, quotes });
  }

  /** Hears nothing any more; open books close with what they have. */
  async close(): Promise<void> {
    this.#unsubscribe();
    const books = [...this.#asked.values()].map(({ book }) => book);
    for (const book of books) book.stop();
    await Promise.all(books.map((book) => book.closed));
  }

  /** Sends what is sent again anyway when there is a connection. */
  #send(message: SentMessage): void {
    this.#options.transport.send(message).catch(() => undefined);
  }

  #hear(event: TransportEvent): void {
    if (event.kind === "connected") this.#resume();
    else if (event.kind === "message") this.#receive(event.message);
  }

  #resume(): void {
    for (const [request, { book, message }] of this.#asked) {
      this.#send(message);
      if (book.ended !== undefined) this.#send({ type: book.ended, request });
    }
  }

  #receive(message: HubMessage): void {
    switch (message.type) {
      case "quote":
      case "pass":
      case "acknowledgement":
      case "withdrawal":
        this.#deliver(message);
        break;
      case "notice":
        this.#asked.get(message.request)?.book.notice(message);
        break;
      default: // The book closes by its own clock, and when its asker says so.
        break;
    }
  }

  #deliver(message: DealerMessage): void {
    const asked = this.#asked.get(headOf(message).request);
    if (asked !== undefined) asked.book.receive(message);
    else {
      const receivedAt = this.#options.clock.now();
      this.#options.onStray?.({ reason: "request unknown", text: "", message, receivedAt });
    }
  }
}
