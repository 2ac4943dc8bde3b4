import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** The root folder of the project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface RunOptions {
  /** Variables set in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes what is printed, instead of the terminal. */
  readonly output?: Writable | undefined;
}

/** Runs Node on `args` in the project's root, with the terminal of this process, and returns its exit code (1 if a signal ended it). */
export function runNode(args: readonly string[], { env = {}, output }: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: output === undefined ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    for (const stream of [child.stdout, child.stderr])
      if (output !== undefined) stream?.pipe(output, { end: false });
    child.once("error", reject);
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

/** Runs a job of the launcher: `runJob("lint")` is what `npm run lint` does. */
export function runJob(job: string, args: readonly string[] = [], options: RunOptions = {}): Promise<number> {
  return runNode(["bin/run.mjs", job, ...args], options);
}
