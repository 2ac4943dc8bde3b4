import type { Command } from "commander";

import { createCurrency } from "../../sdk/client/actions/createCurrency.ts";
import { depositId, mintCash } from "../../sdk/client/actions/mintCash.ts";
import type { CurrencyName } from "../../sdk/client/Kessai.ts";
import { currencyInfo } from "../../sdk/client/readers/currencyInfo.ts";
import { queryLogs } from "../../sdk/client/readers/queryLogs.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import type { CashDeposit } from "../../sdk/terms/CashDeposits.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

/** Issues digital currency against the deposits of a scenario. */
export function mintCashCommand(): Command {
  const description = {
    name: "mint-cash",
    summary:
      "Create the settlement bank's digital currency and credit every deposit (duty: settlement bank).",
    example: "mint-cash --scenario jpx-2022",
  };
  return withScenario(jobCommand(description)).action((written: unknown) =>
    runJob("mint-cash", written, () => loadScenario(scenarioOptions.parse(written)), mintAll),
  );
}

async function mintAll(context: JobContext, { parties, cash }: LoadedScenario): Promise<void> {
  const { book, kessai, reporter } = context;
  await book.assign(parties);
  const bank = parties.find(({ roles }) => roles.includes("settlementBank"));
  if (bank === undefined)
    throw new UsageError("The party list has no settlement bank.", "Name the bank that takes the deposits.");
  const { currency } = cash;
  const settlementBank = book.accountOf(bank.id);
  const name = { currency, settlementBank };

  await perform(context, {
    what: `create the digital ${currency} of ${bank.id}`,
    sender: settlementBank,
    isDone: async () => (await currencyInfo(kessai, name)) !== undefined,
    call: () => createCurrency(kessai, { currency, name: `Digital ${currency} of ${bank.legalName}` }),
  });
  for (const deposit of cash.deposits) {
    const account = book.accountOf(deposit.party);
    const { amount, reference } = deposit;
    await perform(context, {
      what: `credit ${formatAmount(amount)} ${currency} to ${deposit.party} for deposit ${reference}`,
      sender: settlementBank,
      isDone: () => isCredited(context, name, deposit),
      call: () => mintCash(kessai, { ...name, account, amount, reference }),
    });
  }
  const info = await currencyInfo(kessai, name);
  if (info === undefined) return;
  reporter.say(`${info.name}: ${formatAmount(info.supply)} ${currency} in circulation, at ${info.address}.`);
  reporter.data("currency", info);
}

/** Whether a deposit was credited; refuses a reference that was used for another account or amount. */
async function isCredited(
  { kessai, book }: JobContext,
  name: CurrencyName,
  { party, amount, reference }: CashDeposit,
): Promise<boolean> {
  if ((await currencyInfo(kessai, name)) === undefined) return false;
  const token = await kessai.currency(name);
  const id = depositId(reference);
  if (!(await token.isIdUsed(id))) return false;
  const topics = [token.interface.getEvent("DepositRecorded").topicHash, id];
  const [recorded] = decodeLogs(await queryLogs(kessai, { address: await token.getAddress(), topics }));
  if (recorded?.args["amount"] === amount && recorded.args["account"] === book.accountOf(party)) return true;
  throw new JobError(
    `The reference ${reference} was used for something else than ${formatAmount(amount)} to ${party}.`,
    "Give the deposit a reference of its own.",
  );
}
