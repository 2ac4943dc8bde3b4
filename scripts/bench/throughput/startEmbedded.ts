import hre from "hardhat";

import type { Engine } from "./Engine.ts";

/** The chain that Hardhat runs inside this process, as `npm start` does: each transaction gets a block of its own. */
export async function startEmbedded(): Promise<Engine> {
  const connection = await hre.network.create();
  const request: Engine["request"] = async (method, params) => {
    const answer: unknown = await connection.provider.request({ method, params: [...params] });
    return answer;
  };
  return {
    version: String(await request("web3_clientVersion", [])),
    connection,
    provider: connection.ethers.provider,
    request,
    stop: async () => {
      await connection.close();
    },
  };
}
