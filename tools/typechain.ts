/**
 * `npm run typechain`: generates typechain-types anew, so that nothing stays of contracts that are gone.
 * With `--check`: generates them elsewhere, and fails where typechain-types differs.
 */
import { existsSync, globSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { ROOT, runJob } from "./lib/run.ts";

const COMMITTED = "typechain-types";
const REGENERATED = "cache/typechain-check";

const check = process.argv.includes("--check");
const target = check ? REGENERATED : COMMITTED;

rmSync(join(ROOT, target), { recursive: true, force: true });
const code = await runJob("build", [], { env: { KESSAI_TYPECHAIN_DIR: target } });
process.exitCode = code === 0 && check ? report(differences()) : code;

function report(lines: readonly string[]): number {
  if (lines.length === 0) {
    console.log(`${COMMITTED}/ is what the contracts generate.`);
    return 0;
  }
  for (const line of lines) console.log(line);
  console.log(`\n${COMMITTED}/ is stale: run \`npm run typechain\` and commit the result.`);
  return 1;
}

function differences(): readonly string[] {
  const names = new Set([...files(COMMITTED), ...files(REGENERATED)]);
  return [...names].sort().flatMap((name) => {
    const committed = join(ROOT, COMMITTED, name);
    const regenerated = join(ROOT, REGENERATED, name);
    if (!existsSync(committed)) return [`missing:   ${COMMITTED}/${name}`];
    if (!existsSync(regenerated)) return [`left over: ${COMMITTED}/${name}`];
    return content(committed) === content(regenerated) ? [] : [`differs:   ${COMMITTED}/${name}`];
  });
}

/** The two files that list all contracts do so in the order of compilation, which differs from build to build. */
function content(file: string): string {
  const text = readFileSync(file, "utf8");
  const isList = /(typechain-types|typechain-check)\/(index\.ts|hardhat\.d\.ts)$/.test(file);
  if (!isList) return text;
  const lines = text.split("\n").map((line) => line.trim());
  return lines.sort().join("\n");
}

function files(folder: string): readonly string[] {
  const cwd = join(ROOT, folder);
  return globSync("**/*", { cwd }).filter((name) => statSync(join(cwd, name)).isFile());
}
