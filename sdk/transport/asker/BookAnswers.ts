import type { SignedAcknowledgement } from "../../trading/Acknowledgement.ts";
import type { GivenAnswer, ReceivedPass, ReceivedQuote } from "../../trading/EvidenceFile.ts";
import type { Request } from "../../trading/Request.ts";
import { requestRefusals } from "../../trading/requestRefusals.ts";
import type { SignedWithdrawal } from "../Withdrawal.ts";
import type { Arrival } from "./Arrival.ts";
import type { MissingAnswers } from "./ClosedBook.ts";
import type { RefusalReason } from "./Refusal.ts";
import type { SequenceLog } from "./SequenceLog.ts";

/** Why something signed was not taken; `undefined` when it was. */
export type Verdict = { readonly reason: RefusalReason; readonly text?: string } | undefined;

const MILLISECONDS = 1_000n;

/** What dealers have answered to a request, each with its dealer's signature, which has been found good before. */
export class BookAnswers {
  readonly #request: Request;
  readonly #sequences: SequenceLog;
  readonly #answers: GivenAnswer[] = [];
  /** The answers of each dealer. */
  readonly #given = new Map<string, { readonly id: string; readonly receivedAt: bigint }[]>();
  readonly #ids = new Set<string>();
  readonly #standing = new Map<string, ReceivedQuote>();
  readonly #inTime = new Set<string>();
  readonly #withdrawn = new Set<string>();
  readonly #acknowledgements: SignedAcknowledgement[] = [];
  readonly #lastAcknowledgements = new Map<string, SignedAcknowledgement>();
  /** The highest number of each dealer's quotes. */
  readonly #numbers = new Map<string, bigint>();

  constructor(request: Request, sequences: SequenceLog) {
    this.#request = request;
    this.#sequences = sequences;
  }

  get all(): readonly GivenAnswer[] {
    return [...this.#answers];
  }

  get acknowledgements(): readonly SignedAcknowledgement[] {
    return [...this.#acknowledgements];
  }

  /** Quotes that were taken and can still be accepted. */
  standingAt(now: bigint): readonly ReceivedQuote[] {
    return [...this.#standing.values()].filter(({ quote }) => quote.validUntil * MILLISECONDS > now);
  }

  /** Whether a dealer has answered in time. */
  hasAnswered(dealer: string): boolean {
    return this.#inTime.has(dealer);
  }

  /**
   * Whether a dealer has acknowledged what it answered up to a moment, or a later one: all that came of it by then. Its clock may be
   * ahead, so that what it said on receipt is of a later moment; then that is not its last word.
   */
  hasAcknowledged(dealer: string, moment: bigint): boolean {
    const last = this.#lastAcknowledgements.get(dealer)?.acknowledgement;
    if (last === undefined || last.at < moment) return false;
    const given = this.#given.get(dealer) ?? [];
    return given.every(({ id, receivedAt }) => receivedAt > moment || last.answers.includes(id));
  }

  /** What dealers say they answered, and what is not there. */
  get missing(): readonly MissingAnswers[] {
    return [...this.#lastAcknowledgements].flatMap(([dealer, { acknowledgement }]) => {
      const answers = acknowledgement.answers.filter((id) => !this.#ids.has(id));
      return answers.length === 0 ? [] : [{ dealer, answers }];
    });
  }

  /** @param closesAt last moment whose answers are taken */
  take({ message, key, receivedAt }: Arrival, closesAt: bigint): Verdict {
    const isLate = receivedAt > closesAt;
    switch (message.type) {
      case "quote": {
        const { quote, signature } = message;
        return this.#takeQuote(key, { quote, signature, receivedAt }, isLate);
      }
      case "pass": {
        const { pass, signature } = message;
        return this.#takePass(key, { pass, signature, receivedAt }, isLate);
      }
      case "acknowledgement":
        return this.#takeAcknowledgement(message);
      case "withdrawal":
        return this.#takeWithdrawal(message);
    }
  }

  #takeQuote(id: string, received: ReceivedQuote, isLate: boolean): Verdict {
    const { quote, receivedAt } = received;
    this.#keep(id, quote.dealer, { kind: "quote", ...received });
    const isNew = this.#sequences.add(quote, id);
    const highest = this.#numbers.get(quote.dealer) ?? -1n;
    if (quote.sequence > highest) this.#numbers.set(quote.dealer, quote.sequence);
    if (isLate) return { reason: "late" };
    this.#inTime.add(quote.dealer);
    const [fault] = requestRefusals(quote, this.#request);
    if (fault !== undefined) return { reason: "unfit", text: `it ${fault.reason}` };
    if (quote.validUntil * MILLISECONDS <= receivedAt) return { reason: "expired" };
    if (this.#withdrawn.has(withdrawalKey(quote.dealer, id))) return { reason: "withdrawn" };
    if (!isNew) return { reason: "sequence used", text: `it has the number ${quote.sequence}` };
    if (quote.sequence < highest) {
      return { reason: "reordered", text: `it has the number ${quote.sequence} and came after ${highest}` };
    }
    this.#standing.set(id, received);
    return undefined;
  }

  #takePass(id: string, received: ReceivedPass, isLate: boolean): Verdict {
    this.#keep(id, received.pass.dealer, { kind: "pass", ...received });
    if (isLate) return { reason: "late" };
    this.#inTime.add(received.pass.dealer);
    return undefined;
  }

  #takeAcknowledgement({ acknowledgement, signature }: SignedAcknowledgement): Verdict {
    const { dealer, at } = acknowledgement;
    const signed = { acknowledgement, signature };
    this.#acknowledgements.push(signed);
    const last = this.#lastAcknowledgements.get(dealer);
    if (last !== undefined && last.acknowledgement.at > at) return { reason: "reordered" };
    this.#lastAcknowledgements.set(dealer, signed);
    return undefined;
  }

  #takeWithdrawal({ withdrawal }: SignedWithdrawal): Verdict {
    const { quote, dealer } = withdrawal;
    this.#withdrawn.add(withdrawalKey(dealer, quote));
    if (this.#standing.get(quote)?.quote.dealer === dealer) this.#standing.delete(quote);
    return undefined;
  }

  #keep(id: string, dealer: string, answer: GivenAnswer): void {
    const { receivedAt } = answer;
    this.#answers.push(answer);
    this.#ids.add(id);
    this.#given.set(dealer, [...(this.#given.get(dealer) ?? []), { id, receivedAt }]);
  }
}

/** A withdrawal is of its dealer's own quotes only. */
function withdrawalKey(dealer: string, quote: string): string {
  return `${dealer} ${quote}`;
}
