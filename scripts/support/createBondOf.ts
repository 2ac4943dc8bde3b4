import { bondTax } from "../../sdk/bonds/bondTax.ts";
import { onChainSchedule } from "../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../sdk/bonds/onChainTerms.ts";
import type { OnChainTerms } from "../../sdk/bonds/onChainTerms.ts";
import { addMonths } from "../../sdk/calendar/addMonths.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { adoptSchedule } from "../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../sdk/client/actions/createBond.ts";
import { bondInfo } from "../../sdk/client/readers/bondInfo.ts";
import { isIssued } from "../../sdk/client/readers/isIssued.ts";
import { encodeAscii } from "../../sdk/encoding/asciiBytes.ts";
import { scopeMask } from "../../sdk/participants/scopes.ts";
import { settlementBankOf } from "../../sdk/terms/settlementBankOf.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import type { LoadedScenario } from "./loadScenario.ts";
import { perform } from "./perform.ts";
import { requireIssuable } from "./requireIssuable.ts";
import { fiscalAgent } from "./servicing/fiscalAgent.ts";

/** A bond that is created, planned or more, with its schedule. */
export interface CreatedBond {
  /** The fiscal agent's account. */
  readonly agent: string;
  readonly terms: OnChainTerms;
}

/**
 * Has the issuer appoint the fiscal agent, who creates the bond of the term sheet and stores its schedule, as far as that was not
 * done before.
 *
 * @throws KessaiError, before anything is sent, that names what has to come first
 */
export async function createBondOf(context: JobContext, scenario: LoadedScenario): Promise<CreatedBond> {
  const { book, kessai } = context;
  const { terms: termSheet, schedule, parties } = scenario;
  await book.assign(parties);
  const agent = fiscalAgent(context);
  const issuer = book.accountOf(termSheet.issuer);
  const settlementBank = book.accountOf(settlementBankOf(scenario));
  const taxAccount = book.accountOf(bondTax(termSheet).account);
  const terms = onChainTerms({ termSheet, schedule, issuer, settlementBank, taxAccount });
  const { isin, currency } = termSheet;
  if (!(await isIssued(kessai, isin)))
    await requireIssuable(context, { isin, issuer, currency, settlementBank });
  // The fiscal agent acts until claims lapse: ten years after redemption (Companies Act, article 701).
  const lapse = addMonths({ date: schedule.redemptionDate, months: 120 });
  const expiry = secondsAtStartOfDay(lapse, termSheet.businessCentre);

  await perform(context, {
    what: `appoint ${book.names(agent) ?? agent} by ${termSheet.issuer} to issue`,
    sender: issuer,
    isDone: () => kessai.registry.isOperator(issuer, agent, scopeMask(["issue"])),
    call: () => appointOperator(kessai, { operator: agent, scopes: ["issue"], expiry }),
  });
  await perform(context, {
    what: `create the bond ${isin}`,
    sender: agent,
    isDone: () => isCreated(context, terms, isin),
    call: () => createBond(kessai, terms),
  });
  await perform(context, {
    what: `store the schedule of ${isin}`,
    sender: agent,
    isDone: () => kessai.schedules.isAdopted(encodeAscii(isin, 12)),
    call: () =>
      adoptSchedule(kessai, {
        isin,
        schedule: onChainSchedule({ termSheet, schedule, settlementBank, taxAccount }),
      }),
  });
  return { agent, terms };
}

/** Whether the bond is there; refuses one that was created from another term sheet. */
async function isCreated({ kessai }: JobContext, terms: OnChainTerms, isin: string): Promise<boolean> {
  const known = await bondInfo(kessai, isin);
  if (known !== undefined && known.termsHash !== terms.termsHash)
    throw new JobError(
      `The bond ${isin} exists with other terms than this term sheet.`,
      "Use the term sheet it was created with; terms on chain never change.",
    );
  return known !== undefined;
}
