import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { READINESS, SIDE } from "../../support/world.ts";

describe("DvPEscrow: one number, two trades", () => {
  const current = useWorld();

  for (const readiness of [READINESS.earmarked, READINESS.ready]) {
    it(`when one side cancels an unrecorded trade with a matched one's number (held: ${readiness === READINESS.earmarked}) then reverts`, async () => {
      const w = current();
      const matched = w.trade({ sequence: 7n });
      const decoy = w.trade({ sequence: 7n, amount: 1n });
      await w.escrow.connect(w.seller).instruct(matched, SIDE.seller, readiness);
      await w.escrow.connect(w.buyer).affirm(matched, SIDE.buyer, readiness);
      for (const [party, side] of [
        [w.seller, SIDE.seller],
        [w.buyer, SIDE.buyer],
      ] as const) {
        await expect(w.escrow.connect(party).cancel(decoy, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
          .withArgs(await w.escrow.tradeId(decoy), 7n);
      }
      await expect(w.escrow.settle(matched)).to.emit(w.escrow, "Settled");
    });
  }

  it("when both sign another trade with a held one's number then it cannot settle, and nothing stays held", async () => {
    const w = current();
    const held = w.trade({ sequence: 7n });
    const other = w.trade({ sequence: 7n, amount: 1n });
    await w.escrow.connect(w.seller).instruct(held, SIDE.seller, READINESS.earmarked);
    const signatures = [await w.sign(w.seller, other), await w.sign(w.buyer, other)] as const;
    await expect(w.escrow.settleBySignatures(other, ...signatures))
      .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
      .withArgs(await w.escrow.tradeId(other), 7n);
    const obstacles = await w.escrow.explain(other);
    expect(obstacles.map(({ code }) => Buffer.from(code.slice(2), "hex").toString())).to.deep.equal([
      "REFE",
      "NMAS",
    ]);
    await w.escrow.connect(w.seller).cancel(held, SIDE.seller);
    expect((await w.bond.positionOf(w.seller)).held).to.equal(0n);
  });

  it("when a court cancels an unrecorded trade with a held one's number then reverts", async () => {
    const w = current();
    const held = w.trade({ sequence: 7n });
    await w.escrow.connect(w.seller).instruct(held, SIDE.seller, READINESS.earmarked);
    const other = w.trade({ sequence: 7n, amount: 1n });
    const evidence = "0x" + "11".repeat(32);
    const call = await w.escrow.cancelByCourtOrder.populateTransaction(other, evidence);
    await w.manager.connect(w.courtOrder).schedule(call.to, call.data, 0);
    await w.networkHelpers.time.increase(86_400);
    await expect(w.escrow.connect(w.courtOrder).cancelByCourtOrder(other, evidence))
      .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
      .withArgs(await w.escrow.tradeId(other), 7n);
  });

  describe("given a venue that uses a number twice", () => {
    const twice = useWorld(async (w) => {
      const first = w.trade({ sequence: 7n, venue: w.venue.address });
      const second = w.trade({ sequence: 7n, venue: w.venue.address, amount: 1n });
      await w.registry.connect(w.seller).appointOperator(w.venue, 1, 4_102_444_800n);
      await w.escrow.connect(w.venue).instruct(first, SIDE.seller, READINESS.earmarked);
      return { first, second };
    });

    it("when it holds a leg of the second one then reverts with TradeLineOccupied", async () => {
      const w = twice();
      await expect(w.escrow.connect(w.venue).instruct(w.second, SIDE.seller, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(w.second), 7n, 7n);
    });

    it("when it settles or cancels the second one then reverts, and the first keeps its hold", async () => {
      const w = twice();
      const id = await w.escrow.tradeId(w.second);
      await expect(w.escrow.connect(w.venue).cancel(w.second, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
        .withArgs(id, 7n);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(3n);
      await expect(w.escrow.connect(w.venue).cancel(w.first, SIDE.seller)).to.emit(w.escrow, "LegReleased");
    });
  });

  it("when the venue is a party itself then its numbers as a party are others", async () => {
    const w = current();
    const own = w.trade({ seller: w.venue.address, sequence: 7n });
    await w.escrow.connect(w.venue).cancel(own, SIDE.seller);
    expect(await w.escrow.isSequenceUsed(w.venue, w.seller, w.buyer, 7n)).to.equal(false);
    const alone = w.trade({ seller: w.venue.address, buyer: w.venue.address, sequence: 7n });
    await expect(w.escrow.connect(w.venue).cancel(alone, SIDE.seller))
      .to.be.revertedWithCustomError(w.escrow, "TradeSameParty")
      .withArgs(await w.escrow.tradeId(alone), w.venue.address);
  });

  it("when a key was replaced then the lost key can cancel nothing any more, and its successor can", async () => {
    const w = current();
    const trade = w.trade({ sequence: 7n, settleBy: 4_000_000_000n });
    await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked);
    await replaceKey(w, w.seller, w.outsider);
    await expect(w.escrow.connect(w.seller).cancel(trade, SIDE.seller))
      .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
      .withArgs(await w.escrow.tradeId(trade), w.seller.address, w.seller.address);
    await expect(w.escrow.connect(w.outsider).cancel(trade, SIDE.seller)).to.emit(w.escrow, "LegReleased");
  });
});
