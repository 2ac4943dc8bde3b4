import type { InputIssue } from "../errors/InvalidInputError.ts";
import { InvalidMarketError } from "./errors/InvalidMarketError.ts";
import { marketIssue } from "./marketIssue.ts";
import type { Effort } from "./PlanNettingOptions.ts";

/** Some seconds for 5,000 trades on an ordinary machine. */
const ORDINARY: Effort = { exactSets: 20_000, solverWork: 400_000 };

/**
 * The effort with what was left out.
 *
 * @throws InvalidMarketError when a figure is not one that can be counted to
 */
export function checkEffort(effort: Partial<Effort> = {}): Effort {
  const full = { ...ORDINARY, ...effort };
  const { exactSets, solverWork, solverSeconds } = full;
  const issues: readonly (InputIssue | false)[] = [
    !(Number.isSafeInteger(exactSets) && exactSets >= 0) &&
      marketIssue("effort.exactSets", exactSets, "must be a whole number, 0 or above"),
    !(Number.isSafeInteger(solverWork) && solverWork >= 0) &&
      marketIssue("effort.solverWork", solverWork, "must be a whole number, 0 or above"),
    solverSeconds !== undefined &&
      !(Number.isFinite(solverSeconds) && solverSeconds > 0) &&
      marketIssue("effort.solverSeconds", solverSeconds, "must be a number of seconds above 0"),
  ];
  const found = issues.filter((one) => one !== false);
  if (found.length > 0) throw new InvalidMarketError(found);
  return full;
}
