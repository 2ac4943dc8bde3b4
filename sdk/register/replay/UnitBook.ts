import { ZeroAddress } from "ethers";

import type { ChainEvent } from "../../events/ChainEvent.ts";
import { RegisterLogError } from "../errors/RegisterLogError.ts";
import { EventFields } from "./EventFields.ts";
import type { LedgerAccount, LedgerLot } from "./RegisterLedger.ts";
import { takeFirst } from "./takeFirst.ts";

const EMPTY: LedgerAccount = { lots: [], frozen: 0n, accountFrozen: false };

/**
 * Who has which units since when, from the events of the bond's own contract.
 *
 * Units are alike, and so a rule says which leave: first in, first out. A key that was replaced changes no holder: its
 * units keep their days of acquisition. A transfer to oneself acquires nothing.
 */
export class UnitBook {
  readonly accounts = new Map<string, LedgerAccount>();
  supply = 0n;
  issued = 0n;
  issuedInBlock: number | undefined;
  #courtOrder: string | undefined;

  /**
   * Takes in the next event of the bond.
   *
   * @param isRecovery whether a transfer carries the position of a lost key to its successor
   */
  apply({ name, args, ...place }: ChainEvent, isRecovery: boolean): void {
    const fields = new EventFields(name, args);
    switch (name) {
      case "BondIssued":
        this.issuedInBlock = place.blockNumber;
        return;
      case "Frozen":
        this.#change(fields.text("account"), { frozen: fields.whole("amount") });
        return;
      case "AccountFrozen":
        this.#change(fields.text("account"), { accountFrozen: fields.truth("frozenAfter") });
        return;
      case "ForcedTransfer":
        this.#courtOrder = moveKey(fields, "amount");
        return;
      case "Transfer": {
        const isOrdered = this.#courtOrder === moveKey(fields, "value");
        if (isOrdered) this.#courtOrder = undefined;
        this.#move(fields, place, { isRecovery, isOrdered });
        return;
      }
      default:
    }
  }

  #move(
    fields: EventFields,
    { blockNumber, logIndex }: Pick<ChainEvent, "blockNumber" | "logIndex">,
    { isRecovery, isOrdered }: { readonly isRecovery: boolean; readonly isOrdered: boolean },
  ): void {
    const [from, to, units] = [fields.text("from"), fields.text("to"), fields.whole("value")];
    if (from === to || units === 0n) return;
    const taken = from === ZeroAddress ? this.#issue(units) : this.#take(from, units);
    if (to === ZeroAddress) {
      this.supply -= units;
      return;
    }
    const { lots } = this.#account(to);
    const isIssue = from === ZeroAddress;
    const cause = isIssue ? "issue" : isOrdered ? "courtOrder" : "transfer";
    const fresh = { blockNumber, logIndex, units, cause, from: isIssue ? undefined : from } as const;
    this.#change(to, { lots: [...lots, ...(isRecovery ? taken : [fresh])].toSorted(byAcquisition) });
  }

  #issue(units: bigint): readonly LedgerLot[] {
    this.supply += units;
    this.issued += units;
    return [];
  }

  #take(account: string, units: bigint): readonly LedgerLot[] {
    const split = takeFirst(this.#account(account).lots, units);
    if (split === undefined)
      throw new RegisterLogError(`${account} gives ${units} units, which the log never gave to it`);
    this.#change(account, { lots: split.rest });
    return split.taken;
  }

  #account(account: string): LedgerAccount {
    return this.accounts.get(account) ?? EMPTY;
  }

  #change(account: string, change: Partial<LedgerAccount>): void {
    this.accounts.set(account, { ...this.#account(account), ...change });
  }
}

function moveKey(fields: EventFields, amount: string): string {
  return `${fields.text("from")}/${fields.text("to")}/${fields.whole(amount)}`;
}

function byAcquisition(one: LedgerLot, other: LedgerLot): number {
  return one.blockNumber - other.blockNumber || one.logIndex - other.logIndex;
}
