import type { Command } from "commander";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { issueBond } from "../../sdk/client/actions/issueBond.ts";
import { bondInfo } from "../../sdk/client/readers/bondInfo.ts";
import { isIssued } from "../../sdk/client/readers/isIssued.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { bondState } from "../support/bondState.ts";
import { createBondOf } from "../support/createBondOf.ts";
import type { JobContext } from "../support/JobContext.ts";
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
  const { kessai, reporter } = context;
  const { issuer, isin } = scenario.terms;
  const { agent, terms } = await createBondOf(context, scenario);
  await perform(context, {
    what: `issue ${formatAmount(terms.units)} units of ${isin} to ${issuer}`,
    sender: agent,
    isDone: () => isIssued(kessai, isin),
    call: () => issueBond(kessai, isin),
  });

  const info = await bondInfo(kessai, isin);
  if (info === undefined) return;
  reporter.table(
    ["bond", isin],
    [
      ["name", info.name],
      ["contract", info.address],
      ["state", await bondState(kessai, info)],
      ["units", `${formatAmount(info.outstanding)} of ${formatAmount(info.denomination)} ${info.currency}`],
      ["payment date", formatMoment(info.issueDate)],
      ["closed from", formatMoment(info.closedFrom)],
      ["redemption", formatMoment(info.maturityDate)],
      ["terms", info.termsHash],
    ],
  );
  reporter.data("bond", info);
}
