import { actingAs } from "./actions.ts";
import type { Signer, World } from "./useWorld.ts";
import { DAY, START } from "./world.ts";

/** Two moments at which lock-ups end, both before the first record date. */
export const UNTIL = START + 90 * DAY;
export const LATER = START + 120 * DAY;

/** What an account has locked up when it has nothing. */
export const NO_LOCK_UP = { units: 0n, until: 0n } as const;

/** The bond as its primary market calls it. */
export async function lockUps(w: World) {
  return { market: w.bond.connect(await actingAs(w, w.offering)) };
}

/** The same, with 200 of the seller's 600 units locked up. */
export async function lockedUp(w: World) {
  const { market } = await lockUps(w);
  await market.lockUp(w.seller, 200n, UNTIL);
  return { market };
}

/** What an account has locked up, and until when the last of it. */
export async function lockUpOf({ bond }: World, account: Signer) {
  const { units, until } = await bond.lockUpOf(account);
  return { units, until };
}
