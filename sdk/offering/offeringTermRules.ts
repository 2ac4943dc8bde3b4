import { accruedOnBond } from "../bonds/accruedOnBond.ts";
import { couponSchedule } from "../bonds/couponSchedule.ts";
import { parseDecimal } from "../bonds/parseDecimal.ts";
import { percentOf } from "../bonds/percentOf.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { addDays } from "../calendar/addDays.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import type { Draft } from "../terms/checkFields.ts";
import { issue } from "../terms/issue.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import type { WrittenSheet } from "./offeringSheetSchema.ts";
import { unitFaceOn } from "./unitFaceOn.ts";

/** What `offeringTermRules` works on. */
export interface OfferingTermRulesOptions {
  readonly sheet: Draft<WrittenSheet>;
  /** The terms of the bond offered. */
  readonly termSheet: TermSheet;
  /** Whether more is issued of a bond that is outstanding (追加発行). */
  readonly isTap: boolean;
  /** Where the sheet stands. */
  readonly path: string;
}

/** The rules between an offering sheet and the term sheet of its bond. */
export function offeringTermRules(options: OfferingTermRulesOptions): readonly InputIssue[] {
  return [
    ...bondRules(options),
    ...unitRules(options),
    ...priceRules(options),
    ...cutOffRules(options),
    ...(options.isTap ? tapRules(options) : firstIssueRules(options)),
  ];
}

function bondRules({ sheet, termSheet, path }: OfferingTermRulesOptions): readonly InputIssue[] {
  const { isin, placement, syndicate = [] } = sheet;
  const issues: InputIssue[] = [];
  if (isin !== undefined && isin !== termSheet.isin)
    issues.push(issue(`${path}.isin`, isin, `must be that of the term sheet, ${termSheet.isin}`));
  syndicate.forEach(({ firm }, index) => {
    if (firm === termSheet.issuer)
      issues.push(issue(`${path}.syndicate[${index}].firm`, firm, "must not be the issuer itself"));
  });
  const required = termSheet.requiredInvestorClasses;
  if (placement === "qualifiedInvestors" && !required.includes("qualifiedInstitutionalInvestor")) {
    const rule =
      "must be public or smallNumber: by its term sheet anybody may buy the bond from a qualified institutional investor";
    issues.push(issue(`${path}.placement`, placement, rule));
  }
  return issues;
}

function unitRules({ sheet, termSheet, path }: OfferingTermRulesOptions): readonly InputIssue[] {
  const { totalAmount, minimumAmount, syndicate = [], allocation } = sheet;
  const amounts: readonly (readonly [field: string, amount: bigint | undefined])[] = [
    ["totalAmount", totalAmount],
    ["minimumAmount", minimumAmount],
    ...syndicate.map(({ amount }, index) => [`syndicate[${index}].amount`, amount] as const),
    ["allocation.lotAmount", allocation?.lotAmount],
  ];
  const rule = `must be a multiple of the denomination ${termSheet.denomination}`;
  return amounts.flatMap(([field, amount = 0n]) =>
    amount % termSheet.denomination === 0n ? [] : [issue(`${path}.${field}`, amount, rule)],
  );
}

/** The chain keeps prices of one bond, in minor units. */
function priceRules({ sheet, termSheet, path }: OfferingTermRulesOptions): readonly InputIssue[] {
  if (sheet.paymentDate === undefined) return [];
  const face = unitFaceOn(termSheet, sheet.paymentDate);
  const prices = [
    ["issuePricePer100", sheet.issuePricePer100],
    ["priceRange.floor", sheet.priceRange?.floor],
    ["priceRange.cap", sheet.priceRange?.cap],
    ["priceTick", sheet.priceTick],
    ["feePer100", sheet.feePer100],
  ] as const;
  const rule = `must come to whole minor units of the face ${face} of one bond`;
  return prices.flatMap(([field, price = "0"]) =>
    percentOf(price, face).isWhole ? [] : [issue(`${path}.${field}`, price, rule)],
  );
}

/** Who closes once the register is, or after a record date since payment, would not receive what it has paid for. */
function cutOffRules({ sheet, termSheet, path }: OfferingTermRulesOptions): readonly InputIssue[] {
  const { paymentDate, cutOffDate = paymentDate, cutOff } = sheet;
  if (paymentDate === undefined || cutOffDate === undefined || cutOff === undefined) return [];
  const field = sheet.cutOffDate === undefined ? "cutOff" : "cutOffDate";
  const refused = (rule: string): readonly InputIssue[] => [issue(`${path}.${field}`, sheet[field], rule)];
  const { periods, closedFrom } = couponSchedule(termSheet);
  const closeBy = `${cutOffDate}T${cutOff}`;
  if (closeBy > `${closedFrom}T00:00`)
    return refused(`must be before ${closedFrom}, when the register closes for redemption`);
  const recorded = termSheet.zeroCoupon === true ? [] : periods;
  const passed = recorded.find(
    ({ recordDate }) => recordDate >= paymentDate && closeBy > `${addDays(recordDate, 1)}T00:00`,
  );
  if (passed === undefined) return [];
  return refused(`must not be after the end of ${passed.recordDate}, the next record date`);
}

function firstIssueRules({ sheet, termSheet, path }: OfferingTermRulesOptions): readonly InputIssue[] {
  const { totalAmount, pricingDate, paymentDate, method, syndicate = [], issuePricePer100: fixed } = sheet;
  const { underwriter, issuePricePer100: agreed } = termSheet.underwriting;
  const lead = syndicate[0]?.firm;
  const { floor = fixed, cap = fixed } = sheet.priceRange ?? {};
  const issues: InputIssue[] = [];
  const check = (isRight: boolean, field: string, value: unknown, rule: string): void => {
    if (value !== undefined && !isRight) issues.push(issue(`${path}.${field}`, value, rule));
  };
  const { totalAmount: whole, issueDate, pricingDate: priced } = termSheet;
  const wholeRule = `must be the total amount of the term sheet, ${whole}: a first issue offers all of it`;
  check(totalAmount === whole, "totalAmount", totalAmount, wholeRule);
  check(pricingDate === priced, "pricingDate", pricingDate, `must be that of the term sheet, ${priced}`);
  const dateRule = `must be the issue date of the term sheet, ${issueDate}`;
  check(paymentDate === issueDate, "paymentDate", paymentDate, dateRule);
  if (method !== "bestEfforts")
    check(
      lead === underwriter,
      "syndicate[0].firm",
      lead,
      `must be the underwriter of the term sheet, ${underwriter}`,
    );
  if (floor === undefined || cap === undefined || price(cap) < price(floor)) return issues;
  const isWithin = price(floor) <= price(agreed) && price(agreed) <= price(cap);
  if (fixed === undefined)
    check(
      isWithin,
      "priceRange",
      sheet.priceRange,
      `must include the issue price of the term sheet, ${agreed}`,
    );
  else check(isWithin, "issuePricePer100", fixed, `must be that of the term sheet, ${agreed}`);
  return issues;
}

function tapRules({
  sheet: { paymentDate },
  termSheet,
  path,
}: OfferingTermRulesOptions): readonly InputIssue[] {
  if (paymentDate === undefined) return [];
  const schedule = couponSchedule(termSheet);
  const refused = (rule: string): readonly InputIssue[] => [issue(`${path}.paymentDate`, paymentDate, rule)];
  try {
    accruedOnBond({ termSheet, schedule, face: termSheet.denomination, settlementDate: paymentDate });
  } catch (error) {
    if (!(error instanceof SettlementDateError)) throw error;
    return refused(error.rule);
  }
  if (paymentDate > termSheet.issueDate) return [];
  return refused(
    `must be after the issue date ${termSheet.issueDate}: a tap adds to a bond that is outstanding`,
  );
}

function price(text: string): bigint {
  return parseDecimal(text, PRICE_DECIMALS);
}
