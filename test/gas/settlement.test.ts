import type { ContractTransactionResponse } from "ethers";

import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import { DAY, JPY, READINESS, SIDE, world } from "../support/world.ts";

/** The figures to beat are in docs/performance.md; both parties hold both tokens before anything is measured. */
describe("gas of the house", () => {
  const gas = new GasSnapshot("house");
  let w: Awaited<ReturnType<typeof world>>;

  before(async () => {
    w = await world();
  });

  after(() => {
    gas.compare();
  });

  async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return receipt.gasUsed;
  }

  async function settleBySignatures(sequence: bigint): Promise<bigint> {
    const trade = w.trade({ sequence });
    const signatures = [await w.sign(w.seller, trade), await w.sign(w.buyer, trade)] as const;
    return await gasOf(w.escrow.connect(w.outsider).settleBySignatures(trade, ...signatures));
  }

  async function instructAffirmSettle(sequence: bigint): Promise<bigint> {
    const trade = w.trade({ sequence });
    const instructed = await gasOf(w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.ready));
    return instructed + (await gasOf(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer)));
  }

  it("measures a transfer of bonds and of cash", async () => {
    gas.check("transfer", await gasOf(w.bond.connect(w.seller).transfer(w.buyer, 5n)));
    gas.check("transferCash", await gasOf(w.cash.connect(w.seller).transfer(w.buyer, 500_000_000n)));
  });

  it("measures a trade settled by two signatures", async () => {
    gas.check("settleSignedFirstOfWord", await settleBySignatures(0n));
    gas.check("settleSigned", await settleBySignatures(1n));
  });

  it("measures a trade instructed and affirmed on chain", async () => {
    gas.check("instructAffirmSettleFirstOfLine", await instructAffirmSettle(2n));
    gas.check("instructAffirmSettle", await instructAffirmSettle(66n)); // the line of number 2 again
  });

  it("measures a trade with both legs held", async () => {
    let total = 0n;
    for (const sequence of [3n, 67n]) {
      const trade = w.trade({ sequence });
      total = await gasOf(w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked));
      total += await gasOf(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.earmarked));
      total += await gasOf(w.escrow.connect(w.outsider).settle(trade));
    }
    gas.check("instructAffirmHoldSettle", total);
  });

  it("measures a cancellation, an issue of cash, a bond and a currency", async () => {
    const trade = w.trade({ sequence: 4n });
    await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.ready);
    gas.check("cancelUnmatched", await gasOf(w.escrow.connect(w.seller).cancel(trade, SIDE.seller)));
    gas.check("mint", await gasOf(w.cash.mint(w.seller, 1_000_000n, "0x" + "07".repeat(32))));
    const usd = "0x555344";
    gas.check("createCurrency", await gasOf(w.currencyFactory.createCurrency(usd, 2, "Digital dollar")));
    const isin = "0x555330333738333331303035"; // US0378331005
    gas.check("createBond", await gasOf(w.bondFactory.createBond({ ...w.terms, isin, currency: JPY })));
  });

  it("measures what the first transfers after a record date cost more", async () => {
    await w.networkHelpers.time.increase(181 * DAY);
    gas.check("transferFirstAfterRecordDate", await gasOf(w.bond.connect(w.seller).transfer(w.buyer, 1n)));
    gas.check("transferSecondAfterRecordDate", await gasOf(w.bond.connect(w.seller).transfer(w.buyer, 1n)));
  });
});
