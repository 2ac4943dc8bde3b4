import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import type { Call } from "../../../sdk/client/Call.ts";
import { send } from "../../../sdk/client/send.ts";
import { estimateGas } from "../estimateGas.ts";
import { gasRoom } from "../gasRoom.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { nothingPending } from "../perform.ts";
import { servicingSender } from "./fiscalAgent.ts";

/** What `sendPages` sends. */
export interface SendPagesOptions {
  /** In words: "pay payment 1 of JP9JPXGDTB18". */
  readonly what: string;
  /** What has been done before, of how many in all. */
  readonly done: number;
  readonly total: number;
  /** Those that are left, in the order in which they are sent. */
  readonly holders: readonly string[];
  /** Most holders in one transaction. */
  readonly page: number;
  /** Who must send it; left out: anybody may. */
  readonly sender?: string | undefined;
  readonly call: (holders: readonly string[]) => Call;
}

/** A page that was sent. */
export interface SentPage {
  readonly holders: number;
  readonly transaction: string;
  readonly gasUsed: bigint;
}

/**
 * Sends a call for all holders, page by page, and tells how far it has come. A page that does not fit into a transaction is
 * halved. What was sent by a run that was interrupted is awaited before `holders` is read (see `nothingPending`), and the
 * contracts pass over whom they know, so nobody is served twice.
 *
 * @returns the pages; none when the key is missing or nothing may be sent
 */
export async function sendPages(
  context: JobContext,
  options: SendPagesOptions,
): Promise<readonly SentPage[]> {
  const { kessai, keys, names, reporter, options: run } = context;
  const { what, total, holders, call } = options;
  if (holders.length === 0) {
    reporter.step({ what, outcome: "already done" });
    return [];
  }
  const sender = options.sender ?? (await servicingSender(context));
  const signer = await keys.signerOf(sender);
  const count = `${formatAmount(BigInt(holders.length))} of ${formatAmount(BigInt(total))} holders`;
  if (run.dryRun) {
    const pages = Math.ceil(holders.length / options.page);
    const key = signer === undefined ? ", whose key is not here" : "";
    const remark = `${count} in ${pages} pages, signed by ${names(sender) ?? sender}${key}`;
    reporter.step({ what, outcome: "would do", remark });
    return [];
  }
  if (signer === undefined) {
    const remark = `the key of ${names(sender) ?? sender} (${sender}) is not here: run this with it`;
    reporter.step({ what, outcome: "waits", remark });
    return [];
  }
  const sent: SentPage[] = [];
  let size = options.page;
  let { done } = options;
  for (let place = 0; place < holders.length;) {
    const page = holders.slice(place, place + size);
    const { maximum, forSets } = await gasRoom(kessai.provider);
    const estimate = await estimateGas(kessai.provider, call(page), { from: sender, names });
    if ("refusal" in estimate && estimate.refusal.revert !== "PaymasterOutOfGas") throw estimate.refusal;
    if (!("gas" in estimate) || estimate.gas > forSets) {
      if (page.length === 1)
        throw new JobError(
          `There is no room in a transaction to ${what}, not even for one holder.`,
          "Raise the chain's gas limit.",
        );
      size = Math.ceil(page.length / 2);
      reporter.progress(`  a page of ${page.length} does not fit into a transaction: ${size} at once`);
      continue;
    }
    const wanted = estimate.gas + estimate.gas / 4n;
    const gasLimit = wanted < maximum ? wanted : maximum;
    const { hash, gasUsed } = await send(call(page), { signer, names, gasLimit });
    sent.push({ holders: page.length, transaction: hash, gasUsed });
    place += page.length;
    done += page.length;
    reporter.progress(`  ${formatAmount(BigInt(done))} of ${formatAmount(BigInt(total))} holders`);
  }
  reporter.step({ what: `${what}: ${count}`, outcome: "done", transaction: sent.at(-1)?.transaction });
  return sent;
}

/** Waits for what an earlier run may have sent. */
export async function pagesLanded(context: JobContext): Promise<void> {
  await nothingPending(context.chain.provider, await servicingSender(context));
}
