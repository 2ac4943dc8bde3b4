import type { RateStep } from "../../bonds/kinds.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import { dayIn } from "./dayIn.ts";
import type { InBoth } from "./RegisterPrint.ts";

/** The rate of a bond (利率), in words. */
export function interestInWords(terms: TermSheet): InBoth {
  const base = rate(terms);
  const steps = (terms.steps ?? []).map(step);
  return {
    en: [base.en, ...steps.map(({ en }) => en)].join("; "),
    ja: [base.ja, ...steps.map(({ ja }) => ja)].join("。"),
  };
}

function rate({ zeroCoupon, floating, couponRatePercent }: TermSheet): InBoth {
  if (zeroCoupon === true) return { en: "None: a discount bond", ja: "利息を付さない（割引債）" };
  if (floating === undefined)
    return { en: `${couponRatePercent} % a year`, ja: `年${couponRatePercent}パーセント` };
  const { index, marginPercent, floorPercent = "0", capPercent } = floating;
  const limit = capPercent === undefined ? { en: "", ja: "" } : cap(capPercent);
  return {
    en: `${index} plus ${marginPercent} % a year, at least ${floorPercent} %${limit.en}`,
    ja: `${index}に年${marginPercent}パーセントを加えた率（下限${floorPercent}パーセント${limit.ja}）`,
  };
}

function cap(percent: string): InBoth {
  return { en: `, at most ${percent} %`, ja: `、上限${percent}パーセント` };
}

function step({ target, decideBy, firstPayment, stepPercent }: RateStep): InBoth {
  return {
    en: `${stepPercent} % is added from coupon ${firstPayment} on, if decided by ${decideBy}: ${target}`,
    ja: `${dayIn("ja", decideBy)}までに決定したときは第${firstPayment}回の利払から${stepPercent}パーセントを加算（${target}）`,
  };
}
