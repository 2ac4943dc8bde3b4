import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { dayNumber } from "../../sdk/calendar/dayNumber.ts";
import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import { COLOURS } from "./drawPanel.ts";
import type { PaymentProfile } from "./PaymentProfile.ts";
import { svgElement } from "./svgElement.ts";

/** What `drawTimeAxis` draws. */
export interface TimeAxis {
  readonly profile: PaymentProfile;
  /** Where the axis lies. */
  readonly y: number;
  /** The issue date. */
  readonly first: CalendarDate;
  /** Where a day lies, by its number. */
  readonly x: (day: number) => number;
}

/** Pixels that a date of ten characters takes, with a gap. */
const DATE_WIDTH = 78;

/** Draws the dates below the bars: of every payment when there is room, otherwise the years; and the options. */
export function drawTimeAxis({ profile, y, first, x }: TimeAxis): string {
  const dates = [first, ...profile.payments.map(({ date }) => date)];
  const places = dates.map((date) => x(dayNumber(date)));
  const fits = places.slice(1).every((place, index) => place - (places[index] ?? 0) >= DATE_WIDTH);
  const ticks = fits ? dates.map((date) => ({ date, text: date })) : years(dates);
  const issued = fits ? [label(x(dayNumber(first)), y + 33, "issue")] : [];
  return svgElement("g", {}, [
    ...ticks.flatMap(({ date, text }) => tick(x(dayNumber(date)), y, text)),
    ...issued,
    ...options(profile, x, y),
  ]);
}

/** The first of January of every year, or of every second, fifth or tenth. */
function years(
  dates: readonly CalendarDate[],
): readonly { readonly date: CalendarDate; readonly text: string }[] {
  const first = Number(dates[0]?.slice(0, 4)) + 1;
  const last = Number(dates.at(-1)?.slice(0, 4));
  const step = [1, 2, 5, 10].find((each) => (last - first) / each <= 15) ?? 20;
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_value, index) => first + index)
    .filter((year) => year % step === 0)
    .map((year) => ({ date: parseCalendarDate(`${year}-01-01`), text: year.toString() }));
}

function tick(x: number, y: number, text: string): readonly string[] {
  return [
    svgElement("line", { x1: x, x2: x, y1: y, y2: y + 5, stroke: COLOURS.quiet }),
    label(x, y + 19, text),
  ];
}

function label(x: number, y: number, text: string): string {
  return svgElement(
    "text",
    { x, y, "text-anchor": "middle", "font-size": 12, fill: COLOURS.quiet },
    { text },
  );
}

function options(
  { options: dates }: PaymentProfile,
  x: (day: number) => number,
  y: number,
): readonly string[] {
  return dates.flatMap(({ date, name }, index) => {
    const place = x(dayNumber(date));
    const top = y + 42;
    const mark = `M${place.toFixed(2)} ${top} l6 10 h-12 z`;
    const isClose = index > 0 && place - x(dayNumber(dates[index - 1]?.date ?? date)) < 7 * name.length + 6;
    return [
      svgElement("path", { d: mark, fill: COLOURS.option }),
      ...(isClose ? [] : [label(place, top + 25, name)]),
    ];
  });
}
