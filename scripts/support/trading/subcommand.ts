import type { Command } from "commander";

import { jobCommand, readingCommand } from "../options.ts";
import type { JobDescription } from "../options.ts";

/** What a job that is a word of another one is called and does; its example is the whole command line. */
export interface SubcommandDescription extends JobDescription {
  /** Whether it never sends or writes anything, and so knows no --dry-run. */
  readonly isReading?: boolean | undefined;
}

/** A command within a job, such as `fund-account open`, with the options that every job on a chain has. */
export function subcommand({ isReading = false, ...description }: SubcommandDescription): Command {
  const command = isReading ? readingCommand(description) : jobCommand(description);
  return command.exitOverride().showHelpAfterError();
}
