import { expect } from "chai";

import { approveAllocation } from "../../../sdk/client/actions/approveAllocation.ts";
import { replaceKey } from "../../support/actions.ts";
import { NO_HASH, openAndPrice, sell, stageNumber } from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import { firmAt, OFFERED, OFFERED_BYTES, send, statusOf, useMarket } from "../../support/offerings.ts";
import { EVIDENCE, FAR, SCOPES } from "../../support/world.ts";

describe("Offering.approveAllocation", () => {
  const current = useMarket();

  const approve = (m: Market, by: Participant | Market["issuer"], allocationHash: string) =>
    send(by, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));

  describe("given a manual allocation that is complete", () => {
    const hashOf = async (m: Market): Promise<string> => (await statusOf(m)).allocationHash;
    beforeEach(async () => {
      await sell(current(), [{ investor: 0, units: 40n }], { pricing: { isManual: true } });
    });

    it("when the issuer approves it, then that is recorded", async () => {
      const m = current();
      const hash = await hashOf(m);
      expect((await statusOf(m)).approvedHash).to.equal(NO_HASH);
      await expect(approve(m, m.issuer, hash))
        .to.emit(m.offering, "AllocationApproved")
        .withArgs(OFFERED_BYTES, 0n, hash, m.issuer);
      expect((await statusOf(m)).approvedHash).to.equal(hash);
    });

    it("when its agent approves it, then the event says so", async () => {
      const m = current();
      const hash = await hashOf(m);
      await expect(approve(m, m.issuerAgent, hash))
        .to.emit(m.offering, "AllocationApproved")
        .withArgs(OFFERED_BYTES, 0n, hash, m.issuerAgent);
    });

    it("when the successor of its lost key approves it, then it is approved; the lost key cannot", async () => {
      const m = current();
      const hash = await hashOf(m);
      await replaceKey(m, m.issuer, m.outsider);
      await expect(approve(m, m.issuer, hash))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.issuer.address, m.issuer.address);
      await approve(m, m.outsider, hash);
      expect((await statusOf(m)).approvedHash).to.equal(hash);
    });

    it("when the lead manager approves it, or an operator of the issuer in other scopes, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const hash = await hashOf(m);
      await m.registry.connect(m.issuer).appointOperator(m.operator, SCOPES.trade | SCOPES.cancel, FAR);
      for (const stranger of [firmAt(m, 0), m.operator]) {
        await expect(approve(m, stranger, hash))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, m.issuer.address);
      }
    });

    it("when another allocation is approved, then reverts with OfferingAllocationChanged", async () => {
      const m = current();
      const hash = await hashOf(m);
      for (const other of [EVIDENCE, NO_HASH]) {
        await expect(approve(m, m.issuer, other))
          .to.be.revertedWithCustomError(m.offering, "OfferingAllocationChanged")
          .withArgs(OFFERED_BYTES, hash, other);
      }
    });
  });

  it("given an allocation that is not complete, then reverts with OfferingWrongStage", async () => {
    const m = current();
    await openAndPrice(m, [], { pricing: { isManual: true } });
    const { allocationHash } = await statusOf(m);
    await expect(approve(m, m.issuer, allocationHash))
      .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
      .withArgs(OFFERED_BYTES, stageNumber("priced"), stageNumber("allotted"));
  });
});
