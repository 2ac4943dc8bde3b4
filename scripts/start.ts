import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Command } from "commander";

import { KessaiError } from "../sdk/errors/KessaiError.ts";
import { parseScenario } from "../sdk/terms/parseScenario.ts";
import type { Scenario } from "../sdk/terms/Scenario.ts";
import { Narrator } from "./story/Narrator.ts";
import { tellCase } from "./story/tellCase.ts";

const SCENARIOS = join(dirname(dirname(fileURLToPath(import.meta.url))), "scenarios");
const CASES = ["jpx-2022", "nri-2025"] as const;

const { json, only } = new Command("npm start --")
  .description(
    "Tells two real cases on a chain in memory: issuance, underwriting, trade and settlement of a digital bond.",
  )
  .option("--only <case>", `tell one case: ${CASES.join(" or ")}`)
  .option("--json", "one JSON object a line, for machines", false)
  .parse()
  .opts<{ readonly json: boolean; readonly only?: string }>();

async function read(name: string): Promise<Scenario> {
  const text = (file: string): Promise<string> => readFile(join(SCENARIOS, name, `${file}.yaml`), "utf8");
  const [terms, parties, trades, cash] = await Promise.all(["terms", "parties", "trades", "cash"].map(text));
  return parseScenario({
    terms: terms ?? "",
    parties: parties ?? "",
    trades: trades ?? "",
    cash: cash ?? "",
  });
}

async function main(): Promise<void> {
  const cases = only === undefined ? CASES : CASES.filter((name) => name === only);
  if (cases.length === 0) {
    console.error(`There is no case "${only ?? ""}". Choose ${CASES.join(" or ")}.`);
    process.exitCode = 2;
    return;
  }
  const narrator = new Narrator({ write: console.log, json });
  const begun = performance.now();
  for (const name of cases) await tellCase(await read(name), narrator);
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
