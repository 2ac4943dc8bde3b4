import type { Command } from "commander";

import { bondTax } from "../../sdk/bonds/bondTax.ts";
import { onChainSchedule } from "../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../sdk/bonds/onChainTerms.ts";
import { addMonths } from "../../sdk/calendar/addMonths.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { adoptSchedule } from "../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../sdk/client/actions/createBond.ts";
import { issueBond } from "../../sdk/client/actions/issueBond.ts";
import { bondInfo } from "../../sdk/client/readers/bondInfo.ts";
import { encodeAscii } from "../../sdk/encoding/asciiBytes.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { scopeMask } from "../../sdk/participants/scopes.ts";
import { settlementBankOf } from "../../sdk/terms/settlementBankOf.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";

/** Creates and issues the bond of a term sheet. */
export function issueCommand(): Command {
  const description = {
    name: "issue",
    summary: "Appoint the fiscal agent, create the bond of the term sheet and issue it to the issuer.",
    example: "issue --scenario jpx-2022",
  };
  return withScenario(jobCommand(description)).action((written: unknown) =>
    runJob("issue", written, () => loadScenario(scenarioOptions.parse(written)), issue),
  );
}

async function issue(context: JobContext, scenario: LoadedScenario): Promise<void> {
  const { book, kessai, folder, reporter } = context;
  const { terms: termSheet, schedule, parties } = scenario;
  await book.assign(parties);
  const agent = folder.record()?.roles.issuerAgent;
  if (agent === undefined) throw new JobError("Nobody is issuer agent.", "Run the deploy job.");
  const issuer = book.accountOf(termSheet.issuer);
  const settlementBank = book.accountOf(settlementBankOf(scenario));
  const taxAccount = book.accountOf(bondTax(termSheet).account);
  const terms = onChainTerms({ termSheet, schedule, issuer, settlementBank, taxAccount });
  const { isin } = termSheet;
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
    isDone: async () => {
      const known = await bondInfo(kessai, isin);
      if (known !== undefined && known.termsHash !== terms.termsHash)
        throw new JobError(
          `The bond ${isin} exists with other terms than this term sheet.`,
          "Use the term sheet it was created with; terms on chain never change.",
        );
      return known !== undefined;
    },
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
  await perform(context, {
    what: `issue ${formatAmount(terms.units)} units of ${isin} to ${termSheet.issuer}`,
    sender: agent,
    isDone: async () => ((await bondInfo(kessai, isin))?.outstanding ?? 0n) > 0n,
    call: () => issueBond(kessai, isin),
  });

  const info = await bondInfo(kessai, isin);
  if (info === undefined) return;
  reporter.table(
    ["bond", isin],
    [
      ["name", info.name],
      ["contract", info.address],
      ["state", info.lifeCycle],
      ["units", `${formatAmount(info.outstanding)} of ${formatAmount(info.denomination)} ${info.currency}`],
      ["payment date", formatMoment(info.issueDate)],
      ["closed from", formatMoment(info.closedFrom)],
      ["redemption", formatMoment(info.maturityDate)],
      ["terms", info.termsHash],
    ],
  );
  reporter.data("bond", info);
}
