import { expect } from "chai";
import { hexlify, ZeroAddress } from "ethers";
import type { BytesLike, ContractTransaction, TransactionResponse } from "ethers";

import { decodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import { decodeRevert } from "../../../sdk/errors/decodeRevert.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";
import { packApprovals } from "../../../sdk/sets/packApprovals.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import { rollingHash } from "../../../sdk/sets/rollingHash.ts";
import { partiesOf } from "../../../sdk/sets/tablesOf.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { TRADE_LIST_TYPES } from "../../../sdk/trade/tradeTypes.ts";
import { APPROVED_BY, setsOf } from "../crowd.ts";
import { draftAt, sign, signer, tradeOf } from "./house.ts";
import type { House } from "./house.ts";
import type { BatchCommand, SetCommand, SetList } from "./types.ts";

/** The events that say what became of a trade of a batch. */
const OUTCOMES: readonly string[] = ["Settled", "Delivered", "Paid", "SettlementFailed"];

/** What became of the trades of a batch. */
export interface BatchOutcome {
  /** Whether they settled together. */
  readonly isAtOnce: boolean;
  /** For each trade the error that stopped it; undefined when it settled. */
  readonly refusals: readonly (string | undefined)[];
}

/** The call that has a set settled. */
export async function setCall(house: House, command: SetCommand): Promise<ContractTransaction> {
  const sets = await setsOf(house.w);
  const trades = tradesOf(house, command);
  const set = packSet(trades);
  if (command.type === "settleBatch")
    return await sets.settleBatch.populateTransaction(set, await signatures(house, command));
  const [approvedBy, approvals] =
    command.lists === undefined
      ? ([APPROVED_BY.trades, await signatures(house, command)] as const)
      : ([APPROVED_BY.parties, await signedLists(house, trades, command.lists)] as const);
  return await sets[command.type].populateTransaction(set, approvedBy, approvals);
}

/** What a batch did with its trades, as it has recorded it: one outcome for each of them, in their order. */
export async function batchOutcome(
  house: House,
  command: BatchCommand,
  sent: TransactionResponse,
): Promise<BatchOutcome> {
  const receipt = await sent.wait();
  if (receipt === null) throw new Error("the transaction was not mined");
  const events = decodeLogs(receipt);
  const outcomes = events.filter(({ name }) => OUTCOMES.includes(name));
  expect(outcomes.map(({ args }) => args["id"])).to.deep.equal(tradesOf(house, command).map(tradeId));
  return {
    isAtOnce: events.some(({ name }) => name === "SetSettled"),
    refusals: outcomes.map(({ name, args }) =>
      name === "SettlementFailed" ? (decodeRevert(args["reason"])?.revert ?? "no reason") : undefined,
    ),
  };
}

function tradesOf(house: House, { entries }: SetCommand): readonly Trade[] {
  return entries.map(({ trade }) => readable(tradeOf(house, draftAt(house, trade))));
}

/** A trade of the world as the sdk has it. */
function readable(trade: ReturnType<typeof tradeOf>): Trade {
  const { isin, currency, commonReference, ...rest } = trade;
  const text = (bytes: BytesLike): string => decodeAscii(hexlify(bytes));
  return {
    isin: text(isin),
    currency: text(currency),
    settlementBank: typeof rest.settlementBank === "string" ? rest.settlementBank : ZeroAddress,
    seller: rest.seller,
    buyer: rest.buyer,
    quantity: BigInt(rest.quantity),
    amount: BigInt(rest.amount),
    tradeDate: BigInt(rest.tradeDate),
    settleFrom: BigInt(rest.settleFrom),
    settleBy: BigInt(rest.settleBy),
    venue: rest.venue,
    sequence: rest.sequence,
    commonReference: text(commonReference),
    minimumPart: BigInt(rest.minimumPart),
  };
}

async function signatures(house: House, { entries }: SetCommand): Promise<string> {
  const all: (string | undefined)[] = [];
  for (const { trade, signers } of entries) {
    for (const side of [0, 1] as const) {
      const by = signers[side];
      all.push(by === undefined ? undefined : await sign(house, draftAt(house, trade), side, by));
    }
  }
  return packApprovals(all);
}

/** One signature for each party, in the order of their accounts. */
async function signedLists(
  house: House,
  trades: readonly Trade[],
  lists: readonly SetList[],
): Promise<string> {
  const all: (string | undefined)[] = [];
  for (const party of partiesOf(trades)) {
    const list = lists.find((each) => signer(house, each.party).address === party);
    if (list?.signer === undefined) {
      all.push(undefined);
      continue;
    }
    const own = list.isStale ? [...trades, ...trades] : trades;
    const value = { party, rollingHash: rollingHash(own, party) };
    all.push(await signer(house, list.signer).signTypedData(house.w.domain, TRADE_LIST_TYPES, value));
  }
  return packApprovals(all);
}
