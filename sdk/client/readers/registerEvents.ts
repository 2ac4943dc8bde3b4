import { houseInterface } from "../../contracts/houseInterface.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent, EventName } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

const PEOPLE: readonly EventName[] = [
  "ParticipantAdmitted",
  "ParticipantUpdated",
  "ParticipantSuspended",
  "ParticipantReinstated",
  "ParticipantClosed",
  "ParticipantReplaced",
];
const UNITS: readonly EventName[] = [
  "BondIssued",
  "Transfer",
  "ForcedTransfer",
  "Frozen",
  "AccountFrozen",
  "PositionRecovered",
  "SettlementChanged",
  "UnitsHeld",
];
const HOLDS: readonly EventName[] = [
  "Instructed",
  "LegHeld",
  "LegReleased",
  "PartSettled",
  "Settled",
  "Delivered",
];

/** Everything in the log that makes the register of a bond, up to a block: of its factory, itself, its participants and settlement. */
export async function registerEvents(
  kessai: Kessai,
  { isin, toBlock }: { readonly isin: string; readonly toBlock: number },
): Promise<readonly ChainEvent[]> {
  const { registry, bondFactory } = kessai.deployment.addresses;
  const ask = async (address: string, topics: (string | string[])[]): Promise<readonly ChainEvent[]> =>
    decodeLogs(await queryLogs(kessai, { address, topics, toBlock }));
  const [bond, created, people] = await Promise.all([
    kessai.bondAddress(isin),
    ask(bondFactory, [topicsOf(["BondCreated"]), encodeAscii(isin, 12).padEnd(66, "0")]),
    ask(registry, [topicsOf(PEOPLE)]),
  ]);
  const units = await ask(bond, [topicsOf(UNITS)]);
  // What a settlement contract holds matters only when the bond has ever seen a hold.
  const isHeld = units.some(({ name }) => name === "UnitsHeld");
  const settlements = units.flatMap(({ name, args }) =>
    name === "SettlementChanged" ? [textOf(args["settlementAfter"])] : [],
  );
  const holds = isHeld
    ? await Promise.all([...new Set(settlements)].map((each) => ask(each, [topicsOf(HOLDS)])))
    : [];
  return [...created, ...people, ...units, ...holds.flat()];
}

/** All forms of these events: one that is recorded in two forms has two topics. */
function topicsOf(names: readonly EventName[]): string[] {
  const topics: string[] = [];
  houseInterface.forEachEvent(({ name, topicHash }) => {
    if (names.some((each) => each === name)) topics.push(topicHash);
  });
  return topics;
}
