import { parseDecimal } from "../bonds/parseDecimal.ts";
import { percentOf } from "../bonds/percentOf.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Draft } from "../terms/checkFields.ts";
import { issue } from "../terms/issue.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import type { OfferingSheet } from "./OfferingSheet.ts";
import type { WrittenOrder } from "./parseOrderTickets.ts";
import { unitFaceOn } from "./unitFaceOn.ts";

/** What `orderTicketRules` works on. */
export interface OrderTicketRulesOptions {
  readonly order: Draft<WrittenOrder>;
  /** Names of all fields that were written, right or wrong. */
  readonly fields: ReadonlySet<string>;
  readonly sheet: OfferingSheet | undefined;
  readonly termSheet: TermSheet | undefined;
  /** Where the order stands: `orders[2]`. */
  readonly path: string;
}

/** The rules between the fields of an order, and between the order, the offering and the bond when known. */
export function orderTicketRules(options: OrderTicketRulesOptions): readonly InputIssue[] {
  return [...orderRules(options), ...sheetRules(options), ...termRules(options)];
}

function orderRules({ order, fields, path }: OrderTicketRulesOptions): readonly InputIssue[] {
  const { firm, pot, investor, amount, minimumAmount } = order;
  const issues: InputIssue[] = [];
  if (!fields.has("firm") && !fields.has("pot")) {
    const rule =
      "is required: the firm that sells, or pot: true for the pot, which the lead manager sells from";
    issues.push(issue(`${path}.firm`, undefined, rule));
  }
  if (fields.has("firm") && pot === true)
    issues.push(issue(`${path}.pot`, pot, "must be left out when a firm sells"));
  if (investor !== undefined && investor === firm)
    issues.push(issue(`${path}.investor`, investor, "must not be the firm that sells"));
  if (amount !== undefined && minimumAmount !== undefined && minimumAmount > amount)
    issues.push(issue(`${path}.minimumAmount`, minimumAmount, `must not exceed the amount ${amount}`));
  return issues;
}

function sheetRules({ order, sheet, path }: OrderTicketRulesOptions): readonly InputIssue[] {
  if (sheet === undefined) return [];
  const { firm, investor, amount, limit } = order;
  const members = sheet.syndicate.map((member) => member.firm);
  const issues: InputIssue[] = [];
  if (firm !== undefined && !members.includes(firm))
    issues.push(issue(`${path}.firm`, firm, `must be a member of the syndicate: ${members.join(", ")}`));
  if (investor !== undefined && investor !== firm && members.includes(investor)) {
    const rule = "must not be a member of the syndicate, whose own demand would prop up the price";
    issues.push(issue(`${path}.investor`, investor, rule));
  }
  if (amount !== undefined && amount > sheet.totalAmount)
    issues.push(issue(`${path}.amount`, amount, `must not exceed the total amount ${sheet.totalAmount}`));
  const { floor } = sheet.priceRange;
  if (limit?.price !== undefined && price(limit.price) < price(floor)) {
    const rule = `must not be below ${floor}, the lowest price of the offering`;
    issues.push(issue(`${path}.limit.price`, limit.price, rule));
  }
  return issues;
}

function termRules({ order, sheet, termSheet, path }: OrderTicketRulesOptions): readonly InputIssue[] {
  if (termSheet === undefined) return [];
  const { investor, limit } = order;
  const { denomination, issuer } = termSheet;
  const issues: InputIssue[] = [];
  if (investor === issuer) issues.push(issue(`${path}.investor`, investor, "must not be the issuer itself"));
  for (const field of ["amount", "minimumAmount"] as const) {
    const amount = order[field] ?? 0n;
    if (amount % denomination !== 0n)
      issues.push(
        issue(`${path}.${field}`, amount, `must be a multiple of the denomination ${denomination}`),
      );
  }
  const face = sheet === undefined ? denomination : unitFaceOn(termSheet, sheet.paymentDate);
  if (limit?.price !== undefined && !percentOf(limit.price, face).isWhole) {
    const rule = `must come to whole minor units of the face ${face} of one bond`;
    issues.push(issue(`${path}.limit.price`, limit.price, rule));
  }
  return issues;
}

function price(text: string): bigint {
  return parseDecimal(text, PRICE_DECIMALS);
}
