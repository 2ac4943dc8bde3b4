import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { MATCH_FIELDS } from "./matchFields.ts";
import type { FieldForm } from "./matchFields.ts";
import type { Tolerance, Tolerances } from "./Tolerance.ts";

/** The text of a file of tolerances: JSON in which amounts are texts of digits. `parseTolerances` reads it. */
export function formatTolerances(tolerances: Tolerances): string {
  const written = MATCH_FIELDS.flatMap((form) => {
    const tolerance = tolerances[form.field];
    return tolerance === undefined ? [] : [[form.field, writtenTolerance(tolerance, form)] as const];
  });
  return `${JSON.stringify({ tolerances: Object.fromEntries(written) }, null, 2)}\n`;
}

function writtenTolerance(tolerance: Tolerance, { kind }: FieldForm): object {
  if (tolerance.kind !== "absolute") return tolerance;
  const { value } = tolerance;
  const text = kind === "price" ? formatDecimal(value, PRICE_DECIMALS) : value.toString();
  return { kind: tolerance.kind, value: text };
}
