import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { z } from "zod";

import { ROOT } from "../lib/run.ts";

const Counts = z.object({ passed: z.number().int(), failed: z.number().int(), pending: z.number().int() });

/** How many tests passed, failed, and were left out. */
export type Counts = Readonly<z.infer<typeof Counts>>;

/** The file through which a test process tells its counts; `stage` names the process. */
function fileOf(stage: string): string {
  return join(ROOT, "cache/counts", `${stage}.json`);
}

export function writeCounts(stage: string, counts: Counts): void {
  const file = fileOf(stage);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

/** The counts of a stage that has run, or undefined if it ended before it could tell. */
export function readCounts(stage: string): Counts | undefined {
  const file = fileOf(stage);
  return existsSync(file) ? Counts.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

export function clearCounts(stage: string): void {
  rmSync(fileOf(stage), { force: true });
}
