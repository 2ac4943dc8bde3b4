import { join } from "node:path";

import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import { parseScenario } from "../../sdk/terms/parseScenario.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import { readNamedFile } from "./files.ts";
import type { ScenarioOptions } from "./options.ts";
import { UsageError } from "./UsageError.ts";

/** A scenario and the coupons of its bond. */
export interface LoadedScenario extends Scenario {
  readonly schedule: CouponSchedule;
}

/** Reads and checks the four files of a scenario, each from its own path or from the scenario's folder. */
export function loadScenario(options: ScenarioOptions): LoadedScenario {
  const text = (file: "terms" | "parties" | "trades" | "cash"): string => {
    const path = options[file] ?? (options.scenario && join("scenarios", options.scenario, `${file}.yaml`));
    if (path === undefined || path === "")
      throw new UsageError(`No ${file} file was named.`, `Give --scenario <name>, or --${file} <file>.`);
    return readNamedFile(path);
  };
  const scenario = parseScenario({
    terms: text("terms"),
    parties: text("parties"),
    trades: text("trades"),
    cash: text("cash"),
  });
  return { ...scenario, schedule: couponSchedule(scenario.terms) };
}
