import type { Command } from "commander";
import { z } from "zod";

import { percentOf } from "../../sdk/bonds/percentOf.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { priceOffering } from "../../sdk/client/actions/priceOffering.ts";
import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { clearBook } from "../../sdk/offering/clearBook.ts";
import type { Clearing } from "../../sdk/offering/clearBook.ts";
import type { Order, SignedOrder } from "../../sdk/offering/Order.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { priceField } from "../../sdk/terms/fields.ts";
import { advanceTo } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { withClock, withOffering, withSignedOrders } from "../support/offering/offeringOptions.ts";
import { priceWords, spreadWords, yieldWords } from "../support/offering/offeringWords.ts";
import { ordersAtHand, readSignedOrders, requireOrders } from "../support/offering/ordersAtHand.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import type { ReadOffering } from "../support/offering/readOffering.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import { parseReferenceYield, requireSpreads, spreadsOf } from "../support/offering/spreads.ts";
import type { Spreads } from "../support/offering/spreads.ts";
import { clearingWords, demandOf, tellDemand } from "../support/offering/tellDemand.ts";
import { jobCommand } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

const priceOptions = z.object({
  orders: z.string().optional(),
  referenceYield: z.string().optional(),
  price: z.string().optional(),
  manual: z.boolean().default(false),
  withoutMissing: z.boolean().default(false),
});

interface PriceJob {
  readonly read: ReadOffering;
  readonly orders: readonly SignedOrder[] | undefined;
  readonly referenceYield: string | undefined;
  /** For 100 of face. */
  readonly price: string | undefined;
  /** Whether the allocation will depart from the rule. */
  readonly manual: boolean;
  readonly withoutMissing: boolean;
}

/** Fixes the price of an offering. */
export function priceCommand(): Command {
  const description = {
    name: "price",
    summary:
      "Fix the price of an offering (条件決定): the highest at which the book fills it, or one named (duty: lead manager).",
    example: "price --scenario nri-2025 --at 2025-03-07T09:00",
  };
  return withSignedOrders(withClock(withOffering(jobCommand(description))))
    .option("--reference-yield <percent>", "the yield that spreads are measured from (default: the sheet's)")
    .option("--price <price>", "for 100 of face, within the range (default: where the book clears)")
    .option("--manual", "the allocation will depart from the rule; the issuer has to approve it then")
    .option("--without-missing", "go on without orders of the book that nobody has shown")
    .action((written: unknown) => runJob("price", written, () => readJob(written), price));
}

function readJob(written: unknown): PriceJob {
  const { orders, referenceYield, price, manual, withoutMissing } = priceOptions.parse(written);
  if (price !== undefined && !priceField.safeParse(price).success)
    throw new UsageError(`--price is "${price}"; it must be a price for 100 of face.`, "Write it as 99.95.");
  return {
    read: readOffering(written),
    orders: orders === undefined ? undefined : readSignedOrders(orders),
    referenceYield: referenceYield === undefined ? undefined : parseReferenceYield(referenceYield),
    price,
    manual,
    withoutMissing,
  };
}

async function price(context: JobContext, job: PriceJob): Promise<void> {
  const { kessai, reporter } = context;
  const offering = await caseOf(context, job.read);
  const before = await requireOffering(context, offering);
  const named = job.price === undefined ? undefined : namedPrice(offering, job.price);
  if (job.read.at !== undefined) await advanceTo(context, job.read.at);
  if (before.pricing !== undefined) requireSamePrice(offering, before.pricing, { named, manual: job.manual });
  if (before.pricing === undefined && (await kessai.now()) < offering.terms.pricingFrom) {
    const remark = `It is priced from ${formatMoment(offering.terms.pricingFrom)} on.`;
    reporter.step({ what: `price ${offering.terms.isin}`, outcome: "not due", remark });
    return;
  }
  if (before.pricing !== undefined || before.stage !== "open") tellPriced(context, offering, before);
  else await fix(context, offering, { job, named, status: before });
}

/** The price of a unit that the command line names. */
function namedPrice({ terms: { facePerUnit, priceFloor, priceCap } }: OfferingCase, text: string): bigint {
  const { amount, isWhole } = percentOf(text, facePerUnit);
  if (isWhole && amount >= priceFloor && amount <= priceCap) return amount;
  throw new UsageError(
    isWhole
      ? `--price ${text} is outside the range of the offering.`
      : `--price ${text} does not come to whole minor units for one bond.`,
    `Give a price from ${priceWords(priceFloor, facePerUnit)} to ${priceWords(priceCap, facePerUnit)}, or leave it out.`,
  );
}

function requireSamePrice(
  { terms: { isin, facePerUnit } }: OfferingCase,
  { pricePerUnit, isManual }: Pricing,
  asked: { readonly named: bigint | undefined; readonly manual: boolean },
): void {
  const isOther = asked.named !== undefined && asked.named !== pricePerUnit;
  if (!isOther && (isManual || !asked.manual)) return;
  throw new JobError(
    `${isin} was priced at ${priceWords(pricePerUnit, facePerUnit)}, for an allocation ${isManual ? "that departs from the rule" : "by the rule"}.`,
    "A price is final. Allocate at it, or call the offering off: close-offering --call-off.",
  );
}

interface Fixing {
  readonly job: PriceJob;
  readonly named: bigint | undefined;
  readonly status: OfferingStatus;
}

async function fix(
  context: JobContext,
  offering: OfferingCase,
  { job, named, status }: Fixing,
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin, syndicate } = offering.terms;
  requireSigned(context, status);
  const atHand = await ordersAtHand(context, status, job.orders);
  const shown = requireOrders(context, atHand, job.withoutMissing).orders.map(({ order }) => order);
  const spreads = requireSpreads(spreadsOf(offering, job.referenceYield, shown));
  const demand = demandOf(offering, shown, spreads);
  tellDemand(context, offering, { demand, spreads });
  const { clearing } = demand;
  const point = named === undefined ? clearing : atPrice(offering, shown, { price: named, spreads });
  if (point.price !== clearing.price) {
    const { facePerUnit } = offering.terms;
    reporter.say(`Named:       ${clearingWords(point, { facePerUnit, spreads })}.`);
    reporter.progress(
      "  note: the price named is not the one at which the book clears; everybody can see that",
    );
  }
  const { price: pricePerUnit, spreadE8 } = point;
  const { referenceYieldE8 } = spreads;
  await perform(context, {
    what: `price ${isin} at ${priceWords(pricePerUnit, offering.terms.facePerUnit)}`,
    sender: syndicate[0]?.firm ?? "",
    isDone: async () => (await offeringStatus(kessai, isin))?.pricing !== undefined,
    call: () =>
      priceOffering(kessai, isin, { pricePerUnit, spreadE8, referenceYieldE8, isManual: job.manual }),
  });
  const after = await offeringStatus(kessai, isin);
  if (after?.pricing !== undefined) tellPriced(context, offering, after, false);
}

/** How the book stands at a price of the range. */
function atPrice(
  { terms: { units } }: OfferingCase,
  orders: readonly Order[],
  { price, spreads: { spreadAt } }: { readonly price: bigint; readonly spreads: Spreads },
): Clearing {
  return clearBook({ orders, units, spreadAt, priceFloor: price, priceCap: price, priceTick: 1n });
}

function requireSigned({ names }: JobContext, { members, terms: { isin } }: OfferingStatus): void {
  const missing = members.filter(({ hasSigned }) => !hasSigned).map(({ firm }) => names(firm) ?? firm);
  if (missing.length === 0) return;
  throw new JobError(
    `${missing.join(", ")} has not signed the underwriting of ${isin} yet.`,
    "Have it sign: run the offer or tap job with its key.",
  );
}

/** @param isKnown whether it was priced before this run, or ended without */
function tellPriced(
  { reporter }: JobContext,
  { terms: { isin, facePerUnit } }: OfferingCase,
  { pricing, stage }: OfferingStatus,
  isKnown = true,
): void {
  const what = `price ${isin}`;
  if (pricing === undefined) {
    reporter.step({ what, outcome: "failed", remark: `The offering is ${stage}: it is priced no more.` });
    return;
  }
  if (isKnown) reporter.step({ what, outcome: "already done" });
  const { pricePerUnit, spreadE8, referenceYieldE8, isManual } = pricing;
  reporter.say(
    `${isin} is priced at ${priceWords(pricePerUnit, facePerUnit)}: ${spreadWords(spreadE8)} basis points over ` +
      `${yieldWords(referenceYieldE8)} %, ${isManual ? "for a manual allocation" : "allotted by the rule"}.`,
  );
  reporter.data("pricing", pricing);
}
