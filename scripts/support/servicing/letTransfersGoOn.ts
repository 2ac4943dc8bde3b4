import { endDraw } from "../../../sdk/client/actions/endDraw.ts";
import { drawStatus } from "../../../sdk/client/readers/drawStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { servicingEvents } from "../../../sdk/client/readers/servicingEvents.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import { fiscalAgent } from "./fiscalAgent.ts";

/** Ends a draw whose last units are held for trades, so that transfers go on; they are redeemed once those have ended. */
export async function letTransfersGoOn(
  context: JobContext,
  { isin }: BondSchedule,
  option: number,
): Promise<void> {
  const { kessai, reporter } = context;
  const what = `let transfers of ${isin} go on after the draw of option ${option}`;
  if (!(await drawStatus(kessai, { isin, option })).isCompleted) {
    reporter.step({ what, outcome: "not due", remark: "Its units are not drawn yet." });
    return;
  }
  await perform(context, {
    what,
    sender: fiscalAgent(context),
    isDone: async () => {
      const ended = await servicingEvents(kessai, {
        contract: "redemptionAgent",
        isin,
        index: BigInt(option),
        names: ["DrawEnded", "RedemptionCompleted"],
      });
      return ended.length > 0;
    },
    call: () => endDraw(kessai, { isin, option }),
  });
}
