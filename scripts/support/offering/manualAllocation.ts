import { z } from "zod";

import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import type { Allotment } from "../../../sdk/offering/Allotment.ts";
import type { BookOrder } from "../../../sdk/offering/BookOrder.ts";
import { checkFields } from "../../../sdk/terms/checkFields.ts";
import { checkList } from "../../../sdk/terms/checkList.ts";
import { amountField, partyIdField } from "../../../sdk/terms/fields.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import { readNamedFile } from "../files.ts";
import { placeOf } from "./offeringWords.ts";

const lineSchema = z.strictObject({
  investor: partyIdField,
  firm: partyIdField.optional(),
  amount: amountField,
});
const draftSchema = lineSchema.partial().strip();

/** What an investor is given, as somebody has decided. */
export type ManualLine = z.output<typeof lineSchema>;

/**
 * Reads an allocation that somebody has made: a list of investors with the face that each is given. Whom it does not name gets
 * nothing.
 *
 * @throws InvalidInputError (ALLOCATION_INVALID) with every issue found
 */
export function readManualAllocation(path: string): readonly ManualLine[] {
  const { values, issues } = checkList<ManualLine>({
    input: readDocument(readNamedFile(path), path),
    path: "allocation",
    unique: [],
    checkItem: (input, at) => checkFields<ManualLine>({ schema: lineSchema, draftSchema, input, path: at }),
  });
  if (issues.length > 0) throw refused(issues);
  return values;
}

/** What `manualAllotments` works on. */
export interface ManualAllotmentsOptions {
  readonly lines: readonly ManualLine[];
  /** The orders that can be filled. */
  readonly orders: readonly BookOrder[];
  readonly denomination: bigint;
  /** The account of a party, by its id. */
  readonly accountOf: (party: string) => string;
}

/**
 * The allotments that lines mean, by rising position. A line belongs to the only order of its investor or, when it names a firm,
 * to the only one that this firm sells.
 *
 * @throws InvalidInputError (ALLOCATION_INVALID) with every issue found
 */
export function manualAllotments(options: ManualAllotmentsOptions): readonly Allotment[] {
  const { lines, orders, denomination, accountOf } = options;
  const issues: InputIssue[] = [];
  const given = new Map<bigint, bigint>();
  for (const [index, { investor, firm, amount }] of lines.entries()) {
    const path = `allocation[${index}]`;
    const refuse = (field: string, value: unknown, rule: string): void =>
      void issues.push(issue(`${path}.${field}`, value, rule));
    const own = orders.filter(
      ({ order }) =>
        order.investor === accountOf(investor) && (firm === undefined || order.firm === accountOf(firm)),
    );
    const [first, ...others] = own;
    if (amount % denomination !== 0n)
      refuse("amount", amount, `must be a multiple of the denomination ${denomination}`);
    if (first === undefined) {
      const whose = firm === undefined ? "" : ` that ${firm} sells`;
      refuse("investor", investor, `must have an order in the book${whose} with which nothing is wrong`);
    } else if (others.length > 0) {
      const places = own.map(({ position }) => placeOf(position)).join(", ");
      refuse("firm", firm, `must tell which order of ${investor} is meant: it has numbers ${places}`);
    } else if (given.has(first.position)) refuse("investor", investor, "must be given units once only");
    else given.set(first.position, amount / denomination);
  }
  if (issues.length > 0) throw refused(issues);
  return [...given]
    .map(([position, units]): Allotment => ({ position, units }))
    .toSorted((a, b) => (a.position < b.position ? -1 : 1));
}

function refused(issues: readonly InputIssue[]): InvalidInputError {
  return new InvalidInputError({ code: "ALLOCATION_INVALID", subject: "allocation", issues });
}
