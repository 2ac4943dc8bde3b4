import type { BusinessCentre, BusinessCentreCalendar } from "./BusinessCentre.ts";
import { tokyo } from "./tokyo.ts";

/** The calendar of each business centre. Ask through `centreCalendar`, which checks the years covered. */
export const calendars: Readonly<Record<BusinessCentre, BusinessCentreCalendar>> = { "Asia/Tokyo": tokyo };
