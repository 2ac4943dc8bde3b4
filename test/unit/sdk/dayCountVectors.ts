import { readFileSync } from "node:fs";

import { z } from "zod";

import { DAY_COUNTS } from "../../../sdk/bonds/types.ts";
import { isCalendarDate } from "../../../sdk/calendar/isCalendarDate.ts";
import type { CalendarDate } from "../../../sdk/calendar/CalendarDate.ts";

const date = z.custom<CalendarDate>((value) => typeof value === "string" && isCalendarDate(value));
const period = { dayCount: z.enum(DAY_COUNTS), start: date, end: date };

const schema = z.object({
  days30: z.object({
    source: z.string(),
    rows: z.array(z.object({ ...period, days: z.number(), termination: date.optional() })),
  }),
  actAct: z.object({
    source: z.string(),
    rows: z.array(
      z.object({
        ...period,
        what: z.string(),
        /** The fraction as the paper works it out: "61/365 + 121/366". */
        sum: z.string(),
        /** The same as a decimal number of twelve decimals. */
        yearFraction: z.string(),
        reference: z.tuple([date, date]).optional(),
      }),
    ),
  }),
});

/** The figures of test/vectors/dayCounts.json, published by ISDA. */
export const dayCountVectors = schema.parse(
  JSON.parse(readFileSync(new URL("../../vectors/dayCounts.json", import.meta.url), "utf8")),
);
