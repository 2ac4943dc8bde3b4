import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { inGroups } from "../../../sdk/client/readers/inGroups.ts";
import { paymentStatus } from "../../../sdk/client/readers/paymentStatus.ts";
import { redemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";

/** Something that a bond pays: a payment, or a redemption that takes place. Amounts are minor units. */
export interface Obligation {
  readonly kind: "payment" | "redemption";
  /** Of a payment, from 1; of a redemption, 0 at maturity, else the number of the option. */
  readonly number: number;
  readonly payFrom: bigint;
  /** Units that it pays or ends: those that are left, for a redemption. */
  readonly units: bigint;
  readonly required: bigint;
  readonly funded: bigint;
  readonly missing: bigint;
  readonly state: ObligationState;
}

/** Where it stands: paid off; fallen away; past its grace period without the money; or still to be paid. */
export type ObligationState = "completed" | "void" | "overdue" | "rate open" | "funded" | "to be funded";

/** Questions put at once. */
const AT_ONCE = 20;

/** All payments and redemptions of a bond that take place, in order of date; on one day payments come first. */
export async function obligations(kessai: Kessai, schedule: BondSchedule): Promise<readonly Obligation[]> {
  const { isin } = schedule;
  const payments = await inGroups(schedule.payments, AT_ONCE, async (payment): Promise<Obligation> => {
    const status = await paymentStatus(kessai, { isin, payment: payment.number });
    const { supply: units, required, funded, missing } = status;
    return {
      kind: "payment",
      number: payment.number,
      payFrom: payment.payFrom,
      units,
      required,
      funded,
      missing: payment.isVoid ? 0n : missing,
      state: status.isCompleted
        ? "completed"
        : payment.isVoid || units === 0n
          ? "void"
          : status.isOverdue
            ? "overdue"
            : !payment.isRateFinal
              ? "rate open"
              : fundedOrNot(missing),
    };
  });
  const options = schedule.options.filter(({ kind }) => kind !== "callProRata").map(({ number }) => number);
  const redemptions = await inGroups(
    [...options, 0],
    AT_ONCE,
    async (number): Promise<readonly Obligation[]> => {
      const status = await redemptionStatus(kessai, { isin, redemption: number });
      if (!status.isOpen) return [];
      const { payFrom, units, required, funded, missing } = status;
      return [
        {
          kind: "redemption",
          number,
          payFrom,
          units,
          required,
          funded,
          missing,
          state: status.isCompleted
            ? "completed"
            : units === 0n
              ? "void"
              : status.isOverdue
                ? "overdue"
                : fundedOrNot(missing),
        },
      ];
    },
  );
  return [...payments, ...redemptions.flat()].toSorted(byDate);
}

/** Whether something has still to be paid for it. */
export function isPending({ state }: Pick<Obligation, "state">): boolean {
  return state !== "completed" && state !== "void";
}

function fundedOrNot(missing: bigint): ObligationState {
  return missing === 0n ? "funded" : "to be funded";
}

function byDate(one: Obligation, other: Obligation): number {
  if (one.payFrom !== other.payFrom) return one.payFrom < other.payFrom ? -1 : 1;
  return one.kind === other.kind ? one.number - other.number : one.kind === "payment" ? -1 : 1;
}
