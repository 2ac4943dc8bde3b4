import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "../terms/checkFields.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { offeringDateRules } from "./offeringDateRules.ts";
import type { OfferingSheet } from "./OfferingSheet.ts";
import { offeringSheetRules } from "./offeringSheetRules.ts";
import { offeringSheetSchema } from "./offeringSheetSchema.ts";
import type { WrittenSheet } from "./offeringSheetSchema.ts";
import { offeringTermRules } from "./offeringTermRules.ts";
import { writtenFields } from "./writtenFields.ts";

/** What `parseOfferingSheet` may be told. */
export interface ParseOfferingSheetOptions {
  /** The terms of the bond offered, when known: the sheet is then checked against them. */
  readonly termSheet?: TermSheet | undefined;
  /** Whether more is issued of a bond that is outstanding (追加発行). Left out: it is a first issue. */
  readonly isTap?: boolean | undefined;
  /** The business centre of dates, when there is no term sheet to say; Asia/Tokyo when left out. */
  readonly centre?: BusinessCentre | undefined;
}

const draftSchema = offeringSheetSchema.partial().strip();

/**
 * Checks an offering sheet: each field, the rules between them, and those between them and the term sheet. A fixed price is
 * written `issuePricePer100`, otherwise `priceRange` and `priceTick`. A sheet without `cutOffDate` closes on the payment date.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (OFFERING_INVALID) with every issue found, its path beginning with `offering`
 */
export function parseOfferingSheet(input: unknown, options: ParseOfferingSheetOptions = {}): OfferingSheet {
  const { termSheet, isTap = false } = options;
  const path = "offering";
  const centre = termSheet?.businessCentre ?? options.centre ?? "Asia/Tokyo";
  const checked = checkFields<WrittenSheet>({ schema: offeringSheetSchema, draftSchema, input, path });
  const { value, draft: sheet } = checked;
  const fields = writtenFields(input);
  const issues = [
    ...checked.issues,
    ...offeringSheetRules({ sheet, fields, path }),
    ...offeringDateRules({ sheet, centre, path }),
    ...(termSheet === undefined ? [] : offeringTermRules({ sheet, termSheet, isTap, path })),
  ];
  const complete = value === undefined ? undefined : completed(value);
  if (complete === undefined || issues.length > 0)
    throw new InvalidInputError({ code: "OFFERING_INVALID", subject: "offering sheet", issues });
  return complete;
}

/** With one way to say the price; nothing while it is not known. */
function completed(written: WrittenSheet): OfferingSheet | undefined {
  const { issuePricePer100, priceRange, stabilisation: _no, overAllotment: _none, ...sheet } = written;
  const fixed =
    issuePricePer100 === undefined ? undefined : { floor: issuePricePer100, cap: issuePricePer100 };
  const range = priceRange ?? fixed;
  if (range === undefined) return undefined;
  return { ...sheet, priceRange: range, cutOffDate: sheet.cutOffDate ?? sheet.paymentDate };
}
