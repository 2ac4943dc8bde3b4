import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Draft } from "../terms/checkFields.ts";
import { issue } from "../terms/issue.ts";
import type { SheetTier } from "./OfferingSheet.ts";
import type { WrittenSheet } from "./offeringSheetSchema.ts";

/** What `offeringSheetRules` works on. */
export interface OfferingSheetRulesOptions {
  /** The fields that are right by themselves. */
  readonly sheet: Draft<WrittenSheet>;
  /** Names of all fields that were written, right or wrong. */
  readonly fields: ReadonlySet<string>;
  /** Where the sheet stands. */
  readonly path: string;
}

/** The rules between amounts, prices, firms and tiers of an offering sheet, whatever the bond. */
export function offeringSheetRules(options: OfferingSheetRulesOptions): readonly InputIssue[] {
  return [
    ...priceFields(options),
    ...priceRules(options),
    ...amountRules(options),
    ...syndicateRules(options),
    ...tierRules(options),
  ];
}

/** Either one price, or a range and its tick. */
function priceFields({ sheet, fields, path }: OfferingSheetRulesOptions): readonly InputIssue[] {
  const { priceRange, priceTick } = sheet;
  const isFixed = fields.has("issuePricePer100");
  const asks = (field: string, rule: string): InputIssue => issue(`${path}.${field}`, undefined, rule);
  if (!isFixed && !fields.has("priceRange"))
    return [asks("issuePricePer100", "is required: one price, or a priceRange and its priceTick")];
  if (isFixed) {
    const superfluous = { priceRange, priceTick };
    return Object.entries(superfluous)
      .filter(([field]) => fields.has(field))
      .map(([field, value]) =>
        issue(`${path}.${field}`, value, "must be left out: issuePricePer100 says the price"),
      );
  }
  if (fields.has("priceTick")) return [];
  return [asks("priceTick", "is required: how far prices within the range are apart")];
}

function priceRules({ sheet, path }: OfferingSheetRulesOptions): readonly InputIssue[] {
  const { issuePricePer100, priceRange, priceTick, feePer100 } = sheet;
  const issues: InputIssue[] = [];
  const floor = priceRange?.floor ?? issuePricePer100;
  if (priceRange !== undefined && price(priceRange.cap) <= price(priceRange.floor)) {
    const rule = `must be above the floor ${priceRange.floor}; for one price write issuePricePer100 instead`;
    issues.push(issue(`${path}.priceRange.cap`, priceRange.cap, rule));
  } else if (priceRange !== undefined && priceTick !== undefined) {
    const span = price(priceRange.cap) - price(priceRange.floor);
    const rule = `must divide the range from ${priceRange.floor} to ${priceRange.cap} into equal steps`;
    if (span % price(priceTick) !== 0n) issues.push(issue(`${path}.priceTick`, priceTick, rule));
  }
  if (floor !== undefined && feePer100 !== undefined && price(feePer100) > price(floor))
    issues.push(issue(`${path}.feePer100`, feePer100, `must not exceed the lowest price ${floor}`));
  return issues;
}

function amountRules({ sheet, path }: OfferingSheetRulesOptions): readonly InputIssue[] {
  const { totalAmount, minimumAmount, allocation, method, ifPaymentFails, syndicate } = sheet;
  const issues: InputIssue[] = [];
  if (totalAmount !== undefined) {
    const rule = `must not exceed the total amount ${totalAmount}`;
    if (minimumAmount !== undefined && minimumAmount > totalAmount)
      issues.push(issue(`${path}.minimumAmount`, minimumAmount, rule));
    if (allocation !== undefined && allocation.lotAmount > totalAmount)
      issues.push(issue(`${path}.allocation.lotAmount`, allocation.lotAmount, rule));
    const sum = syndicate?.reduce((all, { amount }) => all + amount, 0n) ?? totalAmount;
    if (sum !== totalAmount) {
      const sumRule = `must add up to the total amount ${totalAmount}; its amounts come to ${sum}`;
      issues.push(issue(`${path}.syndicate`, syndicate, sumRule));
    }
  }
  if (ifPaymentFails === "unitsLapse" && method !== undefined && method !== "bestEfforts") {
    const rule = `must be nothingCloses or firmTakes, since a ${method} syndicate takes what nobody pays for`;
    issues.push(issue(`${path}.ifPaymentFails`, ifPaymentFails, rule));
  }
  return issues;
}

function syndicateRules({
  sheet: { syndicate = [] },
  path,
}: OfferingSheetRulesOptions): readonly InputIssue[] {
  const firms = syndicate.map(({ firm }) => firm);
  return repeated(firms, (index) => `${path}.syndicate[${index}].firm`);
}

function tierRules({ sheet: { allocation }, path }: OfferingSheetRulesOptions): readonly InputIssue[] {
  const tiers = allocation?.tiers ?? [];
  const at = (index: number): string => `${path}.allocation.tiers[${index}]`;
  const names = tiers.map(({ name }) => name);
  const open = tiers.findIndex(takesAll);
  return [
    ...repeated(names, (index) => `${at(index)}.name`),
    ...tiers.flatMap(({ investors = [], classes = [] }, tier) => [
      ...repeated(investors, (index) => `${at(tier)}.investors[${index}]`),
      ...repeated(classes, (index) => `${at(tier)}.classes[${index}]`),
    ]),
    ...(open === -1 || open === tiers.length - 1
      ? []
      : [issue(at(open), names[open], "must be the last tier, since it takes everybody")]),
  ];
}

function takesAll({ investors, classes }: SheetTier): boolean {
  return investors === undefined && classes === undefined;
}

function repeated(values: readonly string[], at: (index: number) => string): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [issue(at(index), value, "must be named once only")],
  );
}

function price(text: string): bigint {
  return parseDecimal(text, PRICE_DECIMALS);
}
