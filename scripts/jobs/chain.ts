import type { Command } from "commander";
import { Command as NewCommand } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { loadScenario } from "../support/loadScenario.ts";
import { firstDay } from "../support/offering/firstDay.ts";
import { withScenario } from "../support/options.ts";
import { requirePort } from "../support/requirePort.ts";
import { acceptInput, tellFailure } from "../support/runJob.ts";
import { untilStopped } from "../support/untilStopped.ts";
import { UsageError } from "../support/UsageError.ts";

/** The chain answers this computer only. */
const HOST = "127.0.0.1";

/** Test accounts: one for each duty, and for each party of several scenarios. */
const ACCOUNTS = 40;

const chainOptions = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  scenario: z.string().optional(),
  terms: z.string().optional(),
  parties: z.string().optional(),
  trades: z.string().optional(),
  cash: z.string().optional(),
});

/** Runs a development chain whose clock starts before a scenario's first day, so that its days are still to come. */
export function chainCommand(): Command {
  return withScenario(
    new NewCommand("chain")
      .description(
        "Run a development chain on this computer whose clock starts on the first day of a scenario: that on which its book opens, or its pricing date.",
      )
      .option("--port <number>", "the port on which it answers; 0 takes a free one", "8545")
      .addHelpText("after", "\nExample:\n  npm run kessai -- chain --scenario jpx-2022\n"),
  ).action(async (written: unknown) => {
    const common = { network: "localhost", deployments: "deployments" };
    const input = acceptInput("chain", common, () => {
      const options = chainOptions.safeParse(written);
      if (!options.success)
        throw new UsageError("The port is a number up to 65535.", "Leave it out for 8545.");
      const { terms } = loadScenario(options.data);
      const date = firstDay(options.data.scenario, terms);
      const { businessCentre: centre } = terms;
      return { port: options.data.port, start: secondsAtTimeOfDay({ date, time: "09:00", centre }) };
    });
    if (!input.accepted) return;
    try {
      await requirePort(HOST, input.value.port);
    } catch (error) {
      process.exitCode = tellFailure(error, { job: "chain", json: false, debug: false });
      return;
    }
    await serve(input.value);
  });
}

async function serve({ port, start }: { readonly port: number; readonly start: bigint }): Promise<void> {
  const { default: hre } = await import("hardhat");
  const override = { initialDate: new Date(Number(start) * 1000), accounts: { count: ACCOUNTS } };
  const server = await hre.network.createServer({ network: "node", override }, HOST, port);
  const { address, port: actual } = await server.listen();
  process.stdout.write(`A development chain answers at http://${address}:${actual}\n`);
  process.stdout.write(
    `Its clock says ${formatMoment(start)} and runs on. Ctrl-C ends it and all that is on it.\n`,
  );
  await untilStopped();
  await server.close();
}
