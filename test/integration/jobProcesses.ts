import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NODE = process.execPath;

/** How a job's process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * Runs a job as its users do, in a process of its own.
 *
 * @param kill after so many milliseconds, or as soon as something has happened; left out: never
 */
export async function runJobProcess(
  args: readonly string[],
  kill?: number | Promise<unknown>,
): Promise<Ended> {
  const began = performance.now();
  const child = start(args);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = typeof kill === "number" ? setTimeout(() => child.kill("SIGKILL"), kill) : undefined;
  if (typeof kill === "object") void kill.then(() => child.kill("SIGKILL"));
  return new Promise((resolve) => {
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, took: performance.now() - began });
    });
  });
}

/** A development chain in a process of its own. */
export interface ChainProcess {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A job that runs until it is stopped. */
export interface RunningJob {
  /** What it said when it was ready: the first match of what was waited for. */
  readonly ready: RegExpExecArray;
  /** Everything that it has said so far. */
  readonly said: () => string;
  /** Waits until it has said something. */
  readonly says: (words: RegExp) => Promise<RegExpExecArray>;
  /** Asks it to end, and waits until it has. */
  readonly stop: () => Promise<Ended>;
}

/** Starts a development chain on a free port, whose clock stands before the scenario's first day. */
export async function startChain(scenario: string): Promise<ChainProcess> {
  const args = ["chain", "--scenario", scenario, "--port", "0"];
  const { ready, stop } = await startJobProcess(args, /http:\S+/);
  return {
    url: ready[0],
    stop: async () => {
      await stop();
    },
  };
}

/** Starts a job that runs until it is stopped, and waits until it says that it is ready. */
export async function startJobProcess(args: readonly string[], ready: RegExp): Promise<RunningJob> {
  const began = performance.now();
  const child = start(args);
  const output = { stdout: "", stderr: "" };
  const said = (): string => output.stderr + output.stdout;
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.on("data", (chunk: Buffer) => {
      output[name] += chunk.toString();
      for (const listener of listeners) listener();
    });
  const ended = new Promise<Ended>((resolve) =>
    child.once("close", (code, signal) => {
      resolve({ code, signal, ...output, took: performance.now() - began });
    }),
  );
  const says = (words: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = words.exec(said());
        if (found === null) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(() => {
        reject(new Error(`${args[0] ?? "a job"} ended and did not say ${String(words)}: ${said()}`));
      });
    });
  const stop = (): Promise<Ended> => {
    child.kill("SIGTERM");
    return ended;
  };
  try {
    return { ready: await says(ready), said, says, stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function start(args: readonly string[]): ChildProcess {
  // Coverage of the tests' own process is none of the child's business.
  const { NODE_V8_COVERAGE: _coverage, NODE_OPTIONS: _options, ...env } = process.env;
  return spawn(NODE, ["--import", "tsx", "scripts/kessai.ts", ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
