import { z } from "zod";

import type { ComplianceFacts } from "../../../sdk/compliance/ComplianceFacts.ts";
import { gradeField, labelField } from "../../../sdk/compliance/guidelineFields.ts";
import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import {
  amountField,
  currencyField,
  dateField,
  isinField,
  partyIdField,
  textField,
} from "../../../sdk/terms/fields.ts";
import { inputIssues } from "../../../sdk/terms/inputIssues.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { momentField, wholeAmountField } from "./optionFields.ts";

const positionSchema = z.strictObject({
  isin: isinField,
  issuer: partyIdField.optional(),
  face: wholeAmountField.optional(),
  freeFace: wholeAmountField.optional(),
  marketValue: wholeAmountField.optional(),
});

const fundSchema = z.strictObject({
  fund: partyIdField,
  currency: currencyField.optional(),
  netAssets: wholeAmountField.optional(),
  positions: z.array(positionSchema).readonly().optional(),
  cash: z
    .array(z.strictObject({ currency: currencyField, bank: partyIdField, free: wholeAmountField }))
    .readonly()
    .optional(),
});

const factsSchema = z.strictObject({
  asOf: momentField,
  bond: z
    .strictObject({
      isin: isinField,
      issuer: partyIdField.optional(),
      currency: currencyField.optional(),
      denomination: amountField.optional(),
      maturityDate: dateField.optional(),
      outstandingFace: wholeAmountField.optional(),
      ratings: z
        .array(z.strictObject({ agency: textField, grade: gradeField }))
        .readonly()
        .optional(),
      labels: z.array(labelField).readonly().optional(),
    })
    .optional(),
  funds: z.array(fundSchema).readonly(),
  dealers: z.array(partyIdField).readonly().default([]),
});

/** A file of facts whose fields are right by themselves: parties by their names in the address book. */
export type WrittenFacts = Readonly<z.output<typeof factsSchema>>;

/**
 * Checks a file of the facts that guidelines are held against: when they were read, the bond, the funds by their names in the address
 * book, and the dealers that may be dealt with. What is left out is not known.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (FACTS_INVALID) with every issue found, its path beginning with `facts`
 */
export function parseFacts(input: unknown): WrittenFacts {
  const result = factsSchema.safeParse(input);
  const issues = result.success ? repetitions(result.data) : inputIssues(result.error, input, "facts");
  if (!result.success || issues.length > 0)
    throw new InvalidInputError({ code: "FACTS_INVALID", subject: "file of facts", issues });
  return result.data;
}

/** Facts with the accounts of everybody that they name. */
export function factsOf(
  { asOf, bond, funds, dealers }: WrittenFacts,
  accountOf: (party: string) => string,
): ComplianceFacts {
  return {
    asOf,
    ...(bond === undefined ? {} : { bond }),
    funds: funds.map(({ fund, cash, ...known }) => ({
      ...known,
      account: accountOf(fund),
      id: fund,
      cash: cash?.map(({ currency, bank, free }) => ({ currency, settlementBank: accountOf(bank), free })),
    })),
    dealers: dealers.map((dealer) => ({ account: accountOf(dealer), id: dealer })),
  };
}

function repetitions({ funds, dealers }: WrittenFacts): readonly InputIssue[] {
  const names = funds.map(({ fund }) => fund);
  const rule = "must be named once only";
  return [
    ...names.flatMap((name, index) =>
      names.indexOf(name) === index ? [] : [issue(`facts.funds[${index}].fund`, name, rule)],
    ),
    ...dealers.flatMap((name, index) =>
      dealers.indexOf(name) === index ? [] : [issue(`facts.dealers[${index}]`, name, rule)],
    ),
  ];
}
