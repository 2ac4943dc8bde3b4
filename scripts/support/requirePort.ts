import { createServer } from "node:net";

import { JobError } from "./JobError.ts";

/** Why a port cannot be used, by the code that the operating system gives. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken: another program answers there, perhaps another development chain",
  EACCES: "may not be used by this user",
};

/**
 * Tries a port of this computer. Hardhat's server does not catch what the operating system says: its process would die of it.
 *
 * @param port 0 stands for any that is free
 * @throws JobError when nothing can answer there
 */
export async function requirePort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new JobError(
      `Port ${port} of this computer ${REASONS[code] ?? `cannot be used (${code})`}.`,
      "Take another one: chain --port 0 takes one that is free and says which, and --rpc-url tells it to every other job.",
      error,
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
