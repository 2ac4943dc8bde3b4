import { explainTrade } from "../../../sdk/client/readers/explainTrade.ts";
import { failingAllotments } from "../../../sdk/client/readers/failingAllotments.ts";
import type { AllotmentRecord } from "../../../sdk/client/readers/offeringAllotments.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { ClosingProceeds } from "../../../sdk/offering/ClosingProceeds.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { proceedsOfClosing } from "../../../sdk/offering/proceedsOfClosing.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { placeOf } from "./offeringWords.ts";

/** An allotment, and whether its investor can pay for it now. */
export interface Payer {
  readonly allotment: AllotmentRecord;
  /** Money that the investor can dispose of. */
  readonly free: bigint;
  readonly canPay: boolean;
  /** Why not, in words; empty when it can. */
  readonly reasons: readonly string[];
}

/** A member of the syndicate, and whether it has the money for what it takes. */
export interface PayingFirm {
  readonly firm: string;
  /** What it pays the issuer, less what its investors pay it: money of its own. */
  readonly own: bigint;
  readonly free: bigint;
}

/** Who can pay at a closing now. */
export interface WhoPays {
  readonly payers: readonly Payer[];
  /** Allotments whose investors cannot pay or receive, by rising position. */
  readonly failing: readonly AllotmentRecord[];
  /** What the syndicate pays when these are left out. */
  readonly proceeds: ClosingProceeds;
  readonly firms: readonly PayingFirm[];
}

/** What `whoPays` works on. */
export interface WhoPaysQuestion {
  readonly terms: OfferingTerms;
  /** ISO 4217 code of the bond's currency. */
  readonly currency: string;
  readonly pricePerUnit: bigint;
  /** Those that are open. */
  readonly allotments: readonly AllotmentRecord[];
}

/** Asks the chain who can pay for what was allotted, and whether the firms can for what they take. */
export async function whoPays(
  { kessai, names }: Pick<JobContext, "kessai" | "names">,
  { terms, currency, pricePerUnit, allotments }: WhoPaysQuestion,
): Promise<WhoPays> {
  const money = await kessai.currency({ currency, settlementBank: terms.settlementBank });
  const freeOf = async (account: string): Promise<bigint> => (await money.positionOf(account)).free;
  const failing = await failingAllotments(kessai, allotments);
  const payers: Payer[] = [];
  for (const allotment of allotments) {
    const { trade } = allotment;
    const canPay = !failing.includes(allotment);
    const free = await freeOf(trade.buyer);
    const obstacles = canPay ? [] : await explainTrade(kessai, trade, { names });
    const own = obstacles.filter(({ account }) => account === trade.buyer).map(({ sentence }) => sentence);
    const isOver = obstacles.some(({ code }) => code === "REFE");
    const short = isOver
      ? "its trade was ended by somebody else"
      : `it has ${formatMoney(free, currency)} ${currency} for all that it was allotted together`;
    payers.push({ allotment, free, canPay, reasons: canPay || own.length > 0 ? own : [short] });
  }
  // Where nothing closes unless everybody pays, nobody is left out.
  const failures = terms.ifPaymentFails === "nothingCloses" ? [] : failing;
  const proceeds = proceedsOfClosing({ terms, pricePerUnit, allotments, failures });
  const settling = allotments.filter((each) => !failures.includes(each));
  const firms: PayingFirm[] = [];
  for (const [index, { firm }] of terms.syndicate.entries()) {
    const sold = settling
      .filter(({ trade }) => trade.seller === firm)
      .reduce((sum, { trade }) => sum + trade.amount, 0n);
    const own = (proceeds.members[index]?.net ?? 0n) - sold;
    firms.push({ firm, own: own > 0n ? own : 0n, free: await freeOf(firm) });
  }
  return { payers, failing, proceeds, firms };
}

/** Shows who can pay, before anything is sent. */
export function tellWhoPays(
  { reporter, names }: Pick<JobContext, "reporter" | "names">,
  { terms, scenario }: OfferingCase,
  { payers, proceeds, firms }: WhoPays,
): void {
  const { currency } = scenario.terms;
  const name = (account: string): string => names(account) ?? account;
  const money = (amount: bigint): string => (amount === 0n ? "-" : formatMoney(amount, currency));
  reporter.table(
    ["order", "investor\nfrom", "units", `pays ${currency}`, "free", ""],
    payers.map(({ allotment: { position, trade, isEarmarked }, free, canPay }) => [
      placeOf(position),
      `${name(trade.buyer)}\n${name(trade.seller)}`,
      trade.quantity.toString(),
      money(trade.amount),
      money(free),
      canPay ? (isEarmarked ? "held" : "can pay") : "cannot pay",
    ]),
    [0, 2, 3, 4],
  );
  reporter.table(
    ["firm", "units", "kept", "fee", `pays the issuer\n${currency}`, "of its own", "free"],
    terms.syndicate.map(({ firm }, index) => {
      const { units = 0n, retained = 0n, fee = 0n, net = 0n } = proceeds.members[index] ?? {};
      const { own = 0n, free = 0n } = firms[index] ?? {};
      const pays = net < 0n ? `-${money(-net)}` : money(net);
      return [name(firm), units.toString(), retained.toString(), money(fee), pays, money(own), money(free)];
    }),
    [1, 2, 3, 4, 5, 6],
  );
  reporter.data(
    "payers",
    payers.map(({ allotment: { position, trade, isEarmarked }, ...payer }) => ({
      position,
      investor: name(trade.buyer),
      firm: name(trade.seller),
      units: trade.quantity,
      amount: trade.amount,
      isEarmarked,
      ...payer,
    })),
  );
  reporter.data(
    "firms",
    firms.map((each) => ({ ...each, firm: name(each.firm) })),
  );
  reporter.data("proceeds", proceeds);
}
