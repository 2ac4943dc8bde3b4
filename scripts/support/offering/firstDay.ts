import type { CalendarDate } from "../../../sdk/calendar/CalendarDate.ts";
import { parseCalendarDate } from "../../../sdk/calendar/parseCalendarDate.ts";
import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { scenarioOffering } from "./scenarioOffering.ts";

/** The first day of a scenario: that on which its book opens, when its bond is offered, or else the pricing date. */
export function firstDay(scenario: string | undefined, terms: TermSheet): CalendarDate {
  const offering = scenario === undefined ? undefined : scenarioOffering(scenario, terms);
  if (offering === undefined) return terms.pricingDate;
  return parseCalendarDate(offering.sheet.bookOpens.slice(0, 10));
}
