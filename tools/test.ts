/**
 * `npm test`: everything that has to hold before a change is merged, stage by stage. A stage that fails does not keep
 * the later ones from running, save that nothing can be tested that was not built. The last line is
 * `N passed, N failed`: the tests of all runners, and one check for each other stage.
 *
 * `--deep` (`npm run test:deep`) runs the fuzz tests for longer; `--static` (`npm run check`) leaves out the tests.
 */
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import Table from "cli-table3";

import { runJob } from "./lib/run.ts";
import { clearCounts, readCounts } from "./tests/counts.ts";

interface Stage {
  readonly title: string;
  readonly job: string;
  readonly args?: readonly string[];
  /** The name under which the job writes its counts, if it runs tests. */
  readonly counts?: string;
  readonly needsBuild?: boolean;
  /** Whether it runs beside the next stage; what it prints comes before that one's end. */
  readonly isBeside?: boolean;
}

interface Outcome {
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  readonly seconds: number | undefined;
}

const CHECKS: readonly Stage[] = [
  { title: "Format", job: "format:check" },
  { title: "Lint", job: "lint" },
  { title: "Build", job: "build", args: ["--no-typechain"] },
  { title: "Generated types", job: "typechain:check", needsBuild: true },
  { title: "Types", job: "types" },
];
const TESTS: readonly Stage[] = [
  { title: "Wholes", job: "wholes", counts: "wholes", needsBuild: true, isBeside: true },
  { title: "Pieces", job: "coverage", counts: "suites", needsBuild: true },
  { title: "Coverage", job: "coverage:gate", needsBuild: true },
  { title: "Gas", job: "gas", counts: "gas", needsBuild: true },
];

const options = process.argv.slice(2);
const stages = options.includes("--static") ? CHECKS : [...CHECKS, ...TESTS];
const env: Record<string, string> = {
  // No stage writes into the committed types: they are compared with these.
  KESSAI_TYPECHAIN_DIR: "cache/typechain-check",
  ...(options.includes("--deep") ? { KESSAI_DEEP: "1" } : {}),
};

const outcomes: Outcome[] = [];
let built = true;
let beside: Promise<Outcome> | undefined;
for (const stage of stages) {
  if (stage.needsBuild === true && !built) {
    outcomes.push(leftOut(stage));
    continue;
  }
  if (stage.isBeside === true) {
    beside = runBeside(stage);
    continue;
  }
  const outcome = await run(stage);
  if (stage.job === "build") built = outcome.failed === 0;
  if (beside !== undefined) outcomes.push(await beside);
  beside = undefined;
  outcomes.push(outcome);
}

const total = (pick: (outcome: Outcome) => number): number =>
  outcomes.reduce((sum, each) => sum + pick(each), 0);
const failed = total((each) => each.failed);
process.exitCode = failed === 0 ? 0 : 1;
summarise();

async function run(stage: Stage): Promise<Outcome> {
  console.log(heading(stage));
  const outcome = await judge(stage);
  console.log(verdict(outcome));
  return outcome;
}

/** The two cores have room for one stage beside another; what it prints is kept together. */
async function runBeside(stage: Stage): Promise<Outcome> {
  const output = new PassThrough();
  const printed = text(output);
  const outcome = await judge(stage, output);
  output.end();
  console.log(`${heading(stage)}\n${await printed}${verdict(outcome)}`);
  return outcome;
}

function heading({ title }: Stage): string {
  return `\n=== ${title} ${"=".repeat(Math.max(3, 100 - title.length))}\n`;
}

function verdict({ title, failed: bad, seconds = 0 }: Outcome): string {
  return `\n${bad === 0 ? "ok" : "FAILED"}: ${title} (${seconds.toFixed(1)} s)`;
}

async function judge(stage: Stage, output?: PassThrough): Promise<Outcome> {
  if (stage.counts !== undefined) clearCounts(stage.counts);
  const began = performance.now();
  const code = await runJob(stage.job, stage.args, { env, output });
  const seconds = (performance.now() - began) / 1000;

  const ok = code === 0;
  const counts = stage.counts === undefined ? undefined : readCounts(stage.counts);
  const passed = counts?.passed ?? (ok && stage.counts === undefined ? 1 : 0);
  // A test process that broke down, or that ended badly with no test failed, is a failure too.
  const failures = Math.max(
    counts?.failed ?? 0,
    ok && (counts !== undefined || stage.counts === undefined) ? 0 : 1,
  );
  return { title: stage.title, passed, failed: failures, pending: counts?.pending ?? 0, seconds };
}

function leftOut({ title }: Stage): Outcome {
  return { title, passed: 0, failed: 0, pending: 0, seconds: undefined };
}

function summarise(): void {
  const table = new Table({
    head: ["stage", "passed", "failed", "skipped", "seconds"],
    colAligns: ["left", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { title, passed, failed: bad, pending, seconds } of outcomes) {
    table.push(
      seconds === undefined
        ? [title, "not built", "", "", ""]
        : [title, passed, bad, pending, seconds.toFixed(1)],
    );
  }
  console.log(`\n${table.toString()}`);
  console.log(`${total((each) => each.passed)} passed, ${failed} failed`);
}
