/** `npm run coverage:gate`: fails when too few lines of the contracts were run by the last `npm run coverage`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { readLcov } from "./coverage/readLcov.ts";
import { ROOT } from "./lib/run.ts";

const FLOOR = 98; // per cent

const file = join(ROOT, "coverage/lcov.info");
process.exitCode = existsSync(file) ? judge(readFileSync(file, "utf8")) : missing();

function judge(lcov: string): number {
  const files = readLcov(lcov).filter(({ path }) => path.startsWith("contracts/"));
  for (const { path, uncovered } of files) {
    if (uncovered.length > 0) console.log(`not run: ${path}: line ${uncovered.join(", ")}`);
  }
  const lines = files.reduce((sum, each) => sum + each.lines, 0);
  const uncovered = files.reduce((sum, each) => sum + each.uncovered.length, 0);
  const percent = lines === 0 ? 0 : (100 * (lines - uncovered)) / lines;
  const enough = percent >= FLOOR;

  const figures = `${percent.toFixed(2)} % of ${lines} lines`;
  console.log(`${figures} of the contracts are run by tests; the floor is ${FLOOR} %.`);
  return enough ? 0 : 1;
}

function missing(): number {
  console.log("There is no coverage/lcov.info: run `npm run coverage` first.");
  return 1;
}
