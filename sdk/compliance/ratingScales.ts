import type { RatingScale } from "./RatingScale.ts";

const SIGNS = ["+", "", "-"];
const DOWN_TO_B = ["AAA", ...["AA", "A", "BBB", "BB", "B"].flatMap(signed)];

/**
 * The long-term scales of agencies that rate Japanese bonds, for guidelines that bring none of their own.
 * Sources: R&I, 格付符号と定義 (r-i.co.jp, signs from AA to CCC); JCR, 格付の定義 (jcr.co.jp, signs from AA to B); S&P Global
 * Ratings, Definitions (signs from AA to CCC). SD and LD are ratings of an issuer that is in default on some of its debt.
 */
export const RATING_SCALES: readonly RatingScale[] = [
  { agencies: ["R&I"], grades: [...DOWN_TO_B, ...signed("CCC"), "CC", "C", "D"] },
  { agencies: ["JCR"], grades: [...DOWN_TO_B, "CCC", "CC", "C", "LD", "D"] },
  { agencies: ["S&P"], grades: [...DOWN_TO_B, ...signed("CCC"), "CC", "C", "SD", "D"] },
];

function signed(grade: string): readonly string[] {
  return SIGNS.map((sign) => grade + sign);
}
