import { Command, Option } from "commander";
import { z } from "zod";

/** The options that every job has, on a chain or not. */
export const outputOptions = z.object({
  json: z.boolean().default(false),
  debug: z.boolean().default(false),
});

/** The options that every job on a chain has. */
export const commonOptions = outputOptions.extend({
  network: z.string(),
  rpcUrl: z.string().optional(),
  keyfile: z.array(z.string()).default([]),
  keystore: z.boolean().default(false),
  deployments: z.string(),
  dryRun: z.boolean().default(false),
});

/** The options that every job on a chain has. */
export type CommonOptions = Readonly<z.infer<typeof commonOptions>>;

/** The options of jobs that work on a scenario. */
export const scenarioOptions = z.object({
  scenario: z.string().optional(),
  terms: z.string().optional(),
  parties: z.string().optional(),
  trades: z.string().optional(),
  cash: z.string().optional(),
});

/** The options of jobs that work on a scenario. */
export type ScenarioOptions = Readonly<z.infer<typeof scenarioOptions>>;

/** What a job is called and what it does. */
export interface JobDescription {
  readonly name: string;
  readonly summary: string;
  /** What one would type after `npm run kessai --`. */
  readonly example: string;
}

/** A command with the options that every job on a chain has that sends something, and its example in --help. */
export function jobCommand(description: JobDescription): Command {
  return readingCommand(description).option(
    "--dry-run",
    "check everything and say what would be sent; send and write nothing",
  );
}

/** A command with the options that every job on a chain has, for one that never sends anything, and its example in --help. */
export function readingCommand(description: JobDescription): Command {
  return localCommand(description)
    .option("--network <name>", "the network, which names its folder in deployments/", "localhost")
    .option("--rpc-url <url>", "where the network's node answers (or KESSAI_RPC_URL; localhost: port 8545)")
    .option(
      "--keyfile <path...>",
      "encrypted keyfiles to sign with (password: KESSAI_KEYFILE_PASSWORD, or asked)",
    )
    .option("--keystore", "sign with the key in Hardhat's keystore (KESSAI_PRIVATE_KEY)")
    .addOption(new Option("--deployments <folder>", "the folder of address books").default("deployments"));
}

/** A command with the options that every job has, for one that needs no chain, and its example in --help. */
export function localCommand({ name, summary, example }: JobDescription): Command {
  return new Command(name)
    .description(summary)
    .option("--json", "print the result as JSON, and nothing else, on stdout")
    .option("--debug", "print the stack of a failure")
    .addHelpText("after", `\nExample:\n  npm run kessai -- ${example}\n`);
}

/** Adds the options of jobs that work on a scenario. */
export function withScenario(command: Command): Command {
  return command
    .option("--scenario <name>", "a folder of scenarios/, such as jpx-2022")
    .option("--terms <file>", "the term sheet (default: the scenario's terms.yaml)")
    .option("--parties <file>", "the party list (default: the scenario's parties.yaml)")
    .option("--trades <file>", "the trade tickets (default: the scenario's trades.yaml)")
    .option("--cash <file>", "the cash deposits (default: the scenario's cash.yaml)");
}
