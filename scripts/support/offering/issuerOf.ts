import { ZeroAddress } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";

/** The account of a bond's issuer, or of the successor of its lost key. */
export async function issuerOf(kessai: Kessai, isin: string): Promise<string> {
  const { issuer } = await (await kessai.bond(isin)).terms();
  const successor = await kessai.registry.successorOf(issuer);
  return successor === ZeroAddress ? issuer : successor;
}
