import { Wallet } from "ethers";

import type { BondToken } from "../../typechain-types/index.ts";
import { admit } from "./servicing.ts";
import type { World } from "./useWorld.ts";

/** A holder and its units. */
export interface Holding {
  readonly holder: string;
  readonly units: bigint;
}

/** Numbers from 0 up to a limit, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Splits `total` into `count` parts of at least one, at random. */
export function randomParts(total: number, count: number, random: (limit: number) => number): number[] {
  const parts = Array.from({ length: count }, () => 1);
  for (let rest = total - count; rest > 0;) {
    const more = 1 + random(rest);
    const index = random(count);
    parts[index] = (parts[index] ?? 0) + more;
    rest -= more;
  }
  return parts;
}

/** Admits new holders of a bond and sends them units from the issuer, who keeps the rest. In a draw's order. */
export async function spread(
  w: World,
  bond: BondToken,
  parts: readonly number[],
  seed: number,
): Promise<Holding[]> {
  const holdings: Holding[] = [];
  for (const [index, units] of parts.entries()) {
    // any private key will do: nobody signs with it
    const { address } = new Wallet(
      "0x" + (BigInt(seed + 1) * 1_000n + BigInt(index + 1)).toString(16).padStart(64, "0"),
    );
    await admit(w, address, "exempt");
    await bond.connect(w.issuer).transfer(address, units);
    holdings.push({ holder: address, units: BigInt(units) });
  }
  const rest = await bond.balanceOf(w.issuer);
  if (rest !== 0n) holdings.push({ holder: w.issuer.address, units: rest });
  return holdings.sort((a, b) => (BigInt(a.holder) < BigInt(b.holder) ? -1 : 1));
}

/**
 * The draw of a call by lot, unit by unit: a share is filled by `called` for each unit, from `start` on; whenever it is a
 * whole supply, the unit is drawn. Shares no formula with the contract.
 */
export function drawnUnits(holdings: readonly Holding[], called: bigint, start: bigint): Map<string, bigint> {
  const supply = holdings.reduce((sum, { units }) => sum + units, 0n);
  const drawn = new Map<string, bigint>();
  let share = start;
  for (const { holder, units } of holdings) {
    for (let unit = 0n; unit < units; ++unit) {
      share += called;
      if (share < supply) continue;
      share -= supply;
      drawn.set(holder, (drawn.get(holder) ?? 0n) + 1n);
    }
  }
  return drawn;
}
