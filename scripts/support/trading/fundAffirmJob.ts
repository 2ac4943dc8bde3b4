import type { Command } from "commander";
import { z } from "zod";

import { affirmForFund } from "../../../sdk/client/actions/affirmForFund.ts";
import { tradeHistory } from "../../../sdk/client/readers/tradeHistory.ts";
import { tradeState } from "../../../sdk/client/readers/tradeState.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import { parseConfirmation } from "../../../sdk/matching/parseConfirmation.ts";
import { parseTolerances } from "../../../sdk/matching/parseTolerances.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import { readNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { tradeTable } from "../tradeTable.ts";
import { findFundTrade } from "./findFundTrade.ts";
import type { FundSide } from "./fundTrades.ts";
import { matchConfirmation } from "./matchConfirmation.ts";
import type { ReceivedConfirmation } from "./matchConfirmation.ts";
import { readOptions } from "./readOptions.ts";
import { requireFund } from "./requireFund.ts";
import type { Fund } from "./requireFund.ts";
import { subcommand } from "./subcommand.ts";
import { wantedTrade } from "./wantedTrade.ts";
import type { WantedTrade } from "./wantedTrade.ts";

const affirmOptions = z.object({
  fund: partyIdField,
  trade: z.string(),
  confirmation: z.string().optional(),
  tolerances: z.string().optional(),
});

interface AffirmJob {
  readonly fund: string;
  readonly wanted: WantedTrade;
  /** Left out: it was compared elsewhere. */
  readonly received: ReceivedConfirmation | undefined;
}

/** Has the custodian affirm a trade of a fund. */
export function fundAffirmCommand(): Command {
  return subcommand({
    name: "affirm",
    summary:
      "Affirm a trade of a fund that is on hold, so that it binds the fund and can settle (duty: custodian).",
    example: "fund-account affirm --fund sakura-fund --trade RFQ-0001",
  })
    .requiredOption("--fund <name>", "the fund")
    .requiredOption("--trade <which>", "the trade: its reference, its id, or a file with it")
    .option(
      "--confirmation <file>",
      "the other side's confirmation: nothing is affirmed that differs from it",
    )
    .option("--tolerances <file>", "how far fields may differ from it (default: not at all)")
    .action((written: unknown) => runJob("fund-account affirm", written, () => read(written), affirm));
}

function read(written: unknown): AffirmJob {
  const options = readOptions({ schema: affirmOptions, written, subject: "affirmation", rules });
  const { fund, trade, confirmation, tolerances } = options;
  return {
    fund,
    wanted: wantedTrade(trade),
    received:
      confirmation === undefined
        ? undefined
        : {
            confirmation: parseConfirmation(readFile(confirmation)),
            tolerances: tolerances === undefined ? {} : parseTolerances(readFile(tolerances)),
          },
  };
}

function rules({ confirmation, tolerances }: z.output<typeof affirmOptions>): readonly InputIssue[] {
  return tolerances !== undefined && confirmation === undefined
    ? [issue("--tolerances", tolerances, "is for --confirmation <file>, which is missing")]
    : [];
}

function readFile(path: string): unknown {
  return readDocument(readNamedFile(path), path);
}

async function affirm(context: JobContext, job: AffirmJob): Promise<void> {
  const fund = await requireFund(context, job.fund);
  const found = await findFundTrade(context, fund, job.wanted);
  const { id, trade, side } = found;
  if (job.received !== undefined) await matchConfirmation(context, found, job.received);
  await perform(context, {
    what: `affirm ${trade.commonReference} for ${fund.name}, the ${side}`,
    sender: fund.custodian,
    isDone: () => isAffirmed(context, fund, found),
    call: () => affirmForFund({ account: fund.account, trade, side }),
  });
  await tradeTable(context, [{ id, trade, signatures: {} }]);
}

/** @throws JobError when the fund has not agreed to the trade, or it ended otherwise than by settlement */
async function isAffirmed(
  { kessai }: JobContext,
  { name }: Fund,
  { id, trade, side }: FundSide,
): Promise<boolean> {
  const { commonReference: reference } = trade;
  const state = await tradeState(kessai, trade);
  if (state.status === "closed") {
    const { isFinal, outcome } = await tradeHistory(kessai, id);
    if (isFinal) return true;
    throw new JobError(
      outcome === undefined
        ? `The number of ${reference} was used up by another trade of the same parties.`
        : `${reference} is ${outcome.toLowerCase()}: there is nothing left to affirm.`,
      "Deal again under a ticket that is valid.",
    );
  }
  if (!state[`${side}Approved`])
    throw new JobError(
      `${name} has not agreed to ${reference} on the chain, so there is nothing to affirm.`,
      "A trader deals for the fund first, under its manager's ticket.",
    );
  return !state[`${side}OnHold`];
}
