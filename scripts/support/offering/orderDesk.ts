import { hexlify, randomBytes } from "ethers";

import type { BookEntry, OfferingBook } from "../../../sdk/offering/OfferingBook.ts";
import { orderCommitment } from "../../../sdk/offering/orderHash.ts";
import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import { signOrder } from "../../../sdk/offering/signOrder.ts";
import type { Folder } from "../Folder.ts";
import type { JobContext } from "../JobContext.ts";
import { isSameOrder } from "./matchTickets.ts";
import type { Standing, Wanted } from "./matchTickets.ts";
import type { OrderRecord } from "./orderRecords.ts";

/** The orders of an offering that are written down, by their commitments. */
export function recordsOf(
  { folder }: Pick<JobContext, "folder">,
  { isin, offering }: Pick<OfferingBook, "isin" | "offering">,
): ReadonlyMap<string, OrderRecord> {
  const all = Object.entries(folder.orders());
  return new Map(all.filter(([, { order }]) => order.isin === isin && order.offering === offering));
}

/** Orders that stand in the book and are written down, by rising position. */
export function standingOrders(
  records: ReadonlyMap<string, OrderRecord>,
  book: OfferingBook,
): readonly Standing[] {
  return book.entries.flatMap((entry): readonly Standing[] => {
    const record = records.get(entry.commitment);
    if (record === undefined || entry.isWithdrawn) return [];
    const { order } = record;
    const isTakenBack = (book.revocations ?? []).some(
      (each) => each.account === order.investor && each.commitment === entry.commitment,
    );
    return [{ order, enteredBy: entry.enteredBy, position: entry.position, isTakenBack }];
  });
}

/** Writes down where orders were seen in the book, and which ones another has replaced there. */
export function noteBook(
  { folder, options }: Pick<JobContext, "folder" | "options">,
  book: OfferingBook,
): void {
  if (options.dryRun) return;
  const before = folder.orders();
  let isChanged = false;
  const after: Record<string, OrderRecord> = {};
  for (const [commitment, record] of Object.entries(before)) {
    after[commitment] = noted(commitment, record, book);
    isChanged ||= after[commitment] !== record;
  }
  if (isChanged) folder.saveOrders(after);
}

function noted(commitment: string, record: OrderRecord, book: OfferingBook): OrderRecord {
  const { order, position, isReplaced } = record;
  if (order.isin !== book.isin || order.offering !== book.offering || isReplaced === true) return record;
  const found = book.entries.find((entry) => entry.commitment === commitment);
  if (found !== undefined && position === undefined) return { ...record, position: found.position };
  if (found === undefined && position !== undefined) return { ...record, isReplaced: true };
  return record;
}

/**
 * The commitment to an order that is signed by its investor and written down: one of an earlier run that never reached the
 * book, or a new one. Nothing of it has left this folder before it is written down.
 *
 * @returns `undefined` when the investor's key is not at hand
 */
export async function commitTo(
  context: Pick<JobContext, "folder" | "keys" | "kessai">,
  wanted: Wanted,
  book: OfferingBook,
): Promise<string | undefined> {
  const { folder, keys, kessai } = context;
  const { order: asked, account, signed: given } = wanted;
  if (given !== undefined) return noteOrder(folder, given, account);
  const seen = new Set(book.entries.map(({ commitment }) => commitment));
  const kept = [...recordsOf(context, book)].find(
    ([commitment, { order, account: by, isReplaced }]) =>
      isReplaced !== true && !seen.has(commitment) && by === account && isSameOrder(order, asked),
  );
  if (kept !== undefined) return kept[0];
  const signer = await keys.signerOf(asked.investor);
  if (signer === undefined) return undefined;
  const salted = { ...asked, salt: hexlify(randomBytes(32)) };
  return noteOrder(
    folder,
    await signOrder(signer, { domain: kessai.offeringDomain, order: salted }),
    account,
  );
}

/** Writes a signed order down; gives its commitment. */
function noteOrder(folder: Folder, { order, signature }: SignedOrder, account: string): string {
  const commitment = orderCommitment(order);
  const before = folder.orders();
  if (before[commitment] === undefined)
    folder.saveOrders({ ...before, [commitment]: { order, signature, account } });
  return commitment;
}

/** Commitments that an account has entered and that are not written down here. */
export function strangeEntries(
  records: ReadonlyMap<string, OrderRecord>,
  { entries }: OfferingBook,
  account: string,
): readonly BookEntry[] {
  return entries.filter(
    ({ commitment, enteredBy, isWithdrawn }) =>
      !isWithdrawn && enteredBy === account && !records.has(commitment),
  );
}
