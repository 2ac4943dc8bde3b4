import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { checkFields } from "../terms/checkFields.ts";
import { checkList } from "../terms/checkList.ts";
import { issue } from "../terms/issue.ts";
import { conventionSchema, parametersSchema } from "./conventionSchema.ts";
import type { FailsConvention, FailsParameters } from "./FailsConvention.ts";

const conventionDraft = conventionSchema.partial().strip();
const parametersDraft = parametersSchema.partial().strip();

/**
 * Checks a convention, such as a house's own: its `name`, `currency`, `chargedSides`, and `parameters`, in which no
 * effective date occurs twice. A claim threshold is an amount of money, so a convention with one must name its
 * currency.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (FAILS_CONVENTION_INVALID) with every issue found, its path beginning with `convention`
 */
export function parseFailsConvention(input: unknown): FailsConvention {
  const file = checkFields({
    schema: conventionSchema,
    draftSchema: conventionDraft,
    input,
    path: "convention",
  });
  const list = checkList<FailsParameters>({
    input: file.draft.parameters,
    path: "convention.parameters",
    unique: ["effectiveFrom"],
    checkItem: (item, path) =>
      checkFields<FailsParameters>({
        schema: parametersSchema,
        draftSchema: parametersDraft,
        input: item,
        path,
      }),
  });
  const { value } = file;
  const issues: readonly InputIssue[] = [
    ...file.issues,
    ...list.issues,
    ...(value !== undefined && value.currency === undefined && list.values.some(hasThreshold)
      ? [issue("convention.currency", undefined, "is required where a claim threshold is given")]
      : []),
  ];
  if (value === undefined || issues.length > 0) {
    throw new InvalidInputError({ code: "FAILS_CONVENTION_INVALID", subject: "fails convention", issues });
  }
  const { name, currency, chargedSides } = value;
  const convention = { name, chargedSides, parameters: list.values };
  return currency === undefined ? convention : { ...convention, currency };
}

function hasThreshold({ claimThreshold }: FailsParameters): boolean {
  return claimThreshold !== undefined;
}
