import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../../../sdk/bonds/types.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import type { AccountNames } from "../../../sdk/participants/AccountNames.ts";
import type { GivenAnswer, ReceivedQuote } from "../../../sdk/trading/EvidenceFile.ts";
import { rankQuotes } from "../../../sdk/trading/rankQuotes.ts";
import type { Request } from "../../../sdk/trading/Request.ts";
import type { Tabulated } from "../../story/Narrator.ts";

/** What `answerTable` works on. */
export interface AnswerTableOptions {
  readonly request: Request;
  readonly answers: readonly GivenAnswer[];
  /** Accounts of dealers that have not answered. */
  readonly timedOut: readonly string[];
  /** When they are compared, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
  readonly names: AccountNames;
}

const PLACES = ["best", "cover"] as const;

/** All answers to a request, the best quote first, then what cannot be taken, passes and those who did not answer. */
export function answerTable({ request, answers, timedOut, at, names }: AnswerTableOptions): Tabulated {
  const name = (account: string): string => names(account) ?? account;
  const quotes = answers.flatMap((each): ReceivedQuote[] => (each.kind === "quote" ? [each] : []));
  const passes = answers.flatMap((each) => (each.kind === "pass" ? [each.pass] : []));
  const { takeable, refused } = rankQuotes({ request, quotes, at });
  const priced = (quote: ReceivedQuote["quote"], note: string): readonly string[] => [
    name(quote.dealer),
    formatPrice(quote.cleanPriceE7),
    formatAmount(quote.cashPerUnit),
    note,
  ];
  const rows = [
    ...takeable.map(({ quote }, index) => priced(quote, PLACES[index] ?? "")),
    ...refused.map(({ quote, refusals }) => priced(quote, refusals[0]?.reason ?? "")),
    ...passes.map(({ dealer, reason }) => [name(dealer), "-", "-", `passes: ${reason}`]),
    ...timedOut.map((dealer) => [name(dealer), "-", "-", "no answer"]),
  ];
  return { head: ["dealer", "price", "cash per unit", ""], right: [1, 2], rows };
}

/** A price of 100 of face, with the decimals that it needs and three at least: "99.960". */
export function formatPrice(priceE7: bigint): string {
  const [whole = "", decimals = ""] = formatDecimal(priceE7, PRICE_DECIMALS).split(".");
  return `${whole}.${decimals.replace(/0+$/, "").padEnd(3, "0")}`;
}
