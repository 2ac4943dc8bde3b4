import { ZeroAddress } from "ethers";

import { FREE_OF_PAYMENT, MANDATE_TYPES, PAYMENT_ONLY } from "../settlement.ts";
import type { Signer, World } from "../useWorld.ts";
import { ascii, TRADE_TYPES } from "../world.ts";
import { partyOf } from "./trades.ts";
import type { Draft, Name, Side } from "./types.ts";

/** The contracts of a world, driven by commands of the model. */
export interface House {
  readonly w: World;
  readonly signers: ReadonlyMap<Name, Signer>;
  readonly drafts: readonly Draft[];
}

/** What an absent leg leaves blank. */
const ABSENT = {
  dvp: {},
  "free of payment": FREE_OF_PAYMENT,
  payment: PAYMENT_ONLY,
} as const;

/** The trade of a draft, its reference the place of the draft: no two are the same. */
export function tradeOf(house: House, draft: Draft) {
  const { kind, seller, buyer, venue, ...terms } = draft;
  const parties = {
    seller: signer(house, seller).address,
    buyer: signer(house, buyer).address,
    venue: venue === undefined ? ZeroAddress : signer(house, venue).address,
    sequence: BigInt(draft.sequence),
  };
  const commonReference = ascii(`KESSAI-${house.drafts.indexOf(draft)}`, 16);
  return { ...house.w.trade({ ...terms, ...ABSENT[kind], commonReference }), ...parties };
}

/** Its own signature of the trade when the signer is the party, else its mandate for the party. */
export async function sign(house: House, draft: Draft, side: Side, by: Name): Promise<string> {
  const { domain } = house.w;
  const trade = tradeOf(house, draft);
  const party = partyOf(draft, side);
  if (by === party) return await signer(house, by).signTypedData(domain, TRADE_TYPES, trade);
  const account = signer(house, party).address;
  return await signer(house, by).signTypedData(domain, MANDATE_TYPES, { account, trade });
}

export function signer({ signers }: House, name: Name): Signer {
  const found = signers.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}

export function draftAt({ drafts }: House, index: number): Draft {
  const draft = drafts[index];
  if (draft === undefined) throw new Error(`there is no trade ${index}`);
  return draft;
}
