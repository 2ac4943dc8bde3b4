/**
 * `npm run gas`: measures test/gas/*.test.ts on the contracts as they are deployed, and compares with
 * snapshots/gas.json. With `--update` (`npm run gas:update`): writes what was measured there.
 */
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";

import { SNAPSHOT_FILE } from "./gas/GasSnapshot.ts";
import { ROOT } from "./lib/run.ts";
import { writeCounts } from "./tests/counts.ts";

const mocha = globSync("test/gas/**/*.test.ts", { cwd: ROOT });

if (process.argv.includes("--update")) {
  process.env["KESSAI_GAS_UPDATE"] = "1";
  // Written anew, so that nothing stays of measurements that are gone.
  rmSync(join(ROOT, SNAPSHOT_FILE), { force: true });
}

const { runSuites } = await import("./tests/runSuites.ts");
const counts = await runSuites({ solidity: false, mocha: mocha.sort() });
writeCounts("gas", counts);
process.exit(counts.failed === 0 ? 0 : 1);
