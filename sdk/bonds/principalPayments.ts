import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Amortisation } from "./kinds.ts";
import { paymentIndexOf } from "./paymentIndexOf.ts";
import { percentOf } from "./percentOf.ts";

/** What `principalPayments` works on. */
export interface PrincipalPaymentsOptions {
  /** Face of one bond, in minor units. */
  readonly denomination: bigint;
  readonly amortisation?: readonly Amortisation[] | undefined;
  /** The coupon dates of the bond, not moved (`couponDates`). */
  readonly dates: readonly CalendarDate[];
}

/** What one coupon date does to the face of one bond. */
export interface PrincipalPayment {
  /** Face that bears interest until this coupon, in minor units. */
  readonly facePerUnit: bigint;
  /** Face repaid with this coupon; at maturity all that is left. */
  readonly principalPerUnit: bigint;
}

/** The face of one bond from coupon to coupon, by the amortisation of checked terms. */
export function principalPayments(options: PrincipalPaymentsOptions): readonly PrincipalPayment[] {
  const { denomination, dates } = options;
  let facePerUnit = denomination;
  return dates.map((_date, index) => {
    const before = facePerUnit;
    const principalPerUnit = index === dates.length - 1 ? before : partRepaid(options, index);
    facePerUnit -= principalPerUnit;
    return { facePerUnit: before, principalPerUnit };
  });
}

function partRepaid(
  { denomination, amortisation = [], dates }: PrincipalPaymentsOptions,
  index: number,
): bigint {
  const part = amortisation.find((entry) => paymentIndexOf(entry, dates) === index);
  if (part === undefined) return 0n;
  return part.amountPerUnit ?? percentOf(part.percentOfFace ?? "0", denomination).amount;
}
