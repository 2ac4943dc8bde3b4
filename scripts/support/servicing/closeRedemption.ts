import { redeemHolders } from "../../../sdk/client/actions/redeemHolders.ts";
import type { RedemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { servicingEvents } from "../../../sdk/client/readers/servicingEvents.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import { servicingSender } from "./fiscalAgent.ts";
import { redemptionWords } from "./numbers.ts";

/**
 * Ends a redemption of which no unit is left. When the last ones have lapsed or were cancelled, an empty page completes it:
 * what is left of its money goes back to the issuer, and transfers that a draw has stopped go on.
 */
export async function closeRedemption(
  context: JobContext,
  { isin, currency }: BondSchedule,
  { status, what }: { readonly status: RedemptionStatus; readonly what: string },
): Promise<void> {
  const { kessai, reporter } = context;
  const { number: redemption, funded, spent } = status;
  const has = async (event: "DrawOpened" | "RedemptionCompleted"): Promise<boolean> => {
    const index = BigInt(redemption);
    const names = [event];
    return (await servicingEvents(kessai, { contract: "redemptionAgent", isin, index, names })).length > 0;
  };
  const isCompleted = (): Promise<boolean> => has("RedemptionCompleted");
  if ((await isCompleted()) || (funded === spent && !(await has("DrawOpened")))) {
    const remark = status.redeemedUnits === 0n ? "No unit is left for it." : undefined;
    reporter.step({ what, outcome: "already done", remark });
    return;
  }
  const left = `${formatMoney(funded - spent, currency.code)} ${currency.code}`;
  await perform(context, {
    what: `complete ${redemptionWords(redemption)} of ${isin}: no unit is left, ${left} go back to the issuer`,
    sender: await servicingSender(context),
    isDone: isCompleted,
    call: () => redeemHolders(kessai, { isin, redemption, holders: [] }),
  });
}
