import type { Rating } from "../ComplianceFacts.ts";
import type { RatingMinimum, RatingRule } from "../Guidelines.ts";
import type { RatingScale } from "../RatingScale.ts";
import { judged } from "./judged.ts";
import { listNames } from "./listNames.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/**
 * Whether the bond is rated as well as needed. An agency that has not rated it does not reach its minimum; of several ratings of
 * one agency each has to.
 */
export function checkRating({ need, minimum }: RatingRule, { bond, ratingScales }: RuleContext): RuleOutcome {
  const limit = `${need} of ${listNames(minimum.map(gradeOf))}`;
  const ratings = bond?.ratings;
  if (ratings === undefined) return unknownFact("the ratings of the bond", limit);
  const reached = minimum.map((least) => reaches(least, ratings, ratingScales));
  const isOneUnknown = reached.includes(undefined);
  const isDecided = need === "any" ? reached.includes(true) : reached.includes(false);
  if (isOneUnknown && !isDecided) return unknownFact("a grade of the bond on its agency's scale", limit);
  const isKept = need === "any" ? isDecided : !isDecided;
  const relevant = ratings.filter(({ agency }) => minimum.some((least) => least.agency === agency));
  const value = listNames(relevant.map(gradeOf));
  const text = `The rating (格付) needed is ${limit}; the bond has ${value}.`;
  return judged({ isKept, value, limit, text });
}

/** Nothing when it cannot be told. */
function reaches(
  { agency, grade }: RatingMinimum,
  ratings: readonly Rating[],
  scales: readonly RatingScale[],
): boolean | undefined {
  const own = ratings.filter((rating) => rating.agency === agency);
  const grades = scales.find(({ agencies }) => agencies.includes(agency))?.grades ?? [];
  const ranks = own.map((rating) => grades.indexOf(rating.grade));
  const least = grades.indexOf(grade);
  if (least < 0 || ranks.includes(-1)) return undefined;
  return ranks.length > 0 && ranks.every((rank) => rank <= least);
}

function gradeOf({ agency, grade }: Rating): string {
  return `${agency} ${grade}`;
}
