import { callOffOffering } from "../../../sdk/client/actions/callOffOffering.ts";
import { unwindOffering } from "../../../sdk/client/actions/unwindOffering.ts";
import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import { offeringEvents } from "../../../sdk/client/readers/offeringEvents.ts";
import { offeringStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { servicingSender } from "../servicing/fiscalAgent.ts";
import { issuerOf } from "./issuerOf.ts";

/** Most allotments that one transaction unwinds. */
const PAGE = 20;

/** How offerings end, in the order of the contract. */
const CAUSES = ["called off", "fewer units than the minimum", "not closed by its cut-off"];

/** Calls an offering off: the issuer does, and once it is priced its lead manager as well. */
export async function callOff(context: JobContext, status: OfferingStatus): Promise<void> {
  const { kessai, names } = context;
  const { terms, stage } = status;
  const { isin, syndicate } = terms;
  if (stage === "closed")
    throw new JobError(
      `The offering of ${isin} is closed: its units are issued and paid for.`,
      "What was bought can be sold, or cancelled by the issuer (cancel-units).",
    );
  const issuer = await issuerOf(kessai, isin);
  const lead = syndicate[0]?.firm ?? "";
  for (const sender of stage === "open" ? [issuer] : [issuer, lead]) {
    await perform(context, {
      what: `call off the offering of ${isin} for ${names(sender) ?? sender}`,
      sender,
      isDone: async () => {
        if ((await offeringStatus(kessai, isin))?.stage === "ended") return true;
        return (await agreeing(context, status)).includes(sender);
      },
      call: () => callOffOffering(kessai, isin),
    });
  }
}

/** Who has agreed to call an offering off. What was agreed before the allocation was completed counts no more after it. */
async function agreeing(
  { kessai }: JobContext,
  { terms: { isin }, number }: OfferingStatus,
): Promise<readonly string[]> {
  const names = ["CallOffAgreed", "AllocationCompleted"] as const;
  const events = await offeringEvents(kessai, { isin, number, names });
  const completed = events.findIndex(({ name }) => name === "AllocationCompleted");
  return events.slice(completed + 1).map(({ args }) => textOf(args["account"]));
}

/** Unwinds the allotments of an offering that ended or has lapsed, so that nothing is held for them any more. */
export async function unwindAll(
  context: JobContext,
  { terms: { isin }, number }: OfferingStatus,
): Promise<void> {
  const { kessai, reporter } = context;
  const stillOpen = async () =>
    (await offeringAllotments(kessai, { isin, number })).filter(({ state }) => state === "open");
  const hasEnded = async (): Promise<boolean> => (await offeringStatus(kessai, isin))?.stage === "ended";
  const open = await stillOpen();
  const sender = await servicingSender(context);
  const pages = Array.from({ length: Math.ceil(open.length / PAGE) }, (_, index) =>
    open.slice(index * PAGE, (index + 1) * PAGE),
  );
  // Without allotments it is still to be recorded that the offering has lapsed.
  for (const page of pages.length === 0 ? [[]] : pages) {
    const positions = new Set(page.map(({ position }) => position));
    await perform(context, {
      what: page.length === 0 ? `end the offering of ${isin}` : `unwind ${page.length} allotments of ${isin}`,
      sender,
      isDone: async () =>
        (await hasEnded()) && !(await stillOpen()).some(({ position }) => positions.has(position)),
      call: () => unwindOffering(kessai, { isin, allotments: page }),
    });
  }
  const [ended] = await offeringEvents(kessai, { isin, number, names: ["OfferingEnded"] });
  if (ended === undefined) return;
  const cause = CAUSES[Number(ended.args["cause"])] ?? "for another reason";
  reporter.say(`The offering of ${isin} has ended: ${cause}. Nothing of it is held any more.`);
  reporter.data("ended", { cause, left: (await stillOpen()).length });
}
