import { parseDecimal } from "../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "../terms/issue.ts";
import type { GuidelineRule, Guidelines, RatingRule, TenorRule, TicketSizeRule } from "./Guidelines.ts";
import type { RatingScale } from "./RatingScale.ts";

/** The rules between the fields of guidelines whose fields are right by themselves. */
export function guidelineRules({ ratingScales, rules }: Guidelines): readonly InputIssue[] {
  const agencies = ratingScales.flatMap((scale) => scale.agencies);
  return [
    ...repeated(agencies).map((index) =>
      issue("guidelines.ratingScales", agencies[index], "must rate by one scale only"),
    ),
    ...repeated(rules.map(({ id }) => id)).map((index) =>
      issue(`guidelines.rules[${index}].id`, rules[index]?.id, "must differ from the ids of all other rules"),
    ),
    ...rules.flatMap((rule, index) => ruleIssues(rule, `guidelines.rules[${index}]`, ratingScales)),
  ];
}

function ruleIssues(
  rule: GuidelineRule,
  path: string,
  scales: readonly RatingScale[],
): readonly InputIssue[] {
  switch (rule.kind) {
    case "issuers": {
      const { eligible, excluded = [] } = rule;
      if (eligible === undefined && excluded.length === 0)
        return [issue(`${path}.eligible`, undefined, "is required where no issuer is excluded")];
      return excluded.flatMap((issuer, index) =>
        eligible?.includes(issuer) === true
          ? [issue(`${path}.excluded[${index}]`, issuer, "must not be eligible as well")]
          : [],
      );
    }
    case "rating":
      return ratingIssues(rule, path, scales);
    case "tenor":
      return tenorIssues(rule, path);
    case "ticketSize":
      return sizeIssues(rule, path);
    default:
      return [];
  }
}

function ratingIssues(
  { minimum }: RatingRule,
  path: string,
  scales: readonly RatingScale[],
): readonly InputIssue[] {
  const twice = repeated(minimum.map(({ agency }) => agency));
  return minimum.flatMap(({ agency, grade }, index) => {
    const place = `${path}.minimum[${index}]`;
    const scale = scales.find(({ agencies }) => agencies.includes(agency));
    if (scale === undefined)
      return [issue(`${place}.agency`, agency, "must be an agency whose grades ratingScales name")];
    return [
      ...(twice.includes(index) ? [issue(`${place}.agency`, agency, "must be named once only")] : []),
      ...(scale.grades.includes(grade)
        ? []
        : [issue(`${place}.grade`, grade, `must be one of ${scale.grades.join(", ")}`)]),
    ];
  });
}

function tenorIssues({ minimumYears, maximumYears }: TenorRule, path: string): readonly InputIssue[] {
  if (minimumYears === undefined && maximumYears === undefined)
    return [issue(`${path}.maximumYears`, undefined, "is required where there are no minimumYears")];
  if (minimumYears === undefined || maximumYears === undefined) return [];
  return parseDecimal(maximumYears, RATE_DECIMALS) < parseDecimal(minimumYears, RATE_DECIMALS)
    ? [issue(`${path}.maximumYears`, maximumYears, `must not be below the minimumYears ${minimumYears}`)]
    : [];
}

function sizeIssues({ limits }: TicketSizeRule, path: string): readonly InputIssue[] {
  const twice = repeated(limits.map(({ currency }) => currency));
  return limits.flatMap(({ currency, minimumFace, maximumFace }, index) => {
    const place = `${path}.limits[${index}]`;
    return [
      ...(twice.includes(index) ? [issue(`${place}.currency`, currency, "must be named once only")] : []),
      ...(minimumFace === undefined && maximumFace === undefined
        ? [issue(`${place}.maximumFace`, undefined, "is required where there is no minimumFace")]
        : []),
      ...(minimumFace !== undefined && maximumFace !== undefined && maximumFace < minimumFace
        ? [issue(`${place}.maximumFace`, maximumFace, `must not be below the minimumFace ${minimumFace}`)]
        : []),
    ];
  });
}

/** Places at which something stands that stood before. */
function repeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [index]));
}
