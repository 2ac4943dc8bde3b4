import type { KessaiError } from "../../sdk/errors/KessaiError.ts";
import type { ChainContext } from "./JobContext.ts";

/**
 * Refuses to begin what could not be carried through. A dry run says so and goes on: the jobs that were to come before it may
 * have been dry runs as well.
 */
export function refuseUnlessDry(
  { options, reporter }: Pick<ChainContext, "options" | "reporter">,
  error: KessaiError,
): void {
  if (!options.dryRun) throw error;
  reporter.progress(`  note: ${error.message} ${error.hint}`);
}
