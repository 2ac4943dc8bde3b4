import { formatAmount } from "../encoding/formatAmount.ts";
import type { AllocationFault, AllocationFaultCode } from "./AllocationFault.ts";
import type { Allotment } from "./Allotment.ts";
import type { BookVerification } from "./BookVerification.ts";
import { isWilling } from "./isWilling.ts";
import type { Order } from "./Order.ts";
import type { PricePoint } from "./PricePoint.ts";

/** What `allotmentFaults` works on. */
export interface AllotmentFaultsOptions extends PricePoint {
  readonly book: BookVerification;
  /** Units offered. */
  readonly units: bigint;
  /** In the order in which they were given. */
  readonly allotments: readonly Allotment[];
}

/** What is wrong with allotments whatever the rule: with each by what its order says, and with all of them together. */
export function allotmentFaults(options: AllotmentFaultsOptions): readonly AllocationFault[] {
  const { book, units, allotments } = options;
  const orders = new Map(book.orders.map(({ position, order }) => [position, order]));
  const faults = allotments.flatMap((allotment, index) => [
    ...unorderedFault(allotment, allotments[index - 1]),
    ...faultsOf(allotment, orders.get(allotment.position), options),
  ]);
  const given = allotments.reduce((sum, each) => sum + each.units, 0n);
  if (given <= units) return faults;
  const sentence = `${formatAmount(given)} units are allotted of ${formatAmount(units)} that are offered.`;
  return [...faults, { code: "aboveOffering", position: undefined, sentence }];
}

function unorderedFault({ position }: Allotment, before: Allotment | undefined): readonly AllocationFault[] {
  if (before === undefined || before.position < position) return [];
  const sentence =
    before.position === position
      ? `Position ${position + 1n} is allotted twice.`
      : `Position ${position + 1n} is allotted after position ${before.position + 1n}: positions must rise.`;
  return [{ code: "positionsUnordered", position, sentence }];
}

function faultsOf(
  { position, units }: Allotment,
  order: Order | undefined,
  options: AllotmentFaultsOptions,
): readonly AllocationFault[] {
  const faults: AllocationFault[] = [];
  const add = (code: AllocationFaultCode, reason: string): void => {
    faults.push({ code, position, sentence: `Position ${position + 1n} ${reason}.` });
  };
  const given = `is allotted ${formatAmount(units)} units`;
  if (order === undefined) add("noSuchOrder", `${given}, but ${whyNone(position, options.book)}`);
  if (units < 1n) add("noUnits", given);
  if (order === undefined) return faults;
  const { minimumUnits } = order;
  if (units > order.units) add("aboveSize", `${given}, but asks for ${formatAmount(order.units)}`);
  if (units > 0n && units < minimumUnits) {
    add("belowMinimum", `${given}, but takes no fewer than ${formatAmount(minimumUnits)}`);
  }
  if (!isWilling(order, options)) add("outsideLimit", `${given}, but the price is not within its limits`);
  return faults;
}

/** Why there is no order that can be filled at a position. */
function whyNone(position: bigint, { withdrawn, faults }: BookVerification): string {
  if (withdrawn.some((each) => each.position === position)) return "its order was withdrawn";
  const fault = faults.find((each) => each.position === position);
  if (fault === undefined) return "no order stands there";
  return fault.code === "notShown" ? "its order was not shown" : "its order cannot be filled";
}
