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

/** Starts a development chain on a free port, whose clock stands before the scenario's first day. */
export async function startChain(scenario: string): Promise<ChainProcess> {
  const child = start(["chain", "--scenario", scenario, "--port", "0"]);
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [found] = /http:\S+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("close", () => {
      reject(new Error(`the chain did not start: ${output}`));
    });
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  return { url, stop };
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
