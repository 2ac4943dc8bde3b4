import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { redeemHolders } from "../../sdk/client/actions/redeemHolders.ts";
import { redemptionStatus } from "../../sdk/client/readers/redemptionStatus.ts";
import type { RedemptionStatus } from "../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../support/JobContext.ts";
import { closeRedemption } from "../support/servicing/closeRedemption.ts";
import { drawLots } from "../support/servicing/drawLots.ts";
import { letLapse } from "../support/servicing/letLapse.ts";
import { letTransfersGoOn } from "../support/servicing/letTransfersGoOn.ts";
import {
  parseNumber,
  parseRedemption,
  redemptionWords,
  requireOption,
} from "../support/servicing/numbers.ts";
import { isPending, obligations } from "../support/servicing/obligations.ts";
import { redeemable } from "../support/servicing/redeemable.ts";
import { readSeed } from "../support/servicing/seedFile.ts";
import { pagesLanded, sendPages } from "../support/servicing/sendPages.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { tellRedemption } from "../support/servicing/tellRedemption.ts";
import { UsageError } from "../support/UsageError.ts";

const redeemOptions = z.object({
  redemption: z.string().optional(),
  page: z.string().default("100"),
  seedFile: z.string().optional(),
  restartDraw: z.boolean().default(false),
  endDraw: z.boolean().default(false),
});

interface RedeemJob {
  readonly redemption: number | undefined;
  readonly page: number;
  /** Of a call by lot. */
  readonly seed: string | undefined;
  readonly restartDraw: boolean;
  readonly endDraw: boolean;
}

/** Ends units against payment. */
export function redeemCommand(): Command {
  return servicingCommand({
    description: {
      name: "redeem",
      summary:
        "Redeem units against payment, holder by holder: at maturity, by a call, a put, or by lot with its draw.",
      example:
        "redeem --isin JP9JPXGDTB18\n  npm run kessai -- redeem --isin <isin> --redemption 1 --seed-file seed.txt",
    },
    withOptions: (command) =>
      command
        .option("--redemption <which>", "maturity, or the number of its option (default: the next one)")
        .option("--page <holders>", "most holders in one transaction", "100")
        .option("--seed-file <file>", "by lot: the seed whose hash was announced with the call")
        .option("--restart-draw", "by lot: begin the draw's pages again (duty: fiscal agent)")
        .option(
          "--end-draw",
          "by lot: let transfers go on while drawn units are held for trades (duty: fiscal agent)",
        ),
    read,
    work: redeem,
  });
}

function read(written: unknown): RedeemJob {
  const { redemption, page, seedFile, restartDraw, endDraw } = redeemOptions.parse(written);
  return {
    redemption: redemption === undefined ? undefined : parseRedemption(redemption),
    page: parseNumber("--page", page),
    seed: seedFile === undefined ? undefined : readSeed(seedFile),
    restartDraw,
    endDraw,
  };
}

async function redeem(context: JobContext, schedule: BondSchedule, job: RedeemJob): Promise<void> {
  const { kessai, reporter } = context;
  const redemption = job.redemption ?? (await nextRedemption(context, schedule));
  if (redemption !== 0) requireRedeeming(schedule, redemption);
  requireLots(schedule, redemption, job);
  await pagesLanded(context);
  await redeemAll(context, schedule, { ...job, redemption });
  if (job.endDraw) await letTransfersGoOn(context, schedule, redemption);
  await tellRedemption(context, schedule, redemption);
  reporter.data("redemption", await redemptionStatus(kessai, { isin: schedule.isin, redemption }));
}

/** The first redemption that takes place and is not over; that at maturity when all are. */
async function nextRedemption({ kessai }: JobContext, schedule: BondSchedule): Promise<number> {
  const all = (await obligations(kessai, schedule)).filter(({ kind }) => kind === "redemption");
  return all.find(isPending)?.number ?? 0;
}

function requireRedeeming(schedule: BondSchedule, number: number): void {
  if (requireOption(schedule, number).kind !== "callProRata") return;
  throw new UsageError(
    `Option ${number} of ${schedule.isin} repays a part of the face of every unit; no unit ends.`,
    "It is paid with the payment of its date: run pay-coupon.",
  );
}

/** The options of a draw are for calls by lot. */
function requireLots(
  { isin, options }: BondSchedule,
  redemption: number,
  { seed, restartDraw, endDraw }: RedeemJob,
): void {
  const given = [
    ...(seed === undefined ? [] : ["--seed-file"]),
    ...(restartDraw ? ["--restart-draw"] : []),
    ...(endDraw ? ["--end-draw"] : []),
  ];
  if (given.length === 0 || options[redemption - 1]?.kind === "callByLot") return;
  throw new UsageError(
    `${given.join(", ")}: nothing is drawn for ${redemptionWords(redemption)} of ${isin}.`,
    "Leave it out, or name a call by lot with --redemption. The servicing job lists the options.",
  );
}

async function redeemAll(
  context: JobContext,
  schedule: BondSchedule,
  job: RedeemJob & { readonly redemption: number },
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const { redemption } = job;
  const what = `redeem units of ${isin}: ${redemptionWords(redemption)}`;
  const status = await redemptionStatus(kessai, { isin, redemption });
  if (!status.isOpen)
    reporter.step({ what, outcome: "not due", remark: "Nobody has given notice: it does not take place." });
  else if ((await kessai.now()) < status.payFrom) {
    const [outcome, remark] =
      status.units === 0n
        ? (["already done", "No unit is left for it."] as const)
        : (["not due", `It is due at ${formatMoment(status.payFrom)}.`] as const);
    reporter.step({ what, outcome, remark });
  } else await redeemDue(context, schedule, { ...job, what });
}

/** Redeems what is left on the date or later, once what was sold has lapsed. */
async function redeemDue(
  context: JobContext,
  schedule: BondSchedule,
  job: RedeemJob & { readonly redemption: number; readonly what: string },
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin, currency } = schedule;
  const { redemption, page, what } = job;
  const status = await letLapse(context, schedule, redemption);
  if (status.units === 0n) await closeRedemption(context, schedule, { status, what });
  else if (status.missing > 0n)
    reporter.step({ what, outcome: "failed", remark: lack(status, isin, currency.code) });
  else if (await drawLots(context, schedule, job)) {
    const holders = await redeemable(context, schedule, status);
    if (holders.length === 0) {
      const remark = `All ${formatAmount(status.units)} units that are left of it are held for trades.`;
      reporter.step({ what, outcome: "waits", remark });
      return;
    }
    await sendPages(context, {
      what,
      done: 0,
      total: holders.length,
      holders,
      page,
      call: (some) => redeemHolders(kessai, { isin, redemption, holders: some }),
    });
  }
}

function lack({ number, required, missing }: RedemptionStatus, isin: string, code: string): string {
  const money = (amount: bigint): string => `${formatMoney(amount, code)} ${code}`;
  const which = number === 0 ? "maturity" : `${number}`;
  return (
    `It needs ${money(required)} and has ${money(required - missing)}: ${money(missing)} are missing, so nothing is ` +
    `redeemed yet. Have the issuer fund it: npm run kessai -- fund --isin ${isin} --redemption ${which}`
  );
}
