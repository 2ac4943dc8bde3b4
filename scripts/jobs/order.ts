import type { Command } from "commander";
import { z } from "zod";

import { onChainOrder } from "../../sdk/offering/onChainOrder.ts";
import type { OrderTicket } from "../../sdk/offering/OrderTicket.ts";
import { advanceTo } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { appointOffering } from "../support/offering/appointOffering.ts";
import { countApproached } from "../support/offering/countApproached.ts";
import { enterOrders, openDesk, readBook, withdraw } from "../support/offering/enterOrders.ts";
import type { Desk } from "../support/offering/enterOrders.ts";
import { loadOffering } from "../support/offering/loadOffering.ts";
import type { Wanted } from "../support/offering/matchTickets.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import { withOffering } from "../support/offering/offeringOptions.ts";
import { noteBook, recordsOf, standingOrders } from "../support/offering/orderDesk.ts";
import { ordersBeside, readOffering } from "../support/offering/readOffering.ts";
import type { ReadOffering } from "../support/offering/readOffering.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import { tellOrders } from "../support/offering/tellOrders.ts";
import { jobCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

const orderOptions = z.object({
  orders: z.string().optional(),
  investor: z.array(z.string()).default([]),
  withdraw: z.boolean().default(false),
  direct: z.boolean().default(false),
  offerees: z.boolean().default(false),
});

interface OrderJob {
  readonly read: ReadOffering;
  /** Of the investors that are named, or all of them. */
  readonly tickets: readonly OrderTicket[];
  readonly investors: readonly string[];
  readonly does: "enter" | "withdraw" | "count";
  /** Whether investors enter their orders themselves. */
  readonly direct: boolean;
}

/** Signs orders for their investors and enters the commitments to them. */
export function orderCommand(): Command {
  const description = {
    name: "order",
    summary:
      "Sign each order of the order file for its investor and enter its commitment into the book; amends what has changed.",
    example:
      "order --scenario nri-2025\n  npm run kessai -- order --scenario nri-2025 --investor uzuki-bank --withdraw",
  };
  return withOffering(jobCommand(description))
    .option("--orders <file>", "the order tickets (default: orders.yaml beside the offering sheet)")
    .option("--investor <party...>", "these investors only")
    .option("--direct", "investors enter their orders themselves, without a firm")
    .option("--withdraw", "take all orders of the investors named out of the book instead")
    .option("--offerees", "only count the investors as offerees (勧誘の相手方), before they are approached")
    .action((written: unknown) => runJob("order", written, () => readJob(written), order));
}

function readJob(written: unknown): OrderJob {
  const { orders, investor: investors, withdraw, direct, offerees } = orderOptions.parse(written);
  const read = readOffering(written);
  if (withdraw && (investors.length === 0 || direct || offerees))
    throw new UsageError(
      "--withdraw is for the investors named, and goes with neither --direct nor --offerees.",
      "Name them: --investor <party...>.",
    );
  const { scenario, path, isTap } = read;
  const files = { offering: path, orders: orders ?? ordersBeside(path) };
  const { tickets: all } = loadOffering(files, { termSheet: scenario.terms, isTap });
  const known = [...new Set(all.map((ticket) => ticket.investor))];
  for (const ticket of all) requireParty(read, ticket.investor);
  for (const investor of investors) {
    requireParty(read, investor);
    if (!withdraw && !offerees && !known.includes(investor))
      throw new UsageError(
        `${files.orders} has no order of ${investor}.`,
        `It has orders of ${known.join(", ")}.`,
      );
  }
  return {
    read,
    tickets: all.filter(({ investor }) => investors.length === 0 || investors.includes(investor)),
    investors,
    does: withdraw ? "withdraw" : offerees ? "count" : "enter",
    direct,
  };
}

function requireParty({ scenario: { parties } }: ReadOffering, id: string): void {
  const known = parties.map((party) => party.id);
  if (!known.includes(id))
    throw new UsageError(`There is no party ${id} in the party list.`, `There are ${known.join(", ")}.`);
}

async function order(context: JobContext, job: OrderJob): Promise<void> {
  const offering = await caseOf(context, job.read);
  const before = await requireOffering(context, offering);
  if (job.read.at !== undefined) await advanceTo(context, job.read.at);
  const desk = await openDesk(context, before);
  noteBook(context, await readBook(desk));
  const wanted = job.tickets.map((ticket) => wantedBy(context, offering, { ticket, number: before.number, job }));
  if (job.does === "withdraw") await withdrawAll(desk, job.investors);
  else {
    const isCounted = job.does === "count" || offering.terms.placement === "smallNumber";
    if (isCounted && before.stage === "open") await count(context, offering, job);
    if (job.does === "enter") await enter(desk, offering, wanted);
  }
  const book = await readBook(desk);
  noteBook(context, book);
  tellOrders(context, book);
}

/** What a ticket asks for, and who enters it: its firm, of the pot the lead manager, or the investor itself. */
function wantedBy(
  { book }: JobContext,
  { terms, scenario, sheet }: OfferingCase,
  { ticket, number, job }: { readonly ticket: OrderTicket; readonly number: bigint; readonly job: OrderJob },
): Wanted {
  const { salt: _none, ...wanted } = onChainOrder({
    ticket,
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
    const investors = new Set(wanted.map((each) => each.order.investor));
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

async function count({ book, ...context }: JobContext, offering: OfferingCase, job: OrderJob): Promise<void> {
  const { sheet, terms } = offering;
  const lead = sheet.syndicate[0]?.firm ?? "";
  const firmOf = (investor: string): string =>
    job.tickets.find((ticket) => ticket.investor === investor)?.firm ?? lead;
  const investors = job.investors.length > 0 ? job.investors : job.tickets.map(({ investor }) => investor);
  const approaches = investors.map((investor) => ({
    firm: book.accountOf(firmOf(investor)),
    investor: book.accountOf(investor),
  }));
  await countApproached({ book, ...context }, terms.isin, approaches);
}
