import { dayNumber } from "../../sdk/calendar/dayNumber.ts";
import { drawFrame } from "./drawFrame.ts";
import { drawLegend } from "./drawLegend.ts";
import { COLOURS, drawPanel } from "./drawPanel.ts";
import type { Panel } from "./drawPanel.ts";
import { drawTimeAxis } from "./drawTimeAxis.ts";
import type { PaymentProfile } from "./PaymentProfile.ts";
import { svgElement } from "./svgElement.ts";

const LEFT = 78;
const RIGHT = 930;
const TOP = 148;

/** Interest is shown a second time on a scale of its own when its bars would be lower than this part of the panel. */
const SMALL = 1 / 6;

/**
 * A picture of what a bond pays and when, as an SVG text that needs nothing else: stacked bars of interest and redemption
 * along the time from issue to maturity. The same input gives the same text.
 */
export function drawPaymentProfile(profile: PaymentProfile): string {
  const { payments, issueDate, title, subtitle } = profile;
  const totals = payments.map(({ interest, redemption }) => interest + redemption);
  const interests = payments.map(({ interest }) => interest);
  const isSmall = Math.max(...interests) > 0 && Math.max(...interests) < SMALL * Math.max(...totals);
  const x = timeScale(profile);
  const width = barWidth(payments.map(({ date }) => x(dayNumber(date))));
  const frame = { left: LEFT, right: RIGHT, x, width, profile };
  const panels: readonly Panel[] = isSmall
    ? [
        {
          ...frame,
          top: TOP,
          height: 236,
          caption: "Interest and redemption",
          shows: ["interest", "redemption"],
        },
        {
          ...frame,
          top: TOP + 304,
          height: 132,
          caption: "Interest alone, on a scale of its own",
          shows: ["interest"],
        },
      ]
    : [{ ...frame, top: TOP, height: 360, caption: "", shows: ["interest", "redemption"] }];
  const bottom = Math.max(...panels.map(({ top, height }) => top + height));
  const height = bottom + (profile.options.length > 0 ? 86 : 54);
  const parts = [
    hatch(),
    legend(profile),
    ...panels.map(drawPanel),
    drawTimeAxis({ ...frame, y: bottom, first: issueDate }),
  ];
  return drawFrame({ title, subtitle, height, parts });
}

/** From issue to the last payment, with room for half a bar at both ends. */
function timeScale({ issueDate, payments }: PaymentProfile): (day: number) => number {
  const first = dayNumber(issueDate);
  const days = payments.map(({ date }) => dayNumber(date));
  const span = Math.max(1, Math.max(...days) - first);
  const margin = 26;
  return (day) => LEFT + margin + ((day - first) / span) * (RIGHT - LEFT - 2 * margin);
}

function barWidth(positions: readonly number[]): number {
  const gaps = positions.slice(1).map((position, index) => position - (positions[index] ?? position));
  return Math.max(2, Math.min(34, 0.62 * Math.min(...gaps, 60)));
}

function legend({ payments, options }: PaymentProfile): string {
  const pays = (known: boolean): boolean =>
    payments.some(({ interest, isRateKnown }) => interest > 0 && isRateKnown === known);
  const entries = [
    { name: "Redemption", fill: COLOURS.redemption, shown: true },
    { name: "Interest", fill: COLOURS.interest, shown: pays(true) },
    { name: "Interest at an assumed rate", fill: "url(#assumed)", shown: pays(false) },
    { name: "Date of an option", fill: COLOURS.option, shown: options.length > 0 },
  ].filter(({ shown }) => shown);
  return drawLegend(entries);
}

/** Interest at a rate that is supposed is hatched, which is told apart without colours too. */
function hatch(): string {
  const tile = {
    id: "assumed",
    width: 6,
    height: 6,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  };
  const ground = svgElement("rect", { width: 6, height: 6, fill: "#fdf1e0" });
  const stripe = svgElement("rect", { width: 2.6, height: 6, fill: COLOURS.interest });
  return svgElement("defs", {}, [svgElement("pattern", tile, [ground, stripe])]);
}
