import { ZeroAddress } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";

/** The account of a bond's issuer, or of the successor of its lost key. */
export async function issuerAccount({ registry }: Kessai, { issuer }: BondSchedule): Promise<string> {
  const successor = await registry.successorOf(issuer);
  return successor === ZeroAddress ? issuer : successor;
}
