import { basename } from "node:path";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { registerAnchor } from "../../sdk/client/readers/registerAnchor.ts";
import { verifyRegisterPrint } from "../../sdk/register/print/verifyRegisterPrint.ts";
import { readNamedFile } from "./files.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";

/** Proves an old JSON print: its hash is that of its content, its block is the chain's, and its hash was anchored. */
export async function registerVerify({ kessai, reporter }: JobContext, file: string): Promise<void> {
  const name = basename(file);
  const print = verifyRegisterPrint({ name, text: readNamedFile(file) });
  const { isin, hash, asOf, blockNumber, blockHash, chainId } = print;
  if (chainId !== kessai.deployment.chainId)
    throw new JobError(
      `${name} is of chain ${chainId}, this is chain ${kessai.deployment.chainId}.`,
      "Give the network that it was printed on.",
    );
  const [block, anchoredAt] = await Promise.all([
    kessai.provider.getBlock(blockNumber),
    registerAnchor(kessai, { isin, hash }),
  ]);
  reporter.data("verified", { ...print, isBlockKnown: block?.hash === blockHash, anchoredAt });
  reporter.table(
    [name, ""],
    [
      ["bond", isin],
      ["as of", formatMoment(asOf)],
      ["register hash", hash],
      ["content", "is what the hash stands for"],
      ["block", `${blockNumber}, ${block?.hash === blockHash ? "of this chain" : "not of this chain"}`],
      ["anchored on chain", anchoredAt === undefined ? "never" : formatMoment(anchoredAt)],
    ],
  );
  if (block?.hash !== blockHash)
    throw new JobError(
      `Block ${blockNumber} of this chain is another one than ${name} names.`,
      "Give the network that it was printed on; a print of another history proves nothing here.",
    );
  if (anchoredAt === undefined)
    throw new JobError(
      `The hash of ${name} was never anchored: nothing on chain proves it.`,
      "Print the register of its block again and compare, or have the registrar anchor it: register --anchor.",
    );
}
