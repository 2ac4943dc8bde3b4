/**
 * `npm run test:one -- <files> [--grep <text>] [--no-compile]`: runs these test files only, without coverage.
 * Solidity tests (`*.t.sol`) and mocha tests (`*.test.ts`) may be mixed.
 */
import { runJob } from "./lib/run.ts";

const args = process.argv.slice(2);
const solidity = args.filter((each) => each.endsWith(".t.sol"));
const mocha = args.filter((each) => each.endsWith(".ts"));
const rest = args.filter((each) => !solidity.includes(each) && !mocha.includes(each));

if (solidity.length === 0 && mocha.length === 0) {
  console.error("Which tests? npm run test:one -- test/unit/libraries/Isin.isValid.test.ts");
  process.exitCode = 2;
} else {
  const codes = [
    solidity.length === 0 ? 0 : await runJob("hardhat", ["test", "solidity", ...solidity, ...rest]),
    mocha.length === 0 ? 0 : await runJob("hardhat", ["test", "mocha", ...mocha, ...rest]),
  ];
  process.exitCode = Math.max(...codes);
}
