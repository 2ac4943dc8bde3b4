import { expect } from "chai";

import { encodeOrder } from "../../../sdk/offering/encodeOrder.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { Closings__factory } from "../../../typechain-types/index.ts";
import { allotmentAt, NO_HASH, sell, stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  firmAt,
  investorAt,
  OFFERED_BYTES,
  signedOrder,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";

describe("Closings", () => {
  const current = useMarket();

  const roomOf = async (m: Market) => Closings__factory.connect(await m.offering.closingRoom(), firmAt(m, 0));

  describe("given an offering that is allotted, when the closing room is called directly", () => {
    beforeEach(() => sell(current(), [{ investor: 0, units: 100n }]));

    it("then it allots nothing: it has no offerings", async () => {
      const m = current();
      const { order, signature } = await signedOrder(m, investorAt(m, 1));
      const allotment = { position: 0n, units: 10n, order: encodeOrder(order), signature };
      const room = await roomOf(m);
      await expect(room.allot(OFFERED_BYTES, [allotment]))
        .to.be.revertedWithCustomError(room, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("priced"));
    });

    it("then it completes nothing", async () => {
      const m = current();
      const room = await roomOf(m);
      await expect(room.completeAllocation(OFFERED_BYTES))
        .to.be.revertedWithCustomError(room, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("priced"));
    });

    it("then it holds nobody's cash", async () => {
      const m = current();
      const room = (await roomOf(m)).connect(investorAt(m, 0));
      const { position, trade } = await allotmentAt(m, 0n);
      await expect(room.earmark(OFFERED_BYTES, position, encodeTrade(trade)))
        .to.be.revertedWithCustomError(room, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("priced"));
    });

    it("then it closes nothing", async () => {
      const m = current();
      const room = await roomOf(m);
      await expect(room.close(OFFERED_BYTES, [], "0x"))
        .to.be.revertedWithCustomError(room, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("allotted"));
    });

    it("then it unwinds nothing, and what stands at the offering is as it was", async () => {
      const m = current();
      const before = await statusOf(m);
      const room = await roomOf(m);
      const { position, trade } = await allotmentAt(m, 0n);
      await expect(room.unwind(OFFERED_BYTES, [{ position, trade: encodeTrade(trade) }]))
        .to.be.revertedWithCustomError(room, "OfferingNotEnded")
        .withArgs(OFFERED_BYTES);
      expect(await statusOf(m)).to.deep.equal(before);
    });
  });

  it("given the room, then it works for the settlement contract and the registry of the offering contract", async () => {
    const m = current();
    const room = await roomOf(m);
    expect(await room.escrow()).to.equal(await m.offering.escrow());
    expect(await room.registry()).to.equal(await m.offering.registry());
    const { allocationHash, shares } = await room.resultOf(OFFERED_BYTES);
    expect([allocationHash, shares.length]).to.deep.equal([NO_HASH, 0]);
  });
});
