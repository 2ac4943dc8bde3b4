import { ZeroAddress } from "ethers";
import type { LogDescription, TransactionReceipt } from "ethers";

import { houseInterface } from "../../../sdk/contracts/houseInterface.ts";
import type { House } from "./house.ts";

/** What a receipt tells of an offering, in order and in the words of the model. */
export async function factsOf(house: House, { logs }: TransactionReceipt): Promise<string[]> {
  const cash = await house.m.cash.getAddress();
  return logs.flatMap((log) => {
    const event = houseInterface.parseLog(log);
    return event === null ? [] : factOf(house, event, log.address === cash);
  });
}

function factOf(house: House, { name, args: a }: LogDescription, isCash: boolean): string[] {
  const text = (key: string): string => String(a[key]);
  const who = (key: string): string =>
    a[key] === ZeroAddress ? "nobody" : (house.names.get(text(key)) ?? text(key));
  switch (name) {
    case "AllotmentFailed": {
      const taken = a["isTakenByFirm"] === true ? ", taken by its firm" : "";
      return [
        `failed ${who("investor")} at ${text("position")}: ${text("units")} for ${text("amount")}${taken}`,
      ];
    }
    case "ProceedsPaid": {
      const paid = `for ${text("amount")} less ${text("fee")}`;
      return [`${who("firm")} takes ${text("units")} of them ${text("retained")} ${paid}`];
    }
    case "OfferingClosed": {
      const paid = `for ${text("proceeds")} less ${text("fees")}`;
      return [`closed ${text("issuedUnits")} cancelled ${text("cancelledUnits")} ${paid}`];
    }
    case "OfferingEnded":
      return [`ended ${text("cause")}`];
    case "AllotmentUnwound":
      return [`unwound ${text("position")}`];
    case "BondIssued":
      return [`issued ${text("units")}`];
    case "UnitsCancelled":
      return [`cancelled ${text("units")}`];
    case "Settled":
    case "Delivered":
    case "Paid":
      return [name.toLowerCase()];
    case "Transfer":
      return [`${isCash ? "money" : "units"} ${who("from")} > ${who("to")} ${text("value")}`];
    case "UnitsLockedUp":
      return [`locked up ${who("account")} ${text("unitsBefore")} > ${text("units")}`];
    default:
      return [];
  }
}
