import { decodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";
import { bondInfo } from "./bondInfo.ts";
import type { BondInfo } from "./bondInfo.ts";
import { queryLogs } from "./queryLogs.ts";

/** Every bond of the house, in the order of creation. */
export async function bonds(kessai: Kessai): Promise<readonly BondInfo[]> {
  const { bondFactory, deployment } = kessai;
  const created = bondFactory.interface.getEvent("BondCreated");
  const logs = await queryLogs(kessai, {
    address: deployment.addresses.bondFactory,
    topics: [created.topicHash],
  });
  const found = await Promise.all(
    logs.map((log) => {
      const isin = String(bondFactory.interface.parseLog(log)?.args["isin"]);
      return bondInfo(kessai, decodeAscii(isin));
    }),
  );
  return found.filter((info) => info !== undefined);
}
