import { outputOptions } from "./options.ts";
import { Reporter } from "./Reporter.ts";
import { acceptInput } from "./runJob.ts";

/**
 * A job that needs no chain: it reads files and tells what follows from them.
 *
 * @param read reads and checks the input
 */
export function runLocalJob<Input>(
  name: string,
  written: unknown,
  read: () => Input,
  work: (reporter: Reporter, input: Input) => void,
): void {
  acceptInput(name, written, () => {
    const reporter = new Reporter(outputOptions.parse(written));
    work(reporter, read());
    reporter.finish({ job: name });
  });
}
