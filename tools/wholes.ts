/**
 * `npm run wholes`: what looks at the house as a whole, on the contracts as they are deployed: Solidity fuzz and invariant
 * tests, random histories against reference models, and the jobs and the story as their users run them.
 */
import { globSync } from "node:fs";

import { ROOT } from "./lib/run.ts";
import { writeCounts } from "./tests/counts.ts";
import { runSuites } from "./tests/runSuites.ts";
import { DEEP, WHOLES } from "./tests/wholeFiles.ts";

const deep = process.env["KESSAI_DEEP"] === "1";
const mocha = globSync([...WHOLES], { cwd: ROOT, exclude: deep ? [] : [DEEP] });
const counts = await runSuites({ solidity: true, mocha: mocha.sort() });
writeCounts("wholes", counts);
process.exit(counts.failed === 0 ? 0 : 1);
