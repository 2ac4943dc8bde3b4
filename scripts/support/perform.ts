import type { Provider } from "ethers";

import type { Call } from "../../sdk/client/Call.ts";
import { send } from "../../sdk/client/send.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { JobError } from "./JobError.ts";
import type { JobContext } from "./JobContext.ts";

/** One thing to do, once. */
export interface Step {
  /** In words, with the names of parties: "admit jpx". */
  readonly what: string;
  /** The account that has to send it. */
  readonly sender: string;
  /** Reads the chain: whether it was done before. */
  readonly isDone: () => Promise<boolean>;
  readonly call: () => Call | Promise<Call>;
}

const PATIENCE_MS = 120_000;

/**
 * Does a step unless it was done before, whoever did it: what an earlier run has sent is awaited first, then the chain is
 * asked. So a job that was killed anywhere can be run again.
 *
 * @returns what was sent, or `undefined` when nothing was
 */
export async function perform(context: JobContext, step: Step): Promise<Sent | undefined> {
  const { keys, reporter, options, names, chain } = context;
  const { what, sender } = step;
  await nothingPending(chain.provider, sender);
  if (await step.isDone()) {
    reporter.step({ what, outcome: "already done" });
    return undefined;
  }
  const signer = await keys.signerOf(sender);
  if (options.dryRun) {
    const { to } = await step.call();
    const key = signer === undefined ? ", whose key is not here" : "";
    const remark = `to ${to}, signed by ${names(sender) ?? sender}${key}`;
    reporter.step({ what, outcome: "would do", remark });
    return undefined;
  }
  if (signer === undefined) {
    const remark = `the key of ${names(sender) ?? sender} (${sender}) is not here: run this with it`;
    reporter.step({ what, outcome: "waits", remark });
    return undefined;
  }
  const sent = await send(await step.call(), { signer, names });
  reporter.step({ what, outcome: "done", transaction: sent.hash });
  return sent;
}

/** Waits until everything that an account has sent is in a block. */
export async function nothingPending(provider: Provider, account: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const [latest, pending] = await Promise.all([
      provider.getTransactionCount(account, "latest"),
      provider.getTransactionCount(account, "pending"),
    ]);
    if (pending <= latest) return;
    if (Date.now() > deadline)
      throw new JobError(
        `A transaction of ${account} waits in the network.`,
        "Wait until it is in a block, or replace it, and run this again.",
      );
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
