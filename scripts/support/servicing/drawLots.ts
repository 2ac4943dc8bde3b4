import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { drawHolders } from "../../../sdk/client/actions/drawHolders.ts";
import { openDraw } from "../../../sdk/client/actions/openDraw.ts";
import { restartDraw } from "../../../sdk/client/actions/restartDraw.ts";
import { drawStatus } from "../../../sdk/client/readers/drawStatus.ts";
import { holdersAt } from "../../../sdk/client/readers/holdersAt.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import { estimateGas } from "../estimateGas.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { UsageError } from "../UsageError.ts";
import { fiscalAgent } from "./fiscalAgent.ts";
import { seedHash } from "./seedFile.ts";
import { sendPages } from "./sendPages.ts";

/** What `drawLots` needs to know. */
export interface DrawLotsOptions {
  readonly redemption: number;
  readonly page: number;
  readonly seed: string | undefined;
  readonly restartDraw: boolean;
}

/**
 * Draws the units of a call by lot, from where an earlier run has come; does nothing for other redemptions.
 *
 * @returns whether units can be redeemed now
 */
export async function drawLots(
  context: JobContext,
  { isin, options, gracePeriod }: BondSchedule,
  { redemption: option, page, seed, restartDraw: isRestart }: DrawLotsOptions,
): Promise<boolean> {
  const { kessai } = context;
  const { kind, date = 0n } = options[option - 1] ?? {};
  if (kind !== "callByLot") return true;
  const status = await drawStatus(kessai, { isin, option });
  if (status.isCompleted) return true;
  if (!status.isOpen)
    await open(context, {
      isin,
      option,
      seed,
      announced: status.seedHash,
      anySeedFrom: date + gracePeriod,
    });
  if (isRestart && status.isOpen) {
    const call = restartDraw(kessai, { isin, option });
    await perform(context, {
      what: call.what,
      sender: fiscalAgent(context),
      isDone: () => Promise.resolve(false),
      call: () => call,
    });
  }
  if (!(await drawStatus(kessai, { isin, option })).isOpen) return false;
  const holders = (await holdersAt(kessai, { isin })).map(({ account }) => account);
  const last = await lastDrawn(context, { isin, option, first: holders[0] });
  const left = holders.filter((holder) => BigInt(holder) > last);
  const pages = await sendPages(context, {
    what: `draw units of ${isin} by lot, option ${option}`,
    done: holders.length - left.length,
    total: holders.length,
    holders: left,
    page,
    sender: fiscalAgent(context),
    call: (some) => drawHolders(kessai, { isin, option, holders: some }),
  });
  if ((await drawStatus(kessai, { isin, option })).isCompleted) return true;
  if (pages.length === 0 && left.length > 0) return false; // it would be sent, or waits for a key
  throw new JobError(
    `The draw of option ${option} of ${isin} has not counted all units.`,
    "Units have moved since it began: run this again with --restart-draw.",
  );
}

async function open(
  context: JobContext,
  draw: {
    readonly isin: string;
    readonly option: number;
    readonly seed: string | undefined;
    readonly announced: string | undefined;
    /** From then on the announced seed counts as lost. */
    readonly anySeedFrom: bigint;
  },
): Promise<void> {
  const { kessai } = context;
  const { isin, option, seed, announced, anySeedFrom } = draw;
  if (seed === undefined)
    throw new UsageError(
      `The draw of option ${option} of ${isin} is not open.`,
      "Give --seed-file with the seed that was announced with the call.",
    );
  if (seedHash(seed) !== announced && (await kessai.now()) < anySeedFrom)
    throw new UsageError(
      `The seed file does not hold the seed of option ${option} of ${isin}: its hash is ${seedHash(seed)}, announced was ${announced ?? "none"}.`,
      `Give the file that the call was announced with. If it is lost, any seed will do from ${formatMoment(anySeedFrom)} on.`,
    );
  await perform(context, {
    what: `open the draw of ${isin}, option ${option}`,
    sender: fiscalAgent(context),
    isDone: async () => (await drawStatus(kessai, { isin, option })).isOpen,
    call: () => openDraw(kessai, { isin, option, seed }),
  });
}

/** The last account that was drawn from: the contract names it when it is asked to go back before it. */
async function lastDrawn(
  context: JobContext,
  {
    isin,
    option,
    first,
  }: { readonly isin: string; readonly option: number; readonly first: string | undefined },
): Promise<bigint> {
  const { kessai, names } = context;
  if (first === undefined) return 0n;
  const call = drawHolders(kessai, { isin, option, holders: [first] });
  const answer = await estimateGas(kessai.provider, call, { from: fiscalAgent(context), names });
  if (!("refusal" in answer)) return 0n;
  if (answer.refusal.revert !== "DrawUnordered") throw answer.refusal;
  return BigInt(textOf(answer.refusal.args["previous"]));
}
