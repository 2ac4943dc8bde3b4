import { getAddress } from "ethers";

import { identityCommitment } from "../../participants/identityCommitment.ts";
import { formatIdentityBook } from "./formatIdentityBook.ts";
import type { IdentityBook, IdentityEntry } from "./IdentityBook.ts";

/** What is to be in the book. What is left out stays as it is. */
export type IdentityUpdate = Omit<IdentityEntry, "pledges"> & {
  readonly pledges?: readonly IdentityEntry["pledges"][number][] | undefined;
};

/** What became of an update. */
export interface BookChange {
  readonly account: string;
  readonly change: "added" | "renamed" | "updated" | "unchanged";
}

/** A book with updates, and what changed. */
export interface UpdatedBook {
  readonly book: IdentityBook;
  readonly changes: readonly BookChange[];
}

/**
 * Brings updates into a book. An account whose identity or salt is another one than before gets one more entry: the old
 * one still opens the commitment in older registers.
 */
export function updateIdentityBook(book: IdentityBook, updates: readonly IdentityUpdate[]): UpdatedBook {
  const entries = [...book.entries];
  const changes = updates.map((update): BookChange => {
    const account = getAddress(update.account);
    const ofAccount = entries.filter((entry) => entry.account === account);
    const same = ofAccount.find((entry) => commitmentOf(entry) === commitmentOf(update));
    const before = same ?? ofAccount.at(-1);
    const entry = { pledges: [], ...before, ...given(update), account };
    if (same === undefined) {
      entries.push(entry);
      return { account, change: before === undefined ? "added" : "renamed" };
    }
    entries[entries.indexOf(same)] = entry;
    return { account, change: isSame(same, entry) ? "unchanged" : "updated" };
  });
  return { book: { entries }, changes };
}

function commitmentOf({ salt, lei, legalName }: IdentityUpdate): string {
  return identityCommitment(salt, { lei, legalName });
}

/** The fields that an update has. */
function given({
  pledges,
  ...update
}: IdentityUpdate): Omit<IdentityUpdate, "pledges"> & Partial<Pick<IdentityEntry, "pledges">> {
  const { nameJa, address, addressJa, taxNote, trustNotice, ...identity } = update;
  return {
    ...identity,
    ...(nameJa === undefined ? {} : { nameJa }),
    ...(address === undefined ? {} : { address }),
    ...(addressJa === undefined ? {} : { addressJa }),
    ...(taxNote === undefined ? {} : { taxNote }),
    ...(trustNotice === undefined ? {} : { trustNotice }),
    ...(pledges === undefined ? {} : { pledges }),
  };
}

function isSame(one: IdentityEntry, other: IdentityEntry): boolean {
  return formatIdentityBook({ entries: [one] }) === formatIdentityBook({ entries: [other] });
}
