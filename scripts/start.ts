import { Command } from "commander";

import { KessaiError } from "../sdk/errors/KessaiError.ts";
import { Narrator } from "./story/Narrator.ts";
import { tellCase } from "./story/tellCase.ts";
import { scenarioOffering } from "./support/offering/scenarioOffering.ts";
import { requireMarket } from "./support/trading/requireMarket.ts";
import { loadScenario } from "./support/loadScenario.ts";

const CASES = ["jpx-2022", "nri-2025"] as const;

// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const { json, only } = new Command("npm start --")
  .description(
    "Tells two real cases on a chain in memory: issuance, underwriting, trade and settlement of a digital bond.",
  )
  .option("--only <case>", `tell one case: ${CASES.join(" or ")}`)
  .option("--json", "one JSON object a line, for machines", false)
  .parse()
  .opts<{ readonly json: boolean; readonly only?: string }>();

async function main(): Promise<void> {
  const cases = only === undefined ? CASES : CASES.filter((name) => name === only);
  if (cases.length === 0) {
    console.error(`There is no case "${only ?? ""}". Choose ${CASES.join(" or ")}.`);
    process.exitCode = 2;
    return;
  }
  const narrator = new Narrator({ write: console.log, json });
  const begun = performance.now();
  for (const name of cases) {
    const scenario = loadScenario({ scenario: name });
    await tellCase(scenario, narrator, {
      offering: scenarioOffering(name, scenario.terms),
      market: requireMarket(name, scenario.terms),
    });
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (!json) console.log(`\nTold in ${seconds} s. Go on with README.md, or: npm run kessai -- --help`);
}

try {
  await main();
} catch (error) {
  const { message, hint } =
    error instanceof KessaiError ? error : { message: String(error), hint: undefined };
  console.error(`\n${message}`);
  if (hint !== undefined) console.error(hint);
  if (!(error instanceof KessaiError)) console.error(error);
  process.exitCode = 1;
}
