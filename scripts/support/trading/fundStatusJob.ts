import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { participants } from "../../../sdk/client/readers/participants.ts";
import { tradeState } from "../../../sdk/client/readers/tradeState.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import { inPortions } from "../inPortions.ts";
import type { JobContext } from "../JobContext.ts";
import { runJob } from "../runJob.ts";
import { tradeTable } from "../tradeTable.ts";
import { fundDuties } from "./fundDuties.ts";
import { fundTrades } from "./fundTrades.ts";
import type { FundSide } from "./fundTrades.ts";
import { readOptions } from "./readOptions.ts";
import { requireFund } from "./requireFund.ts";
import { subcommand } from "./subcommand.ts";

const statusOptions = z.object({ fund: partyIdField });

/** Shows who keeps a fund's account, who does what for it, and which of its trades wait for the custodian. */
export function fundStatusCommand(): Command {
  return subcommand({
    name: "status",
    summary:
      "Show a fund's account, its custodian, who has which duty, and the trades that wait to be affirmed.",
    example: "fund-account status --fund sakura-fund",
    isReading: true,
  })
    .requiredOption("--fund <name>", "the fund")
    .action((written: unknown) =>
      runJob(
        "fund-account status",
        written,
        () => readOptions({ schema: statusOptions, written, subject: "fund" }),
        show,
      ),
    );
}

async function show(context: JobContext, options: Readonly<z.output<typeof statusOptions>>): Promise<void> {
  const { kessai, names, reporter } = context;
  const fund = await requireFund(context, options.fund);
  const { account, custodian, needsAffirmation } = fund;
  const nameOf = (each: string): string => names(each) ?? each;
  const [now, [participant], duties, waiting] = await Promise.all([
    kessai.now(),
    participants(kessai, [account], names),
    fundDuties(kessai, account),
    onHold(context, account),
  ]);
  reporter.table(
    ["fund", fund.name],
    [
      ["account", account],
      ["custodian", nameOf(custodian)],
      ["in the register", participant?.eligibility ?? "not admitted"],
      ["affirmation", needsAffirmation ? "each trade, before it can settle" : "not needed"],
      ...duties.map(({ person, duty, effectiveAt }) => [
        duty,
        effectiveAt > now ? `${nameOf(person)}\nfrom ${formatMoment(effectiveAt)} on` : nameOf(person),
      ]),
    ],
  );
  reporter.data("fund", { ...fund, participant, duties });
  if (waiting.length === 0) reporter.say("No trade waits to be affirmed.");
  await tradeTable(
    context,
    waiting.map(({ id, trade }) => ({ id, trade, signatures: {} })),
  );
}

/** The trades that are open and that the fund has on hold. */
async function onHold(context: JobContext, account: string): Promise<readonly FundSide[]> {
  const all = await fundTrades(context.kessai, account);
  const states = await inPortions(context, all, ({ trade }) => tradeState(context.kessai, trade));
  return all.filter(({ side }, index) => {
    const state = states[index];
    return state !== undefined && state.status !== "closed" && state[`${side}OnHold`];
  });
}
