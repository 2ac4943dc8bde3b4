import { PARTICIPANT_STATUSES } from "../../participants/statuses.ts";
import type { StoredAccount, StoredRegister } from "../../register/compareRegister.ts";
import { RegisterStateUnavailableError } from "../../register/errors/RegisterStateUnavailableError.ts";
import type { Kessai } from "../Kessai.ts";
import { inGroups } from "./inGroups.ts";

/** What `registerStorage` asks for. */
export interface RegisterStorageOptions {
  readonly isin: string;
  readonly accounts: readonly string[];
  readonly blockNumber: number;
  /** Number of the record date, from 0; left out when the register is of another moment. */
  readonly recordDate?: number | undefined;
}

/** Accounts asked about at once. */
const AT_ONCE = 100;

/**
 * What the contracts have stored of a bond's register at a block. Balances at a record date are those that the bond
 * itself remembers, asked for at the newest block.
 *
 * @throws RegisterStateUnavailableError when the node no longer has the storage of that block
 */
export async function registerStorage(
  kessai: Kessai,
  { isin, accounts, blockNumber, recordDate }: RegisterStorageOptions,
): Promise<StoredRegister> {
  const bond = await kessai.bond(isin);
  const at = { blockTag: blockNumber };
  const read = async (account: string): Promise<StoredAccount> => {
    const [position, word, balanceAtRecordDate] = await Promise.all([
      bond.positionOf(account, at),
      kessai.registry.participant(account, at),
      recordDate === undefined ? undefined : bond.balanceAtRecordDate(account, recordDate),
    ]);
    return {
      account,
      balance: position.balance,
      balanceAtRecordDate,
      held: position.held,
      frozen: position.frozen,
      accountFrozen: position.accountFrozen,
      status: PARTICIPANT_STATUSES[Number(word.status)] ?? "unknown",
      classMask: word.classes,
      kycExpiry: word.kycExpiry,
      commitment: word.identityCommitment,
    };
  };
  try {
    const [supply, supplyAtRecordDate] = await Promise.all([
      bond.totalSupply(at),
      recordDate === undefined ? undefined : bond.supplyAtRecordDate(recordDate),
    ]);
    return { supply, supplyAtRecordDate, accounts: await inGroups(accounts, AT_ONCE, read) };
  } catch (cause) {
    throw new RegisterStateUnavailableError(blockNumber, cause);
  }
}
