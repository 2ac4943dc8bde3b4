import type { Command } from "commander";
import { Command as NewCommand } from "commander";
import { z } from "zod";

import { cancelQuotes } from "../../sdk/client/actions/cancelQuotes.ts";
import type { JobContext } from "../support/JobContext.ts";
import { subcommand } from "../support/trading/subcommand.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

const cancelOptions = z.object({
  as: z.string(),
  number: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  all: z.boolean().default(false),
});

/** The most numbers that one transaction cancels. */
const MOST = 65_536n;
const LAST_NUMBER = 2n ** 48n - 2n;

interface Cancellation {
  readonly dealer: string;
  /** Left out: all up to the highest number given so far. */
  readonly range: { readonly from: bigint; readonly to: bigint } | undefined;
}

/** What a dealer does with quotes that it has given. */
export function quotesCommand(): Command {
  return new NewCommand("quotes").description("Take back a dealer's quotes.").addCommand(
    subcommand({
      name: "cancel",
      summary: "Cancel one quote, a range of them, or all that were given so far, in one transaction.",
      example: "quotes cancel --as nomura-securities --all",
    })
      .requiredOption("--as <party>", "the dealer")
      .option("--number <n>", "the number of one quote")
      .option("--from <n>", "the first number of a range")
      .option("--to <n>", "the last number of a range")
      .option("--all", "all quotes given so far, in every bond")
      .action((written: unknown) => runJob("quotes cancel", written, () => read(written), cancel)),
  );
}

function read(written: unknown): Cancellation {
  const { as: dealer, number, from, to, all } = cancelOptions.parse(written);
  const ways = [number !== undefined, from !== undefined || to !== undefined, all].filter(Boolean).length;
  if (ways !== 1)
    throw new UsageError("Which quotes are cancelled?", "Give --number, or --from and --to, or --all.");
  if (all) return { dealer, range: undefined };
  if (number !== undefined) {
    const one = parseNumber(number, "--number");
    return { dealer, range: { from: one, to: one } };
  }
  const range = { from: parseNumber(from, "--from"), to: parseNumber(to, "--to") };
  if (range.from > range.to || range.to - range.from >= MOST)
    throw new UsageError(
      `Numbers ${range.from} to ${range.to} cannot be cancelled together.`,
      `Give a range from a lower to a higher number, of at most ${MOST} numbers.`,
    );
  return { dealer, range };
}

function parseNumber(text: string | undefined, option: string): bigint {
  if (text !== undefined && /^\d{1,15}$/.test(text) && BigInt(text) <= LAST_NUMBER) return BigInt(text);
  throw new UsageError(
    text === undefined ? `${option} is missing.` : `"${text}" is no number of a quote.`,
    `Give ${option} as a whole number; the rfq and dealer jobs show them.`,
  );
}

async function cancel(context: JobContext, { dealer, range }: Cancellation): Promise<void> {
  const { kessai, book, folder } = context;
  const { requestForQuote } = kessai;
  const account = book.accountOf(dealer);
  if (range === undefined) {
    const next = folder.quoteNumber(account);
    if (next === 0n) {
      context.reporter.step({ what: `cancel all quotes of ${dealer}`, outcome: "already done" });
      return;
    }
    const to = next - 1n;
    await perform(context, {
      what: `cancel all quotes of ${dealer} up to number ${to}`,
      sender: account,
      isDone: async () => (await requestForQuote.floorOf(account)) > to,
      call: () => cancelQuotes(kessai, { dealer: account, to }),
    });
    return;
  }
  const { from, to } = range;
  await perform(context, {
    what:
      from === to
        ? `cancel the quote ${from} of ${dealer}`
        : `cancel the quotes ${from} to ${to} of ${dealer}`,
    sender: account,
    isDone: async () => {
      for (let number = from; number <= to; number += 1n)
        if (!(await requestForQuote.isQuoteUsed(account, number))) return false;
      return true;
    },
    call: () => cancelQuotes(kessai, { dealer: account, from, to }),
  });
}
