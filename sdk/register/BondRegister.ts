import type { ParticipantStatus } from "../participants/statuses.ts";
import type { InvestorClass } from "../terms/Party.ts";
import type { TaxClass } from "./taxClassOf.ts";

/** The moment that a register is of, and the last block that it knows. */
export interface RegisterMoment {
  /** Seconds since 1970-01-01T00:00:00Z: the last second of a day, or the time of the block. */
  readonly asOf: bigint;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Time of that block, in seconds. */
  readonly blockTime: bigint;
}

/** How units came to an account: with the issue, by a transfer or trade, by a court's order. */
export type AcquisitionCause = "issue" | "transfer" | "courtOrder";

/** Units that an account acquired at once and still has. */
export interface AcquisitionLot {
  /** Time of the block, in seconds. */
  readonly acquiredAt: bigint;
  readonly blockNumber: number;
  readonly units: bigint;
  readonly cause: AcquisitionCause;
  /** The account that had them before; `undefined` when they came with the issue. */
  readonly from: string | undefined;
}

/** What the participant register says of a holder. */
export interface RegisteredParticipant {
  readonly status: ParticipantStatus;
  /** The bit mask on chain, and the classes that it stands for. */
  readonly classMask: bigint;
  readonly classes: readonly InvestorClass[];
  readonly taxClass: TaxClass;
  /** First second at which the identity check is no longer valid. */
  readonly kycExpiry: bigint;
  /** Commitment to the legal identity: 22 bytes. */
  readonly commitment: string;
}

/** A holder of the bond. */
export interface RegisteredHolder {
  readonly account: string;
  readonly units: bigint;
  /** In minor units of the currency. */
  readonly face: bigint;
  /** In order of acquisition; together they are `units`. */
  readonly lots: readonly AcquisitionLot[];
  /** Units held for trades. */
  readonly held: bigint;
  /** Units that must not leave the account; may exceed its units. */
  readonly frozen: bigint;
  readonly accountFrozen: boolean;
  readonly participant: RegisteredParticipant;
}

/** The bond that a register is of. Moments are seconds. */
export interface RegisteredBond {
  readonly isin: string;
  readonly address: string;
  readonly name: string;
  /** The issuer's account at creation. */
  readonly issuer: string;
  readonly currency: string;
  /** Face of one unit at issue, in minor units. */
  readonly denomination: bigint;
  /** Face of one unit that is not repaid, in minor units. */
  readonly facePerUnit: bigint;
  /** Units of the whole issue. */
  readonly units: bigint;
  readonly requiredClasses: readonly InvestorClass[];
  readonly issueDate: bigint;
  readonly maturityDate: bigint;
  readonly closedFrom: bigint;
  readonly termsHash: string;
  /** Block in which it was issued; `undefined` while it is only planned. */
  readonly issuedInBlock: number | undefined;
}

/** The register's sums. */
export interface RegisterTotals {
  readonly holders: number;
  /** Units in circulation, and their face. */
  readonly units: bigint;
  readonly face: bigint;
  /** Units issued and no longer in circulation: redeemed or cancelled. */
  readonly redeemed: bigint;
  readonly held: bigint;
}

/** A bond register (社債原簿) at a moment, as the log of the chain has it. It knows no names. */
export interface BondRegister {
  readonly chainId: bigint;
  readonly moment: RegisterMoment;
  readonly bond: RegisteredBond;
  /** The largest first; holders of as many units by account. */
  readonly holders: readonly RegisteredHolder[];
  readonly totals: RegisterTotals;
}
