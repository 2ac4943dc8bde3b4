/**
 * `npm run coverage`: the mocha tests of each piece, on instrumented contracts. Leaves the result in coverage/ for
 * tools/coverageGate.ts.
 */
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./lib/run.ts";
import { writeCounts } from "./tests/counts.ts";
import { redirectTypes } from "./tests/redirectTypes.ts";

const TYPES = "cache/coverage/typechain-types";

// Read by Hardhat and by hardhat.config.ts, so they are set before either is imported.
process.env["HARDHAT_COVERAGE"] = "true";
process.env["KESSAI_COVERAGE"] = "1";
process.env["KESSAI_TYPECHAIN_DIR"] = TYPES;
redirectTypes(TYPES);

const { CoverageReport } = await import("./coverage/CoverageReport.ts");
const { runSuites } = await import("./tests/runSuites.ts");
const { WHOLES } = await import("./tests/wholeFiles.ts");

// So that the gate cannot judge an earlier run when this one breaks down.
rmSync(join(ROOT, "coverage"), { recursive: true, force: true });

const mocha = globSync(["test/**/*.test.ts", "sdk/**/*.test.ts"], {
  cwd: ROOT,
  exclude: ["test/gas/**", ...WHOLES],
});
const report = new CoverageReport();
const counts = await runSuites({ solidity: false, mocha: mocha.sort() });
await report.print();
writeCounts("suites", counts);
process.exit(counts.failed === 0 ? 0 : 1);
