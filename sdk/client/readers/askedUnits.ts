import { getAddress, ZeroAddress } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { Kessai } from "../Kessai.ts";
import { servicingEvents } from "./servicingEvents.ts";

/**
 * Units that a put or a call by lot is still to end, by holder: what each has put last, or what was drawn from it in the
 * present round, less what was redeemed or has lapsed. From the log; holders of whom nothing is left are not in it.
 */
export async function askedUnits(
  kessai: Kessai,
  { isin, option }: { readonly isin: string; readonly option: number },
): Promise<ReadonlyMap<string, bigint>> {
  const events = await servicingEvents(kessai, {
    contract: "redemptionAgent",
    isin,
    index: BigInt(option),
    names: ["PutExercised", "DrawRestarted", "UnitsDrawn", "UnitsRedeemed", "UnitsLapsed"],
  });
  const asked = new Map<string, bigint>();
  const add = (holder: string, units: bigint): void => {
    asked.set(holder, (asked.get(holder) ?? 0n) + units);
  };
  for (const { name, args } of events) {
    if (name === "DrawRestarted") {
      asked.clear();
      continue;
    }
    const holder = getAddress(textOf(args["holder"]));
    if (name === "PutExercised") asked.set(holder, numberOf(args["current"]));
    else if (name === "UnitsDrawn") asked.set(holder, numberOf(args["units"]));
    else add(holder, -numberOf(args["units"]));
    const successor = name === "UnitsLapsed" ? getAddress(textOf(args["successor"])) : ZeroAddress;
    if (successor !== ZeroAddress) add(successor, numberOf(args["units"]));
  }
  return new Map([...asked].filter(([, units]) => units > 0n));
}

function numberOf(value: unknown): bigint {
  return typeof value === "bigint" ? value : 0n;
}
