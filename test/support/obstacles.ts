import { toUtf8String, ZeroAddress } from "ethers";

import { LEG, type Trade, type World } from "./settlement.ts";

/** The bits of Restrictions.sol. */
export const RESTRICTION = {
  none: 0n,
  paused: 1n << 0n,
  senderIneligible: 1n << 1n,
  receiverIneligible: 1n << 2n,
  receiverLacksClasses: 1n << 3n,
  senderFrozen: 1n << 4n,
  receiverFrozen: 1n << 5n,
  unitsFrozen: 1n << 6n,
  unitsHeld: 1n << 7n,
  insufficientBalance: 1n << 8n,
  notOutstanding: 1n << 9n,
  closedPeriod: 1n << 10n,
  unitsLockedUp: 1n << 11n,
} as const;

export interface ExpectedObstacle {
  readonly leg: keyof typeof LEG;
  readonly code: string;
  readonly account: string;
  readonly restriction: keyof typeof RESTRICTION;
}

/** An obstacle in the words of this file. */
export const obstacle = (
  leg: keyof typeof LEG,
  code: string,
  restriction: keyof typeof RESTRICTION = "none",
  account: string = ZeroAddress,
): ExpectedObstacle => ({ leg, code, account, restriction });

const nameOf = <Name extends string>(table: Readonly<Record<Name, bigint>>, value: bigint): Name => {
  for (const name in table) if (table[name] === value) return name;
  throw new Error(`no name for ${value}`);
};

/** What `explain` says of the trade, in order. */
export async function explain(w: World, trade: Trade): Promise<readonly ExpectedObstacle[]> {
  const obstacles = await w.escrow.explain(trade);
  return obstacles.map(({ leg, code, account, restriction }) => ({
    leg: nameOf(LEG, leg),
    code: toUtf8String(code),
    account,
    restriction: nameOf(RESTRICTION, restriction),
  }));
}
