import type { BusinessDayConvention } from "../../calendar/adjustDate.ts";
import type { CouponSchedule } from "../../bonds/types.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import { dayIn } from "./dayIn.ts";
import type { InBoth } from "./RegisterPrint.ts";

const CONVENTIONS: Readonly<Record<BusinessDayConvention, InBoth>> = {
  none: { en: "not moved from holidays", ja: "休業日でも繰り上げない" },
  following: { en: "moved from a holiday to the next business day", ja: "休業日は翌営業日に繰り下げる" },
  modifiedFollowing: {
    en: "moved from a holiday to the next business day of the month, else to the one before",
    ja: "休業日は翌営業日に繰り下げ、翌月となるときは前営業日に繰り上げる",
  },
  preceding: {
    en: "moved from a holiday to the business day before",
    ja: "休業日は前銀行営業日に繰り上げる",
  },
};

/** How and when a bond pays interest (利息支払の方法及び期限), in words. */
export function couponsInWords(terms: TermSheet, { periods }: CouponSchedule): InBoth {
  const [first, last] = [periods[0]?.paymentDate, periods.at(-1)?.paymentDate];
  if (terms.zeroCoupon === true || first === undefined || last === undefined)
    return { en: "None", ja: "なし" };
  const { couponsPerYear, businessDayConvention, recordDateRule } = terms;
  const convention = CONVENTIONS[businessDayConvention];
  const days = recordDateRule.businessDaysBeforePayment;
  return {
    en:
      `${couponsPerYear} a year, ${periods.length} in all, paid on ${first}${last === first ? "" : ` to ${last}`}, ` +
      `${convention.en}; to the holders registered at the end of the record date, ${days} business ${days === 1 ? "day" : "days"} before`,
    ja:
      `年${couponsPerYear}回、全${periods.length}回、${dayIn("ja", first)}${last === first ? "" : `から${dayIn("ja", last)}まで`}` +
      `（${convention.ja}）。支払日の${days}営業日前（基準日）の終了時の社債権者に支払う`,
  };
}
