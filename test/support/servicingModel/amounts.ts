import { couponAmount } from "../../../sdk/bonds/couponAmount.ts";
import { interestPerYenE13 } from "../../../sdk/bonds/interestPerYenE13.ts";
import { taxOf } from "../servicing.ts";
import { successorOf } from "./ledger.ts";
import type { Bond, Ledger, Name, Payment, Person } from "./types.ts";

const RATE_DECIMALS = 6n;
/** Without any index the rate is its floor, whatever steps add. */
const NEVER_FIXED = -(10n ** 15n);

/** The rate of a payment by what is known at `now`, and whether it can still change. */
export function rateOf(bond: Bond, payment: number, now: number): { rateE8: bigint; isFinal: boolean } {
  const { draft } = bond;
  let [rate, isFinal] = draft.isFloating ? floatingOf(bond, payment, now) : [draft.rateE8, true];
  for (const [index, { firstPayment, decideBy, stepE8 }] of draft.steps.entries()) {
    if (firstPayment > payment) continue;
    const decided = bond.decisions.get(index);
    if (decided === undefined && now < decideBy) isFinal = false;
    else if (decided ?? stepE8 > 0n) rate += stepE8;
  }
  const floored = rate < draft.floorE8 ? draft.floorE8 : rate;
  return { rateE8: floored > draft.capE8 ? draft.capE8 : floored, isFinal };
}

function floatingOf({ draft, fixings, payments }: Bond, payment: number, now: number): [bigint, boolean] {
  const isFinal = fixings.has(payment) || now >= paymentAt(payments, payment).recordCutoff;
  for (let known = payment; known >= 0; --known) {
    const index = fixings.get(known);
    if (index !== undefined) return [index + draft.marginE8, isFinal];
  }
  return [NEVER_FIXED, isFinal];
}

/** Face of a unit that the payments before this one leave. */
export function faceBefore({ draft, payments }: Bond, payment: number): bigint {
  return payments
    .slice(0, Math.min(payment, draft.payments.length))
    .reduce((left, { principalPerUnit }) => left - principalPerUnit, draft.denomination);
}

/** What the holder of so many units is due, by the sdk's arithmetic. */
export function dueOf(bond: Bond, payment: number, units: bigint, now: number) {
  const { numerator, denominator, principalPerUnit } = paymentAt(bond.payments, payment);
  const principal = units * principalPerUnit;
  if (numerator === 0n) return { interest: 0n, principal };
  const { rateE8 } = rateOf(bond, payment, now);
  const perYen = interestPerYenE13(percent(rateE8), { numerator, denominator });
  const totalFace = units * faceBefore(bond, payment);
  return { interest: couponAmount({ totalFace, interestPerYenE13: perYen }), principal };
}

/** A yearly rate as the sdk takes it: 1,483,000 is 1.483000 %. */
function percent(rateE8: bigint): string {
  const scale = 10n ** RATE_DECIMALS;
  return `${rateE8 / scale}.${(rateE8 % scale).toString().padStart(Number(RATE_DECIMALS), "0")}`;
}

/** Tax on a holder by the classes that it has now; of one whose key was lost, its successor's. */
export function taxOn(ledger: Ledger, amount: bigint, holder: Name) {
  const { classes } = ledger.people.get(successorOf(ledger, holder)) ?? NOBODY;
  const has = (bit: bigint): boolean => (classes & bit) !== 0n;
  if (has(8n)) return taxOf(amount, "exempt");
  if (!has(4n)) return taxOf(amount, "nonResident");
  return taxOf(amount, has(16n) ? "individual" : "corporation");
}

const NOBODY: Person = { status: "active", classes: 0n, kycExpiry: 0 };

export function paymentAt(payments: readonly Payment[], index: number): Payment {
  const found = payments[index];
  if (found === undefined) throw new Error(`there is no payment ${index}`);
  return found;
}
