import { formatMoment } from "../../calendar/formatMoment.ts";
import { formatAmount } from "../../encoding/formatAmount.ts";
import { decodeAscii } from "../../encoding/asciiBytes.ts";
import { REASON_SENTENCES } from "../../errors/reasonCodes.ts";
import { noNames } from "../../participants/AccountNames.ts";
import type { AccountNames } from "../../participants/AccountNames.ts";
import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Kessai } from "../Kessai.ts";
import { tradeState } from "./tradeState.ts";

/** The parts of a trade that an obstacle may concern (IDvPEscrow.Leg). */
export const LEGS = ["trade", "delivery", "payment"] as const;

/** A part of a trade. */
export type Leg = (typeof LEGS)[number];

/** One reason why a trade would not settle now. */
export interface TradeObstacle {
  readonly leg: Leg;
  /** ISO 20022 reason code. */
  readonly code: string;
  /** Name of the code in the external code sets. */
  readonly title: string;
  /** The account concerned; `undefined` when none in particular. */
  readonly account: string | undefined;
  /** What is in the way, in words. */
  readonly sentence: string;
  /** What to do about it. */
  readonly hint: string;
}

/** How `explainTrade` judges. */
export interface ExplainOptions {
  /** Whether both signatures are at hand: then approval is no obstacle. */
  readonly signed?: boolean | undefined;
  readonly names?: AccountNames | undefined;
}

/** Every reason why a trade would not settle now, in words; empty when it would. */
export async function explainTrade(
  kessai: Kessai,
  trade: Trade,
  { signed = false, names = noNames }: ExplainOptions = {},
): Promise<readonly TradeObstacle[]> {
  const obstacles = await kessai.escrow.explain(encodeTrade(trade));
  const read = await Promise.all(
    obstacles.map(async ({ leg, code, account }) => {
      const isNobody = BigInt(account) === 0n;
      return describe(kessai, trade, names, {
        leg: LEGS[Number(leg)] ?? "trade",
        code: decodeAscii(code),
        account: isNobody ? undefined : account,
      });
    }),
  );
  return signed ? read.filter(({ code }) => code !== "NMAS") : read;
}

async function describe(
  kessai: Kessai,
  trade: Trade,
  names: AccountNames,
  found: Pick<TradeObstacle, "leg" | "code" | "account">,
): Promise<TradeObstacle> {
  const { code, account, leg } = found;
  const known = REASON_SENTENCES[code];
  if (known === undefined)
    return { ...found, title: code, sentence: `reason ${code}`, hint: "Ask the operator." };
  const words = new Map<string, string>([
    ["account", account === undefined ? "an account" : (names(account) ?? account)],
    ["settleFrom", formatMoment(trade.settleFrom)],
    ["settleBy", formatMoment(trade.settleBy)],
    ["sequence", trade.sequence.toString()],
    ["isin", trade.isin],
    ["currency", trade.currency],
  ]);
  if (known.sentence.includes("{needed}")) words.set("needed", await neededUnits(kessai, trade, leg));
  if (known.sentence.includes("{free}")) words.set("free", await freeUnits(kessai, trade, leg));
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, key: string) => words.get(key) ?? whole);
  return { ...found, title: known.title, sentence: fill(known.sentence), hint: fill(known.hint) };
}

/** What is left of a leg: of a trade that allows parts some may have settled. */
async function neededUnits(kessai: Kessai, trade: Trade, leg: Leg): Promise<string> {
  const isPayment = leg === "payment";
  const whole = isPayment ? trade.amount : trade.quantity;
  if (trade.minimumPart === 0n) return formatAmount(whole);
  const { settledAmount, settledQuantity } = await tradeState(kessai, trade);
  return formatAmount(whole - (isPayment ? settledAmount : settledQuantity));
}

async function freeUnits(kessai: Kessai, trade: Trade, leg: Leg): Promise<string> {
  const isPayment = leg === "payment";
  const token = isPayment ? await kessai.currency(trade) : await kessai.bond(trade.isin);
  const { free } = await token.positionOf(isPayment ? trade.buyer : trade.seller);
  return formatAmount(free);
}
