import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { closeOffering } from "../../sdk/client/actions/closeOffering.ts";
import { offeringAllotments } from "../../sdk/client/readers/offeringAllotments.ts";
import type { AllotmentRecord } from "../../sdk/client/readers/offeringAllotments.ts";
import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import { closingTrades } from "../../sdk/offering/closingTrades.ts";
import { advanceTo, parseMoment } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { caseOf } from "../support/offering/caseOf.ts";
import { fitsTransaction } from "../support/offering/fitsTransaction.ts";
import { issuerOf } from "../support/offering/issuerOf.ts";
import type { OfferingCase } from "../support/offering/OfferingCase.ts";
import { withClock, withOffering } from "../support/offering/offeringOptions.ts";
import { placeOf, priceWords } from "../support/offering/offeringWords.ts";
import { readOffering } from "../support/offering/readOffering.ts";
import type { ReadOffering } from "../support/offering/readOffering.ts";
import { requireOffering } from "../support/offering/requireOffering.ts";
import { tellClosing } from "../support/offering/tellClosing.ts";
import { callOff, unwindAll } from "../support/offering/unwindAll.ts";
import { tellWhoPays, whoPays } from "../support/offering/whoPays.ts";
import type { WhoPays } from "../support/offering/whoPays.ts";
import { jobCommand } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import type { Outcome } from "../support/Reporter.ts";
import { runJob } from "../support/runJob.ts";

const closeOptions = z.object({
  callOff: z.boolean().default(false),
  failedOnlyAfter: z.string().optional(),
});

interface CloseJob {
  readonly read: ReadOffering;
  readonly callOff: boolean;
  /** Nobody is left out before, even where the terms allow it. */
  readonly patience: bigint;
}

/** Closes an offering, or unwinds one that has ended. */
export function closeOfferingCommand(): Command {
  const description = {
    name: "close-offering",
    summary:
      "Close an offering on its payment date (払込日): issue, deliver and pay in one transaction, and prove it; unwind one that " +
      "has ended or lapsed (duty: lead manager).",
    example: "close-offering --scenario nri-2025 --at 2025-03-14T12:00",
  };
  return withClock(withOffering(jobCommand(description)))
    .option(
      "--failed-only-after <moment>",
      "leave nobody out who cannot pay before YYYY-MM-DDTHH:MM (default: the moment of the terms)",
    )
    .option("--call-off", "call the offering off instead (issuer; once it is priced also the lead manager)")
    .action((written: unknown) => runJob("close-offering", written, () => readJob(written), close));
}

function readJob(written: unknown): CloseJob {
  const { callOff: isCalledOff, failedOnlyAfter } = closeOptions.parse(written);
  const read = readOffering(written);
  const centre = read.scenario.terms.businessCentre;
  const patience = failedOnlyAfter === undefined ? 0n : parseMoment(failedOnlyAfter, centre);
  return { read, callOff: isCalledOff, patience };
}

async function close(context: JobContext, job: CloseJob): Promise<void> {
  const { kessai, reporter } = context;
  const offering = await caseOf(context, job.read);
  const before = await requireOffering(context, offering);
  const { isin, closeBy } = offering.terms;
  const { at } = job.read;
  if (!job.callOff && (at === undefined || at < closeBy)) await requireCloseable(context, before);
  if (at !== undefined) await advanceTo(context, at);
  if (job.callOff) await callOff(context, before);

  const status = await requireOffering(context, offering);
  const isUnderWay = status.stage !== "closed" && status.stage !== "ended";
  const isLapsed = isUnderWay && (await kessai.now()) >= closeBy;
  if (status.stage === "ended" || isLapsed) await unwindAll(context, status);
  else if (status.stage === "closed") {
    reporter.step({ what: `close the offering of ${isin}`, outcome: "already done" });
    await tellClosing(context, offering, status);
  } else if (!job.callOff) await closeNow(context, offering, { job, status });
  reporter.data("offering", await offeringStatus(kessai, isin));
}

/** @throws JobError when it cannot be closed yet, whatever the time is */
async function requireCloseable({ kessai }: JobContext, status: OfferingStatus): Promise<void> {
  const { stage, pricing, approvedHash, allocationHash, terms } = status;
  const { isin, closeBy } = terms;
  if ((await kessai.now()) >= closeBy) return;
  if (stage === "open" || stage === "priced")
    throw new JobError(
      `The offering of ${isin} is ${stage}: there is nothing to close yet.`,
      `Run the ${stage === "open" ? "price" : "allocate"} job first, or call it off (--call-off).`,
    );
  if (stage === "allotted" && pricing?.isManual === true && approvedHash !== allocationHash)
    throw new JobError(
      `The offering of ${isin} closes only with an allocation that its issuer approves, and it has not approved this one.`,
      "Have the issuer approve it: allocate --approve.",
    );
}

interface Closing {
  readonly job: CloseJob;
  readonly status: OfferingStatus;
}

async function closeNow(
  context: JobContext,
  offering: OfferingCase,
  { job, status }: Closing,
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = offering.terms;
  const what = `close the offering of ${isin}`;
  const pricePerUnit = status.pricing?.pricePerUnit ?? 0n;
  const all = await offeringAllotments(kessai, { isin, number: status.number });
  const allotments = all.filter(({ state }) => state === "open");
  const { terms, scenario } = offering;
  const { currency } = scenario.terms;
  const paying = await whoPays(context, { terms, currency, pricePerUnit, allotments });
  reporter.say(
    `${allotments.length} allotments at ${priceWords(pricePerUnit, offering.terms.facePerUnit)}, as it stands now:`,
  );
  tellWhoPays(context, offering, paying);
  const obstacle = await obstacleOf(context, offering, { job, paying });
  if (obstacle !== undefined) {
    reporter.step({ what, ...obstacle });
    return;
  }
  await settleAll(context, offering, { status, allotments, paying, what });
  const after = await offeringStatus(kessai, isin);
  if (after?.stage === "closed") await tellClosing(context, offering, after);
  else if (after?.stage === "ended") await unwindAll(context, after);
}

/** Why nothing is closed now: the time has not come, or somebody cannot pay whom the terms do not let be left out yet. */
async function obstacleOf(
  { kessai, names }: JobContext,
  { terms, scenario }: OfferingCase,
  { job, paying }: { readonly job: CloseJob; readonly paying: WhoPays },
): Promise<{ readonly outcome: Outcome; readonly remark: string } | undefined> {
  const { paymentFrom, failFrom, closeBy, ifPaymentFails } = terms;
  const { currency } = scenario.terms;
  const now = await kessai.now();
  const name = (account: string): string => names(account) ?? account;
  if (now < paymentFrom)
    return { outcome: "not due", remark: `It closes from ${formatMoment(paymentFrom)} on.` };
  const failing = paying.payers.filter(({ canPay }) => !canPay);
  const words = failing.map(
    ({ allotment: { position, trade }, reasons }) =>
      `${name(trade.buyer)} cannot pay for its ${trade.quantity} units (order ${placeOf(position)}): ${reasons.join("; ")}.`,
  );
  if (failing.length > 0 && ifPaymentFails === "nothingCloses") {
    const rule = `By its terms nothing closes unless all pay; it can be tried again until ${formatMoment(closeBy)}.`;
    return { outcome: "failed", remark: [...words, rule].join("\n") };
  }
  const dropFrom = job.patience > failFrom ? job.patience : failFrom;
  if (failing.length > 0 && now < dropFrom) {
    const rule = `Nobody is left out before ${formatMoment(dropFrom)}: run this again when they can pay, or then.`;
    return { outcome: "waits", remark: [...words, rule].join("\n") };
  }
  const short = paying.firms.filter(({ own, free }) => own > free);
  if (short.length === 0) return undefined;
  const lacks = short.map(
    ({ firm, own, free }) =>
      `${name(firm)} needs ${formatMoney(own, currency)} ${currency} of its own for what it takes, and has ${formatMoney(free, currency)}.`,
  );
  return {
    outcome: "failed",
    remark: [...lacks, "Have it deposit the money, and run this again."].join("\n"),
  };
}

interface Settling {
  readonly status: OfferingStatus;
  readonly allotments: readonly AllotmentRecord[];
  readonly paying: WhoPays;
  readonly what: string;
}

async function settleAll(context: JobContext, offering: OfferingCase, settling: Settling): Promise<void> {
  const { kessai, names, reporter, options } = context;
  const { isin, syndicate } = offering.terms;
  const { status, allotments, paying, what } = settling;
  const failures = paying.failing;
  for (const { trade } of failures)
    reporter.progress(`  note: ${names(trade.buyer) ?? trade.buyer} is left out: it cannot pay`);
  const trades = closingTrades({
    terms: status.terms,
    currency: offering.scenario.terms.currency,
    issuer: await issuerOf(kessai, isin),
    venue: kessai.deployment.addresses.offering,
    pricePerUnit: status.pricing?.pricePerUnit ?? 0n,
    proceedsSequence: status.proceedsSequence,
    allotments,
    failures,
  });
  const call = closeOffering(kessai, { isin, trades, failures });
  const sender = syndicate[0]?.firm ?? "";
  if (!options.dryRun && !(await fitsTransaction(context, call, sender)))
    throw new JobError(
      `One transaction has no room for the ${trades.length} trades with which ${isin} closes.`,
      "Raise the chain's gas limit; an offering closes in one transaction or not at all.",
    );
  await perform(context, {
    what: `${what} with ${trades.length} trades`,
    sender,
    isDone: async () => (await offeringStatus(kessai, isin))?.stage !== "allotted",
    call: () => call,
  });
}
