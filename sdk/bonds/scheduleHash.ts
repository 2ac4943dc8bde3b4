import { AbiCoder, keccak256 } from "ethers";

import type { OnChainSchedule } from "./scheduleTypes.ts";

const PAYMENTS =
  "tuple(uint40 recordCutoff, uint40 payFrom, uint40 accrueFrom, uint40 accrueTo, uint32 fractionNumerator, " +
  "uint32 fractionDenominator, uint112 principalPerUnit)[] payments";
const STEPS = "tuple(uint40 decideBy, uint16 firstPayment, int40 stepE8)[] steps";
const OPTIONS = "tuple(uint8 kind, uint40 noticeBy, uint40 date, uint112 pricePerUnit)[] options";

/** The Solidity struct `IBondSchedules.Schedule` as one tuple. */
const SCHEDULE =
  "tuple(address settlementBank, address taxAccount, uint8 instrumentClass, uint8 rateKind, uint40 rateE8, " +
  "int40 marginE8, uint40 floorE8, uint40 capE8, uint112 redemptionPerUnit, uint32 taxableRedemptionE6, " +
  `uint32 gracePeriod, bool tradesInDefault, ${PAYMENTS}, ${STEPS}, ${OPTIONS})`;

/**
 * The hash by which a bond's terms prove its schedule: keccak256(abi.encode(schedule)), as the contract takes it before it
 * stores one (`IBondSchedules.adopt`).
 */
export function scheduleHash(schedule: OnChainSchedule): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode([SCHEDULE], [schedule]));
}
