import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { ScenarioTexts } from "../../sdk/terms/Scenario.ts";
import { UsageError } from "./UsageError.ts";

/** The folder of all scenarios; each of them is a folder with a term sheet. */
const SCENARIOS = "scenarios";
const TERM_SHEET = "terms.yaml";

/**
 * The path of a file of a scenario.
 *
 * @throws UsageError when there is no such scenario; it names those that there are
 */
export function scenarioFile(scenario: string, file: keyof ScenarioTexts, root: string = SCENARIOS): string {
  const path = join(root, scenario, `${file}.yaml`);
  if (existsSync(path) || isScenario(root, scenario)) return path;
  const known = existsSync(root) ? readdirSync(root).filter((each) => isScenario(root, each)) : [];
  throw new UsageError(
    `There is no scenario ${scenario}.`,
    known.length === 0
      ? `Run this where the folder ${SCENARIOS}/ is, or name each file by its own option.`
      : `There are ${known.toSorted().join(" and ")}. Files of your own are named one by one: see --help.`,
  );
}

function isScenario(root: string, name: string): boolean {
  return existsSync(join(root, name, TERM_SHEET));
}
