import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** Whether units of a bond were ever issued, also when none of them is left. */
export async function isIssued(kessai: Kessai, isin: string): Promise<boolean> {
  const bond = await kessai.bond(isin);
  const { topicHash } = bond.interface.getEvent("BondIssued");
  const logs = await queryLogs(kessai, { address: await bond.getAddress(), topics: [topicHash] });
  return logs.length > 0;
}
