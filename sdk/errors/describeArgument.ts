import { dataLength } from "ethers";

import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { OFFERING_STAGES } from "../client/readers/offeringStatus.ts";
import { LIFE_CYCLES } from "../client/readers/bondInfo.ts";
import { STANDINGS } from "../client/readers/scheduledTypes.ts";
import { formatMoment } from "../calendar/formatMoment.ts";
import { decodeAscii } from "../encoding/asciiBytes.ts";
import { textOf } from "../encoding/textOf.ts";
import { formatAmount } from "../encoding/formatAmount.ts";
import { FUND_DUTIES } from "../participants/fundDuties.ts";
import type { AccountNames } from "../participants/AccountNames.ts";
import { classesOf } from "../participants/classes.ts";
import { ROLES } from "../participants/roles.ts";
import { PARTICIPANT_STATUSES } from "../participants/statuses.ts";
import { SIDES } from "../trade/Trade.ts";
import type { DetailValue } from "./KessaiError.ts";

/** An argument of a contract's error or event. */
export interface Argument {
  readonly name: string;
  /** Solidity type: "address", "uint256". */
  readonly type: string;
  readonly value: DetailValue;
  /** The error that it belongs to: what a number means may depend on it. */
  readonly of?: string | undefined;
}

const MOMENTS = new Set(
  (
    "timestamp settleBy settleFrom tradeDate kycExpiry expiry closedFrom cutoff effectiveAt validAfter validBefore " +
    "deadline validUntil payFrom noticeBy holdersFrom acceleratedAt recordCutoff from until earliest moment date"
  ).split(" "),
);
const TEXTS = new Set(["isin", "currency", "currencyCode", "field", "name", "commonReference"]);
/** Counted from 0 by the contracts, and from 1 by people. */
const COUNTED = new Set(["payment", "step", "option", "position"]);
/** Errors whose index counts payments or steps. */
const COUNTS_INDEX = new Set(["ScheduleTooLate", "ScheduleInvalid"]);
/** Numbers of something, which are not written like amounts. */
const NUMBERS = new Set(["sequence", "firstSequence", "floor", "occupiedBy", "index"]);
const ROLE_NAMES = new Set(["role", "roleId", "roleHeld", "roleGranted"]);

/** An argument as a back office reads it: names for accounts, dates for seconds, words for numbers that mean one. */
export function describeArgument({ name, type, value, of }: Argument, names: AccountNames): string {
  if (typeof value === "bigint") return describeNumber(name, value, of);
  if (typeof value !== "string") return textOf(value);
  if (type === "address") return names(value) ?? value;
  if (TEXTS.has(name) && type.startsWith("bytes")) return decodeAscii(value);
  if (type === "bytes32" && dataLength(value) === 32) return `${value.slice(0, 10)}...`;
  return value;
}

function describeNumber(name: string, value: bigint, of: string | undefined): string {
  const index = Number(value);
  if (MOMENTS.has(name)) return formatMoment(value);
  if (ROLE_NAMES.has(name)) return ROLES[index] ?? `number ${value}`;
  if (COUNTED.has(name) || (name === "index" && of !== undefined && COUNTS_INDEX.has(of)))
    return (value + 1n).toString();
  if (name === "redemption") return value === 0n ? "at maturity" : `by option ${value}`;
  if (of === "OfferingWrongStage") return OFFERING_STAGES[index] ?? `stage ${value}`;
  if (name === "present" || (name === "number" && of?.startsWith("Offering") === true))
    return (value + 1n).toString();
  if (name === "lifeCycle") return LIFE_CYCLES[index] ?? `number ${value}`;
  if (name === "spreadE8" || name === "referenceYieldE8") return `${formatDecimal(value, 4)} basis points`;
  if (name === "priceE7" || name === "limitE7") return formatDecimal(value, PRICE_DECIMALS);
  if (of === "FundDutyTaken" || of === "FundNotManager") return FUND_DUTIES[index] ?? `duty ${value}`;
  if (name === "side") return SIDES[index] ?? `side ${value}`;
  if (name === "status" || of === "ParticipantWrongStatus")
    return PARTICIPANT_STATUSES[index] ?? `status ${value}`;
  if (of === "DefaultWrongStanding" || name === "standing") return STANDINGS[index] ?? `standing ${value}`;
  if (name === "classes" || of === "ParticipantLacksClasses")
    return classesOf(value).join(", ") || "of no class";
  if (NUMBERS.has(name) || of === "QuoteInvalidRange") return value.toString();
  return formatAmount(value);
}
