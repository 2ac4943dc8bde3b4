import { classesOf } from "../participants/classes.ts";
import type { BondRegister, RegisteredHolder, RegisterMoment } from "./BondRegister.ts";
import { RegisterLogError } from "./errors/RegisterLogError.ts";
import type { LedgerAccount, RegisterLedger } from "./replay/RegisterLedger.ts";
import { taxClassOf } from "./taxClassOf.ts";

/** What `makeRegister` works on. */
export interface MakeRegisterOptions {
  readonly chainId: bigint;
  readonly moment: RegisterMoment;
  readonly ledger: RegisterLedger;
  /** Face of one unit that is not repaid at that moment, in minor units. */
  readonly facePerUnit: bigint;
  /** Times of the blocks in which units were acquired that are still there, in seconds. */
  readonly blockTimes: ReadonlyMap<number, bigint>;
}

/**
 * The bond register at a moment, from what the log says until then.
 *
 * @throws RegisterLogError when the time of a block is missing, or a holder was never admitted
 */
export function makeRegister(options: MakeRegisterOptions): BondRegister {
  const { chainId, moment, ledger, facePerUnit } = options;
  const { isin, bond, issuedInBlock, issued, supply } = ledger;
  const holders = [...ledger.accounts]
    .filter(([, { lots }]) => lots.length > 0)
    .map(([account, entry]) => holder(options, account, entry))
    .toSorted(bySize);
  const { requiredClasses, ...created } = bond;
  return {
    chainId,
    moment,
    bond: { ...created, isin, issuedInBlock, facePerUnit, requiredClasses: classesOf(requiredClasses) },
    holders,
    totals: {
      holders: holders.length,
      units: supply,
      face: supply * facePerUnit,
      redeemed: issued - supply,
      held: holders.reduce((sum, { held }) => sum + held, 0n),
    },
  };
}

function holder(
  { ledger, facePerUnit, blockTimes }: MakeRegisterOptions,
  account: string,
  { lots, frozen, accountFrozen }: LedgerAccount,
): RegisteredHolder {
  const known = ledger.participants.get(account);
  if (known === undefined) throw new RegisterLogError(`the log never says that ${account} was admitted`);
  const classes = classesOf(known.classMask);
  const units = lots.reduce((sum, lot) => sum + lot.units, 0n);
  return {
    account,
    units,
    face: units * facePerUnit,
    lots: lots.map(({ blockNumber, units: acquired, cause, from }) => {
      const acquiredAt = blockTimes.get(blockNumber);
      if (acquiredAt === undefined) throw new RegisterLogError(`block ${blockNumber} has no time`);
      return { acquiredAt, blockNumber, units: acquired, cause, from };
    }),
    held: ledger.held.get(account) ?? 0n,
    frozen,
    accountFrozen,
    participant: { ...known, classes, taxClass: taxClassOf(classes) },
  };
}

function bySize(one: RegisteredHolder, other: RegisteredHolder): number {
  if (one.units !== other.units) return one.units > other.units ? -1 : 1;
  return one.account.toLowerCase() < other.account.toLowerCase() ? -1 : 1;
}
