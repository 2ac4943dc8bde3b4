/** What can be wrong with a price and an allocation. */
export const ALLOCATION_FAULTS = [
  "ruleChanged",
  "ruleUnusable",
  "priceOutsideRange",
  "priceNotClearing",
  "spreadWrong",
  "positionsUnordered",
  "noSuchOrder",
  "noUnits",
  "aboveSize",
  "belowMinimum",
  "outsideLimit",
  "aboveOffering",
  "leftOut",
  "notByRule",
] as const;
/**
 * ruleChanged: the rule is not the one whose hash stands in the terms. ruleUnusable: it allots in lots of nothing.
 * priceOutsideRange: of the terms. priceNotClearing: not the price at which the book clears. spreadWrong: not the one that
 * the price gives. positionsUnordered: positions do not rise, or one is allotted twice. noSuchOrder: no order that can be
 * filled stands there. noUnits, aboveSize, belowMinimum, outsideLimit: of what the order says. aboveOffering: more units than
 * are offered. leftOut: the rule gives an order units, and it got none. notByRule: it got others than the rule gives.
 */
export type AllocationFaultCode = (typeof ALLOCATION_FAULTS)[number];

/** Something wrong with a price or an allocation. */
export interface AllocationFault {
  readonly code: AllocationFaultCode;
  /** Place in the book; `undefined` for the offering as a whole. */
  readonly position: bigint | undefined;
  /** What is wrong, in words a back office understands. */
  readonly sentence: string;
}
