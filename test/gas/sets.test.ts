import type { ContractTransactionResponse } from "ethers";

import type { Trade } from "../../sdk/trade/Trade.ts";
import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import {
  APPROVED_BY,
  bySignedLists,
  bySignedTrades,
  crowdOf,
  crowdTrade,
  setsOf,
  signedBy,
} from "../support/crowd.ts";
import type { Member } from "../support/crowd.ts";
import { world } from "../support/world.ts";

const TRADES = 50;

/**
 * Gas per trade of a set, rounded up: everybody holds both tokens, the venue's number word and nothing else was written
 * before. docs/performance.md says what the figures mean.
 */
describe("gas of sets", () => {
  const gas = new GasSnapshot("sets");
  let w: Awaited<ReturnType<typeof world>>;
  let crowd: readonly Member[];
  let sequence = 0n;

  before(async () => {
    w = await world();
    crowd = await crowdOf(w, 2 * TRADES + 1);
    for (const { address } of crowd.slice(0, 10)) await w.bond.connect(w.seller).transfer(address, 9n);
    await settle(batch([nextTrade(0, 1)])); // writes the venue's word of numbers for the first time
  });

  after(() => {
    gas.compare();
  });

  function nextTrade(seller: number, buyer: number, fields: Partial<Trade> = {}): Trade {
    const at = (index: number) => crowd[index]?.address ?? "";
    const trade = crowdTrade(w, {
      seller: at(seller),
      buyer: at(buyer),
      venue: w.venue.address,
      sequence,
      ...fields,
    });
    sequence += 1n;
    return trade;
  }

  const sets = () => setsOf(w, w.venue);
  const signed = async (trades: readonly Trade[]) => bySignedTrades(await signedBy(w, crowd, trades));

  async function batch(trades: readonly Trade[]) {
    return await (await sets()).settleBatch(...(await signed(trades)));
  }

  async function chain(trades: readonly Trade[]) {
    const [set, approvals] = await signed(trades);
    return await (await sets()).settleChain(set, APPROVED_BY.trades, approvals);
  }

  async function net(trades: readonly Trade[]) {
    const [set, approvals] = await signed(trades);
    return await (await sets()).settleNet(set, APPROVED_BY.trades, approvals);
  }

  async function netByParties(trades: readonly Trade[]) {
    const [set, approvals] = await bySignedLists(w, crowd, trades);
    return await (await sets()).settleNet(set, APPROVED_BY.parties, approvals);
  }

  async function settle(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return receipt.gasUsed;
  }

  async function check(
    name: string,
    sent: Promise<ContractTransactionResponse>,
    count = TRADES,
  ): Promise<void> {
    gas.check(name, ((await settle(sent)) + BigInt(count) - 1n) / BigInt(count));
  }

  const many = (trade: (index: number) => Trade): readonly Trade[] =>
    Array.from({ length: TRADES }, (_, index) => trade(index));

  /** Trades among ten parties: each sells to and buys from others, and few nets are zero. */
  const among10 = () =>
    many((index) =>
      nextTrade(
        index % 10,
        (index * 7 + Math.floor(index / 10) + 1) % 10 === index % 10
          ? (index + 1) % 10
          : (index * 7 + Math.floor(index / 10) + 1) % 10,
        {
          quantity: BigInt(1 + (index % 3)),
          amount: 100_123_456n * BigInt(1 + (index % 3)) + BigInt(index),
        },
      ),
    );

  it("measures a batch of 50 signed trades, no two with a common party", async () => {
    await check("batch50Signed", batch(many((index) => nextTrade(2 * index, 2 * index + 1))));
  });

  it("measures a batch of 50 signed trades, all with one dealer", async () => {
    await check(
      "batch50Hub",
      batch(many((index) => (index % 2 === 0 ? nextTrade(100, index) : nextTrade(index, 100)))),
    );
  });

  it("measures a batch of 50 trades that are settled one by one, as the last of them cannot settle", async () => {
    await check(
      "batch50OneFails",
      batch(
        many((index) => nextTrade(2 * index, 2 * index + 1, index === TRADES - 1 ? { quantity: 999n } : {})),
      ),
    );
  });

  it("measures a chain of three: issuer, two firms, investor", async () => {
    await check("linkedChain3", chain([nextTrade(0, 1), nextTrade(1, 2), nextTrade(2, 3)]), 3);
  });

  it("measures the net of 50 trades among 10 parties, each trade signed by both sides", async () => {
    await check("net50Signed", net(among10()));
  });

  it("measures the net of 50 trades among 10 parties, each party signing once", async () => {
    await check("net50PartySigned", netByParties(among10()));
  });
});
