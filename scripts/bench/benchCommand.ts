import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { PARTS } from "./BenchOptions.ts";

/** The command line of the benchmark. It throws CommanderError when something is wrong with it. */
export function benchCommand(): Command {
  return new Command("npm run bench --")
    .description(
      "Measures gas, trades a second (on the embedded chain and on anvil), the planner, coupons paid, and requests for\nquotes, at growing sizes. " +
        "Takes some minutes. Progress on stderr, tables on stdout.",
    )
    .addOption(new Option("--only <part>", "measure this part alone").choices(PARTS))
    .addOption(
      new Option("--json <file>", "write all figures and the machine to this file").argParser(writable),
    )
    .option("--quick", "small sizes, few repetitions (half a minute): to see that it works", false)
    .addHelpText("after", "\nExit codes: 0 measured, 1 something failed, 2 the options are wrong.\n")
    .allowExcessArguments(false)
    .exitOverride()
    .showHelpAfterError();
}

/** The absolute path of a file that can be written: better to know before measuring for minutes. */
function writable(file: string): string {
  const path = resolve(file);
  const known = statSync(path, { throwIfNoEntry: false });
  if (file === "" || known?.isDirectory() === true) throw new InvalidArgumentError("It must be a file.");
  try {
    accessSync(known === undefined ? dirname(path) : path, constants.W_OK);
  } catch {
    throw new InvalidArgumentError("It cannot be written there.");
  }
  return path;
}
