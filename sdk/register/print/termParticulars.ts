import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../bonds/types.ts";
import type { CouponSchedule } from "../../bonds/types.ts";
import type { Party } from "../../terms/Party.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import { formatMoney } from "./formatMoney.ts";
import { interestInWords } from "./interestInWords.ts";
import { redemptionInWords } from "./redemptionInWords.ts";
import { couponsInWords } from "./couponsInWords.ts";
import type { InBoth, RegisterParticulars } from "./RegisterPrint.ts";

/** What `termParticulars` works on. */
export interface TermParticularsOptions {
  readonly terms: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  readonly parties: readonly Party[];
}

/** What a register says of a bond that only its term sheet knows, in both languages. */
export function termParticulars({ terms, schedule, parties }: TermParticularsOptions): RegisterParticulars {
  const nameOf = (id: string): InBoth => {
    const party = parties.find((each) => each.id === id);
    return { en: party?.legalName ?? id, ja: party?.nameJa ?? party?.legalName ?? id };
  };
  return {
    name: { en: terms.name, ja: terms.nameJa },
    issuer: nameOf(terms.issuer),
    registrar: nameOf(terms.registrar),
    fiscalAgent: nameOf(terms.fiscalAgent),
    interest: interestInWords(terms),
    interestPayment: couponsInWords(terms, schedule),
    redemption: redemptionInWords(terms, schedule),
    payment: paymentInWords(terms),
  };
}

function paymentInWords({ denomination, currency, underwriting }: TermSheet): InBoth {
  const { issuePricePer100: price } = underwriting;
  const scale = 100n * 10n ** BigInt(PRICE_DECIMALS);
  const product = denomination * parseDecimal(price, PRICE_DECIMALS);
  // A price that does not give a whole amount for one bond is told by itself.
  const amount = product % scale === 0n ? `${formatMoney(product / scale, currency)} ` : "";
  return { en: `${amount}(${price} for 100 of face)`, ja: `${amount}（額面100につき${price}）` };
}
