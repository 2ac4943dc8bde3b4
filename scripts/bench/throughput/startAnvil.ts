import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { JsonRpcProvider, Network } from "ethers";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import config from "../../../hardhat.config.ts";
import { ROOT } from "../../../tools/lib/run.ts";
import type { Leftovers } from "../Leftovers.ts";
import { anvilBinary } from "./anvilBinary.ts";
import type { Connection, Engine } from "./Engine.ts";
import { EngineUnavailableError } from "./EngineUnavailableError.ts";
import { freePort } from "./freePort.ts";

const PATIENCE_MS = 20_000;
const POLL_MS = 10;

/**
 * Room for all transactions of a round in one block: anvil leaves those that do not fit waiting for the next transaction.
 */
const BLOCK_GAS = 1_000_000_000;

/**
 * anvil as a process of its own on a free port, which ends with this one.
 *
 * @throws EngineUnavailableError when there is none for this machine, or it does not start
 */
export async function startAnvil(leftovers: Leftovers): Promise<Engine> {
  const binary = anvilBinary();
  const port = await freePort();
  const options = { "--port": port, "--hardfork": "osaka", "--gas-limit": BLOCK_GAS };
  const args = ["--silent", "--prune-history", ...Object.entries(options).flat().map(String)];
  const child = spawn(binary, args, { stdio: ["ignore", "ignore", "pipe"] });
  const forgetChild = leftovers.add(() => child.kill("SIGKILL"));
  const url = `http://127.0.0.1:${port}`;
  await answers(child, url);

  // Ignition keeps a journal of what it deploys; nobody goes on with this one.
  const folder = mkdtempSync(join(tmpdir(), "kessai-bench-"));
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const forgetFolder = leftovers.add(removeFolder);

  const connection = await connect(url, folder);
  const network = Network.from((await connection.ethers.provider.getNetwork()).chainId);
  // As scripts/support/openChain.ts connects; it asks more often, so that no figure is the time between two questions.
  const provider = new JsonRpcProvider(url, network, {
    staticNetwork: network,
    cacheTimeout: -1,
    batchStallTime: 0,
    pollingInterval: POLL_MS,
  });
  return {
    version: String(await provider.send("web3_clientVersion", [])),
    connection,
    provider,
    request: async (method, params): Promise<unknown> => await provider.send(method, [...params]),
    stop: async () => {
      provider.destroy();
      await connection.close();
      const ended = once(child, "exit");
      child.kill();
      await ended;
      forgetChild();
      removeFolder();
      forgetFolder();
    },
  };
}

async function connect(url: string, journals: string): Promise<Connection> {
  const paths = { ...config.paths, ignition: journals };
  const hre = await createHardhatRuntimeEnvironment({ ...config, paths }, {}, ROOT);
  return await hre.network.create({ network: "localhost", override: { url } });
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  let problem = "";
  child.stderr?.on("data", (chunk: Buffer) => (problem += chunk.toString()));
  child.once("error", (error) => (problem += error.message));
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
  const headers = { "content-type": "application/json" };
  const until = performance.now() + PATIENCE_MS;
  while (child.exitCode === null && child.pid !== undefined && performance.now() < until) {
    const response = await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
    if (response?.ok === true) return;
    await sleep(POLL_MS);
  }
  child.kill("SIGKILL");
  const [first = "it does not answer"] = problem.trim().split("\n");
  throw new EngineUnavailableError(`anvil does not start: ${first}`);
}
