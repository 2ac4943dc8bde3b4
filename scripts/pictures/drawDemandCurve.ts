import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { amountScale } from "./amountScale.ts";
import type { AmountScale } from "./amountScale.ts";
import type { DemandLevel, DemandPicture } from "./DemandPicture.ts";
import { drawFrame } from "./drawFrame.ts";
import { drawLegend } from "./drawLegend.ts";
import { COLOURS } from "./drawPanel.ts";
import { levelScale } from "./levelScale.ts";
import type { LevelScale } from "./levelScale.ts";
import { svgElement } from "./svgElement.ts";

const LEFT = 88;
const RIGHT = 872;
const TOP = 180;
const BOTTOM = 540;
const HEIGHT = 604;

/** Behind the curve, where nothing is allotted. */
const UNFILLED = "#dbe4ee";

/** A picture with its scales. */
interface Chart {
  readonly picture: DemandPicture;
  readonly amounts: AmountScale;
  readonly levels: LevelScale;
  readonly filled: number;
  /** Where an amount and a level lie. */
  readonly x: (amount: number) => number;
  readonly y: (level: number) => number;
}

/**
 * A picture of the demand for an issue, as an SVG text that needs nothing else: the amount asked for from the best price (or
 * spread) to the worst as a stepped curve, what is offered as a vertical line, the price at which it clears as a horizontal
 * one, and what is allotted shaded. The same input gives the same text.
 */
export function drawDemandCurve(picture: DemandPicture): string {
  const { title, subtitle } = picture;
  const chart = chartOf(picture);
  const parts = [
    legend(chart),
    levelAxis(chart),
    area(chart, { until: Infinity, fill: UNFILLED }),
    area(chart, { until: chart.filled, fill: COLOURS.redemption }),
    curve(chart),
    amountAxis(chart),
    offeredLine(chart),
    clearingLine(chart),
  ];
  return drawFrame({ title, subtitle, height: HEIGHT, parts });
}

function chartOf(picture: DemandPicture): Chart {
  const { steps, offered, clearing, unit } = picture;
  const asked = steps.at(-1)?.amount ?? 0;
  const amounts = amountScale(Math.max(asked, offered), unit, 6);
  const shown = [...steps.map(({ level }) => level), ...(clearing === undefined ? [] : [clearing])];
  const levels = shown.length === 0 ? { ticks: [] } : levelScale(Math.min(...shown), Math.max(...shown));
  const most = amounts.ticks.at(-1)?.amount ?? 1;
  const [foot = 0, top = 1] = [levels.ticks[0]?.level, levels.ticks.at(-1)?.level];
  return {
    picture,
    amounts,
    levels,
    filled: filledOf(picture),
    x: (amount) => LEFT + (amount / most) * (RIGHT - LEFT),
    y: (level) => BOTTOM - ((level - foot) / (top - foot)) * (BOTTOM - TOP),
  };
}

function filledOf({ steps, clearing, offered, filled, measure }: DemandPicture): number {
  if (filled !== undefined) return filled;
  if (clearing === undefined) return 0;
  const isTaken = ({ level }: DemandLevel): boolean =>
    measure === "price" ? level >= clearing : level <= clearing;
  return Math.min(offered, steps.findLast(isTaken)?.amount ?? 0);
}

/** The corners of the curve, up to an amount: along each level, then straight to the next. */
function corners({ picture: { steps }, x, y }: Chart, until: number): string {
  let path = "";
  let from = 0;
  for (const { level, amount } of steps) {
    if (from >= until) break;
    const end = Math.min(amount, until);
    path += `${path === "" ? "M" : "L"}${place(x(from))} ${place(y(level))}H${place(x(end))}`;
    from = amount;
  }
  return path;
}

function area(chart: Chart, { until, fill }: { readonly until: number; readonly fill: string }): string {
  const top = until > 0 ? corners(chart, until) : "";
  if (top === "") return "";
  return svgElement("path", { d: `${top}V${BOTTOM}H${LEFT}Z`, fill });
}

function curve(chart: Chart): string {
  const line = corners(chart, Infinity);
  if (line === "") return "";
  const stroke = { fill: "none", stroke: COLOURS.ink, "stroke-width": 1.75, "stroke-linejoin": "round" };
  return svgElement("path", { d: `${line}V${BOTTOM}`, ...stroke });
}

function levelAxis({ picture: { measure }, levels, y }: Chart): string {
  if (levels.ticks.length === 0)
    return label("There are no orders.", {
      x: (LEFT + RIGHT) / 2,
      y: (TOP + BOTTOM) / 2,
      "text-anchor": "middle",
    });
  const caption = measure === "price" ? "Price for 100 of face" : "Spread, basis points";
  return svgElement("g", {}, [
    label(caption, { x: 24, y: TOP - 36 }),
    ...levels.ticks.flatMap(({ level, label: text }) => [
      svgElement("line", { x1: LEFT, x2: RIGHT, y1: y(level), y2: y(level), stroke: COLOURS.line }),
      label(text, { x: LEFT - 10, y: y(level) + 4, "text-anchor": "end" }),
    ]),
  ]);
}

function amountAxis({ amounts, x }: Chart): string {
  return svgElement("g", {}, [
    svgElement("line", { x1: LEFT, x2: RIGHT, y1: BOTTOM, y2: BOTTOM, stroke: COLOURS.quiet }),
    ...amounts.ticks.flatMap(({ amount, label: text }) => [
      svgElement("line", {
        x1: x(amount),
        x2: x(amount),
        y1: BOTTOM,
        y2: BOTTOM + 5,
        stroke: COLOURS.quiet,
      }),
      label(text, { x: x(amount), y: BOTTOM + 20, "text-anchor": "middle" }),
    ]),
    label(`Asked for, ${amounts.unit}`, { x: RIGHT, y: BOTTOM + 46, "text-anchor": "end" }),
  ]);
}

/** Its label stands above the panel, where nothing else is. */
function offeredLine({ picture: { offered }, x }: Chart): string {
  const at = x(offered);
  const line = { x1: at, x2: at, y1: TOP - 8, y2: BOTTOM };
  return svgElement("g", {}, [
    svgElement("line", { ...line, stroke: "#ffffff", "stroke-width": 5 }),
    svgElement("line", { ...line, stroke: COLOURS.option, "stroke-width": 2, "stroke-dasharray": "7 4" }),
    label("offered", { x: at, y: TOP - 14, "text-anchor": "middle", fill: COLOURS.option }),
  ]);
}

/** Its label stands beside the panel, where nothing else is. */
function clearingLine({ picture: { clearing }, levels, filled, x, y }: Chart): string {
  if (clearing === undefined) return "";
  const at = y(clearing);
  const line = { x1: LEFT, x2: RIGHT + 6, y1: at, y2: at, "stroke-width": 2 };
  const decimals = levels.ticks[0]?.label.split(".")[1]?.length ?? 0;
  return svgElement("g", {}, [
    svgElement("line", { ...line, stroke: COLOURS.interest }),
    svgElement("circle", { cx: x(filled), cy: at, r: 4.5, fill: "#ffffff", stroke: COLOURS.ink }),
    label(figure(clearing, decimals), { x: RIGHT + 12, y: at + 4, "font-weight": 600, fill: COLOURS.ink }),
  ]);
}

function legend({ picture, filled }: Chart): string {
  const { steps, offered, clearing, measure, unit } = picture;
  const amount = (value: number): string => `${formatAmount(BigInt(Math.round(value)))} ${unit}`;
  const clears = measure === "price" ? "Clearing price" : "Clearing spread";
  const entries = [
    { name: `Asked for ${amount(steps.at(-1)?.amount ?? 0)}`, fill: UNFILLED, shown: true },
    { name: `Allotted ${amount(filled)}`, fill: COLOURS.redemption, shown: clearing !== undefined },
    { name: `Offered ${amount(offered)}`, fill: COLOURS.option, shown: true },
    { name: clears, fill: COLOURS.interest, shown: clearing !== undefined },
  ].filter(({ shown }) => shown);
  return drawLegend(entries);
}

function label(text: string, attributes: Readonly<Record<string, string | number>>): string {
  return svgElement("text", { "font-size": 12, fill: COLOURS.quiet, ...attributes }, { text });
}

/** A figure with at least so many decimals, and not more than it needs. */
function figure(value: number, decimals: number): string {
  const needed = Number(value.toFixed(7)).toString().split(".")[1]?.length ?? 0;
  return value.toFixed(Math.max(decimals, needed));
}

function place(pixels: number): string {
  return pixels.toFixed(2);
}
