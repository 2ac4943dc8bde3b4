import { dayNumber } from "../../sdk/calendar/dayNumber.ts";
import { amountScale } from "./amountScale.ts";
import type { PaymentProfile, ProfilePayment } from "./PaymentProfile.ts";
import { svgElement } from "./svgElement.ts";

/** The colours of a picture, on white; bars differ in brightness too, for print in black. */
export const COLOURS = {
  ink: "#1d2733",
  quiet: "#5d6b7a",
  line: "#dde3e9",
  redemption: "#23486f",
  interest: "#e2933c",
  option: "#8a3b52",
} as const;

/** How many bars can carry the figure they stand for. */
const LABELLED = 13;

/** A part of a picture with bars on an axis of amounts. */
export interface Panel {
  readonly profile: PaymentProfile;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  /** Where a day lies, by its number. */
  readonly x: (day: number) => number;
  /** Of a bar. */
  readonly width: number;
  /** Above the panel; empty for none. */
  readonly caption: string;
  /** What the bars stand for, from below. */
  readonly shows: readonly ("interest" | "redemption")[];
}

/** Draws the axis of amounts, its lines and the bars of a panel. */
export function drawPanel(panel: Panel): string {
  const { profile, left, right, top, height, caption, shows } = panel;
  const sumOf = (payment: ProfilePayment): number => shows.reduce((sum, part) => sum + payment[part], 0);
  const scale = amountScale(Math.max(...profile.payments.map(sumOf)), profile.currency, height > 200 ? 5 : 3);
  const greatest = scale.ticks.at(-1)?.amount ?? 1;
  const y = (amount: number): number => top + height - (amount / greatest) * height;
  const title = caption === "" ? scale.unit : `${caption}, ${scale.unit}`;
  const lines = scale.ticks.flatMap(({ amount, label }) => [
    svgElement("line", {
      x1: left,
      x2: right,
      y1: y(amount),
      y2: y(amount),
      stroke: amount === 0 ? COLOURS.quiet : COLOURS.line,
    }),
    svgElement(
      "text",
      { x: left - 10, y: y(amount) + 4, "text-anchor": "end", "font-size": 12, fill: COLOURS.quiet },
      { text: label },
    ),
  ]);
  return svgElement("g", {}, [
    svgElement("text", { x: 24, y: top - 14, "font-size": 12, fill: COLOURS.quiet }, { text: title }),
    ...lines,
    ...profile.payments.flatMap((payment) => bars(panel, payment, y)),
    ...labels(panel, { y, sumOf }),
  ]);
}

function bars(
  { x, width, shows }: Panel,
  payment: ProfilePayment,
  y: (amount: number) => number,
): readonly string[] {
  let below = 0;
  return shows.flatMap((part) => {
    const amount = payment[part];
    if (amount === 0) return [];
    const from = below;
    below += amount;
    const known = payment.isRateKnown ? COLOURS.interest : "url(#assumed)";
    return [
      svgElement("rect", {
        x: x(dayNumber(payment.date)) - width / 2,
        y: y(below),
        width,
        height: Math.max(0.75, y(from) - y(below)),
        fill: part === "redemption" ? COLOURS.redemption : known,
      }),
    ];
  });
}

/** The figure above each bar when there are few of them; otherwise above the greatest only. */
function labels(
  { x, profile: { payments } }: Panel,
  {
    y,
    sumOf,
  }: { readonly y: (amount: number) => number; readonly sumOf: (payment: ProfilePayment) => number },
): readonly string[] {
  const greatest = Math.max(...payments.map(sumOf));
  const marked =
    payments.length <= LABELLED
      ? payments.filter((each) => sumOf(each) > 0)
      : payments.filter((each) => sumOf(each) === greatest).slice(-1);
  return marked.map((each) =>
    svgElement(
      "text",
      {
        x: x(dayNumber(each.date)),
        y: y(sumOf(each)) - 6,
        "text-anchor": "middle",
        "font-size": 11,
        fill: COLOURS.ink,
      },
      { text: short(sumOf(each)) },
    ),
  );
}

/** A figure in at most four digits and a letter, or as it is when it is short: 22.25m, 3.022bn. */
function short(amount: number): string {
  const [factor, name] =
    amount >= 1e12 ? [1e12, "tn"] : amount >= 1e9 ? [1e9, "bn"] : amount >= 1e6 ? [1e6, "m"] : [1, ""];
  const scaled = amount / factor;
  const digits = factor === 1 ? Math.round(scaled).toString() : Number(scaled.toPrecision(4)).toString();
  return `${digits.replace(/\B(?=(\d{3})+(?!\d))/g, factor === 1 ? "," : "")}${name}`;
}
