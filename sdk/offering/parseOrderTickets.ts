import { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "../terms/checkFields.ts";
import { checkList } from "../terms/checkList.ts";
import { amountField, partyIdField, priceField } from "../terms/fields.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { spreadField } from "./offeringFields.ts";
import type { OfferingSheet } from "./OfferingSheet.ts";
import type { OrderTicket } from "./OrderTicket.ts";
import { orderTicketRules } from "./orderTicketRules.ts";
import { writtenFields } from "./writtenFields.ts";

/** What `parseOrderTickets` may be told. */
export interface ParseOrderTicketsOptions {
  /** The offering that is ordered from, when known: the orders are then checked against it. */
  readonly sheet?: OfferingSheet | undefined;
  /** The terms of the bond offered, when known. */
  readonly termSheet?: TermSheet | undefined;
}

const limitField = z
  .strictObject({ price: priceField.optional(), spreadBp: spreadField.optional() })
  .refine(
    ({ price, spreadBp }) => price !== undefined || spreadBp !== undefined,
    "must name a price, a spreadBp or both; without a limit leave it out",
  );

const orderSchema = z.strictObject({
  investor: partyIdField,
  firm: partyIdField.optional(),
  pot: z.literal(true).optional(),
  amount: amountField,
  minimumAmount: amountField.optional(),
  limit: limitField.optional(),
});
const draftSchema = orderSchema.partial().strip();
const fileSchema = z.strictObject({ orders: z.unknown().optional() });
const fileDraftSchema = fileSchema.partial().strip();

/** An order whose fields are right by themselves. */
export type WrittenOrder = z.output<typeof orderSchema>;

/**
 * Checks an order file: `orders`, a list in which each order names its firm, or `pot: true`.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (ORDER_TICKETS_INVALID) with every issue found, its path beginning with `orders`
 */
export function parseOrderTickets(
  input: unknown,
  { sheet, termSheet }: ParseOrderTicketsOptions = {},
): readonly OrderTicket[] {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const list = checkList<WrittenOrder>({
    input: file.draft.orders,
    path: "orders",
    unique: [],
    checkItem: (item, path) => {
      const checked = checkFields<WrittenOrder>({ schema: orderSchema, draftSchema, input: item, path });
      const fields = writtenFields(item);
      const rules = orderTicketRules({ order: checked.draft, fields, sheet, termSheet, path });
      return { ...checked, issues: [...checked.issues, ...rules] };
    },
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length > 0)
    throw new InvalidInputError({ code: "ORDER_TICKETS_INVALID", subject: "order file", issues });
  return list.values.map(({ pot: _pot, ...ticket }) => ticket);
}
