import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { FAILURE_WORDS, METHOD_WORDS, offeringNumber, PLACEMENT_WORDS, priceWords } from "./offeringWords.ts";

/** Interest on 1 of face is kept to so many decimals. */
const ACCRUED_DECIMALS = 13;

/**
 * Shows the terms of an offering and its syndicate.
 *
 * @param status where it stands; `undefined` while it is not opened
 */
export function tellOffering(
  { reporter, names }: Pick<JobContext, "reporter" | "names">,
  offering: OfferingCase,
  status: OfferingStatus | undefined,
): void {
  const { terms, scenario } = offering;
  reporter.table(
    ["offering", `${terms.isin}, ${status === undefined ? "not opened" : offeringNumber(status.number)}`],
    termRows(offering),
  );
  const { currency, denomination } = scenario.terms;
  reporter.table(
    ["syndicate", "units", currency, "underwriting"],
    terms.syndicate.map(({ firm, commitment }, index) => {
      const member = status?.members.find((each) => each.firm === firm);
      return [
        `${names(firm) ?? firm}${index === 0 ? " (lead)" : ""}`,
        formatAmount(commitment),
        formatMoney(commitment * denomination, currency),
        member?.hasSigned === true ? "signed" : "not signed",
      ];
    }),
    [1, 2],
  );
  reporter.data("offering", {
    number: status?.number,
    stage: status?.stage ?? "none",
    isTap: offering.isTap,
    terms,
    members: status?.members ?? [],
  });
}

function termRows({ terms, sheet, scenario, isTap }: OfferingCase): readonly (readonly string[])[] {
  const { denomination, currency } = scenario.terms;
  const { units, minimumUnits, facePerUnit, lockUpUntil, issuerLockUpUntil } = terms;
  const amount = (count: bigint): string =>
    `${formatAmount(count)} units, ${formatMoney(count * denomination, currency)} ${currency}`;
  const floor = priceWords(terms.priceFloor, facePerUnit);
  const cap = priceWords(terms.priceCap, facePerUnit);
  const tiers = sheet.allocation.tiers.map(({ name }) => name);
  return [
    ["method", METHOD_WORDS[terms.method]],
    ["placement", PLACEMENT_WORDS[terms.placement]],
    ["who cannot pay", FAILURE_WORDS[terms.ifPaymentFails]],
    ["offered", amount(units)],
    ["at least", amount(minimumUnits)],
    ["price", floor === cap ? floor : `${floor} to ${cap} in steps of ${sheet.priceTick ?? ""}`],
    ["fee", `${sheet.feePer100} for 100`],
    ...(isTap
      ? [
          [
            "accrued",
            `${formatDecimal(terms.accruedPerYenE13, ACCRUED_DECIMALS)} on 1 ${currency} of face, ` +
              `until ${sheet.paymentDate}`,
          ],
        ]
      : []),
    ["book", `${formatMoment(terms.bookFrom)} until\n${formatMoment(terms.bookUntil)}`],
    ["pricing", `from ${formatMoment(terms.pricingFrom)}`],
    ["payment", `from ${formatMoment(terms.paymentFrom)}`],
    ["fails", `from ${formatMoment(terms.failFrom)}`],
    ["cut-off", formatMoment(terms.closeBy)],
    ...(lockUpUntil === 0n ? [] : [["lock-up", `of investors until ${formatMoment(lockUpUntil)}`]]),
    ...(issuerLockUpUntil === 0n
      ? []
      : [["lock-up", `of the issuer until ${formatMoment(issuerLockUpUntil)}`]]),
    [
      "allocation",
      `lots of ${formatMoney(sheet.allocation.lotAmount, currency)} ${currency}; ` +
        (tiers.length === 0 ? "everybody alike" : `tiers: ${tiers.join(", then ")}`),
    ],
    ["its hash", terms.ruleHash],
  ];
}
