import { expect } from "chai";

import { openOffering } from "../../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../../sdk/client/actions/priceOffering.ts";
import type { Pricing } from "../../../sdk/offering/Pricing.ts";
import { nextAt, stageNumber, suspend } from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  AT_PAR,
  firmAt,
  OFFERED,
  OFFERED_BYTES,
  offeringTerms,
  openBook,
  PAYMENT,
  priceBook,
  PRICING,
  send,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { FAR, SCOPES } from "../../support/world.ts";

describe("Offering.price", () => {
  const current = useMarket();

  const price = (
    m: Market,
    pricing: Partial<Pricing> = {},
    by: Participant | Market["operator"] = firmAt(m, 0),
  ) => send(by, priceOffering(m.kessai, OFFERED, { ...AT_PAR, ...pricing }));

  describe("given a book that is closed, on the pricing date", () => {
    beforeEach(async () => {
      await openBook(current());
      await current().networkHelpers.time.increaseTo(PRICING);
    });

    it("when the lead manager prices it, then the price is recorded, all of it", async () => {
      const m = current();
      await expect(price(m, { pricePerUnit: 99_500_000n, spreadE8: -200_000n, isManual: true }))
        .to.emit(m.offering, "OfferingPriced")
        .withArgs(OFFERED_BYTES, 0n, 99_500_000n, -200_000n, 1_000_000n, true, firmAt(m, 0));
      const { stage, pricing } = await statusOf(m);
      expect(stage).to.equal("priced");
      expect(pricing).to.deep.equal({
        pricePerUnit: 99_500_000n,
        spreadE8: -200_000n,
        referenceYieldE8: 1_000_000n,
        isManual: true,
      });
    });

    it("when its operator in scope TRADE prices it, then it is priced, and the event says by whom", async () => {
      const m = current();
      await m.registry.connect(firmAt(m, 0)).appointOperator(m.operator, SCOPES.trade, FAR);
      await expect(price(m, {}, m.operator))
        .to.emit(m.offering, "OfferingPriced")
        .withArgs(
          OFFERED_BYTES,
          0n,
          AT_PAR.pricePerUnit,
          AT_PAR.spreadE8,
          AT_PAR.referenceYieldE8,
          false,
          m.operator,
        );
    });

    it("when another member, the issuer's agent or an operator in other scopes prices it, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const lead = firmAt(m, 0);
      await m.registry.connect(lead).appointOperator(m.operator, SCOPES.issue | SCOPES.cancel, FAR);
      for (const stranger of [firmAt(m, 1), m.issuerAgent, m.operator]) {
        await expect(send(stranger, priceOffering(m.kessai, OFFERED, AT_PAR)))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, lead.address);
      }
    });

    it("when the lead manager is suspended, then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      await suspend(m, firmAt(m, 0));
      await expect(price(m))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(firmAt(m, 0));
    });

    it("when the price is outside of the range, then reverts with OfferingPriceOutsideRange", async () => {
      const m = current();
      for (const pricePerUnit of [98_999_999n, 101_000_001n]) {
        await expect(price(m, { pricePerUnit }))
          .to.be.revertedWithCustomError(m.offering, "OfferingPriceOutsideRange")
          .withArgs(OFFERED_BYTES, pricePerUnit, 99_000_000n, 101_000_000n);
      }
    });

    for (const pricePerUnit of [99_000_000n, 101_000_000n]) {
      it(`when the price is ${pricePerUnit}, an end of the range, then it is priced`, async () => {
        const m = current();
        await price(m, { pricePerUnit });
        expect((await statusOf(m)).pricing?.pricePerUnit).to.equal(pricePerUnit);
      });
    }

    for (const [what, rates] of [
      ["spread is 100 %", { spreadE8: 100_000_000n }],
      ["spread is -100 %", { spreadE8: -100_000_000n }],
      ["reference yield is 100 %", { referenceYieldE8: 100_000_000n }],
      ["reference yield is -100 %", { referenceYieldE8: -100_000_000n }],
    ] as const) {
      it(`when the ${what}, then reverts with OfferingInvalidRate`, async () => {
        const m = current();
        const { spreadE8, referenceYieldE8 } = { ...AT_PAR, ...rates };
        await expect(price(m, rates))
          .to.be.revertedWithCustomError(m.offering, "OfferingInvalidRate")
          .withArgs(OFFERED_BYTES, spreadE8, referenceYieldE8);
      });
    }

    it("when the rates are just within 100 %, then it is priced", async () => {
      const m = current();
      await price(m, { spreadE8: 99_999_999n, referenceYieldE8: -99_999_999n });
      expect((await statusOf(m)).stage).to.equal("priced");
    });

    it("when it is priced a second time, then reverts with OfferingWrongStage", async () => {
      const m = current();
      await price(m);
      await expect(price(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("priced"), stageNumber("open"));
    });
  });

  it("given a bond that was never offered, then reverts with OfferingWrongStage", async () => {
    const m = current();
    await expect(price(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
      .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("open"));
  });

  it("given the second before the pricing date, then reverts with OfferingTooEarly; a second later it is priced", async () => {
    const m = current();
    await openBook(m);
    await nextAt(m, PRICING - 1);
    await expect(price(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingTooEarly")
      .withArgs(OFFERED_BYTES, PRICING, PRICING - 1);
    await nextAt(m, PRICING);
    await price(m);
    expect((await statusOf(m)).stage).to.equal("priced");
  });

  it("given the payment date, then reverts with OfferingTooLate; a second before it is priced", async () => {
    const m = current();
    await openBook(m);
    const snapshot = await m.networkHelpers.takeSnapshot();
    await nextAt(m, PAYMENT);
    await expect(price(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingTooLate")
      .withArgs(OFFERED_BYTES, PAYMENT, PAYMENT);
    await snapshot.restore();
    await nextAt(m, PAYMENT - 1);
    await price(m);
    expect((await statusOf(m)).stage).to.equal("priced");
  });

  it("given a member that has not signed, then reverts with OfferingUnsignedMember", async () => {
    const m = current();
    await send(m.issuerAgent, openOffering(m.kessai, offeringTerms(m)));
    for (const index of [0, 2]) {
      await m.offering.connect(firmAt(m, index)).underwrite(OFFERED_BYTES, 0n, firmAt(m, index));
    }
    await expect(priceBook(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingUnsignedMember")
      .withArgs(OFFERED_BYTES, firmAt(m, 1).address);
  });

  it("given an offering that was called off, then reverts with OfferingWrongStage", async () => {
    const m = current();
    await openBook(m);
    await m.offering.connect(m.issuer).callOff(OFFERED_BYTES);
    await expect(priceBook(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
      .withArgs(OFFERED_BYTES, stageNumber("ended"), stageNumber("open"));
  });
});
