import type { Command } from "commander";
import { z } from "zod";

import { bonds } from "../../sdk/client/readers/bonds.ts";
import { currencies } from "../../sdk/client/readers/currencies.ts";
import { participants } from "../../sdk/client/readers/participants.ts";
import { positions } from "../../sdk/client/readers/positions.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { JobContext } from "../support/JobContext.ts";
import { readingCommand } from "../support/options.ts";
import { parseIsin } from "../support/parseIsin.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

const positionsOptions = z.object({ isin: z.string().optional() });

/** Shows what every participant has. */
export function positionsCommand(): Command {
  const description = {
    name: "positions",
    summary: "Show what every participant has: bonds and money, and what of it is held for trades.",
    example: "positions --isin JP9JPXGDTB18",
  };
  return readingCommand(description)
    .option("--isin <isin>", "this bond, and all money")
    .action((written: unknown) => runJob("positions", written, () => read(written), showPositions));
}

function read(written: unknown): z.infer<typeof positionsOptions> {
  const { isin } = positionsOptions.parse(written);
  return { isin: isin === undefined ? undefined : parseIsin(isin) };
}

async function showPositions(
  { kessai, names, reporter }: JobContext,
  { isin }: z.infer<typeof positionsOptions>,
): Promise<void> {
  const [register, issues, monies] = await Promise.all([
    participants(kessai),
    bonds(kessai),
    currencies(kessai),
  ]);
  if (isin !== undefined && !issues.some((bond) => bond.isin === isin))
    throw new UsageError(`There is no bond ${isin} here.`, "Check the ISIN: the status job lists all bonds.");
  const labels = new Map<string, string>([
    ...issues
      .filter((bond) => isin === undefined || bond.isin === isin)
      .map((bond) => [bond.address, bond.isin] as const),
    ...monies.map(({ address, currency }) => [address, currency] as const),
  ]);
  const all = await positions(kessai, {
    accounts: register.map(({ account }) => account),
    tokens: [...labels.keys()],
  });
  const known = all.map((position) => ({
    party: names(position.account),
    instrument: labels.get(position.token) ?? position.token,
    ...position,
  }));
  reporter.table(
    ["party", "instrument", "balance", "held", "frozen", "free"],
    known
      .filter(({ balance, frozen, accountFrozen }) => balance > 0n || frozen > 0n || accountFrozen)
      .map(({ party, account, instrument, balance, held, frozen, free, accountFrozen }) => [
        `${party ?? account}${accountFrozen ? " (frozen)" : ""}`,
        instrument,
        formatAmount(balance),
        formatAmount(held),
        formatAmount(frozen),
        formatAmount(free),
      ]),
    [2, 3, 4, 5],
  );
  reporter.data("positions", known);
}
