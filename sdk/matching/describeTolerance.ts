import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { FieldKind } from "./matchFields.ts";
import type { Tolerance } from "./Tolerance.ts";

/** A tolerance in a report: "exact", "1", "0.0100000", "30 seconds", "0.001 %", "2 days". */
export function describeTolerance(tolerance: Tolerance, kind: FieldKind): string {
  switch (tolerance.kind) {
    case "exact":
      return "exact";
    case "absolute":
      if (kind === "price") return formatDecimal(tolerance.value, PRICE_DECIMALS);
      return kind === "moment" ? `${tolerance.value} seconds` : tolerance.value.toString();
    case "relative":
      return `${tolerance.percent} %`;
    case "days":
      return tolerance.days === 1 ? "1 day" : `${tolerance.days} days`;
  }
}
