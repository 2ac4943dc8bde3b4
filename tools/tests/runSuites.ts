import hre from "hardhat";
import type { Result } from "hardhat/types/utils";

import type { Counts } from "./counts.ts";
import { CountingReporter } from "./CountingReporter.ts";

/** What the Solidity runner returns. It has a summary too, but that one stays at zero at times. */
interface SolidityRun {
  readonly suiteResults: readonly { readonly testResults: readonly { readonly status: SolidityStatus }[] }[];
}
type SolidityStatus = "Success" | "Failure" | "Skipped";

export interface Suites {
  /** Whether to run the Solidity tests, all of them. */
  readonly solidity: boolean;
  /** The mocha files to run. */
  readonly mocha: readonly string[];
}

/** Runs the tests in this process, and returns true counts. A runner that breaks down counts as one failure. */
export async function runSuites({ solidity, mocha }: Suites): Promise<Counts> {
  const counts = { passed: 0, failed: 0, pending: 0 };

  if (solidity) {
    await attempt(async () => {
      const result = (await hre.tasks.getTask(["test", "solidity"]).run({})) as Result<
        SolidityRun,
        SolidityRun
      >;
      const { suiteResults } = result.success ? result.value : result.error;
      const statuses = suiteResults.flatMap(({ testResults }) => testResults.map(({ status }) => status));
      const failed = statuses.filter((each) => each === "Failure").length;
      counts.passed += statuses.filter((each) => each === "Success").length;
      counts.failed += Math.max(failed, result.success ? 0 : 1);
      counts.pending += statuses.filter((each) => each === "Skipped").length;
    });
  }

  if (mocha.length > 0) {
    hre.config.test.mocha.reporter = CountingReporter;
    await attempt(() => hre.tasks.getTask(["test", "mocha"]).run({ testFiles: [...mocha] }));
    counts.passed += CountingReporter.passed;
    counts.failed += CountingReporter.failed;
    counts.pending += CountingReporter.pending;
  }
  return counts;

  async function attempt(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      console.error(error);
      counts.failed++;
    }
  }
}
