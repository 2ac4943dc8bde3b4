import type { ParticipantStatus } from "../../participants/statuses.ts";
import type { AcquisitionCause } from "../BondRegister.ts";

/** Units acquired at once, by the place of the event in the log. */
export interface LedgerLot {
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly units: bigint;
  readonly cause: AcquisitionCause;
  readonly from: string | undefined;
}

/** What an account has of the bond. */
export interface LedgerAccount {
  /** In order of acquisition. */
  readonly lots: readonly LedgerLot[];
  readonly frozen: bigint;
  readonly accountFrozen: boolean;
}

/** What the participant register says of an account. */
export interface LedgerParticipant {
  readonly status: ParticipantStatus;
  readonly classMask: bigint;
  readonly kycExpiry: bigint;
  readonly commitment: string;
}

/** The bond as it was created. */
export interface CreatedBond {
  readonly address: string;
  readonly name: string;
  readonly issuer: string;
  readonly currency: string;
  readonly denomination: bigint;
  readonly units: bigint;
  readonly requiredClasses: bigint;
  readonly issueDate: bigint;
  readonly maturityDate: bigint;
  readonly closedFrom: bigint;
  readonly termsHash: string;
}

/** All that the log says of one bond and of those who may hold it. */
export interface RegisterLedger {
  readonly isin: string;
  readonly bond: CreatedBond;
  readonly issuedInBlock: number | undefined;
  readonly issued: bigint;
  readonly supply: bigint;
  /** Every account that the bond's log names. */
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  /** Units held for trades, by account. */
  readonly held: ReadonlyMap<string, bigint>;
  readonly participants: ReadonlyMap<string, LedgerParticipant>;
}
