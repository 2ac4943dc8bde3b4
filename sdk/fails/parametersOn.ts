import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { MissingFailsParametersError } from "./errors/MissingFailsParametersError.ts";
import type { FailsConvention, FailsParameters } from "./FailsConvention.ts";

/**
 * The parameters of a convention that are in force on a day: those with the latest effective date not after it.
 *
 * @throws MissingFailsParametersError when the day lies before the first effective date
 */
export function parametersOn({ name, parameters }: FailsConvention, date: CalendarDate): FailsParameters {
  const found = parameters
    .filter(({ effectiveFrom }) => effectiveFrom <= date)
    .reduce<FailsParameters | undefined>(
      (latest, set) => (latest === undefined || set.effectiveFrom > latest.effectiveFrom ? set : latest),
      undefined,
    );
  if (found === undefined) throw new MissingFailsParametersError(date, name);
  return found;
}
