/** `npm run lint [-- --fix]`: eslint on TypeScript, solhint on Solidity. A warning fails as an error does. */
import { execFile } from "node:child_process";
import { globSync } from "node:fs";

import { ROOT, runNode } from "./lib/run.ts";

const fix = process.argv.includes("--fix") ? ["--fix"] : [];

const eslint = await runNode(["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0", ...fix]);
const contracts = await solhint(".solhint.json", "contracts/**/*.sol");
const tests = await solhint("test/.solhint.json", "test/**/*.sol");

process.exitCode = eslint === 0 && contracts && tests ? 0 : 1;

/** Runs solhint without its look for updates (`--disc`), and prints what it found without its advertisements. */
function solhint(config: string, pattern: string): Promise<boolean> {
  if (globSync(pattern, { cwd: ROOT }).length === 0) return Promise.resolve(true);

  const args = ["node_modules/solhint/solhint.js", "--disc", "--max-warnings", "0", "-c", config, pattern];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT }, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`
        .split("\n")
        .filter((line) => line.trim() !== "" && !/^[│┌└]/u.test(line));
      if (lines.length > 0) console.log(lines.join("\n"));
      resolve(error === null);
    });
  });
}
