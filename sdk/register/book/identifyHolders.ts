import type { BusinessCentre } from "../../calendar/BusinessCentre.ts";
import { formatMoment } from "../../calendar/formatMoment.ts";
import { identityCommitment } from "../../participants/identityCommitment.ts";
import type { BondRegister, RegisteredHolder } from "../BondRegister.ts";
import type { IdentityBook, IdentityEntry, Pledge } from "./IdentityBook.ts";

/** Who a holder is, with the pledges on this bond that stand at the register's moment. */
export interface HolderIdentity extends Omit<IdentityEntry, "salt" | "account"> {
  readonly pledges: readonly Pledge[];
}

/** Something about the book that the registrar has to look at. */
export type IdentityFinding =
  | { readonly account: string; readonly finding: "notInBook" | "commitmentDiffers" }
  | {
      readonly account: string;
      readonly finding: "pledgeExceedsUnits";
      readonly pledged: bigint;
      readonly units: bigint;
    };

/** The holders of a register whose names the book can prove. */
export interface IdentifiedHolders {
  /** By account. */
  readonly identities: ReadonlyMap<string, HolderIdentity>;
  readonly findings: readonly IdentityFinding[];
}

/** What `identifyHolders` works on. */
export interface IdentifyOptions {
  readonly register: BondRegister;
  readonly book: IdentityBook;
  /** Where the days of pledges begin and end. */
  readonly centre: BusinessCentre;
}

/**
 * Finds the holders of a register in the book. A name counts only when it opens the commitment that the chain has: one
 * that does not is listed and never given. A successor of a lost key has the commitment of its predecessor, and is found
 * by it.
 */
export function identifyHolders({ register, book, centre }: IdentifyOptions): IdentifiedHolders {
  const day = formatMoment(register.moment.asOf, centre).slice(0, 10);
  const opened = book.entries.map((entry) => [commitmentOf(entry), entry] as const);
  const byCommitment = new Map(opened);
  const byBoth = new Map(opened.map(([commitment, entry]) => [entry.account + commitment, entry]));
  const accounts = new Set(book.entries.map(({ account }) => account));
  const identities = new Map<string, HolderIdentity>();
  const findings: IdentityFinding[] = [];
  for (const holder of register.holders) {
    const { account, participant } = holder;
    const { commitment } = participant;
    const isKnown = accounts.has(account);
    const entry = isKnown ? byBoth.get(account + commitment) : byCommitment.get(commitment);
    if (entry === undefined) {
      findings.push({ account, finding: isKnown ? "commitmentDiffers" : "notInBook" });
      continue;
    }
    const identity = identityOf(register, entry, day);
    identities.set(account, identity);
    findings.push(...tooMuchPledged(holder, identity));
  }
  return { identities, findings };
}

function commitmentOf({ salt, lei, legalName }: IdentityEntry): string {
  return identityCommitment(salt, { lei, legalName });
}

function identityOf({ bond }: BondRegister, entry: IdentityEntry, day: string): HolderIdentity {
  const { salt: _salt, account: _account, pledges, ...identity } = entry;
  const standing = pledges.filter(
    ({ isin, registeredOn, releasedOn }) =>
      isin === bond.isin && registeredOn <= day && (releasedOn === undefined || releasedOn > day),
  );
  return { ...identity, pledges: standing };
}

function tooMuchPledged(
  { account, units }: RegisteredHolder,
  { pledges }: HolderIdentity,
): readonly IdentityFinding[] {
  const pledged = pledges.reduce((sum, pledge) => sum + pledge.units, 0n);
  return pledged > units ? [{ account, finding: "pledgeExceedsUnits", pledged, units }] : [];
}
