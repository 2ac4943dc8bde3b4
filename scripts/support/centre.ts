import type { BusinessCentre } from "../../sdk/calendar/BusinessCentre.ts";

/** The business centre whose clock and calendar hold where no term sheet names one. */
export const CENTRE: BusinessCentre = "Asia/Tokyo";
