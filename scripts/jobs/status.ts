import type { Command } from "commander";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { bonds } from "../../sdk/client/readers/bonds.ts";
import { currencies } from "../../sdk/client/readers/currencies.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { ROLE_IDS, ROLES } from "../../sdk/participants/roles.ts";
import { bondState } from "../support/bondState.ts";
import type { JobContext } from "../support/JobContext.ts";
import { readingCommand } from "../support/options.ts";
import { recordedTrades } from "../support/recordedTrades.ts";
import { runJob } from "../support/runJob.ts";
import { tradeTable } from "../support/tradeTable.ts";

/** Shows the state of a network. */
export function statusCommand(): Command {
  const description = {
    name: "status",
    summary: "Show the network, the deployment, who has which duty, bonds, currencies and trades.",
    example: "status --network localhost",
  };
  return readingCommand(description).action((written: unknown) =>
    runJob("status", written, () => undefined, showStatus),
  );
}

async function showStatus(context: JobContext): Promise<void> {
  await showHouse(context);
  await showInstruments(context);
  await tradeTable(context, recordedTrades(context.folder));
}

async function showHouse({ kessai, chain, options, folder, reporter }: JobContext): Promise<void> {
  const [block, now] = await Promise.all([kessai.provider.getBlockNumber(), kessai.now()]);
  const { addresses } = kessai.deployment;
  reporter.table(
    ["network", options.network],
    [
      ["chain", `${chain.chainId}${chain.isDevelopment ? " (development chain)" : ""}`],
      ["block", `${block}, ${formatMoment(now)}`],
      ...Object.entries(addresses),
    ],
  );
  const recorded = folder.record()?.roles;
  const roles = await Promise.all(
    ROLES.map(async (role) => {
      const account = recorded?.[role] ?? "";
      const [isMember, delay] = await kessai.manager.hasRole(ROLE_IDS[role], account);
      return { role, account, isMember, delay };
    }),
  );
  reporter.table(
    ["duty", "account", "delay"],
    roles.map(({ role, account, isMember, delay }) => [
      role,
      isMember ? account : `${account}\n(no longer)`,
      delay === 0n ? "none" : `${delay} s`,
    ]),
    [2],
  );
  reporter.data("house", { chainId: chain.chainId, block, time: now, addresses, roles });
}

async function showInstruments({ kessai, names, reporter }: JobContext): Promise<void> {
  const [created, monies] = await Promise.all([bonds(kessai), currencies(kessai)]);
  const issues = await Promise.all(
    created.map(async (bond) => ({ ...bond, state: await bondState(kessai, bond) })),
  );
  if (issues.length > 0)
    reporter.table(
      ["bond", "name", "issuer", "state", "units", "redemption"],
      issues.map((bond) => [
        bond.isin,
        bond.name,
        names(bond.issuer) ?? bond.issuer,
        bond.paused ? `${bond.state}, paused` : bond.state,
        formatAmount(bond.outstanding),
        formatMoment(bond.maturityDate).slice(0, 10),
      ]),
      [4],
    );
  if (monies.length > 0)
    reporter.table(
      ["currency", "name", "settlement bank", "in circulation"],
      monies.map(({ currency, name, settlementBank, supply }) => [
        currency,
        name,
        names(settlementBank) ?? settlementBank,
        formatAmount(supply),
      ]),
      [3],
    );
  reporter.data("bonds", issues);
  reporter.data("currencies", monies);
}
