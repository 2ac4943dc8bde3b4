import { textOf } from "../../encoding/textOf.ts";
import type { Kessai } from "../Kessai.ts";
import { servicingEvents } from "./servicingEvents.ts";

/** Where the draw of a call by lot stands. */
export interface DrawStatus {
  readonly isOpen: boolean;
  readonly isCompleted: boolean;
  /** Hash of the seed, as it was announced. */
  readonly seedHash: string | undefined;
  /** Units called. */
  readonly units: bigint;
  /** Units drawn, by holder; of the present round. */
  readonly drawn: ReadonlyMap<string, bigint>;
}

/** Where the draw of a call by lot stands, from the log. */
export async function drawStatus(
  kessai: Kessai,
  { isin, option }: { readonly isin: string; readonly option: number },
): Promise<DrawStatus> {
  const events = await servicingEvents(kessai, {
    contract: "redemptionAgent",
    isin,
    index: BigInt(option),
    names: ["CallAnnounced", "DrawOpened", "UnitsDrawn", "DrawRestarted", "DrawCompleted"],
  });
  let drawn = new Map<string, bigint>();
  for (const { name, args } of events) {
    if (name === "DrawRestarted") drawn = new Map();
    if (name === "UnitsDrawn") drawn.set(textOf(args["holder"]), numberOf(args["units"]));
  }
  const announced = events.find(({ name }) => name === "CallAnnounced");
  return {
    isOpen: events.some(({ name }) => name === "DrawOpened"),
    isCompleted: events.some(({ name }) => name === "DrawCompleted"),
    seedHash: announced === undefined ? undefined : textOf(announced.args["seedHash"]),
    units: numberOf(announced?.args["units"]),
    drawn,
  };
}

function numberOf(value: unknown): bigint {
  return typeof value === "bigint" ? value : 0n;
}
