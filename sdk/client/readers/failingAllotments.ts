import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Kessai } from "../Kessai.ts";
import type { AllotmentRecord } from "./offeringAllotments.ts";

/** Bits of Restrictions that are not of the investor's making: paused, not outstanding, closed period. */
const NOT_THE_INVESTORS = (1n << 0n) | (1n << 9n) | (1n << 10n);

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
  const failing: AllotmentRecord[] = [];
  const free = new Map<string, bigint>();
  for (const allotment of open) {
    const { trade, isEarmarked } = allotment;
    const left = free.get(trade.buyer) ?? (await currency.positionOf(trade.buyer)).free;
    const isShort = !isEarmarked && trade.amount > left;
    if (isShort || (await isObstructed(kessai, allotment))) {
      failing.push(allotment);
      free.set(trade.buyer, left);
    } else {
      free.set(trade.buyer, isEarmarked ? left : left - trade.amount);
    }
  }
  return failing;
}

/** Whether something on the investor's side stands in the way of the trade by itself. */
async function isObstructed({ escrow }: Kessai, { trade }: AllotmentRecord): Promise<boolean> {
  const obstacles = await escrow.explain(encodeTrade(trade));
  return obstacles.some(
    ({ account, restriction }) => account === trade.buyer && (restriction & ~NOT_THE_INVESTORS) !== 0n,
  );
}
