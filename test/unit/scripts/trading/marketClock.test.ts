import { expect } from "chai";
import { JsonRpcProvider } from "ethers";

import { marketClock } from "../../../../scripts/support/trading/marketClock.ts";
import type { MarketClock } from "../../../../scripts/support/trading/marketClock.ts";

const YEAR = 31_536_000;

/** A node whose pending block is so many seconds ahead of this computer. */
class Node extends JsonRpcProvider {
  ahead = 0;
  asked = 0;

  constructor() {
    super("http://127.0.0.1:1", 1, { staticNetwork: true });
  }

  override send(method: string, params: unknown[]): Promise<unknown> {
    expect([method, params]).to.deep.equal(["eth_getBlockByNumber", ["pending", false]]);
    this.asked += 1;
    const timestamp = Math.floor(Date.now() / 1_000) + this.ahead;
    return Promise.resolve({ timestamp: `0x${timestamp.toString(16)}` });
  }
}

describe("marketClock", () => {
  let node: Node;
  let clock: MarketClock | undefined;
  const open = async (isDevelopment: boolean): Promise<MarketClock> =>
    (clock = await marketClock({ url: "", provider: node, chainId: 1n, genesis: "0x", isDevelopment }));
  /** Seconds by which the clock is ahead of this computer's, to the nearest. */
  const aheadOf = (of: MarketClock): number => Math.round((Number(of.now()) - Date.now()) / 1_000);
  const reached = (of: MarketClock, moment: bigint): Promise<bigint> =>
    new Promise((resolve) =>
      of.at(moment, () => {
        resolve(of.now());
      }),
    );

  beforeEach(() => (node = new Node()));
  afterEach(() => {
    clock?.stop();
    node.destroy();
  });

  it("given a chain that is no development chain, is this computer's, and asks nobody", async () => {
    node.ahead = YEAR;
    expect([aheadOf(await open(false)), node.asked]).to.deep.equal([0, 0]);
  });

  describe("given a development chain", () => {
    it("is the chain's, ahead or behind", async () => {
      node.ahead = YEAR;
      expect(aheadOf(await open(true))).to.equal(YEAR);
      clock?.stop();
      node.ahead = -YEAR;
      expect(aheadOf(await open(true))).to.equal(-YEAR);
    });

    it("when the chain's clock is moved on, follows and does what has come due, but never goes back", async () => {
      const market = await open(true);
      const due = market.now() + BigInt(YEAR) * 1_000n;
      node.ahead = 2 * YEAR;
      expect(await reached(market, due)).to.satisfy((now: bigint) => now >= due);
      expect(aheadOf(market)).to.equal(2 * YEAR);
      const { asked } = node;
      node.ahead = 0;
      while (node.asked < asked + 2) await reached(market, market.now() + 50n);
      expect(aheadOf(market)).to.equal(2 * YEAR);
    });

    it("does once what has come due, not before it returns, and not what was called off", async () => {
      const market = await open(true);
      const done: string[] = [];
      market.at(0n, () => done.push("due"));
      market.at(0n, () => done.push("called off"))();
      expect(done).to.deep.equal([]);
      await reached(market, market.now() + 200n);
      expect(done).to.deep.equal(["due"]);
    });

    it("when the chain has run ahead a little, stands until it is as late as that", async () => {
      node.ahead = 3;
      const market = await open(true);
      const before = market.now();
      node.ahead = 1;
      while (node.asked < 3) await new Promise((resolve) => setImmediate(resolve));
      const after = market.now();
      expect([after >= before, after - before < 1_000n]).to.deep.equal([true, true]);
    });
  });
});
