import { z } from "zod";

const completed = z.object({
  type: z.literal("DEPLOYMENT_EXECUTION_STATE_COMPLETE"),
  futureId: z.string(),
  result: z.object({ type: z.literal("SUCCESS"), address: z.string() }),
});

/**
 * The addresses of the contracts that a deployment has completed, by Hardhat Ignition's names: what its address file says,
 * which a run that was killed may have left half-written.
 *
 * @param journal messages of Hardhat Ignition, one whole JSON text a line
 */
export function addressesInJournal(journal: string): Readonly<Record<string, string>> {
  const messages = journal
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => completed.safeParse(JSON.parse(line)));
  return Object.fromEntries(
    messages.flatMap(({ data }) => (data === undefined ? [] : [[data.futureId, data.result.address]])),
  );
}
