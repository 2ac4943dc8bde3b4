import type { IBondSchedules, IBondToken } from "../../typechain-types/index.ts";
import { BondSchedules__factory } from "../../typechain-types/index.ts";
import { AbiCoder, keccak256 } from "ethers";
import { DAY, START } from "./world.ts";

const encodeSchedule = BondSchedules__factory.createInterface().getFunction("adopt").inputs[1];

/** The largest rate: no cap. */
export const NO_CAP = 2n ** 40n - 1n;

/** A payment at a record cut-off: half a year's interest, paid five days later. */
export function paymentAt(
  recordCutoff: number,
  changes: Partial<IBondSchedules.PaymentStruct> = {},
): IBondSchedules.PaymentStruct {
  return {
    recordCutoff,
    payFrom: recordCutoff + 5 * DAY,
    accrueFrom: START,
    accrueTo: recordCutoff + 5 * DAY,
    fractionNumerator: 1n,
    fractionDenominator: 2n,
    principalPerUnit: 0n,
    ...changes,
  };
}

/** The schedule of a fixed-rate bond: 1.483 % a year, paid twice, redeemed at its face. */
export function scheduleOf(
  terms: { readonly denomination: bigint; readonly recordCutoffs: readonly number[] },
  accounts: { readonly settlementBank: string; readonly taxAccount: string },
  changes: Partial<IBondSchedules.ScheduleStruct> = {},
): IBondSchedules.ScheduleStruct {
  return {
    ...accounts,
    instrumentClass: 0n,
    rateKind: 0n,
    rateE8: 1_483_000n,
    marginE8: 0n,
    floorE8: 0n,
    capE8: NO_CAP,
    redemptionPerUnit: terms.denomination,
    taxableRedemptionE6: 0n,
    gracePeriod: 3 * DAY,
    tradesInDefault: false,
    payments: terms.recordCutoffs.map((cutoff, index) =>
      paymentAt(cutoff, { accrueFrom: (terms.recordCutoffs[index - 1] ?? START - 5 * DAY) + 5 * DAY }),
    ),
    steps: [],
    options: [],
    ...changes,
  };
}

/** keccak256(abi.encode(schedule)), by the contract's own interface. */
export function hashOf(schedule: IBondSchedules.ScheduleStruct): string {
  if (encodeSchedule === undefined) throw new Error("adopt takes a schedule");
  return keccak256(AbiCoder.defaultAbiCoder().encode([encodeSchedule], [schedule]));
}

/** Terms with the hash of this schedule. */
export function termsWith(
  terms: IBondToken.TermsStruct,
  schedule: IBondSchedules.ScheduleStruct,
): IBondToken.TermsStruct {
  return { ...terms, scheduleHash: hashOf(schedule) };
}
