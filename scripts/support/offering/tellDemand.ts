import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import { clearBook } from "../../../sdk/offering/clearBook.ts";
import type { Clearing } from "../../../sdk/offering/clearBook.ts";
import { demandCurve } from "../../../sdk/offering/demandCurve.ts";
import type { DemandStep } from "../../../sdk/offering/demandCurve.ts";
import type { Order } from "../../../sdk/offering/Order.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { priceWords, spreadWords } from "./offeringWords.ts";
import type { Spreads } from "./spreads.ts";

/** What is asked for at which price, and where that clears. */
export interface BookDemand {
  readonly steps: readonly DemandStep[];
  readonly clearing: Clearing;
  /** Units asked for by orders that are willing at no price of the range. */
  readonly outside: bigint;
}

/** The demand of orders within the price range of an offering. */
export function demandOf(
  { range, terms }: OfferingCase,
  orders: readonly Order[],
  { spreadAt }: Spreads,
): BookDemand {
  const steps = demandCurve({ ...range, orders, spreadAt });
  const asked = orders.reduce((sum, { units }) => sum + units, 0n);
  return {
    steps,
    clearing: clearBook({ ...range, orders, units: terms.units, spreadAt }),
    outside: asked - (steps.at(-1)?.units ?? 0n),
  };
}

/** Shows the demand, price by price. */
export function tellDemand(
  { reporter }: Pick<JobContext, "reporter">,
  { terms, scenario }: OfferingCase,
  { demand, spreads }: { readonly demand: BookDemand; readonly spreads: Spreads },
): void {
  const { currency, denomination } = scenario.terms;
  const { facePerUnit, units } = terms;
  const { steps, clearing, outside } = demand;
  const money = (count: bigint): string => formatMoney(count * denomination, currency);
  if (steps.length > 0)
    reporter.table(
      ["price", "spread bp", `asked for ${currency}`, "units", "times"],
      steps.map((step) => [
        priceWords(step.price, facePerUnit),
        spreads.hasSpreads ? spreadWords(step.spreadE8) : "-",
        money(step.units),
        step.units.toString(),
        formatDecimal((step.units * 100n) / units, 2),
      ]),
      [0, 1, 2, 3, 4],
    );
  reporter.say(`By the rule: ${clearingWords(clearing, { facePerUnit, spreads })}.`);
  if (outside > 0n) reporter.say(`${money(outside)} ${currency} are asked for at no price of the range.`);
  reporter.data("demand", { steps, clearing, outside });
}

/** A price in words, with its spread and the demand there. */
export function clearingWords(
  { price, spreadE8, coverRatio, isCovered }: Omit<Clearing, "demandUnits">,
  { facePerUnit, spreads }: { readonly facePerUnit: bigint; readonly spreads: Spreads },
): string {
  const spread = spreads.hasSpreads ? `, ${spreadWords(spreadE8)} bp` : "";
  const cover = `${coverRatio} times covered${isCovered ? "" : ": the book does not fill the offering"}`;
  return `${priceWords(price, facePerUnit)}${spread}, ${cover}`;
}
