import type { Command } from "commander";

/** Where a hub is looked for when none is named. */
export const USUAL_HUB = "ws://127.0.0.1:8787";

/** Adds the option that names the hub. */
export function withHub(command: Command): Command {
  return command.option("--hub <url>", "where the hub answers", USUAL_HUB);
}

/** Adds the option that names the market sheet. */
export function withMarket(command: Command): Command {
  return command.option("--market <file>", "the market sheet (default: the scenario's market.yaml)");
}
