import { affirm } from "../../sdk/client/actions/affirm.ts";
import { hold } from "../../sdk/client/actions/hold.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import type { Readiness, Side } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { nameInstrument } from "./nameInstrument.ts";
import { perform } from "./perform.ts";
import { sideSender } from "./submitters.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** How a trade is approved. */
export interface ApprovalMode {
  /** By signatures that settlement carries, without a transaction; else on chain. */
  readonly signatures: boolean;
  /** How each side stands to the trade; signatures are always ready. */
  readonly readiness: Readiness;
}

/** Has both sides approve a trade, as far as their keys are at hand, the seller first. */
export async function approveTrade(
  context: JobContext,
  record: TradeRecord,
  mode: ApprovalMode,
): Promise<void> {
  for (const side of SIDES) {
    if (mode.signatures) await signFor(context, record, side);
    else await approveFor(context, record, side, mode.readiness);
  }
}

/**
 * Has one side approve a trade on the chain, first or second. With `earmarked` its leg is held as well, also for an approval
 * that was given before.
 */
export async function approveFor(
  context: JobContext,
  record: TradeRecord,
  side: Side,
  readiness: Readiness,
): Promise<void> {
  try {
    await approveAndHold(context, record, side, readiness);
  } catch (error) {
    throw nameInstrument(error, record.trade, side);
  }
}

async function approveAndHold(
  context: JobContext,
  { trade, id }: TradeRecord,
  side: Side,
  readiness: Readiness,
): Promise<void> {
  const { kessai, names } = context;
  const sender = sideSender(trade, side);
  const party = names(trade[side]) ?? trade[side];
  const other = side === "seller" ? "buyerApproved" : "sellerApproved";
  const leg = side === "seller" ? "bondsHeld" : "cashHeld";
  const approval = { trade, side, readiness };
  await perform(context, {
    what: `approve ${trade.commonReference} for ${party}, the ${side}${readiness === "on hold" ? ", on hold" : ""}`,
    sender,
    isDone: async () => {
      const state = await tradeState(kessai, trade);
      if (state.status === "closed") await requireItsOwnEnd(context, id, trade.commonReference);
      return state.status === "closed" || state[`${side}Approved`];
    },
    call: async () => ((await tradeState(kessai, trade))[other] ? affirm : instruct)(kessai, approval),
  });
  if (readiness !== "earmarked") return;
  // An approval of an earlier run may have been given without the hold.
  const { status, ...state } = await tradeState(kessai, trade);
  if (status === "closed" || !state[`${side}Approved`] || state[leg]) return;
  await perform(context, {
    what: `hold the leg of ${party} for ${trade.commonReference}`,
    sender,
    isDone: async () => (await tradeState(kessai, trade))[leg],
    call: () => hold(kessai, { trade, side }),
  });
}

async function signFor(context: JobContext, { trade, id }: TradeRecord, side: Side): Promise<void> {
  const { kessai, names, keys, folder, options, reporter } = context;
  const account = trade[side];
  const party = names(account) ?? account;
  const what = `sign ${trade.commonReference} for ${party}, the ${side}`;
  const record = folder.trades()[trade.commonReference];
  if (record?.signatures[side] !== undefined) {
    reporter.step({ what, outcome: "already done" });
    return;
  }
  if ((await tradeState(kessai, trade)).status === "closed") {
    await requireItsOwnEnd(context, id, trade.commonReference);
    reporter.step({ what, outcome: "already done" });
    return;
  }
  const signer = await keys.signerOf(account);
  if (options.dryRun || record === undefined) {
    reporter.step({ what, outcome: "would do" });
    return;
  }
  if (signer === undefined) {
    const remark = `the key of ${party} (${account}) is not here: run this with it`;
    reporter.step({ what, outcome: "waits", remark });
    return;
  }
  const signature = await signTrade(signer, { domain: kessai.domain, trade });
  const signatures = { ...record.signatures, [side]: signature };
  folder.saveTrades({ ...folder.trades(), [trade.commonReference]: { ...record, signatures } });
  reporter.step({ what, outcome: "done" });
}

/** A number may be closed by another trade: then this one can never settle under it. */
async function requireItsOwnEnd({ kessai }: JobContext, id: string, reference: string): Promise<void> {
  if ((await tradeHistory(kessai, id)).outcome !== undefined) return;
  throw new JobError(
    `The number of ${reference} was used up by another trade of the same parties.`,
    "Agree the trade under a new reference; it then gets a new number.",
  );
}
