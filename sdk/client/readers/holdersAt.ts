import { dataSlice, getAddress, ZeroAddress } from "ethers";

import { HoldersIncompleteError } from "../../errors/HoldersIncompleteError.ts";
import { houseInterface } from "../../contracts/houseInterface.ts";
import type { Kessai } from "../Kessai.ts";
import { inGroups } from "./inGroups.ts";
import { queryLogs } from "./queryLogs.ts";

/** Which holders are asked for. */
export interface HoldersAtOptions {
  readonly isin: string;
  /** First second after a record date of the bond, which must be over; left out: the holders of now. */
  readonly recordCutoff?: bigint | undefined;
  /** Accounts that one question asks about; 500 when left out. */
  readonly page?: number | undefined;
}

/** What one account has of a bond. */
export interface HolderUnits {
  readonly account: string;
  readonly units: bigint;
}

/** Accounts asked about in one question, and questions put at once. */
const PAGE = 500;
const AT_ONCE = 4;

/**
 * All accounts that have units of a bond, in ascending order. Who may be one is read from the log of transfers; the
 * balances at a record date are those that the bond itself remembers, asked for in pages, and those of now follow from the
 * transfers. Either way they add up to the supply, or the answer is refused.
 *
 * @throws HoldersIncompleteError when the units found are not the supply
 */
export async function holdersAt(
  kessai: Kessai,
  { isin, recordCutoff, page = PAGE }: HoldersAtOptions,
): Promise<readonly HolderUnits[]> {
  const bond = await kessai.bond(isin);
  const toBlock = await kessai.provider.getBlockNumber();
  const balances = await balancesByLog(kessai, await bond.getAddress(), toBlock);
  let found: readonly HolderUnits[];
  let supply: bigint;
  if (recordCutoff === undefined) {
    supply = await bond.totalSupply({ blockTag: toBlock });
    found = [...balances].map(([account, units]) => ({ account, units }));
  } else {
    const index = await bond.indexOfRecordDate(recordCutoff);
    supply = await bond.supplyAtRecordDate(index);
    const candidates = [...balances.keys()];
    const pages = Array.from({ length: Math.ceil(candidates.length / page) }, (_, number) =>
      candidates.slice(number * page, (number + 1) * page),
    );
    const answers = await inGroups(pages, AT_ONCE, async (accounts) => {
      const words = await bond.entitlementsAt(index, accounts);
      return accounts.map((account, place) => ({ account, units: (words[place] ?? 0n) & UNITS_MASK }));
    });
    found = answers.flat();
  }
  const holders = found.filter(({ units }) => units !== 0n).toSorted(byAccount);
  const sum = holders.reduce((total, { units }) => total + units, 0n);
  if (sum !== supply) throw new HoldersIncompleteError({ isin, found: sum, supply });
  return holders;
}

/** An entitlement carries a freeze in its highest bit. */
const UNITS_MASK = (1n << 255n) - 1n;

/** Every account that ever had units, and what the transfers leave it. */
async function balancesByLog(
  kessai: Kessai,
  address: string,
  toBlock: number,
): Promise<ReadonlyMap<string, bigint>> {
  const topics = [houseInterface.getEvent("Transfer")?.topicHash ?? null];
  const balances = new Map<string, bigint>();
  for (const log of await queryLogs(kessai, { address, topics, toBlock })) {
    const [from, to] = [accountOf(log.topics[1]), accountOf(log.topics[2])];
    const units = BigInt(log.data);
    if (from !== ZeroAddress) balances.set(from, (balances.get(from) ?? 0n) - units);
    if (to !== ZeroAddress) balances.set(to, (balances.get(to) ?? 0n) + units);
  }
  return balances;
}

function accountOf(topic: string | undefined): string {
  return topic === undefined ? ZeroAddress : getAddress(dataSlice(topic, 12));
}

function byAccount(one: HolderUnits, other: HolderUnits): number {
  return one.account.toLowerCase() < other.account.toLowerCase() ? -1 : 1;
}
