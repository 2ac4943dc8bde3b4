import { existsSync } from "node:fs";
import { join } from "node:path";

import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { loadOffering } from "./loadOffering.ts";
import type { LoadedOffering } from "./loadOffering.ts";

/** The offering of a scenario, when its bond is brought to market by one. */
export function scenarioOffering(scenario: string, termSheet: TermSheet): LoadedOffering | undefined {
  const folder = join("scenarios", scenario);
  const files = { offering: join(folder, "offering.yaml"), orders: join(folder, "orders.yaml") };
  return existsSync(files.offering) ? loadOffering(files, { termSheet }) : undefined;
}
