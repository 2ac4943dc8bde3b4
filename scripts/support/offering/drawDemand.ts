import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { drawDemandCurve } from "../../pictures/drawDemandCurve.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { priceWords } from "./offeringWords.ts";
import type { BookDemand } from "./tellDemand.ts";

/** The demand for an offering as a picture (SVG): with its price once it is fixed, with what was allotted once it is. */
export function drawDemand(
  offering: OfferingCase,
  status: Pick<OfferingStatus, "pricing" | "stage" | "allottedUnits">,
  { steps }: BookDemand,
): string {
  const { scenario, terms } = offering;
  const { denomination, currency, name } = scenario.terms;
  const { pricing, stage, allottedUnits } = status;
  const { facePerUnit } = terms;
  const level = (price: bigint): number => Number(priceWords(price, facePerUnit).replace("...", ""));
  const amount = (units: bigint): number => Number(units * denomination);
  const isAllotted = stage === "allotted" || stage === "closed";
  return drawDemandCurve({
    title: `Demand for ${name}`,
    subtitle: `${terms.isin}: ${priceWords(terms.priceFloor, facePerUnit)} to ${priceWords(terms.priceCap, facePerUnit)}`,
    measure: "price",
    unit: currency,
    steps: steps.map(({ price, units }) => ({ level: level(price), amount: amount(units) })),
    offered: amount(terms.units),
    clearing: pricing === undefined ? undefined : level(pricing.pricePerUnit),
    filled: isAllotted ? amount(allottedUnits) : undefined,
  });
}
