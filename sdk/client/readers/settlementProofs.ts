import { getAddress } from "ethers";
import type { TransactionReceipt } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { readSet } from "../../sets/readSet.ts";
import type { Trade } from "../../trade/Trade.ts";
import { tradeId } from "../../trade/tradeHash.ts";
import { tradeKind } from "../../trade/tradeKind.ts";
import type { Kessai } from "../Kessai.ts";
import { restBefore } from "./restBefore.ts";
import { setFaults } from "./setFaults.ts";
import type { ProvenLeg, SettlementProof } from "./settlementProof.ts";
import { TokenAddresses } from "./TokenAddresses.ts";
import { FINAL_EVENTS } from "./tradeHistory.ts";

/** What `settlementProofs` works on. */
export interface SettlementProofsOptions {
  readonly trades: readonly Trade[];
  readonly receipt: TransactionReceipt;
}

/**
 * Verifies from a receipt that trades were settled delivery versus payment (INV-1): one transaction that succeeded, the
 * event of each one's finality, and exactly the movements of its legs for its amounts. In a set that settles all or none:
 * exactly the movements that all its trades add up to. Of a trade that has settled in parts the last part is proven; what
 * settled before a set is read from the log.
 *
 * @returns a proof for each trade, in their order
 */
export async function settlementProofs(
  kessai: Kessai,
  { trades, receipt }: SettlementProofsOptions,
): Promise<readonly SettlementProof[]> {
  const events = decodeLogs(receipt);
  const escrow = kessai.deployment.addresses.escrow;
  const set = events.find(({ name, address }) => name === "SetSettled" && isSame(address, escrow));
  const failed = receipt.status === 1 ? [] : ["the transaction failed"];
  const { hash: transactionHash, blockNumber } = receipt;
  const found =
    set === undefined
      ? await provenAlone(kessai, trades, events)
      : await provenInSet(kessai, trades, events, set);
  return found.map((proof) => ({
    ...proof,
    transactionHash,
    blockNumber,
    faults: [...failed, ...proof.faults],
  }));
}

type Found = Omit<SettlementProof, "transactionHash" | "blockNumber">;

// ------------------------------------------------------------------ all or none

async function provenInSet(
  kessai: Kessai,
  trades: readonly Trade[],
  events: readonly ChainEvent[],
  set: ChainEvent,
): Promise<readonly Found[]> {
  const members = await Promise.all(
    readSet(textOf(set.args["trades"])).map(async ({ id, trade }) => ({
      id,
      moved: await restBefore(kessai, trade, set),
    })),
  );
  const tokens = new TokenAddresses(kessai);
  const recorded = events.filter(({ address }) => isSame(address, set.address));
  const faults = await setFaults(tokens, members, { recorded, moves: events });
  return Promise.all(
    trades.map(async (trade) => {
      const id = tradeId(trade);
      const member = members.find((each) => each.id === id);
      const missing = member === undefined ? ["the set that it settles does not have this trade"] : [];
      const legs = await legsOf(tokens, member?.moved ?? trade);
      return { id, ...legs, settledBy: "set" as const, faults: [...missing, ...faults] };
    }),
  );
}

// ------------------------------------------------------------------ each by itself

async function provenAlone(
  kessai: Kessai,
  trades: readonly Trade[],
  events: readonly ChainEvent[],
): Promise<readonly Found[]> {
  const { escrow } = kessai.deployment.addresses;
  const outcomes = events.flatMap((event, index) =>
    isOutcome(event) && isSame(event.address, escrow) ? [{ event, index }] : [],
  );
  const final = outcomes.filter(({ event }) => isFinal(event.name)).map(({ event }) => event);
  const tokens = new TokenAddresses(kessai);
  return Promise.all(
    trades.map(async (trade) => {
      const id = tradeId(trade);
      const own = final.find(({ args }) => args["id"] === id);
      const legs = await legsOf(tokens, withRest(trade, own));
      const moved = final.length > 1 ? settledWith(own, events, outcomes) : events;
      const faults = [...finalityFaults({ trade, ...legs }, own, final), ...movementFaults(moved, legs)];
      return { id, ...legs, settledBy: "itself" as const, faults };
    }),
  );
}

/** An event that says what became of a trade, and where it stands among all events. */
interface OutcomeEvent {
  readonly event: ChainEvent;
  readonly index: number;
}

function isOutcome({ name }: ChainEvent): boolean {
  return isFinal(name) || name === "PartSettled" || name === "SettlementFailed";
}

/**
 * What a batch that settles one after the other does for one of its trades: the events from its finality to the next
 * outcome. What comes before the first outcome belongs to no trade, so it counts against every one.
 */
function settledWith(
  own: ChainEvent | undefined,
  events: readonly ChainEvent[],
  outcomes: readonly OutcomeEvent[],
): readonly ChainEvent[] {
  const before = events.slice(0, outcomes[0]?.index);
  const place = outcomes.findIndex(({ event }) => event === own);
  if (place < 0) return before;
  return [...before, ...events.slice(outcomes[place]?.index, outcomes[place + 1]?.index)];
}

/** What was left of a trade that allows parts, as its finality says it. */
function withRest(trade: Trade, final: ChainEvent | undefined): Trade {
  if (trade.minimumPart === 0n) return trade;
  const [quantity, amount] = [final?.args["quantity"], final?.args["amount"]];
  return {
    ...trade,
    quantity: typeof quantity === "bigint" && quantity <= trade.quantity ? quantity : trade.quantity,
    amount: typeof amount === "bigint" && amount <= trade.amount ? amount : trade.amount,
  };
}

interface Legs {
  readonly delivery: ProvenLeg | undefined;
  readonly payment: ProvenLeg | undefined;
}

async function legsOf(tokens: TokenAddresses, trade: Trade): Promise<Legs> {
  const { seller, buyer, quantity, amount } = trade;
  const kind = tradeKind(trade);
  return {
    delivery:
      kind === "payment"
        ? undefined
        : { token: await tokens.bond(trade), from: seller, to: buyer, amount: quantity },
    payment:
      kind === "free of payment"
        ? undefined
        : { token: await tokens.currency(trade), from: buyer, to: seller, amount },
  };
}

function finalityFaults(
  { trade, delivery, payment }: Legs & { readonly trade: Trade },
  own: ChainEvent | undefined,
  final: readonly ChainEvent[],
): readonly string[] {
  const [first, ...more] = final;
  if (first === undefined) return ["the settlement contract recorded no settlement in it"];
  if (own === undefined) {
    if (more.length > 0) return [`it settles ${final.length} other trades, not this one`];
    return [`it settles another trade: ${textOf(first.args["id"])}`];
  }
  const { args } = own;
  const said = [args["quantity"], args["amount"], args["sequence"]];
  const agreed = [delivery?.amount, payment?.amount, trade.sequence];
  const sameFigures = said.every((value, index) => value === agreed[index]);
  const sameTokens = isSame(args["bond"], delivery?.token) && isSame(args["currency"], payment?.token);
  return sameFigures && sameTokens ? [] : ["the settlement recorded has other tokens or figures than agreed"];
}

function movementFaults(events: readonly ChainEvent[], { delivery, payment }: Legs): readonly string[] {
  const moves = events.filter(({ name }) => name === "Transfer");
  const legs = [
    ["delivery", delivery],
    ["payment", payment],
  ] as const;
  const missing = legs.flatMap(([name, leg]) => {
    if (leg === undefined) return [];
    const found = moves.filter(
      ({ address, args }) =>
        isSame(address, leg.token) &&
        isSame(args["from"], leg.from) &&
        isSame(args["to"], leg.to) &&
        args["value"] === leg.amount,
    );
    return found.length === 1 ? [] : [`the ${name} moved ${found.length} times, not once`];
  });
  const due = legs.filter(([, leg]) => leg !== undefined).length;
  const count = moves.length === due ? [] : [`it moves tokens ${moves.length} times, not ${due}`];
  return [...missing, ...count];
}

function isFinal(name: string): boolean {
  return FINAL_EVENTS.some((each) => each === name);
}

function isSame(address: unknown, other: string | undefined): boolean {
  if (other === undefined) return address === undefined;
  return typeof address === "string" && getAddress(address) === getAddress(other);
}
