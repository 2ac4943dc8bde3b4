import type { BusinessCentre, BusinessCentreCalendar } from "./BusinessCentre.ts";
import { london } from "./london.ts";
import { newYork } from "./newYork.ts";
import { target } from "./target.ts";
import { tokyo } from "./tokyo.ts";

/** The calendar of each business centre. Ask through `centreCalendar`, which checks the years covered. */
export const calendars: Readonly<Record<BusinessCentre, BusinessCentreCalendar>> = {
  "Asia/Tokyo": tokyo,
  "Europe/London": london,
  "America/New_York": newYork,
  TARGET: target,
};
