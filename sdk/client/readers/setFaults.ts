import { getAddress } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import type { Trade } from "../../trade/Trade.ts";
import { tradeKind } from "../../trade/tradeKind.ts";
import type { TokenAddresses } from "./TokenAddresses.ts";

const FINAL = { dvp: "Settled", "free of payment": "Delivered", payment: "Paid" } as const;

/** A trade of a set that settled. */
export interface SetMember {
  readonly id: string;
  /** The trade, with the quantity and the amount that were left of it. */
  readonly moved: Trade;
}

/** The events of a transaction that settles a set. */
export interface SetEvents {
  /** Those of the settlement contract. */
  readonly recorded: readonly ChainEvent[];
  /** All of them. Transfers of tokens that no trade of the set names are nobody's here. */
  readonly moves: readonly ChainEvent[];
}

/**
 * What does not hold of the settlement of a set: every trade must be final once, and what each account's balance of each
 * token of the set changes by must be what its trades add up to, and nothing else. Empty when delivery and payment
 * are proven (INV-1 for a set).
 */
export async function setFaults(
  tokens: TokenAddresses,
  members: readonly SetMember[],
  { recorded, moves }: SetEvents,
): Promise<readonly string[]> {
  return [...finalityFaults(members, recorded), ...(await balanceFaults(tokens, members, moves))];
}

function finalityFaults(members: readonly SetMember[], events: readonly ChainEvent[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name, args } of events) {
    const key = `${name} ${textOf(args["id"])}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return members.flatMap(({ id, moved }) => {
    const count = counts.get(`${FINAL[tradeKind(moved)]} ${id}`) ?? 0;
    return count === 1
      ? []
      : [`trade ${moved.commonReference} is recorded as final ${count} times, not once`];
  });
}

async function balanceFaults(
  tokens: TokenAddresses,
  members: readonly SetMember[],
  events: readonly ChainEvent[],
): Promise<readonly string[]> {
  const expected = new Changes();
  for (const { moved: trade } of members) {
    const { seller, buyer, quantity, amount } = trade;
    if (quantity > 0n) expected.move(await tokens.bond(trade), seller, buyer, quantity);
    if (amount > 0n) expected.move(await tokens.currency(trade), buyer, seller, amount);
  }
  const moved = new Changes();
  for (const { name, address, args } of events) {
    if (name !== "Transfer" || typeof args["value"] !== "bigint" || !expected.knows(address)) continue;
    moved.move(address, textOf(args["from"]), textOf(args["to"]), args["value"]);
  }
  return expected.differences(moved);
}

/** By how much each account's balance of each token changes. */
class Changes {
  readonly #changes = new Map<string, bigint>();
  readonly #tokens = new Set<string>();

  move(token: string, from: string, to: string, amount: bigint): void {
    this.#tokens.add(getAddress(token));
    this.#add(token, from, -amount);
    this.#add(token, to, amount);
  }

  /** Whether anything of the token moves. */
  knows(token: string): boolean {
    return this.#tokens.has(getAddress(token));
  }

  differences(actual: Changes): readonly string[] {
    const keys = [...new Set([...this.#changes.keys(), ...actual.#changes.keys()])].sort();
    return keys.flatMap((key) => {
      const [said, did] = [this.#changes.get(key) ?? 0n, actual.#changes.get(key) ?? 0n];
      return said === did ? [] : [`the balance of ${key} changes by ${did}, not by ${said}`];
    });
  }

  #add(token: string, account: string, amount: bigint): void {
    const key = `${getAddress(account)} in ${getAddress(token)}`;
    this.#changes.set(key, (this.#changes.get(key) ?? 0n) + amount);
  }
}
