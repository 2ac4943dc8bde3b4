import { allocate } from "../../../sdk/offering/allocate.ts";
import type { Allocation } from "../../../sdk/offering/allocate.ts";
import type { Allotment } from "../../../sdk/offering/Allotment.ts";
import { allotmentFaults } from "../../../sdk/offering/allotmentFaults.ts";
import type { BookVerification } from "../../../sdk/offering/BookVerification.ts";
import { compareAllocations } from "../../../sdk/offering/compareAllocations.ts";
import type { Pricing } from "../../../sdk/offering/Pricing.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { AddressBook } from "../AddressBook.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { UsageError } from "../UsageError.ts";
import type { InvestorFacts } from "./investorFacts.ts";
import { manualAllotments } from "./manualAllocation.ts";
import type { ManualLine } from "./manualAllocation.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { asPeopleSay, placeOf } from "./offeringWords.ts";

/** What `planAllocation` works on. */
export interface AllocationQuestion {
  readonly offering: OfferingCase;
  readonly pricing: Pricing;
  /** The orders by which is allotted. */
  readonly book: BookVerification;
  readonly classesOf: InvestorFacts["classesOf"];
  /** Left out: by the rule. */
  readonly lines?: readonly ManualLine[] | undefined;
}

/** Who is to be given what. */
export interface PlannedAllocation {
  /** What the rule gives, to every order. */
  readonly byRule: Allocation;
  /** What is to be given, by rising position. */
  readonly given: readonly Allotment[];
}

/** What the rule gives at the price of an offering. */
export function byTheRule({
  offering,
  pricing,
  book,
  classesOf,
}: Omit<AllocationQuestion, "lines">): Allocation {
  const { rule, terms } = offering;
  const { pricePerUnit: price, spreadE8 } = pricing;
  return allocate({ orders: book.orders, rule, units: terms.units, price, spreadE8, classesOf });
}

/**
 * The allocation by the rule, or as somebody has made it.
 *
 * @throws UsageError when it departs from the rule and the offering was not priced for that, or breaks the limits of an order
 */
export function planAllocation(
  { book: accounts, names }: Pick<JobContext, "names"> & { readonly book: Pick<AddressBook, "accountOf"> },
  question: AllocationQuestion,
): PlannedAllocation {
  const { offering, pricing, book, lines } = question;
  const { terms, scenario } = offering;
  const byRule = byTheRule(question);
  const rule = byRule.allotments.flatMap(({ position, units }): readonly Allotment[] =>
    units > 0n ? [{ position, units }] : [],
  );
  if (lines === undefined) return { byRule, given: rule };
  const { denomination } = scenario.terms;
  const accountOf = (party: string): string => accounts.accountOf(party);
  const given = manualAllotments({ lines, orders: book.orders, denomination, accountOf });
  const { pricePerUnit: price, spreadE8, isManual } = pricing;
  const faults = allotmentFaults({ book, units: terms.units, allotments: given, price, spreadE8 });
  if (faults.length > 0)
    throw new UsageError(
      `This allocation cannot be: ${faults.map(({ sentence }) => asPeopleSay(sentence, names)).join(" ")}`,
      "Correct the file of the manual allocation.",
    );
  const { unitsMore, unitsLess } = compareAllocations({ rule, manual: given });
  if (!isManual && unitsMore + unitsLess > 0n)
    throw new UsageError(
      "This allocation departs from the rule, and the offering was priced for one by the rule.",
      "Leave --manual out. One that departs is announced with the price: price --manual.",
    );
  return { byRule, given };
}

/** An allotment that the chain has. */
export interface SentAllotment {
  readonly position: bigint;
  readonly trade: Pick<Trade, "quantity">;
}

/**
 * The allotments that are still to be sent.
 *
 * @throws JobError when what was sent before is not what is to be given
 */
export function restToAllot(
  given: readonly Allotment[],
  sent: readonly SentAllotment[],
  isin: string,
): readonly Allotment[] {
  const last = sent.at(-1)?.position ?? -1n;
  const { positions } = compareAllocations({
    rule: given.filter(({ position }) => position <= last),
    manual: sent.map(({ position, trade }) => ({ position, units: trade.quantity })),
  });
  const others = positions.filter(({ difference }) => difference !== 0n);
  if (others.length === 0) return given.filter(({ position }) => position > last);
  const words = others.map(
    ({ position, unitsByRule, unitsGiven }) =>
      `order ${placeOf(position)} has ${unitsGiven}, not ${unitsByRule}`,
  );
  throw new JobError(
    `A part of ${isin} was allotted otherwise before: ${words.join("; ")}.`,
    "Allotments are final. Go on with the same orders and the same file, or call the offering off: close-offering --call-off.",
  );
}
