import type { Command } from "commander";
import { z } from "zod";

import { scenarioOptions, withScenario } from "../options.ts";

/** The options of jobs that work on an offering. */
export const offeringOptions = scenarioOptions.extend({
  offering: z.string().optional(),
  at: z.string().optional(),
});

/**
 * Adds the options of jobs that work on an offering.
 *
 * @param usual the file of the scenario that is taken when none is named
 */
export function withOffering(command: Command, usual: OfferingFileName = "offering.yaml"): Command {
  return withScenario(command).option(
    "--offering <file>",
    `the offering sheet (default: the scenario's ${usual})`,
  );
}

/** Adds the option that moves the clock. */
export function withClock(command: Command): Command {
  return command.option(
    "--at <moment>",
    "move the clock forward to YYYY-MM-DD or YYYY-MM-DDTHH:MM (development chains only)",
  );
}

/** Adds the option that names signed orders, for jobs that need them. */
export function withSignedOrders(command: Command): Command {
  return command.option(
    "--orders <file>",
    "signed orders as firms hand them over (default: those that the order job wrote down)",
  );
}

/** What a scenario's offering sheets are called. */
export type OfferingFileName = "offering.yaml" | "tap.yaml";
