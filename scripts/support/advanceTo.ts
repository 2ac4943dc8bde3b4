import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import type { BusinessCentre } from "../../sdk/calendar/BusinessCentre.ts";
import type { JobContext } from "./JobContext.ts";
import { UsageError } from "./UsageError.ts";

/** The moment that --at names: a day (its start) or a day and a time of it. */
export function parseMoment(text: string, centre: BusinessCentre): bigint {
  const [date = "", time = "00:00", ...rest] = text.split("T");
  if (rest.length > 0)
    throw new UsageError(`"${text}" is not a moment.`, "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM.");
  return secondsAtTimeOfDay({ date: parseCalendarDate(date), time, centre });
}

/** Moves the clock of a development chain forward to a moment; nowhere else can a clock be moved. */
export async function advanceTo(context: JobContext, moment: bigint): Promise<void> {
  const { chain, kessai, options, reporter } = context;
  if (!chain.isDevelopment)
    throw new UsageError(
      `The clock of ${options.network} cannot be moved.`,
      "Leave --at out: trades settle on their days.",
    );
  const now = await kessai.now();
  if (now >= moment) {
    reporter.progress(`the chain's clock is past ${formatMoment(moment)} already: ${formatMoment(now)}`);
    return;
  }
  if (options.dryRun) {
    reporter.progress(`would move the chain's clock from ${formatMoment(now)} to ${formatMoment(moment)}`);
    return;
  }
  await chain.provider.send("evm_setNextBlockTimestamp", [Number(moment)]);
  await chain.provider.send("evm_mine", []);
  reporter.progress(`the chain's clock now says ${formatMoment(moment)}`);
}
