import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { verifyAllocation } from "../../../sdk/offering/verifyAllocation.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { asPeopleSay } from "./offeringWords.ts";
import type { OrdersAtHand } from "./ordersAtHand.ts";
import { referenceYield, requireSpreads, spreadsOf } from "./spreads.ts";

/** What `verifyAll` works on. */
export interface Audit {
  readonly status: OfferingStatus;
  readonly atHand: OrdersAtHand;
  /** In percent; goes unused once the price is fixed. */
  readonly referenceYield: string | undefined;
}

/**
 * Holds the orders at hand against the book on the chain and, once units were allotted, price and allotments against orders, terms
 * and rule. A step for each, failed when anything is wrong.
 */
export async function verifyAll(context: JobContext, offering: OfferingCase, audit: Audit): Promise<void> {
  const { atHand, status } = audit;
  const { terms } = offering;
  const { orders, withdrawn, faults } = atHand.verification;
  context.reporter.data("verification", {
    orders: orders.map(({ position }) => position),
    withdrawn: withdrawn.map(({ position }) => position),
    faults,
  });
  const what = `hold ${atHand.orders.length} orders against the book of ${terms.isin}`;
  tell(context, what, faults);
  const allotments = await offeringAllotments(context.kessai, { isin: terms.isin, number: status.number });
  const { pricing } = status;
  const isComplete = status.stage !== "open" && status.stage !== "priced";
  if (pricing === undefined || !isComplete) return;
  const shown = orders.map(({ order }) => order);
  const { spreadAt } = requireSpreads(
    spreadsOf(offering, referenceYield(status, audit.referenceYield), shown),
  );
  const { rule, range } = offering;
  const wrong = verifyAllocation({
    book: atHand.verification,
    terms: status.terms,
    rule,
    priceTick: range.priceTick,
    spreadAt,
    classesOf: atHand.classesOf,
    pricing,
    allotments: allotments.map(({ position, trade }) => ({ position, units: trade.quantity })),
  });
  context.reporter.data("allocationFaults", wrong);
  tell(
    context,
    `hold price and ${allotments.length} allotments of ${terms.isin} against orders, terms and rule`,
    wrong,
  );
}

/** Faults that a message shows; all are in the JSON text. */
const SHOWN = 10;

function tell(
  { reporter, names }: JobContext,
  what: string,
  faults: readonly { readonly sentence: string }[],
): void {
  if (faults.length === 0) {
    reporter.step({ what, outcome: "done" });
    return;
  }
  const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [];
  const lines = faults.slice(0, SHOWN).map(({ sentence }) => asPeopleSay(sentence, names));
  const hint = "Ask whoever entered or allotted it; every fault is in the JSON text (--json).";
  reporter.step({ what, outcome: "failed", remark: [...lines, ...more, hint].join("\n") });
}
