import type { OptionKind, RedemptionOption } from "../../bonds/kinds.ts";
import type { CouponSchedule } from "../../bonds/types.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import { dayIn } from "./dayIn.ts";
import type { InBoth } from "./RegisterPrint.ts";

const OPTIONS: Readonly<Record<OptionKind, InBoth>> = {
  call: { en: "the issuer may redeem all", ja: "発行会社による全部の繰上償還" },
  callByLot: { en: "the issuer may redeem bonds drawn by lot", ja: "発行会社による抽選償還" },
  callProRata: { en: "the issuer may repay a part of every bond", ja: "発行会社による案分の一部償還" },
  put: { en: "holders may have bonds redeemed", ja: "社債権者の請求による償還" },
};

/** How and when a bond is redeemed (償還の方法及び期限), in words. */
export function redemptionInWords(terms: TermSheet, { redemptionDate }: CouponSchedule): InBoth {
  const { maturityDate, redemptionPricePer100: price = "100", amortisation = [], options = [] } = terms;
  const isMoved = redemptionDate !== maturityDate;
  const parts: readonly InBoth[] = [
    {
      en: `On ${maturityDate}${isMoved ? ` (paid on ${redemptionDate})` : ""} at ${price} for 100 of face`,
      ja: `${dayIn("ja", maturityDate)}${isMoved ? `（支払日${dayIn("ja", redemptionDate)}）` : ""}に額面100につき${price}で償還`,
    },
    ...(amortisation.length === 0
      ? []
      : [
          {
            en: `parts of the face are repaid with ${amortisation.length} coupons before`,
            ja: `それ以前に${amortisation.length}回の定時償還`,
          },
        ]),
    ...options.map(option),
  ];
  return { en: parts.map(({ en }) => en).join("; "), ja: parts.map(({ ja }) => ja).join("。") };
}

function option({ kind, date, pricePer100 = "100" }: RedemptionOption): InBoth {
  return {
    en: `${OPTIONS[kind].en} on ${date} at ${pricePer100}`,
    ja: `${dayIn("ja", date)}に${OPTIONS[kind].ja}（額面100につき${pricePer100}）`,
  };
}
