import { expect } from "chai";

import { approveAllocation } from "../../../sdk/client/actions/approveAllocation.ts";
import { closeNow, nextAt, NO_HASH, openAndPrice, reach, sell, stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  firmAt,
  OFFERED,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  send,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { FAR, SCOPES } from "../../support/world.ts";

describe("Offering.demandApproval", () => {
  const current = useMarket();

  const demand = (m: Market, by: Market["issuer"] = m.issuer) =>
    m.offering.connect(by).demandApproval(OFFERED_BYTES);

  for (const [stage, prepare] of [
    ["priced", (m: Market) => openAndPrice(m, [])],
    ["allotted", (m: Market) => sell(m, [{ investor: 0, units: 100n }])],
  ] as const) {
    it(`given an offering that is ${stage}, when the issuer demands it, then that is recorded`, async () => {
      const m = current();
      await prepare(m);
      await expect(demand(m)).to.emit(m.offering, "ApprovalDemanded").withArgs(OFFERED_BYTES, 0n, m.issuer);
      expect((await statusOf(m)).pricing?.isManual).to.equal(true);
    });
  }

  describe("given an allocation that is said to follow the rule", () => {
    beforeEach(() => sell(current(), [{ investor: 0, units: 100n }]));

    it("when the issuer has demanded it, then it closes with its approval only", async () => {
      const m = current();
      await demand(m);
      const { allocationHash } = await statusOf(m);
      await reach(m, PAYMENT);
      await expect(closeNow(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingAllocationNotApproved")
        .withArgs(OFFERED_BYTES, allocationHash, NO_HASH);
      await send(m.issuer, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when the issuer's agent demands it, then the event says so", async () => {
      const m = current();
      await expect(demand(m, m.issuerAgent))
        .to.emit(m.offering, "ApprovalDemanded")
        .withArgs(OFFERED_BYTES, 0n, m.issuerAgent);
    });

    it("when the lead manager demands it, or an operator of the issuer in other scopes, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      await m.registry.connect(m.issuer).appointOperator(m.operator, SCOPES.trade | SCOPES.cancel, FAR);
      for (const stranger of [firmAt(m, 0), m.operator]) {
        await expect(m.offering.connect(stranger).demandApproval(OFFERED_BYTES))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, m.issuer.address);
      }
    });

    it("when the payment date has come, then reverts with OfferingTooLate; a second before it does not", async () => {
      const m = current();
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextAt(m, PAYMENT);
      await expect(demand(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooLate")
        .withArgs(OFFERED_BYTES, PAYMENT, PAYMENT);
      await snapshot.restore();
      await nextAt(m, PAYMENT - 1);
      await demand(m);
      expect((await statusOf(m)).pricing?.isManual).to.equal(true);
    });
  });

  it("given an offering that is not priced, then reverts with OfferingWrongStage", async () => {
    const m = current();
    await openBook(m);
    await expect(demand(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
      .withArgs(OFFERED_BYTES, stageNumber("open"), stageNumber("allotted"));
  });
});
