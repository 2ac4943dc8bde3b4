import type { OfferingBook } from "../../../sdk/offering/OfferingBook.ts";
import type { JobContext } from "../JobContext.ts";
import { placeOf } from "./offeringWords.ts";
import { recordsOf } from "./orderDesk.ts";

/**
 * Shows whose orders stand where in the book, as far as they are written down here. What they say is shown nowhere: it is the
 * firms' secret until the price is fixed.
 */
export function tellOrders(context: JobContext, book: OfferingBook): void {
  const { names, reporter } = context;
  const records = recordsOf(context, book);
  const rows = book.entries.flatMap(({ position, commitment, enteredBy, isWithdrawn }) => {
    const record = records.get(commitment);
    if (record === undefined) return [];
    const investor = names(record.order.investor) ?? record.order.investor;
    return [{ position, investor, enteredBy: names(enteredBy) ?? enteredBy, commitment, isWithdrawn }];
  });
  if (rows.length > 0)
    reporter.table(
      ["order", "investor", "entered by", "hash on the chain", ""],
      rows.map(({ position, investor, enteredBy, commitment, isWithdrawn }) => [
        placeOf(position),
        investor,
        enteredBy,
        `${commitment.slice(0, 18)}...`,
        isWithdrawn ? "withdrawn" : "in the book",
      ]),
      [0],
    );
  reporter.data("orders", rows);
}
