import type { DetailValue } from "../errors/KessaiError.ts";

/** Names of the events of the house. Each says in the past tense what has happened. */
export const EVENT_NAMES = [
  "ParticipantAdmitted",
  "ParticipantUpdated",
  "ParticipantSuspended",
  "ParticipantReinstated",
  "ParticipantClosed",
  "OperatorAppointed",
  "ReplacementProposed",
  "ReplacementWithdrawn",
  "ParticipantReplaced",
  "CurrencyCreated",
  "DepositRecorded",
  "RedemptionRecorded",
  "AuthorizationUsed",
  "AuthorizationCanceled",
  "BondCreated",
  "BondIssued",
  "RecordDatePassed",
  "DocumentUpdated",
  "DocumentRemoved",
  "Transfer",
  "Approval",
  "UnitsHeld",
  "UnitsReleased",
  "AccountFrozen",
  "Frozen",
  "ForcedTransfer",
  "Paused",
  "Unpaused",
  "PositionRecovered",
  "SettlementChanged",
  "Instructed",
  "Matched",
  "LegHeld",
  "LegReleased",
  "CancellationAgreed",
  "Cancelled",
  "Expired",
  "InstructionReleased",
  "Settled",
  "Delivered",
  "Paid",
  "PartSettled",
  "SetSettled",
  "SettlementFailed",
  "AuthorityUpdated",
  "EIP712DomainChanged",
  "OperationScheduled",
  "OperationExecuted",
  "OperationCanceled",
  "RoleLabel",
  "RoleGranted",
  "RoleRevoked",
  "RoleAdminChanged",
  "RoleGuardianChanged",
  "RoleGrantDelayChanged",
  "TargetClosed",
  "TargetFunctionRoleUpdated",
  "TargetAdminDelayUpdated",
] as const;

/** The name of an event of the house. */
export type EventName = (typeof EVENT_NAMES)[number];

/** An event of the house, decoded. */
export interface ChainEvent {
  readonly name: EventName;
  /** The contract that recorded it. */
  readonly address: string;
  /** What it says, by name; structs as records. */
  readonly args: Readonly<Record<string, DetailValue>>;
  readonly blockNumber: number;
  readonly transactionHash: string;
  /** Its place in the block. */
  readonly logIndex: number;
}
