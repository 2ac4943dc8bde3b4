/**
 * `npm run bench`: gas, trades a second and the planner, measured on this machine at growing sizes. docs/performance.md says
 * what the figures mean.
 */
import { writeFileSync } from "node:fs";

import { CommanderError } from "commander";

import { benchCommand } from "./bench/benchCommand.ts";
import type { BenchOptions } from "./bench/BenchOptions.ts";
import { formatReport } from "./bench/formatReport.ts";
import { EXIT } from "./support/runJob.ts";

// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  const options = benchCommand().parse().opts<BenchOptions>();
  // Loaded when the options are known to be right: it takes a second.
  const { runBench } = await import("./bench/runBench.ts");
  const report = await runBench(options);
  process.stdout.write(`${formatReport(report)}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof CommanderError)) {
    console.error(error);
    process.exitCode = EXIT.failed;
  } else {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
  }
}
