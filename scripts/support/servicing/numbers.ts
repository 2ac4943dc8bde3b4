import type {
  BondSchedule,
  ScheduledOption,
  ScheduledPayment,
} from "../../../sdk/client/readers/scheduledTypes.ts";
import { parseWhole } from "../parseWhole.ts";
import { UsageError } from "../UsageError.ts";

/**
 * The number that an option gives, counted from 1 as in term sheets.
 *
 * @throws UsageError when it is none
 */
export function parseNumber(option: string, text: string): number {
  const number = parseWhole(option, text);
  if (number > 65_535n) throw new UsageError(`${option} is ${text}: no bond has so many.`, "Count from 1.");
  return Number(number);
}

/**
 * The redemption that an option gives: "maturity", or the number of an option, counted from 1.
 *
 * @returns 0 for maturity
 */
export function parseRedemption(text: string): number {
  return text === "maturity" ? 0 : parseNumber("--redemption", text);
}

/** @throws UsageError when the bond has no payment of that number */
export function requirePayment({ isin, payments }: BondSchedule, number: number): ScheduledPayment {
  const found = payments[number - 1];
  if (found !== undefined) return found;
  throw new UsageError(
    `${isin} has no payment number ${number}; it has ${payments.length}.`,
    "Count from 1, the first coupon. The servicing job lists them.",
  );
}

/** @throws UsageError when the bond has no option of that number */
export function requireOption({ isin, options }: BondSchedule, number: number): ScheduledOption {
  const found = options[number - 1];
  if (found !== undefined) return found;
  throw new UsageError(
    `${isin} has no option number ${number}; it has ${options.length}.`,
    "Count from 1. The servicing job lists them.",
  );
}

/** What people call a redemption. */
export function redemptionWords(redemption: number): string {
  return redemption === 0 ? "the redemption at maturity" : `the redemption by option ${redemption}`;
}

/** What people call the sum that a payment is: the numbers of a bond are counted from 1. */
export function paymentWords({
  number,
  isRecovery,
}: Pick<ScheduledPayment, "number" | "isRecovery">): string {
  return isRecovery ? `payment ${number} (recovery)` : `payment ${number}`;
}

/** What people call a payment or a redemption. */
export function obligationWords({
  kind,
  number,
}: {
  readonly kind: "payment" | "redemption";
  readonly number: number;
}): string {
  return kind === "payment" ? `payment ${number}` : redemptionWords(number);
}
