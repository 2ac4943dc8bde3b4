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
    if (uncovered.length > 0) console.log(`not run: ${path}: line ${ranges(uncovered)}`);
  }
  const lines = files.reduce((sum, each) => sum + each.lines, 0);
  const uncovered = files.reduce((sum, each) => sum + each.uncovered.length, 0);
  const percent = lines === 0 ? 0 : (100 * (lines - uncovered)) / lines;
  const enough = percent >= FLOOR;

  const figures = `${percent.toFixed(2)} % of ${lines} lines`;
  console.log(`${figures} of the contracts are run by tests; the floor is ${FLOOR} %.`);
  return enough ? 0 : 1;
}

/** "3, 5-7" for 3, 5, 6, 7. */
function ranges(lines: readonly number[]): string {
  const starts = lines.filter((line) => !lines.includes(line - 1));
  const ends = lines.filter((line) => !lines.includes(line + 1));
  return starts.map((start, i) => (start === ends[i] ? start : `${start}-${ends[i] ?? start}`)).join(", ");
}

function missing(): number {
  console.log("There is no coverage/lcov.info: run `npm run coverage` first.");
  return 1;
}
