import { compareAddresses } from "../encoding/compareAddresses.ts";
import { formatAmount } from "../encoding/formatAmount.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { ReceivedQuote } from "./EvidenceFile.ts";
import type { Quote } from "./Quote.ts";
import { quoteId } from "./quoteHash.ts";
import type {
  QuoteRanking,
  QuoteRefusal,
  QuoteRefusalCode,
  RankedQuote,
  RefusedQuote,
} from "./QuoteRanking.ts";
import type { Request } from "./Request.ts";
import { requestRefusals } from "./requestRefusals.ts";

/** What `rankQuotes` works on. */
export interface RankQuotesOptions {
  readonly request: Request;
  /** In any order. That their dealers have signed them is the caller's business. */
  readonly quotes: readonly ReceivedQuote[];
  /** The moment at which one is to be taken, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
}

/** Length of a trade date, in seconds, as the contract has it. */
const DAY = 86_400n;

/**
 * Which quotes can be taken for the whole quantity of a request at a moment, best first: by what one unit costs, the lowest when
 * the asker buys and the highest when it sells; of equal ones the one received first, then the one of the lower dealer address.
 * What has been taken of a quote meanwhile, or cancelled, only the chain can tell.
 *
 * @throws InvalidTextError, or an error of ethers, when a quote cannot be hashed
 */
export function rankQuotes({ request, quotes, at }: RankQuotesOptions): QuoteRanking {
  const takeable: RankedQuote[] = [];
  const refused: RefusedQuote[] = [];
  const seen = new Set<string>();
  for (const received of quotes) {
    const ranked = { ...received, id: quoteId(received.quote) };
    const repeated: QuoteRefusal = { code: "repeated", reason: "was given before" };
    const refusals = [
      ...(seen.has(ranked.id) ? [repeated] : []),
      ...requestRefusals(received.quote, request),
      ...momentRefusals(received.quote, request, at),
    ];
    seen.add(ranked.id);
    if (refusals.length === 0) takeable.push(ranked);
    else refused.push({ ...ranked, refusals });
  }
  takeable.sort((one, other) => compare(one, other, request));
  const [best] = takeable;
  const cover = takeable.find(
    ({ quote }) => best !== undefined && !isSameHex(quote.dealer, best.quote.dealer),
  );
  return { takeable, refused, best, cover };
}

function momentRefusals(quote: Quote, { quantity }: Request, at: bigint): readonly QuoteRefusal[] {
  const refusals: QuoteRefusal[] = [];
  const add = (code: QuoteRefusalCode, reason: string): void => void refusals.push({ code, reason });
  const { kind, validUntil, tradeDate, minimumQuantity, maximumQuantity } = quote;
  const second = at / 1000n;

  if (kind === "indicative") add("indicative", "is indicative");
  if (second >= validUntil) add("expired", "is no longer valid");
  if (second < tradeDate || second >= tradeDate + DAY) add("notOnTradeDate", "is not of that trade date");
  const asked = formatAmount(quantity);
  if (maximumQuantity < quantity) {
    add("tooSmall", `is good for ${formatAmount(maximumQuantity)} units at most, and ${asked} are asked for`);
  }
  if (minimumQuantity > quantity) {
    add(
      "tooLarge",
      `is good for ${formatAmount(minimumQuantity)} units at least, and ${asked} are asked for`,
    );
  }
  return refusals;
}

function compare(one: RankedQuote, other: RankedQuote, { side }: Request): number {
  const [a, b] = [one.quote.cashPerUnit, other.quote.cashPerUnit];
  const isAhead = side === "buyer" ? a < b : a > b;
  if (a !== b) return isAhead ? -1 : 1;
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? -1 : 1;
  return compareAddresses(one.quote.dealer, other.quote.dealer) || compareAddresses(one.id, other.id);
}
