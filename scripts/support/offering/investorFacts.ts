import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { offeringEvents } from "../../../sdk/client/readers/offeringEvents.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import type { OfferingBook } from "../../../sdk/offering/OfferingBook.ts";
import { isOrderSigned } from "../../../sdk/offering/isOrderSigned.ts";
import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import type { OrderRules } from "../../../sdk/offering/orderFaults.ts";
import { classesOf, classMask } from "../../../sdk/participants/classes.ts";
import type { InvestorClass } from "../../../sdk/terms/Party.ts";
import type { JobContext } from "../JobContext.ts";
import { takesSignature } from "./takesSignature.ts";

/** What `factsAbout` asks for. */
export interface FactsQuestion {
  readonly book: OfferingBook;
  readonly orders: readonly SignedOrder[];
  /** Whether units were allotted: then the facts are those of that moment, as the contract has judged by them. */
  readonly isAllotted: boolean;
}

/** What only the chain tells about the investors of orders. */
export type InvestorFacts = Required<Pick<OrderRules, "mayBeOffered" | "isSignedOtherwise">> & {
  readonly classesOf: (investor: string) => readonly InvestorClass[];
};

/** Asks the chain who may be offered the bond, who belongs to which classes, and who signs in another way than by its key. */
export async function factsAbout(
  { kessai }: Pick<JobContext, "kessai">,
  { book, orders, isAllotted }: FactsQuestion,
): Promise<InvestorFacts> {
  const { isin } = book;
  const id = encodeAscii(isin, 12);
  const blockTag = isAllotted ? await allotmentBlock(kessai, book) : "latest";
  const at = { blockTag };
  const { placement } = await kessai.offering.termsOf(id);
  const { requiredClasses } = await (await kessai.bond(isin)).terms();
  const isQualifiedOnly = Number(placement) === 1;
  const required = requiredClasses | (isQualifiedOnly ? classMask(["qualifiedInstitutionalInvestor"]) : 0n);
  const investors = [...new Set(orders.map(({ order }) => order.investor))];
  const offerable = new Set<string>();
  const classes = new Map<string, readonly InvestorClass[]>();
  for (const investor of investors) {
    const [eligibility, mask, isCounted] = await Promise.all([
      kessai.registry.eligibility(investor, required, at),
      kessai.registry.classesOf(investor, at),
      Number(placement) === 2 ? kessai.offering.isOfferee(id, investor, at) : true,
    ]);
    if (eligibility === 0n && isCounted) offerable.add(investor);
    classes.set(investor, classesOf(mask));
  }
  const otherwise = new Set<SignedOrder>();
  for (const signed of orders) {
    if (isOrderSigned(kessai.offeringDomain, signed)) continue;
    if (await takesSignature(kessai, signed, blockTag)) otherwise.add(signed);
  }
  return {
    mayBeOffered: (investor) => offerable.has(investor),
    isSignedOtherwise: (signed) => otherwise.has(signed),
    classesOf: (investor) => classes.get(investor) ?? [],
  };
}

/** The block of the first allotment; the newest when there is none, or when the node no longer knows how things stood then. */
async function allotmentBlock(
  kessai: Kessai,
  { isin, offering: number }: OfferingBook,
): Promise<number | "latest"> {
  const names = ["OrderAllotted", "AllocationCompleted"] as const;
  const [first] = await offeringEvents(kessai, { isin, number, names });
  if (first === undefined) return "latest";
  try {
    await kessai.registry.replacementDelay({ blockTag: first.blockNumber });
    return first.blockNumber;
  } catch {
    return "latest";
  }
}
