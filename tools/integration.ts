/** `npm run integration`: the jobs and the story, run as their users run them. */
import { globSync } from "node:fs";

import { ROOT } from "./lib/run.ts";
import { writeCounts } from "./tests/counts.ts";
import { runSuites } from "./tests/runSuites.ts";

const mocha = globSync("test/integration/**/*.test.ts", { cwd: ROOT });
const counts = await runSuites({ solidity: false, mocha: mocha.sort() });
writeCounts("integration", counts);
process.exit(counts.failed === 0 ? 0 : 1);
