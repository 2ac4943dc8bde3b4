import { formatMoment } from "../../calendar/formatMoment.ts";
import { dayIn } from "./dayIn.ts";
import { formatMoney } from "./formatMoney.ts";
import type { FactsSection } from "./PrintedPages.ts";
import type { RegisterLanguage, RegisterPrint } from "./RegisterPrint.ts";
import { wordsIn } from "./wordsIn.ts";

/** What the register says of the bonds as a class (Companies Act art. 681 (i) to (iii) and (vi), Ordinance art. 165). */
export function bondFacts(
  { register, particulars, centre }: RegisterPrint,
  language: RegisterLanguage,
): FactsSection {
  const { bond: words } = wordsIn(language);
  const { bond, totals } = register;
  const money = (amount: bigint): string => formatMoney(amount, bond.currency);
  const day = (seconds: bigint): string => dayIn(language, formatMoment(seconds, centre).slice(0, 10));
  const said = (item: Exclude<keyof NonNullable<typeof particulars>, "name">): string =>
    particulars?.[item][language] ?? words.byTerms;
  return {
    kind: "facts",
    title: words.title,
    facts: [
      { label: words.isin, value: bond.isin },
      { label: words.name, value: particulars?.name[language] ?? bond.name },
      { label: words.issuer, value: particulars?.issuer[language] ?? bond.issuer },
      { label: words.total, value: money(bond.units * bond.denomination) },
      { label: words.denomination, value: money(bond.denomination) },
      { label: words.units, value: bond.units },
      { label: words.outstanding, value: `${money(totals.face)} (${totals.units})` },
      ...(totals.redeemed === 0n
        ? []
        : [
            {
              label: words.redeemed,
              value: `${money(totals.redeemed * bond.denomination)} (${totals.redeemed})`,
            },
          ]),
      ...(bond.facePerUnit === bond.denomination
        ? []
        : [{ label: words.facePerUnit, value: money(bond.facePerUnit) }]),
      { label: words.interest, value: said("interest") },
      { label: words.interestPayment, value: said("interestPayment") },
      { label: words.redemption, value: said("redemption") },
      { label: words.maturity, value: day(bond.maturityDate) },
      { label: words.payment, value: said("payment") },
      { label: words.paymentDate, value: day(bond.issueDate) },
      { label: words.certificates, value: words.noCertificates },
      { label: words.registrar, value: said("registrar") },
      { label: words.fiscalAgent, value: said("fiscalAgent") },
      { label: words.contract, value: bond.address },
      { label: words.termsHash, value: bond.termsHash },
    ],
  };
}
