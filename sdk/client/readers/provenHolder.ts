import { getAddress } from "ethers";

import { couponAmount } from "../../bonds/couponAmount.ts";
import { formatDecimal } from "../../bonds/formatDecimal.ts";
import { interestPerYenE13 } from "../../bonds/interestPerYenE13.ts";
import { RATE_DECIMALS } from "../../bonds/types.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import type { TaxClass } from "../../tax/taxClasses.ts";
import { withheldTax } from "../../tax/withheldTax.ts";
import type { WithholdingRates } from "../../tax/withheldTax.ts";
import type { ScheduledPayment } from "./scheduledTypes.ts";

/** What a holder was paid, as the log says, and what does not hold of it. Amounts are minor units. */
export interface PaidHolder {
  readonly holder: string;
  readonly units: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
  readonly taxClass: TaxClass;
  readonly nationalTax: bigint;
  readonly localTax: bigint;
  readonly net: bigint;
  /** Whether it could not be paid, and the money is kept for it. */
  readonly isKept: boolean;
  readonly transactionHash: string;
  readonly faults: readonly string[];
}

/** What `provenHolder` compares. */
export interface ProvenHolderOptions {
  /** HolderPaid. */
  readonly event: ChainEvent;
  /** What the paying contract did with money right after it. */
  readonly move: ChainEvent | undefined;
  readonly scheduled: ScheduledPayment;
  /** The holder's units at the record date; `undefined` when it had none. */
  readonly units: bigint | undefined;
  readonly taxClass: TaxClass;
  readonly rates: WithholdingRates | undefined;
}

/** Calculates anew what one holder is due, and compares it with what the log says it was paid. */
export function provenHolder(options: ProvenHolderOptions): PaidHolder {
  const { event, move, scheduled, taxClass, rates } = options;
  const units = numberIn(event, "units");
  const interest = numberIn(event, "interest");
  const principal = numberIn(event, "principal");
  const nationalTax = numberIn(event, "nationalTax");
  const localTax = numberIn(event, "localTax");
  const net = interest + principal - nationalTax - localTax;
  const isKept = move?.name === "PaymentSuspended";
  const holder = getAddress(textOf(event.args["holder"]));
  const due = interestDue(scheduled, units);
  const tax = rates === undefined ? undefined : withheldTax(interest, rates);
  const faults = [
    ...differs("units", units, options.units ?? 0n),
    ...differs("interest", interest, due),
    ...differs("principal", principal, units * scheduled.principalPerUnit),
    ...(tax === undefined ? [`no tax rate is known for a holder that is ${taxClass}`] : []),
    ...(tax === undefined ? [] : differs("national tax", nationalTax, tax.national)),
    ...(tax === undefined ? [] : differs("local tax", localTax, tax.local)),
    ...(net === 0n ? [] : moveFaults(move, holder, net)),
  ];
  const { transactionHash } = event;
  return {
    holder,
    units,
    interest,
    principal,
    taxClass,
    nationalTax,
    localTax,
    net,
    isKept,
    transactionHash,
    faults,
  };
}

/** The interest on these units, by this library's own arithmetic. */
function interestDue({ facePerUnit, rateE8, fraction }: ScheduledPayment, units: bigint): bigint {
  if (fraction.numerator === 0n) return 0n;
  const perYen = interestPerYenE13(formatDecimal(rateE8, RATE_DECIMALS), fraction);
  return couponAmount({ totalFace: units * facePerUnit, interestPerYenE13: perYen });
}

/** What does not hold of the money that moved, or is kept, right after an event. */
export function moveFaults(move: ChainEvent | undefined, holder: string, net: bigint): readonly string[] {
  const isTransfer = move?.name === "Transfer";
  if (move === undefined || (!isTransfer && move.name !== "PaymentSuspended"))
    return [`${net} was neither paid nor kept`];
  const to = getAddress(textOf(move.args[isTransfer ? "to" : "account"]));
  const amount = numberIn(move, isTransfer ? "value" : "amount");
  return [...(to === holder ? [] : [`the money went to ${to}`]), ...differs("net amount", amount, net)];
}

/** Says so when a figure is not what it should be. */
export function differs(what: string, actual: bigint, expected: bigint): readonly string[] {
  return actual === expected ? [] : [`${what} ${actual}, expected ${expected}`];
}

/** A whole number that an event carries; zero when it carries none of that name. */
export function numberIn({ args }: Pick<ChainEvent, "args">, name: string): bigint {
  const value = args[name];
  return typeof value === "bigint" ? value : 0n;
}
