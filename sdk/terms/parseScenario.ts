import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { checkReferences } from "./checkReferences.ts";
import { parseCashDeposits } from "./parseCashDeposits.ts";
import { parseParties } from "./parseParties.ts";
import { parseTermSheet } from "./parseTermSheet.ts";
import { parseTrades } from "./parseTrades.ts";
import { readDocument } from "./readDocument.ts";
import type { Scenario, ScenarioFileNames, ScenarioTexts } from "./Scenario.ts";

/**
 * Reads and checks the four files of a scenario, each by itself and against the others.
 *
 * @param names what the files are called, for errors
 * @throws UnreadableDocumentError when a text is not YAML or JSON
 * @throws InvalidInputError (SCENARIO_INVALID) with the issues of all files; rules between files are checked
 *   once each file is right by itself
 */
export function parseScenario(texts: ScenarioTexts, names: ScenarioFileNames = {}): Scenario {
  const issues: InputIssue[] = [];
  const read = (file: keyof ScenarioTexts): unknown => readDocument(texts[file], names[file] ?? file);
  const terms = collect(issues, () => parseTermSheet(read("terms")));
  const parties = collect(issues, () => parseParties(read("parties")));
  const trades = collect(issues, () => parseTrades(read("trades"), { termSheet: terms }));
  const cash = collect(issues, () => parseCashDeposits(read("cash")));
  if (terms === undefined || parties === undefined || trades === undefined || cash === undefined)
    throw refused(issues);
  const scenario = { terms, parties, trades, cash };
  const references = checkReferences(scenario);
  if (references.length > 0) throw refused(references);
  return scenario;
}

function collect<T>(issues: InputIssue[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    issues.push(...error.issues);
    return undefined;
  }
}

function refused(issues: readonly InputIssue[]): InvalidInputError {
  return new InvalidInputError({ code: "SCENARIO_INVALID", subject: "scenario", issues });
}
