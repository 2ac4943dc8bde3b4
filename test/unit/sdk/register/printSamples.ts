import { readFileSync } from "node:fs";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { identifyHolders } from "../../../../sdk/register/book/identifyHolders.ts";
import type { IdentityEntry } from "../../../../sdk/register/book/IdentityBook.ts";
import type { BondRegister } from "../../../../sdk/register/BondRegister.ts";
import type { RegisterPrint } from "../../../../sdk/register/print/RegisterPrint.ts";
import { termParticulars } from "../../../../sdk/register/print/termParticulars.ts";
import { registerHash } from "../../../../sdk/register/registerHash.ts";
import { parseParties } from "../../../../sdk/terms/parseParties.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../../../sdk/terms/TermSheet.ts";
import { ALICE, BOB, entryOf, ISIN, ISSUER, sampleRegister } from "./samples.ts";

const read = (file: string): unknown =>
  readDocument(
    readFileSync(new URL(`../../../../scenarios/jpx-2022/${file}.yaml`, import.meta.url), "utf8"),
    file,
  );

/** The particulars of the bond of the scenario, with other terms if wished. */
export function particularsOf(changes: Partial<TermSheet> = {}) {
  const terms = { ...parseTermSheet(read("terms")), ...changes };
  return termParticulars({ terms, schedule: couponSchedule(terms), parties: parseParties(read("parties")) });
}

/** Entries whose details have everything that may stand in them. */
export const entries: readonly IdentityEntry[] = [
  {
    ...entryOf(ALICE),
    address: "1-2-3 Marunouchi, Tokyo",
    addressJa: "東京都千代田区丸の内一丁目2番3号",
    taxNote: "非課税適用申告書",
    trustNotice: "弥生公社債ファンド",
    pledges: [
      { isin: ISIN, units: 12n, pledgee: "卯月信用金庫", registeredOn: parseCalendarDate("2022-06-03") },
    ],
  },
  entryOf(BOB),
  entryOf(ISSUER),
];

/** Everything that is printed of the sample register; without the book when there are no entries. */
export function printOf(
  changes: Partial<RegisterPrint> = {},
  book: readonly IdentityEntry[] = entries,
  register: BondRegister = sampleRegister(),
): RegisterPrint {
  return {
    register,
    hash: registerHash(register),
    centre: "Asia/Tokyo",
    reconciliation: { accounts: 3, differences: [] },
    identified:
      book.length === 0
        ? undefined
        : identifyHolders({ register, book: { entries: book }, centre: "Asia/Tokyo" }),
    particulars: particularsOf(),
    anchoredAt: undefined,
    ...changes,
  };
}
