import type { Command } from "commander";
import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { claimSuspense } from "../../sdk/client/actions/claimSuspense.ts";
import type { KeptMoney } from "../../sdk/client/readers/suspense.ts";
import { suspense } from "../../sdk/client/readers/suspense.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { encodeAscii } from "../../sdk/encoding/asciiBytes.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import type { JobContext } from "../support/JobContext.ts";
import { perform } from "../support/perform.ts";
import { servicingSender } from "../support/servicing/fiscalAgent.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { tellSuspense } from "../support/servicing/tellSuspense.ts";

const claimOptions = z.object({ holder: z.string().optional() });

/** Pays what was kept for holders that could not be paid. */
export function claimSuspenseCommand(): Command {
  return servicingCommand({
    description: {
      name: "claim-suspense",
      summary: "Pay what is kept for holders that could not be paid, once nothing is in the way any more.",
      example: "claim-suspense --isin JP9JPXGDTB18 --holder yayoi-asset",
    },
    withOptions: (command) =>
      command.option("--holder <party>", "this holder, by its name or address (default: everybody)"),
    read: (written) => claimOptions.parse(written).holder,
    work: claim,
  });
}

async function claim(context: JobContext, schedule: BondSchedule, holder: string | undefined): Promise<void> {
  const { kessai, book, names, reporter } = context;
  const { isin } = schedule;
  const account =
    holder === undefined ? undefined : isAddress(holder) ? getAddress(holder) : book.accountOf(holder);
  const all = await suspense(kessai, { isin, names });
  const kept = all.filter((each) => each.amount > 0n && (account === undefined || each.account === account));
  if (kept.length === 0) {
    const whom = account === undefined ? "anybody" : (names(account) ?? account);
    reporter.step({
      what: `pay what is kept of ${isin}`,
      outcome: "already done",
      remark: `Nothing is kept for ${whom}.`,
    });
  }
  for (const each of kept) await claimOne(context, schedule, each);
  await tellSuspense(context, schedule);
}

/** What is in the way of one holder does not keep the others from their money. */
async function claimOne(
  context: JobContext,
  { isin, currency }: BondSchedule,
  { account, keptBy, amount }: KeptMoney,
): Promise<void> {
  const { kessai, names, reporter } = context;
  const money = `${formatMoney(amount, currency.code)} ${currency.code}`;
  const what = `pay ${money} that are kept for ${names(account) ?? account} of ${isin}`;
  try {
    await perform(context, {
      what,
      sender: await servicingSender(context),
      isDone: async () => (await kessai[keptBy].suspenseOf(encodeAscii(isin, 12), account)) === 0n,
      call: () => claimSuspense(kessai, { isin, account, keptBy }),
    });
  } catch (error) {
    if (!(error instanceof KessaiError)) throw error;
    reporter.step({ what, outcome: "failed", remark: `${error.message} ${error.hint}` });
  }
}
