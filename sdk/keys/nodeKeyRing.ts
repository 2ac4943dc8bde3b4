import { getAddress } from "ethers";
import type { Provider, Signer } from "ethers";

import type { KeyRing } from "./KeyRing.ts";

/** A provider whose node signs for some accounts itself. */
export interface SigningNode extends Provider {
  readonly send: (method: string, params: unknown[]) => Promise<unknown>;
  readonly getSigner: (account: string) => Promise<Signer>;
}

/** The accounts that a development node signs for by itself: its test accounts. */
export async function nodeKeyRing(node: SigningNode): Promise<KeyRing> {
  const answer = await node.send("eth_accounts", []);
  const accounts = new Set(Array.isArray(answer) ? answer.map((each) => getAddress(String(each))) : []);
  return {
    signerOf: async (account) =>
      accounts.has(getAddress(account)) ? node.getSigner(getAddress(account)) : undefined,
  };
}
