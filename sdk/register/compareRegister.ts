import type { RegisterLedger } from "./replay/RegisterLedger.ts";
import type { ParticipantStatus } from "../participants/statuses.ts";

/** What the contracts have stored of an account at the register's block. */
export interface StoredAccount {
  readonly account: string;
  readonly balance: bigint;
  /** At the record date, when the register is of one; the contract remembers it for ever. */
  readonly balanceAtRecordDate: bigint | undefined;
  readonly held: bigint;
  readonly frozen: bigint;
  readonly accountFrozen: boolean;
  readonly status: ParticipantStatus;
  readonly classMask: bigint;
  readonly kycExpiry: bigint;
  readonly commitment: string;
}

/** What the contracts have stored at the register's block. */
export interface StoredRegister {
  readonly supply: bigint;
  readonly supplyAtRecordDate: bigint | undefined;
  readonly accounts: readonly StoredAccount[];
}

/** A figure that the log and the storage of the chain do not have alike. */
export interface RegisterDifference {
  /** `undefined` for the bond as a whole. */
  readonly account: string | undefined;
  readonly figure: string;
  readonly log: string;
  readonly storage: string;
}

/** What came of comparing a register with the contracts' storage. */
export interface Reconciliation {
  /** Accounts compared: all that the bond's log names, holders or not. */
  readonly accounts: number;
  readonly differences: readonly RegisterDifference[];
}

/** Compares what the log says with what the contracts have stored, figure by figure and to the unit. */
export function compareRegister(ledger: RegisterLedger, stored: StoredRegister): Reconciliation {
  const accounts = stored.accounts.flatMap((each) => accountDifferences(ledger, each));
  const sum = stored.accounts.reduce((all, { balance }) => all + balance, 0n);
  const whole = [
    differing(undefined, "supply", ledger.supply, stored.supply),
    differing(undefined, "sum of balances", ledger.supply, sum),
    stored.supplyAtRecordDate === undefined
      ? []
      : differing(undefined, "supply at the record date", ledger.supply, stored.supplyAtRecordDate),
  ].flat();
  return { accounts: stored.accounts.length, differences: [...whole, ...accounts] };
}

function accountDifferences(ledger: RegisterLedger, stored: StoredAccount): readonly RegisterDifference[] {
  const { account, balanceAtRecordDate } = stored;
  const known = ledger.accounts.get(account);
  const person = ledger.participants.get(account);
  const units = (known?.lots ?? []).reduce((sum, lot) => sum + lot.units, 0n);
  const pairs: readonly (readonly [string, bigint | string | boolean, bigint | string | boolean])[] = [
    ["units", units, stored.balance],
    ["units at the record date", units, balanceAtRecordDate ?? units],
    ["units held", ledger.held.get(account) ?? 0n, stored.held],
    ["units frozen", known?.frozen ?? 0n, stored.frozen],
    ["account frozen", known?.accountFrozen ?? false, stored.accountFrozen],
    ["status", person?.status ?? "unknown", stored.status],
    ["classes", person?.classMask ?? 0n, stored.classMask],
    ["expiry", person?.kycExpiry ?? 0n, stored.kycExpiry],
    ["commitment", person?.commitment ?? NO_COMMITMENT, stored.commitment],
  ];
  return pairs.flatMap(([figure, log, storage]) => differing(account, figure, log, storage));
}

const NO_COMMITMENT = "0x" + "00".repeat(22);

function differing(
  account: string | undefined,
  figure: string,
  log: bigint | string | boolean,
  storage: bigint | string | boolean,
): readonly RegisterDifference[] {
  return log === storage ? [] : [{ account, figure, log: String(log), storage: String(storage) }];
}
