import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { offeringBook } from "../../sdk/client/readers/offeringBook.ts";
import type { OfferingStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { formatSignedOrders } from "../../sdk/offering/formatSignedOrders.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { writeNamedFile } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import { drawDemand } from "../support/offering/drawDemand.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { withOffering, withSignedOrders } from "../support/offering/offeringOptions.ts";
import { ordersAtHand, readSignedOrders } from "../support/offering/ordersAtHand.ts";
import type { OrdersAtHand } from "../support/offering/ordersAtHand.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import type { ReadOffering } from "../support/offering/readOffering.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import {
  parseReferenceYield,
  referenceYield,
  requireSpreads,
  spreadsOf,
} from "../support/offering/spreads.ts";
import { demandOf, tellDemand } from "../support/offering/tellDemand.ts";
import { tellOffering } from "../support/offering/tellOffering.ts";
import { verifyAll } from "../support/offering/verifyAll.ts";
import { readingCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";

const bookOptions = z.object({
  orders: z.string().optional(),
  referenceYield: z.string().optional(),
  svg: z.string().optional(),
  handOver: z.string().optional(),
  verify: z.boolean().default(false),
});

interface BookJob {
  readonly read: ReadOffering;
  readonly orders: readonly SignedOrder[] | undefined;
  readonly referenceYield: string | undefined;
  /** Where the picture of the demand goes. */
  readonly svg: string | undefined;
  /** Where the signed orders go. */
  readonly handOver: string | undefined;
  readonly verify: boolean;
}

/** Shows where an offering stands, and with the orders at hand what is asked for. */
export function bookCommand(): Command {
  const description = {
    name: "book",
    summary:
      "Show an offering and its book: stage, dates, who has signed, how many orders; with the orders at hand the demand.",
    example: "book --scenario nri-2025 --svg demand.svg --verify",
  };
  return withSignedOrders(withOffering(readingCommand(description)))
    .option("--reference-yield <percent>", "the yield that spreads are measured from (default: the sheet's)")
    .option("--svg <file>", "draw the demand")
    .option("--hand-over <file>", "write the signed orders at hand, as a firm shows them to others")
    .option("--verify", "hold the orders at hand against the chain, and price and allotments against them")
    .action((written: unknown) => runJob("book", written, () => readJob(written), book));
}

function readJob(written: unknown): BookJob {
  const { orders, referenceYield: percent, svg, handOver, verify } = bookOptions.parse(written);
  return {
    svg,
    handOver,
    verify,
    read: readOffering(written),
    orders: orders === undefined ? undefined : readSignedOrders(orders),
    referenceYield: percent === undefined ? undefined : parseReferenceYield(percent),
  };
}

async function book(context: JobContext, job: BookJob): Promise<void> {
  const { reporter } = context;
  const offering = await caseOf(context, job.read);
  const status = await requireOffering(context, offering);
  tellOffering(context, offering, status);
  await tellBook(context, status);
  const atHand = await ordersAtHand(context, status, job.orders);
  const isAtHand = atHand.orders.length > 0;
  const needing = [job.svg, job.handOver].some((file) => file !== undefined) || job.verify;
  if (!isAtHand && needing) throw noOrders(context);
  if (isAtHand) tellDemandOf(context, offering, { status, atHand, job });
  else reporter.say("The orders are not at hand: only their firms and investors have them.");
  if (job.handOver !== undefined) {
    writeNamedFile(job.handOver, formatSignedOrders(atHand.orders));
    reporter.progress(
      `${atHand.orders.length} signed orders are in ${job.handOver}: whoever reads it knows the book.`,
    );
  }
  if (job.verify) await verifyAll(context, offering, { status, atHand, referenceYield: job.referenceYield });
}

/** Stage and number of orders, from the chain alone. */
async function tellBook({ kessai, reporter }: JobContext, status: OfferingStatus): Promise<void> {
  const { terms, number, stage } = status;
  const { bookFrom, bookUntil, isin } = terms;
  const { entries } = await offeringBook(kessai, { isin, number });
  const live = entries.filter(({ isWithdrawn }) => !isWithdrawn).length;
  const now = await kessai.now();
  const isOpen = stage === "open" && now >= bookFrom && now < bookUntil;
  const isBefore = stage === "open" && now < bookFrom;
  const words = isOpen ? "open" : isBefore ? `closed until ${formatMoment(bookFrom)}` : "closed";
  reporter.say(
    `Stage: ${stage}. The book is ${words}: ${live} orders, ${entries.length - live} withdrawn. It is ${formatMoment(now)}.`,
  );
  reporter.data("book", { live, withdrawn: entries.length - live, isOpen, entries });
}

interface BookView {
  readonly status: OfferingStatus;
  readonly atHand: OrdersAtHand;
  readonly job: BookJob;
}

/** The demand of the orders at hand; of those that are neither withdrawn nor wrong. */
function tellDemandOf(context: JobContext, offering: OfferingCase, { status, atHand, job }: BookView): void {
  const { reporter } = context;
  const orders = atHand.verification.orders.map(({ order }) => order);
  const spreads = spreadsOf(offering, referenceYield(status, job.referenceYield), orders);
  if (spreads === undefined) {
    if (job.svg !== undefined) requireSpreads(spreads);
    reporter.say("No reference yield is known yet (--reference-yield): what is asked for depends on it.");
    return;
  }
  const demand = demandOf(offering, orders, spreads);
  reporter.say(`${orders.length} orders are at hand:`);
  tellDemand(context, offering, { demand, spreads });
  if (job.svg === undefined) return;
  writeNamedFile(job.svg, drawDemand(offering, status, demand));
  reporter.progress(`The demand is drawn in ${job.svg}.`);
}

function noOrders({ folder }: JobContext): JobError {
  return new JobError(
    `No orders of this offering are at hand: ${folder.path}/orders.json has none.`,
    "Name a file of signed orders with --orders, or leave out --svg, --hand-over and --verify.",
  );
}
