import type { Command } from "commander";
import { ZeroAddress } from "ethers";

import { formatSignedOrders } from "../../sdk/offering/formatSignedOrders.ts";
import type { OfferingBook } from "../../sdk/offering/OfferingBook.ts";
import { onChainOrder } from "../../sdk/offering/onChainOrder.ts";
import type { OrderTicket } from "../../sdk/offering/OrderTicket.ts";
import { advanceTo } from "../support/advanceTo.ts";
import { writeNamedFile } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { appointOffering } from "../support/offering/appointOffering.ts";
import { countApproached } from "../support/offering/countApproached.ts";
import { enterOrders, openDesk, readBook, withdraw } from "../support/offering/enterOrders.ts";
import type { Desk } from "../support/offering/enterOrders.ts";
import type { Wanted } from "../support/offering/matchTickets.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import { withClock, withOffering } from "../support/offering/offeringOptions.ts";
import { noteBook, recordsOf, standingOrders } from "../support/offering/orderDesk.ts";
import { readOrderJob } from "../support/offering/readOrderJob.ts";
import type { OrderJob } from "../support/offering/readOrderJob.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import { signedElsewhere } from "../support/offering/signedElsewhere.ts";
import { takeBack } from "../support/offering/takeBack.ts";
import { tellOrders } from "../support/offering/tellOrders.ts";
import { jobCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";

/** Signs orders for their investors and enters the commitments to them. */
export function orderCommand(): Command {
  const description = {
    name: "order",
    summary:
      "Sign each order of the order file for its investor and enter its commitment into the book; amends what has changed.",
    example:
      "order --scenario nri-2025\n  npm run kessai -- order --scenario nri-2025 --investor uzuki-bank --withdraw",
  };
  return withClock(withOffering(jobCommand(description)))
    .option("--orders <file>", "the order tickets (default: orders.yaml beside the offering sheet)")
    .option("--investor <party...>", "these investors only")
    .option("--direct", "investors enter their orders themselves, for the pot")
    .option("--withdraw", "take all orders of the investors named out of the book instead")
    .option("--hand-over <file>", "write the signed orders, for a firm that enters them elsewhere")
    .option("--signed <file>", "instead of tickets: enter orders that investors have signed and handed over")
    .option("--offerees", "only count the investors as offerees (勧誘の相手方), before they are approached")
    .action((written: unknown) => runJob("order", written, () => readOrderJob(written), order));
}

async function order(context: JobContext, job: OrderJob): Promise<void> {
  const offering = await caseOf(context, job.read);
  const before = await requireOffering(context, offering);
  if (job.read.at !== undefined) await advanceTo(context, job.read.at);
  const desk = await openDesk(context, before);
  noteBook(context, await readBook(desk));
  const { number } = before;
  const wanted =
    job.signed === undefined
      ? job.tickets.map((ticket) => wantedBy(context, offering, { ticket, number, job }))
      : await signedElsewhere(context, before, job.signed);
  if (job.does === "withdraw") await withdrawAll(desk, job.investors);
  else {
    const isCounted = job.does === "count" || offering.terms.placement === "smallNumber";
    if (isCounted && before.stage === "open") await count(context, offering, { job, wanted });
    if (job.does === "enter") await enter(desk, offering, wanted);
  }
  const book = await readBook(desk);
  noteBook(context, book);
  const investors = accountsOf(context, job, wanted);
  if (job.does !== "count") await takeBack(desk, investors);
  tellOrders(context, book);
  if (job.handOver !== undefined) handOver(context, job.handOver, { book, investors });
}

/** The accounts of the investors that this run is about. */
function accountsOf(
  { book }: JobContext,
  { investors }: OrderJob,
  wanted: readonly Wanted[],
): readonly string[] {
  if (investors.length > 0) return investors.map((party) => book.accountOf(party));
  return [...new Set(wanted.map(({ order }) => order.investor))];
}

/**
 * What a ticket asks for, and who enters it: its firm, of the pot the lead manager, or the investor itself. That order is for the
 * pot, since no firm sells what it has not entered.
 */
function wantedBy(
  { book }: JobContext,
  { terms, scenario, sheet }: OfferingCase,
  { ticket, number, job }: { readonly ticket: OrderTicket; readonly number: bigint; readonly job: OrderJob },
): Wanted {
  const { salt: _none, ...wanted } = onChainOrder({
    ticket: job.direct ? { ...ticket, firm: undefined } : ticket,
    terms,
    offering: number,
    denomination: scenario.terms.denomination,
    accounts: { of: (party) => book.accountOf(party) },
    salt: "",
  });
  const enters = job.direct ? ticket.investor : (ticket.firm ?? sheet.syndicate[0]?.firm ?? "");
  return { order: wanted, account: book.accountOf(enters) };
}

async function enter(desk: Desk, offering: OfferingCase, wanted: readonly Wanted[]): Promise<void> {
  const { context } = desk;
  if (desk.closed?.outcome !== "failed") {
    // Who has signed elsewhere has appointed the contract there as well.
    const here = wanted.filter(({ signed }) => signed === undefined);
    const investors = new Set(here.map((each) => each.order.investor));
    for (const investor of investors) {
      const party = context.names(investor) ?? investor;
      await appointOffering(context, { party, scopes: ["trade"], until: offering.terms.closeBy });
    }
  }
  await enterOrders(desk, wanted);
}

async function withdrawAll(desk: Desk, investors: readonly string[]): Promise<void> {
  const { context } = desk;
  const book = await readBook(desk);
  const standing = standingOrders(recordsOf(context, book), book);
  for (const investor of investors) {
    const account = context.book.accountOf(investor);
    const own = standing.filter((each) => each.order.investor === account);
    if (own.length === 0)
      context.reporter.step({ what: `withdraw the orders of ${investor}`, outcome: "already done" });
    for (const each of own) await withdraw(desk, each);
  }
}

async function count(
  context: JobContext,
  { sheet, terms }: OfferingCase,
  { job, wanted }: { readonly job: OrderJob; readonly wanted: readonly Wanted[] },
): Promise<void> {
  const { book } = context;
  const lead = book.accountOf(sheet.syndicate[0]?.firm ?? "");
  const approaches = accountsOf(context, job, wanted).map((investor) => {
    const ordered = wanted.find(({ order }) => order.investor === investor)?.order.firm ?? ZeroAddress;
    return { firm: ordered === ZeroAddress ? lead : ordered, investor };
  });
  await countApproached(context, terms.isin, approaches);
}

/** Writes signed orders of investors for somebody else: those in the book, and those that are still to be entered. */
function handOver(
  context: JobContext,
  file: string,
  { book, investors }: { readonly book: OfferingBook; readonly investors: readonly string[] },
): void {
  const gone = new Set(book.entries.flatMap((each) => (each.isWithdrawn ? [each.commitment] : [])));
  const own = [...recordsOf(context, book)].flatMap(([commitment, { order, signature, isReplaced }]) => {
    const isMeant = investors.includes(order.investor) && isReplaced !== true && !gone.has(commitment);
    return isMeant ? [{ order, signature }] : [];
  });
  if (own.length > 0 && !context.options.dryRun) writeNamedFile(file, formatSignedOrders(own));
  context.reporter.progress(
    `${own.length} signed orders ${own.length > 0 ? `are in ${file}` : "to hand over"}.`,
  );
}
