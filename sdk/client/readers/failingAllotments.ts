import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Kessai } from "../Kessai.ts";
import { tradeState } from "./tradeState.ts";
import type { AllotmentRecord } from "./offeringAllotments.ts";

/** The bit of Restrictions for a token that is stopped: nobody's failure. */
const PAUSED = 1n << 0n;
/** Bits of Restrictions that are not of the investor's making: not outstanding, closed period. */
const NOT_THE_INVESTORS = (1n << 9n) | (1n << 10n);

/**
 * The open allotments whose investors cannot pay or receive now, by rising position: those that a closing may leave out. Of
 * an investor that has money for a part of its allotments, those at the lowest positions that it can pay are kept.
 */
export async function failingAllotments(
  kessai: Kessai,
  allotments: readonly AllotmentRecord[],
): Promise<readonly AllotmentRecord[]> {
  const open = allotments.filter(({ state }) => state === "open");
  const [first] = open;
  if (first === undefined) return [];
  const currency = await kessai.currency(first.trade);
  const cancelled = await cancelledAllotments(kessai, open);
  const failing: AllotmentRecord[] = [...cancelled];
  const free = new Map<string, bigint>();
  for (const allotment of open) {
    if (cancelled.includes(allotment)) continue;
    const { trade, isEarmarked } = allotment;
    const left = free.get(trade.buyer) ?? (await currency.positionOf(trade.buyer)).free;
    const isShort = !isEarmarked && trade.amount > left;
    if (await hasFailed(kessai, allotment, isShort)) {
      failing.push(allotment);
      free.set(trade.buyer, left);
    } else {
      free.set(trade.buyer, isEarmarked ? left : left - trade.amount);
    }
  }
  return failing.toSorted((a, b) => Number(a.position - b.position));
}

/** Those whose trades a court has cancelled: what they would have cost is owed no more. */
async function cancelledAllotments(
  kessai: Kessai,
  open: readonly AllotmentRecord[],
): Promise<readonly AllotmentRecord[]> {
  const cancelled: AllotmentRecord[] = [];
  for (const allotment of open) {
    if ((await tradeState(kessai, allotment.trade)).status === "closed") cancelled.push(allotment);
  }
  return cancelled;
}

/** Whether something on the investor's side stands in the way of the trade by itself, or it is short of money. */
async function hasFailed({ escrow }: Kessai, { trade }: AllotmentRecord, isShort: boolean): Promise<boolean> {
  for (const { account, restriction } of await escrow.explain(encodeTrade(trade))) {
    if (restriction === PAUSED) return false;
    if (account === trade.buyer && (restriction & ~NOT_THE_INVESTORS) !== 0n) return true;
  }
  return isShort;
}
