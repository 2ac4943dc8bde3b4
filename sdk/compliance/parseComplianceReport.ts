import { z } from "zod";

import { addressField, bytes32Field, wholeField, wordsField } from "../terms/chainFields.ts";
import { currencyField, dateField, isinField } from "../terms/fields.ts";
import { SIDES } from "../trade/Trade.ts";
import { readMessage } from "../trading/readMessage.ts";
import { COMPLIANCE_STATUSES } from "./ComplianceReport.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";
import { REPORT_FORMAT, REPORT_VERSION } from "./formatComplianceReport.ts";
import { ruleIdField } from "./guidelineFields.ts";

const MOST_WORDS = 10_000;

const amountOf = (least: bigint): z.ZodType<bigint> => wholeField(least, 2n ** 112n - 1n);
const secondsField = wholeField(0n, 2n ** 40n - 1n);
const wordField = wordsField(MOST_WORDS);

const schema = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  report: z.strictObject({
    proposal: z.strictObject({
      isin: isinField,
      currency: currencyField,
      settlementBank: addressField,
      side: z.enum(SIDES),
      limitPriceE7: wholeField(0n, 2n ** 64n - 1n),
      limitCashPerUnit: amountOf(0n),
      maximumFeePerUnit: amountOf(0n),
      settlementDate: dateField,
      settleBy: secondsField,
      dealers: z.array(addressField),
      split: z.array(z.strictObject({ account: addressField, faceAmount: amountOf(1n) })),
    }),
    guidelines: bytes32Field,
    facts: bytes32Field,
    denomination: amountOf(0n),
    asOf: secondsField,
    validUntil: secondsField,
    results: z.array(
      z.strictObject({
        rule: ruleIdField,
        fund: addressField,
        status: z.enum(COMPLIANCE_STATUSES),
        value: wordField,
        limit: wordField,
        text: wordField,
      }),
    ),
  }),
});

/**
 * Checks a file of a compliance report (`formatComplianceReport`), every field by itself. Whether it clears a ticket,
 * `requireCleared` tells; whether it says what guidelines and facts come to, `isReportOf`.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (COMPLIANCE_REPORT_INVALID) with every issue found, its path beginning with `file`
 */
export function parseComplianceReport(input: unknown): ComplianceReport {
  const kind = { code: "COMPLIANCE_REPORT_INVALID", subject: "file of a compliance report" };
  return readMessage({ schema, input, path: "file", ...kind }).report;
}
