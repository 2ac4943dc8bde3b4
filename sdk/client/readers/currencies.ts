import { decodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";
import { currencyInfo } from "./currencyInfo.ts";
import type { CurrencyInfo } from "./currencyInfo.ts";
import { queryLogs } from "./queryLogs.ts";

/** Every digital currency of the house, in the order of creation. */
export async function currencies(kessai: Kessai): Promise<readonly CurrencyInfo[]> {
  const { currencyFactory, deployment } = kessai;
  const created = currencyFactory.interface.getEvent("CurrencyCreated");
  const logs = await queryLogs(kessai, {
    address: deployment.addresses.currencyFactory,
    topics: [created.topicHash],
  });
  const found = await Promise.all(
    logs.map((log) => {
      const args = currencyFactory.interface.parseLog(log)?.args;
      return currencyInfo(kessai, {
        currency: decodeAscii(String(args?.["currencyCode"])),
        settlementBank: String(args?.["settlementBank"]),
      });
    }),
  );
  return found.filter((info) => info !== undefined);
}
