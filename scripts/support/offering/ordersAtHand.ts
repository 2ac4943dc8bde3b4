import { offeringBook } from "../../../sdk/client/readers/offeringBook.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { BookVerification } from "../../../sdk/offering/BookVerification.ts";
import type { OfferingBook } from "../../../sdk/offering/OfferingBook.ts";
import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import { parseSignedOrders } from "../../../sdk/offering/parseSignedOrders.ts";
import { verifyBook } from "../../../sdk/offering/verifyBook.ts";
import { readNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { UsageError } from "../UsageError.ts";
import { factsAbout } from "./investorFacts.ts";
import type { InvestorFacts } from "./investorFacts.ts";
import { asPeopleSay, placeOf } from "./offeringWords.ts";
import { recordsOf } from "./orderDesk.ts";

/** A book and the orders that are at hand for it. */
export interface OrdersAtHand {
  readonly book: OfferingBook;
  readonly orders: readonly SignedOrder[];
  /** What came of holding the orders against the book. */
  readonly verification: BookVerification;
  readonly classesOf: InvestorFacts["classesOf"];
}

/**
 * The signed orders of a file.
 *
 * @throws UsageError, InvalidInputError when it is no such file
 */
export function readSignedOrders(path: string): readonly SignedOrder[] {
  return parseSignedOrders(parseJson(readNamedFile(path), path));
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `${path} is not a file of signed orders.`,
      "Leave --orders out for those that the order job wrote down, or name a file that book --hand-over wrote. Order " +
        "tickets (YAML) are for the order job.",
    );
  }
}

/**
 * Holds the orders at hand against the book on the chain.
 *
 * @param shown orders of a file; left out, those that are written down in this folder
 * @returns the orders; none when nothing is at hand
 */
export async function ordersAtHand(
  context: Pick<JobContext, "kessai" | "folder">,
  { terms: { isin }, number, stage }: OfferingStatus,
  shown: readonly SignedOrder[] | undefined,
): Promise<OrdersAtHand> {
  const { kessai } = context;
  const book = await offeringBook(kessai, { isin, number });
  const orders = shown ?? writtenOrders(context, book);
  const facts = await factsAbout(context, {
    book,
    orders,
    isAllotted: stage !== "open" && stage !== "priced",
  });
  const verification = verifyBook({ book, orders, domain: kessai.offeringDomain, ...facts });
  return { book, orders, verification, classesOf: facts.classesOf };
}

/** Orders that are written down and were entered. One that never reached the book, or made room for another, is none. */
function writtenOrders(context: Pick<JobContext, "folder">, book: OfferingBook): readonly SignedOrder[] {
  const seen = new Set(book.entries.map(({ commitment }) => commitment));
  return [...recordsOf(context, book)].flatMap(([commitment, { order, signature, position, isReplaced }]) =>
    seen.has(commitment) || (position !== undefined && isReplaced !== true) ? [{ order, signature }] : [],
  );
}

/**
 * The orders with nothing wrong with them, by which price and allocation go; tells what is wrong with the others.
 *
 * @param withoutMissing whether to go on without orders that nobody has shown
 * @throws JobError when orders of the book are not at hand
 */
export function requireOrders(
  { names, reporter, folder }: Pick<JobContext, "names" | "reporter" | "folder">,
  { verification }: OrdersAtHand,
  withoutMissing: boolean,
): BookVerification {
  const { faults } = verification;
  const missing = faults.filter(({ code }) => code === "notShown");
  for (const { sentence } of faults) reporter.progress(`  note: ${asPeopleSay(sentence, names)}`);
  if (missing.length === 0 || withoutMissing) return verification;
  const places = missing.map(({ position = 0n }) => placeOf(position)).join(", ");
  throw new JobError(
    `${missing.length} orders of the book (${places}) are not at hand: the price and the allocation depend on them.`,
    `Have those who entered them show them (--orders <file>; default: ${folder.path}/orders.json), or go on without ` +
      "them: --without-missing. They get nothing then.",
  );
}
