import { HDNodeWallet, id, ZeroAddress } from "ethers";
import type { Signer as EthersSigner } from "ethers";

import { packApprovals } from "../../sdk/sets/packApprovals.ts";
import { packSet } from "../../sdk/sets/packSet.ts";
import { signTradeList } from "../../sdk/sets/signTradeList.ts";
import { partiesOf } from "../../sdk/sets/tablesOf.ts";
import type { SetTrade } from "../../sdk/sets/TradeSet.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { TradeSets__factory } from "../../typechain-types/index.ts";
import type { World } from "./useWorld.ts";
import { COMMITMENT, DAY, FAR, QII, START } from "./world.ts";

/** The numbers of ITradeSets.ApprovedBy. */
export const APPROVED_BY = { trades: 0, parties: 1 } as const;
/** The numbers of ITradeSets.Method. */
export const METHOD = { batch: 0n, chain: 1n, net: 2n } as const;

/** Someone who signs, and sends only through {@link senderOf}. */
export type Member = EthersSigner & { readonly address: string };

/** The house at its escrow's address, as sets see it. */
export const setsOf = async (w: World, runner = w.outsider) =>
  TradeSets__factory.connect(await w.escrow.getAddress(), runner);

/** `count` participants of the world, each with `bonds` units and `cash` yen; their keys are made from numbers. */
export async function crowdOf(
  w: World,
  count: number,
  { bonds = 5n, cash = 10_000_000_000n }: { bonds?: bigint; cash?: bigint } = {},
): Promise<readonly Member[]> {
  const root = HDNodeWallet.fromSeed(id("kessai crowd"));
  const members = Array.from({ length: count }, (_, index) => root.deriveChild(index));
  for (const [index, member] of members.entries()) {
    await w.registry.admit(member.address, QII, FAR, COMMITMENT);
    if (bonds > 0n) await w.bond.connect(w.seller).transfer(member.address, bonds);
    if (cash > 0n) await w.cash.mint(member.address, cash, id(`crowd ${index}`));
  }
  return members;
}

/** A trade of the world's bond against yen, as the sdk has it. */
export function crowdTrade(
  w: World,
  fields: Pick<Trade, "seller" | "buyer" | "sequence"> & Partial<Trade>,
): Trade {
  return {
    isin: "JP3633400001",
    currency: "JPY",
    settlementBank: w.settlementBank.address,
    quantity: 1n,
    amount: 100_123_456n,
    tradeDate: BigInt(START),
    settleFrom: BigInt(START),
    settleBy: BigInt(START + 10 * DAY),
    venue: ZeroAddress,
    commonReference: `KSI-${fields.sequence.toString().padStart(6, "0")}`,
    minimumPart: 0n,
    ...fields,
  };
}

/** The same trades, each signed by both of its parties. */
export async function signedBy(
  w: World,
  members: readonly Member[],
  trades: readonly Trade[],
): Promise<readonly SetTrade[]> {
  const { domain } = w;
  return await Promise.all(
    trades.map(async (trade) => ({
      trade,
      sellerSignature: await signTrade(memberAt(members, trade.seller), { domain, trade }),
      buyerSignature: await signTrade(memberAt(members, trade.buyer), { domain, trade }),
    })),
  );
}

/** The calldata of a set whose trades are signed one by one. */
export const bySignedTrades = (signed: readonly SetTrade[]) =>
  [
    packSet(signed.map(({ trade }) => trade)),
    packApprovals(signed.flatMap(({ sellerSignature, buyerSignature }) => [sellerSignature, buyerSignature])),
  ] as const;

/** The calldata of a set that each party signs once. */
export async function bySignedLists(w: World, members: readonly Member[], trades: readonly Trade[]) {
  const { domain } = w;
  const signatures = await Promise.all(
    partiesOf(trades).map((party) => signTradeList(memberAt(members, party), { domain, trades, party })),
  );
  return [packSet(trades), packApprovals(signatures)] as const;
}

/** The member of that address. */
export function memberAt(members: readonly Member[], address: string): Member {
  const member = members.find((each) => each.address === address);
  if (member === undefined) throw new Error(`${address} is not in the crowd`);
  return member;
}
