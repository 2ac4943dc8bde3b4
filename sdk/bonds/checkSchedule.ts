import { InvalidScheduleError } from "../errors/InvalidScheduleError.ts";

/**
 * Checks a rule that the terms of a bond must keep to have a coupon schedule.
 *
 * @param field the field of the terms at fault
 * @param value what stands there
 * @param rule the rule it breaks, after "must"
 * @throws InvalidScheduleError when it does not hold
 */
export function checkSchedule(holds: boolean, field: string, value: string, rule: string): void {
  if (!holds) throw new InvalidScheduleError({ field, value, rule });
}
