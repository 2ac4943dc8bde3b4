import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import { parseScenario } from "../../sdk/terms/parseScenario.ts";
import type { Scenario, ScenarioTexts } from "../../sdk/terms/Scenario.ts";
import { readNamedFile } from "./files.ts";
import type { ScenarioOptions } from "./options.ts";
import { scenarioFile } from "./scenarioFile.ts";
import { UsageError } from "./UsageError.ts";

/** A scenario and the coupons of its bond. */
export interface LoadedScenario extends Scenario {
  readonly schedule: CouponSchedule;
}

/** Reads and checks the four files of a scenario, each from its own path or from the scenario's folder. */
export function loadScenario(options: ScenarioOptions): LoadedScenario {
  const pathOf = (file: keyof ScenarioTexts): string => {
    const path = options[file] ?? (options.scenario && scenarioFile(options.scenario, file));
    if (path === undefined || path === "")
      throw new UsageError(`No ${file} file was named.`, `Give --scenario <name>, or --${file} <file>.`);
    return path;
  };
  const paths = {
    terms: pathOf("terms"),
    parties: pathOf("parties"),
    trades: pathOf("trades"),
    cash: pathOf("cash"),
  };
  const texts = {
    terms: readNamedFile(paths.terms),
    parties: readNamedFile(paths.parties),
    trades: readNamedFile(paths.trades),
    cash: readNamedFile(paths.cash),
  };
  const scenario = parseScenario(texts, paths);
  return { ...scenario, schedule: couponSchedule(scenario.terms) };
}
