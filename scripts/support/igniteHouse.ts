import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { trackTransaction } from "@nomicfoundation/ignition-core";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import config from "../../hardhat.config.ts";
import Kessai from "../../ignition/modules/Kessai.ts";
import { ADDRESSES_FILE } from "../../sdk/deployments/deploymentFiles.ts";
import type { DeploymentRecord } from "../../sdk/deployments/deploymentFiles.ts";
import { TEST_ACCOUNTS, testAccounts } from "./AddressBook.ts";
import { addressesInJournal } from "./addressesInJournal.ts";
import { isHalfWritten, readIfThere, writeWhole } from "./files.ts";
import type { ChainContext } from "./JobContext.ts";
import { mendJournal } from "./mendJournal.ts";

/** Where Hardhat Ignition writes down each step, in the network's folder. */
const JOURNAL = "journal.jsonl";

const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Carries a deployment through with Hardhat Ignition, which writes down each step in the network's folder before it takes
 * it, and goes on where an earlier run has stopped.
 */
export async function igniteHouse(context: ChainContext, record: DeploymentRecord): Promise<void> {
  const { chain, folder, keys, reporter } = context;
  mendJournalOf(folder.path);
  // Ignition keeps its journal in `<paths.ignition>/deployments/<id>`, which is the network's folder.
  const paths = { ...config.paths, ignition: dirname(dirname(folder.path)) };
  const hre = await createHardhatRuntimeEnvironment({ ...config, paths }, {}, PROJECT);
  const own = keys.wallets.map(({ privateKey }) => privateKey);
  const connection = await hre.network.create({
    network: chain.isDevelopment && own.length === 0 ? "localhost" : "custom",
    override: { url: chain.url, ...(own.length === 0 ? {} : { accounts: own }) },
  });
  try {
    const deployer = keys.wallets[0]?.address ?? (await testAccounts(chain))[TEST_ACCOUNTS.deployer];
    if (deployer !== undefined) await findLostTransactions(context, record, deployer, connection.provider);
    reporter.progress("deploying: access manager, register, factories, settlement, duties ...");
    const { roles, delays } = record;
    await connection.ignition.deploy(Kessai, {
      parameters: {
        Kessai: {
          ...roles,
          adminDelay: delays.admin,
          courtOrderDelay: delays.courtOrder,
          replacementDelay: delays.replacement,
        },
      },
      deploymentId: folder.network,
      config: chain.isDevelopment
        ? { requiredConfirmations: 1, blockPollingInterval: 50, retryInterval: 50 }
        : {},
    });
  } finally {
    await connection.close();
  }
}

/** Takes out of the journal what an interrupted run has begun and not done, and restores an address file that it left half-written. */
function mendJournalOf(folder: string): void {
  const path = join(folder, JOURNAL);
  const journal = readIfThere(path);
  if (journal === undefined) return;
  const mended = mendJournal(journal);
  if (mended !== journal) writeWhole(path, mended);
  const addresses = join(folder, ADDRESSES_FILE);
  if (isHalfWritten(readIfThere(addresses)))
    writeWhole(addresses, JSON.stringify(addressesInJournal(mended), undefined, 2));
}

type IgnitionProvider = Parameters<typeof trackTransaction>[2];

/**
 * A run that is killed between sending a transaction and writing down its hash leaves one that Ignition does not know.
 * Every transaction of the deployer since the deployment began is shown to it; it takes those that it had prepared.
 */
async function findLostTransactions(
  { chain, folder }: ChainContext,
  { block }: DeploymentRecord,
  deployer: string,
  provider: IgnitionProvider,
): Promise<void> {
  if (!existsSync(join(folder.path, JOURNAL))) return;
  const newest = await chain.provider.getBlockNumber();
  for (let number = block + 1; number <= newest; number += 1) {
    const found = await chain.provider.getBlock(number, true);
    for (const { from, hash } of found?.prefetchedTransactions ?? []) {
      if (from !== deployer) continue;
      await trackTransaction(folder.path, hash, provider).catch(unlessKnownOrForeign);
    }
  }
}

/** Ignition's answers to a transaction that is written down already, or that is none of its own. */
const KNOWN_OR_FOREIGN = new Set([11_301, 11_303, 11_304]);

function unlessKnownOrForeign(error: unknown): void {
  if (error instanceof Error && "number" in error && KNOWN_OR_FOREIGN.has(Number(error.number))) return;
  throw error;
}
