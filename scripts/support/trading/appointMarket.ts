import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { appointContract } from "../appointContract.ts";
import type { JobContext } from "../JobContext.ts";

/** Lets the market act for a party until a bond's maturity, within what the party signs or calls. */
export async function appointMarket(
  context: JobContext,
  party: string,
  { maturityDate, businessCentre }: TermSheet,
): Promise<void> {
  await appointContract(context, {
    party,
    operator: context.kessai.deployment.addresses.requestForQuote,
    called: "the market",
    scopes: ["trade"],
    until: secondsAtStartOfDay(maturityDate, businessCentre),
  });
}
