import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { inputIssues } from "../terms/inputIssues.ts";
import { guidelineRules } from "./guidelineRules.ts";
import type { Guidelines } from "./Guidelines.ts";
import { guidelinesSchema } from "./guidelinesSchema.ts";
import { RATING_SCALES } from "./ratingScales.ts";

/**
 * Checks investment guidelines: `name`, `validMinutes`, `rules`, and `ratingScales`, without which those of R&I, JCR and S&P
 * (RATING_SCALES) hold. Rules between fields are checked once each field is right by itself.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (GUIDELINES_INVALID) with every issue found, its path beginning with `guidelines`
 */
export function parseGuidelines(input: unknown): Guidelines {
  const result = guidelinesSchema.safeParse(input);
  const guidelines = result.success
    ? { ...result.data, ratingScales: result.data.ratingScales ?? RATING_SCALES }
    : undefined;
  const issues = result.success ? [] : inputIssues(result.error, input, "guidelines");
  const all = [...issues, ...(guidelines === undefined ? [] : guidelineRules(guidelines))];
  if (guidelines === undefined || all.length > 0)
    throw new InvalidInputError({ code: "GUIDELINES_INVALID", subject: "guidelines", issues: all });
  return guidelines;
}
