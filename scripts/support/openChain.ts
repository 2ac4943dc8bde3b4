import { JsonRpcProvider, Network } from "ethers";

import { JobError } from "./JobError.ts";
import type { CommonOptions } from "./options.ts";
import { UsageError } from "./UsageError.ts";

/** A chain that answers. */
export interface Chain {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly chainId: bigint;
  /** Hash of block 0. */
  readonly genesis: string;
  /** Whether it is a development node: it signs for test accounts and its clock can be set. */
  readonly isDevelopment: boolean;
}

const LOCALHOST = "http://127.0.0.1:8545";
const PATIENCE_MS = 10_000;

/** Connects to the node of a network. */
export async function openChain(
  options: Pick<CommonOptions, "network" | "rpcUrl">,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Chain> {
  const url = options.rpcUrl ?? addressOf(options.network, environment);
  if (!URL.canParse(url))
    throw new UsageError(`"${url}" is not an address of a node.`, `Write it in full, such as ${LOCALHOST}.`);
  const chainId = BigInt(await ask(url, "eth_chainId", options.network));
  const client = await ask(url, "web3_clientVersion", options.network);
  // Nothing is cached: a job reads right after it has written.
  const network = Network.from(chainId);
  const provider = new JsonRpcProvider(url, network, { staticNetwork: network, cacheTimeout: -1 });
  const isDevelopment = /hardhat|anvil/i.test(client);
  if (isDevelopment) provider.pollingInterval = 100;
  const block = await provider.getBlock(0);
  const genesis = block?.hash ?? undefined;
  if (genesis === undefined) throw new JobError(`${url} does not know its first block.`, "Use another node.");
  return { url, provider, chainId, genesis, isDevelopment };
}

function addressOf(network: string, environment: Readonly<Record<string, string | undefined>>): string {
  const url = network === "localhost" ? LOCALHOST : environment["KESSAI_RPC_URL"];
  if (url === undefined)
    throw new UsageError(`Where is the network ${network}?`, "Give --rpc-url, or set KESSAI_RPC_URL.");
  return url;
}

/** What to do when no node answers at an address: one on this computer can be started. */
function adviceFor(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== "http:" || !["127.0.0.1", "localhost"].includes(hostname))
    return "Check the address and the connection.";
  const where = url === LOCALHOST ? "" : ` --port ${port || "80"}`;
  return `Check the address, or start a node there: npm run kessai -- chain --scenario jpx-2022${where}`;
}

async function ask(url: string, method: string, network: string): Promise<string> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer: unknown = await response.json();
    if (typeof answer === "object" && answer !== null && "result" in answer) return String(answer.result);
    throw new TypeError("no result");
  } catch (cause) {
    throw new JobError(`The node of ${network} at ${url} does not answer.`, adviceFor(url), cause);
  }
}
