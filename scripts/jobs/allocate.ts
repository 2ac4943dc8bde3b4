import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { approveAllocation } from "../../sdk/client/actions/approveAllocation.ts";
import { completeAllocation } from "../../sdk/client/actions/completeAllocation.ts";
import { demandApproval } from "../../sdk/client/actions/demandApproval.ts";
import { offeringAllotments } from "../../sdk/client/readers/offeringAllotments.ts";
import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../sdk/client/readers/offeringStatus.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { orderCommitment } from "../../sdk/offering/orderHash.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { advanceTo } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import { earmarkFor } from "../support/offering/earmarkFor.ts";
import { issuerOf } from "../support/offering/issuerOf.ts";
import { readManualAllocation } from "../support/offering/manualAllocation.ts";
import type { ManualLine } from "../support/offering/manualAllocation.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { withClock, withOffering, withSignedOrders } from "../support/offering/offeringOptions.ts";
import { ordersAtHand, readSignedOrders, requireOrders } from "../support/offering/ordersAtHand.ts";
import type { OrdersAtHand } from "../support/offering/ordersAtHand.ts";
import { byTheRule, planAllocation, restToAllot } from "../support/offering/planAllocation.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import type { ReadOffering } from "../support/offering/readOffering.ts";
import { requireAppointed } from "../support/offering/requireAppointed.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import { sendAllotments } from "../support/offering/sendAllotments.ts";
import { tellAllocation, tellAllotted } from "../support/offering/tellAllocation.ts";
import { jobCommand } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { parseNumber } from "../support/servicing/numbers.ts";

const allocateOptions = z.object({
  orders: z.string().optional(),
  manual: z.string().optional(),
  approve: z.boolean().default(false),
  demandApproval: z.boolean().default(false),
  earmark: z.array(z.string()).default([]),
  page: z.string().default("20"),
  withoutMissing: z.boolean().default(false),
});

interface AllocateJob {
  readonly read: ReadOffering;
  readonly orders: readonly SignedOrder[] | undefined;
  /** Left out: by the rule. */
  readonly lines: readonly ManualLine[] | undefined;
  /** Whether the issuer approves what was allotted. */
  readonly approve: boolean;
  /** Whether the issuer wants to approve what is allotted, although it is said to follow the rule. */
  readonly demandApproval: boolean;
  /** Investors whose money is held. */
  readonly earmark: readonly string[];
  readonly page: number;
  readonly withoutMissing: boolean;
}

/** Allots what was ordered. */
export function allocateCommand(): Command {
  const description = {
    name: "allocate",
    summary:
      "Allot what was ordered by the rule, or as a file says, page by page, and complete the allocation (duty: lead manager).",
    example: "allocate --scenario nri-2025 --earmark satsuki-pension",
  };
  return withSignedOrders(withClock(withOffering(jobCommand(description))))
    .option(
      "--manual <file>",
      "who gets what instead: a list of investor, firm (if need be) and amount (YAML)",
    )
    .option("--approve", "approve a manual allocation for the issuer (duty: issuer)")
    .option("--demand-approval", "have nothing close before the issuer has approved the allocation (issuer)")
    .option("--earmark <party...>", "hold the money of these investors for what they were allotted")
    .option("--page <orders>", "most orders in one transaction", "20")
    .option("--without-missing", "go on without orders of the book that nobody has shown")
    .action((written: unknown) => runJob("allocate", written, () => readJob(written), allocate));
}

function readJob(written: unknown): AllocateJob {
  const { orders, manual, page, ...flags } = allocateOptions.parse(written);
  return {
    ...flags,
    read: readOffering(written),
    orders: orders === undefined ? undefined : readSignedOrders(orders),
    lines: manual === undefined ? undefined : readManualAllocation(manual),
    page: parseNumber("--page", page),
  };
}

async function allocate(context: JobContext, job: AllocateJob): Promise<void> {
  const { kessai, reporter } = context;
  const offering = await caseOf(context, job.read);
  const { isin } = offering.terms;
  const before = await requireOffering(context, offering);
  // No clock is moved for parties that are not there.
  for (const party of job.earmark) context.book.accountOf(party);
  if (job.read.at !== undefined) await advanceTo(context, job.read.at);
  const { pricing } = before;
  if (pricing === undefined)
    throw new JobError(
      before.stage === "open" ? `${isin} is not priced yet.` : `The offering of ${isin} is ${before.stage}.`,
      before.stage === "open" ? "Run the price job first." : "Nothing of it is allotted any more.",
    );
  if (before.stage === "priced") await allotAll(context, offering, { job, status: before, pricing });
  const status = await requireOffering(context, offering);
  if (before.stage !== "priced") {
    reporter.step({
      what: `allot ${isin}`,
      outcome: "already done",
      remark: `The offering is ${status.stage}.`,
    });
    await tellAgain(context, offering, { job, status, pricing });
  }
  if (job.demandApproval) await demand(context, status);
  if (job.approve) await approve(context, await requireOffering(context, offering));
  if (job.earmark.length > 0) await earmarkFor(context, status, job.earmark);
  reporter.data("offering", await offeringStatus(kessai, isin));
}

interface AllocationRun {
  readonly job: AllocateJob;
  readonly status: OfferingStatus;
  readonly pricing: Pricing;
}

async function allotAll(context: JobContext, offering: OfferingCase, run: AllocationRun): Promise<void> {
  const { kessai, reporter } = context;
  const { job, status, pricing } = run;
  const { isin, syndicate, paymentFrom } = offering.terms;
  const { number } = status;
  if ((await kessai.now()) >= paymentFrom)
    throw new JobError(
      `${isin} was to be allotted before its payment date, ${formatMoment(paymentFrom)}.`,
      "It can only be called off, or left to lapse: close-offering --call-off.",
    );
  const atHand = await ordersAtHand(context, status, job.orders);
  const book = requireOrders(context, atHand, job.withoutMissing);
  const { classesOf } = atHand;
  const plan = planAllocation(context, { offering, pricing, book, classesOf, lines: job.lines });
  tellAllocation(context, offering, { pricing, orders: book.orders, ...plan });
  const sent = await offeringAllotments(kessai, { isin, number });
  const rest = restToAllot(plan.given, sent, isin);
  const investorAt = new Map(book.orders.map(({ position, order }) => [position, order.investor]));
  await requireAppointed(context, {
    investors: rest.flatMap(({ position }) => investorAt.get(position) ?? []),
    until: offering.terms.closeBy,
  });
  const signed = new Map(atHand.orders.map((each) => [orderCommitment(each.order), each]));
  await sendAllotments(context, {
    status,
    page: job.page,
    allotments: rest.flatMap(({ position, units }) => {
      const found = book.orders.find((each) => each.position === position);
      const order = found === undefined ? undefined : signed.get(orderCommitment(found.order));
      return order === undefined ? [] : [{ position, units, signed: order }];
    }),
  });
  const known = await offeringAllotments(kessai, { isin, number });
  if (restToAllot(plan.given, known, isin).length > 0 && !context.options.dryRun) return;
  await perform(context, {
    what: `complete the allocation of ${isin}`,
    sender: syndicate[0]?.firm ?? "",
    isDone: async () => (await offeringStatus(kessai, isin))?.stage !== "priced",
    call: () => completeAllocation(kessai, isin),
  });
  const after = await offeringStatus(kessai, isin);
  if (after?.stage === "ended")
    reporter.say(
      `The offering has ended: fewer units are allotted than the ${offering.terms.minimumUnits} at least.`,
    );
  else if (pricing.isManual && after?.stage === "allotted")
    reporter.say("The issuer has to approve it: allocate --approve.");
}

/** Shows an allocation that is complete, beside what the rule gives when the orders are at hand. */
async function tellAgain(context: JobContext, offering: OfferingCase, run: AllocationRun): Promise<void> {
  const { kessai } = context;
  const { job, status, pricing } = run;
  const { isin } = offering.terms;
  const allotments = await offeringAllotments(kessai, { isin, number: status.number });
  const atHand: OrdersAtHand = await ordersAtHand(context, status, job.orders);
  if (atHand.orders.length === 0) {
    tellAllotted(context, offering, allotments);
    return;
  }
  const { verification: book, classesOf } = atHand;
  const given = allotments.map(({ position, trade }) => ({ position, units: trade.quantity }));
  const byRule = byTheRule({ offering, pricing, book, classesOf });
  tellAllocation(context, offering, { pricing, orders: book.orders, byRule, given });
}

/** Has the issuer see to it that nothing closes without its approval. */
async function demand(
  { kessai, ...context }: JobContext,
  { terms: { isin } }: OfferingStatus,
): Promise<void> {
  await perform(
    { kessai, ...context },
    {
      what: `demand to approve the allocation of ${isin}`,
      sender: await issuerOf(kessai, isin),
      isDone: async () => (await offeringStatus(kessai, isin))?.pricing?.isManual === true,
      call: () => demandApproval(kessai, isin),
    },
  );
}

/** Has the issuer approve the allocation that was just shown. */
async function approve(context: JobContext, status: OfferingStatus): Promise<void> {
  const { kessai, reporter, options } = context;
  const { stage, pricing, allocationHash, terms } = status;
  const { isin } = terms;
  const what = `approve the allocation of ${isin} (${allocationHash.slice(0, 10)}...)`;
  if (pricing?.isManual !== true) {
    const remark = "It is said to be by the rule, and the issuer has not demanded to approve it.";
    reporter.step({ what, outcome: "already done", remark });
    return;
  }
  if (stage !== "allotted" && !options.dryRun) {
    const outcome = stage === "closed" ? "already done" : "failed";
    reporter.step({ what, outcome, remark: `The offering is ${stage}.` });
    return;
  }
  await perform(context, {
    what,
    sender: await issuerOf(kessai, isin),
    isDone: async () => (await offeringStatus(kessai, isin))?.approvedHash === allocationHash,
    call: () => approveAllocation(kessai, { isin, allocationHash }),
  });
}
