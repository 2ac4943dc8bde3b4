import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { openOffering } from "../../../sdk/client/actions/openOffering.ts";
import { signUnderwriting } from "../../../sdk/client/actions/signUnderwriting.ts";
import { isIssued } from "../../../sdk/client/readers/isIssued.ts";
import { offeringStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { advanceTo } from "../advanceTo.ts";
import { createBondOf } from "../createBondOf.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { refuseUnlessDry } from "../refuseUnlessDry.ts";
import { appointOffering } from "./appointOffering.ts";
import { caseOf } from "./caseOf.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { offeringNumber } from "./offeringWords.ts";
import { otherTermsWords } from "./otherTerms.ts";
import type { ReadOffering } from "./readOffering.ts";
import { tellOffering } from "./tellOffering.ts";

/** Opens the offering of a sheet and has its syndicate sign; creates the bond first when it is not there. */
export async function bringToMarket(context: JobContext, read: ReadOffering): Promise<void> {
  const { kessai, book, reporter } = context;
  const offering = await caseOf(context, read);
  const { terms, sheet, scenario } = offering;
  const { isin, closeBy } = terms;
  const { issuer } = scenario.terms;
  const isDone = isOpened(await offeringStatus(kessai, isin), offering);
  if (!isDone) await requireOfferable(context, offering);
  if (read.at !== undefined) await advanceTo(context, read.at);
  const { agent } = await createBondOf(context, scenario);

  const isOver = await isPast(context, offering);
  if (!isOver) await appointOffering(context, { party: issuer, scopes: ["issue", "trade"], until: closeBy });
  await perform(context, {
    what: `offer ${formatAmount(terms.units)} units of ${isin}`,
    sender: agent,
    isDone: async () => isOpened(await offeringStatus(kessai, isin), offering),
    call: () => openOffering(kessai, terms),
  });
  for (const { firm } of isOver ? [] : sheet.syndicate) {
    const account = book.accountOf(firm);
    await appointOffering(context, { party: firm, scopes: ["trade"], until: closeBy });
    await perform(context, {
      what: `sign the underwriting of ${isin} by ${firm}`,
      sender: account,
      isDone: async () => hasSigned(await offeringStatus(kessai, isin), offering, account),
      call: async () => {
        const number = (await offeringStatus(kessai, isin))?.number ?? 0n;
        return signUnderwriting(kessai, { isin, number, firm: account });
      },
    });
  }
  const status = await offeringStatus(kessai, isin);
  const isPresent = isOpened(status, offering);
  if (isOver && isPresent) reporter.say(`This offering of ${isin} is ${status?.stage ?? "over"}.`);
  tellOffering(context, offering, isPresent ? status : undefined);
}

/**
 * Whether the offering of the sheet was opened, whatever became of it. A job that is run again after an offering has ended does
 * not offer it once more: that takes a sheet with other dates.
 *
 * @throws JobError when another one is under way
 */
function isOpened(status: OfferingStatus | undefined, { terms, path }: OfferingCase): boolean {
  if (status === undefined) return false;
  const others = otherTermsWords(status.terms, terms);
  if (others === undefined) return true;
  if (status.stage === "closed" || status.stage === "ended") return false;
  throw new JobError(
    `Offering ${offeringNumber(status.number)} of ${terms.isin} is under way with other terms than ${path}: ${others}.`,
    "Terms on the chain never change. Use the sheet it was opened with, or call it off: close-offering --call-off.",
  );
}

/** Whether the offering of the sheet is over: nobody signs or appoints anybody for it any more. */
async function isPast({ kessai }: JobContext, offering: OfferingCase): Promise<boolean> {
  const status = await offeringStatus(kessai, offering.terms.isin);
  return isOpened(status, offering) && (status?.stage === "closed" || status?.stage === "ended");
}

function hasSigned(status: OfferingStatus | undefined, offering: OfferingCase, firm: string): boolean {
  if (status === undefined || !isOpened(status, offering)) return false;
  return status.members.some((member) => member.firm === firm && member.hasSigned);
}

/** Checks what the chain would refuse only after something has been sent, or would take for something else. */
async function requireOfferable(context: JobContext, offering: OfferingCase): Promise<void> {
  const { kessai } = context;
  const { terms, isTap, at } = offering;
  const { isin, bookUntil } = terms;
  const issued = await isIssued(kessai, isin);
  const refuse = (message: string, hint: string): void => {
    refuseUnlessDry(context, new JobError(message, `${hint} Nothing was sent, and no clock was moved.`));
  };
  if (issued && !isTap)
    refuse(
      `${isin} is issued already: this sheet is for its first issue.`,
      "Offer more of it with the tap job.",
    );
  if (!issued && isTap)
    refuse(
      `${isin} is not issued yet: a tap adds to a bond that is outstanding.`,
      "Bring it to market first, with the offer job.",
    );
  const now = await kessai.now();
  const then = at !== undefined && at > now ? at : now;
  if (then >= bookUntil)
    refuse(
      `The book closes at ${formatMoment(bookUntil)}, and it is ${formatMoment(then)}.`,
      "Offer it with later dates.",
    );
}
