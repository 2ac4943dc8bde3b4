import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { amendOrder } from "../../../sdk/client/actions/amendOrder.ts";
import { enterOrder } from "../../../sdk/client/actions/enterOrder.ts";
import { withdrawOrder } from "../../../sdk/client/actions/withdrawOrder.ts";
import { offeringBook } from "../../../sdk/client/readers/offeringBook.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { BookEntry, OfferingBook } from "../../../sdk/offering/OfferingBook.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import type { Outcome } from "../Reporter.ts";
import { matchTickets } from "./matchTickets.ts";
import type { BookStep, Standing, Wanted } from "./matchTickets.ts";
import { placeOf } from "./offeringWords.ts";
import { commitTo, recordsOf, standingOrders, strangeEntries } from "./orderDesk.ts";

/** A book in which orders are to stand. */
export interface Desk {
  readonly context: JobContext;
  readonly isin: string;
  /** Number of the offering, from 0. */
  readonly number: bigint;
  /** Why no order can be entered, amended or withdrawn now; `undefined` when it can. */
  readonly closed: { readonly outcome: Outcome; readonly remark: string } | undefined;
}

/** The book of an offering, and whether it takes orders now. */
export async function openDesk(context: JobContext, { terms, number, stage }: OfferingStatus): Promise<Desk> {
  const { isin, bookFrom, bookUntil } = terms;
  const now = await context.kessai.now();
  const closed = (): Desk["closed"] => {
    if (stage === "open" && now < bookFrom)
      return { outcome: "not due", remark: `The book opens at ${formatMoment(bookFrom)}.` };
    if (stage === "open" && now < bookUntil) return undefined;
    const remark = `The book closed at ${formatMoment(bookUntil)}: orders can no longer be entered, amended or withdrawn.`;
    return { outcome: "failed", remark };
  };
  return { context, isin, number, closed: closed() };
}

/** Reads the book. */
export async function readBook({ context, isin, number }: Desk): Promise<OfferingBook> {
  return await offeringBook(context.kessai, { isin, number });
}

/** Sees to it that orders stand in the book, each once: enters those that do not, amends those that differ. */
export async function enterOrders(desk: Desk, wanted: readonly Wanted[]): Promise<void> {
  const { context } = desk;
  const { names, reporter } = context;
  const book = await readBook(desk);
  const { steps, extra } = matchTickets(wanted, standingOrders(recordsOf(context, book), book));
  for (const [index, each] of wanted.entries()) {
    const step = steps[index];
    if (step !== undefined) await takeStep(desk, each, step);
  }
  for (const { order, position } of extra)
    reporter.progress(
      `  note: order ${placeOf(position)} of ${names(order.investor) ?? order.investor} stands in the book, and no ` +
        "ticket asks for it; --withdraw takes all orders of an investor out.",
    );
}

async function takeStep(desk: Desk, wanted: Wanted, step: BookStep): Promise<void> {
  const { context, closed } = desk;
  const { names, reporter, options } = context;
  const { order, account } = wanted;
  const name = (each: string): string => names(each) ?? each;
  const whose = `the order of ${name(order.investor)}`;
  const what =
    step.kind === "amend"
      ? `amend ${whose}, number ${placeOf(step.standing.position)} of the book`
      : `enter ${whose} by ${name(step.kind === "keep" ? step.standing.enteredBy : account)}`;
  if (step.kind === "keep") reporter.step({ what, outcome: "already done" });
  else if (closed !== undefined) reporter.step({ what, ...closed });
  else if (options.dryRun) reporter.step({ what, outcome: "would do", remark: `signed by ${name(account)}` });
  else {
    if (step.kind === "move") await withdraw(desk, step.standing);
    const book = await readBook(desk);
    if (step.kind === "enter") requireKnown(desk, account, book);
    const commitment = await commitTo(context, wanted, book);
    if (commitment === undefined) {
      const remark = `the key of ${name(order.investor)} (${order.investor}) is not here: run this with it`;
      reporter.step({ what: `sign ${whose}`, outcome: "waits", remark });
    } else await send(desk, wanted, { step, what, commitment });
  }
}

async function send(
  desk: Desk,
  { account }: Wanted,
  { step, what, commitment }: { readonly step: BookStep; readonly what: string; readonly commitment: string },
): Promise<void> {
  const { context, isin } = desk;
  const { kessai } = context;
  await perform(context, {
    what,
    sender: account,
    isDone: async () => (await entryOf(desk, (entry) => entry.commitment === commitment)) !== undefined,
    call: () =>
      step.kind === "amend"
        ? amendOrder(kessai, { isin, account, commitment, position: step.standing.position })
        : enterOrder(kessai, { isin, account, commitment }),
  });
}

/** Takes an order out of the book. */
export async function withdraw(desk: Desk, { position, enteredBy, order }: Standing): Promise<void> {
  const { context, isin, closed } = desk;
  const { kessai, names, reporter } = context;
  const whose = `order ${placeOf(position)} of ${names(order.investor) ?? order.investor}`;
  const what = `withdraw ${whose}, which ${names(enteredBy) ?? enteredBy} has entered`;
  if (closed !== undefined) {
    reporter.step({ what, ...closed });
    return;
  }
  await perform(context, {
    what,
    sender: enteredBy,
    isDone: async () =>
      (await entryOf(desk, (entry) => entry.position === position && entry.isWithdrawn)) !== undefined,
    call: () => withdrawOrder(kessai, { isin, position, account: enteredBy }),
  });
}

async function entryOf(desk: Desk, fits: (entry: BookEntry) => boolean): Promise<BookEntry | undefined> {
  return (await readBook(desk)).entries.find(fits);
}

/** Whoever has lost the file of its orders would enter all of them a second time. */
function requireKnown({ context }: Desk, account: string, book: OfferingBook): void {
  const { folder, names } = context;
  const strange = strangeEntries(recordsOf(context, book), book, account);
  if (strange.length === 0) return;
  const places = strange.map(({ position }) => placeOf(position)).join(", ");
  throw new JobError(
    `${names(account) ?? account} has entered orders (${places}) that ${folder.path}/orders.json does not have.`,
    "Restore the file from a copy: without it these orders cannot be filled, and would be entered again.",
  );
}
