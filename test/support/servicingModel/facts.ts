import { ZeroAddress } from "ethers";
import type { LogDescription, TransactionReceipt } from "ethers";

import { houseInterface } from "../../../sdk/contracts/houseInterface.ts";
import type { House } from "./house.ts";
import type { Told } from "./model.ts";

/** What a receipt tells of servicing, in order and in the words of the model. */
export async function factsOf(house: House, { logs }: TransactionReceipt): Promise<string[]> {
  const cash = await house.w.cash.getAddress();
  return logs.flatMap((log) => {
    const event = houseInterface.parseLog(log);
    if (event === null) return [];
    return factOf(event, { isCash: log.address === cash, of: (address) => nameOf(house, address) });
  });
}

/** What only the chain can tell. */
export function toldBy({ logs }: TransactionReceipt): Told {
  const values = (name: string, key: string): bigint[] =>
    logs.flatMap((log) => {
      const event = houseInterface.parseLog(log);
      return event?.name === name ? [BigInt(String(event.args[key]))] : [];
    });
  return {
    start: values("DrawOpened", "start")[0],
    claim: values("PrincipalAccelerated", "pricePerUnit")[0],
  };
}

interface Words {
  readonly isCash: boolean;
  readonly of: (address: unknown) => string;
}

function factOf({ name, args: a }: LogDescription, { isCash, of }: Words): string[] {
  const text = (key: string): string => String(a[key]);
  const tax = (): string => `tax ${text("nationalTax")} + ${text("localTax")}`;
  switch (name) {
    case "Transfer": {
      const moved = `${of(a["from"])} > ${of(a["to"])} ${text("value")}`;
      return [isCash ? `money ${moved}` : `units ${moved}`];
    }
    case "HolderPaid": {
      const due = `${text("units")}: ${text("interest")} + ${text("principal")}`;
      return [`due ${of(a["holder"])} ${due}, ${tax()}`];
    }
    case "UnitsRedeemed":
      return [`redeemed ${of(a["holder"])} ${text("units")}: ${text("amount")}, ${tax()}`];
    case "UnitsLapsed":
      return [`lapsed ${of(a["holder"])} ${text("units")}`];
    case "PaymentSuspended":
      return [`kept for ${of(a["account"])} ${text("amount")}`];
    case "TaxPaid":
    case "RedemptionTaxPaid":
      return [`tax ${text("amount")}`];
    case "PaymentCompleted":
    case "RedemptionCompleted":
      return [`completed ${text("units")}: spent ${text("spent")}, rest ${text("returned")}`];
    case "UnitsCancelled":
      return [`cancelled ${text("units")}`];
    case "UnitsDrawn":
      return [`drawn ${of(a["holder"])} ${text("units")}`];
    case "DrawCompleted":
      return [`drawn in all ${text("units")}`];
    default:
      return [];
  }
}

function nameOf({ names }: House, address: unknown): string {
  if (address === ZeroAddress) return "nobody";
  return names.get(String(address)) ?? String(address);
}
