import { expect } from "chai";

import { MAX_UINT112, OTHER_ISIN, planBond, replaceKey, schedule } from "../../support/actions.ts";
import { reachCutOff, unwindAt } from "../../support/closings.ts";
import { offer, OFFERED_BYTES, useMarket } from "../../support/offerings.ts";
import { termsWith } from "../../support/schedules.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, DELAYS, EVIDENCE, FAR, ISIN, SCOPES } from "../../support/world.ts";

describe("BondToken.issue", () => {
  describe("given a planned bond", () => {
    const current = useWorld(async (w) => ({ planned: await planBond(w) }));

    it("when issued then emits Transfer and BondIssued with the face amount of the whole issue", async () => {
      const { planned, issuer } = current();
      const tx = planned.issue();
      await expect(tx)
        .to.emit(planned, "Transfer")
        .withArgs("0x0000000000000000000000000000000000000000", issuer.address, 1_000n);
      await expect(tx)
        .to.emit(planned, "BondIssued")
        .withArgs(OTHER_ISIN, issuer.address, 1_000n, 1_000n * 100_000_000n);
    });

    it("when issued then the issuer holds the whole issue", async () => {
      const { planned, issuer } = current();
      await planned.issue();
      expect(await planned.balanceOf(issuer)).to.equal(1_000n);
      expect(await planned.totalSupply()).to.equal(1_000n);
    });

    it("when not issued yet then there is no supply and nothing moves", async () => {
      const { planned, issuer, seller } = current();
      expect(await planned.totalSupply()).to.equal(0n);
      await expect(planned.connect(issuer).transfer(seller, 0n))
        .to.be.revertedWithCustomError(planned, "BondTokenNotOutstanding")
        .withArgs(OTHER_ISIN);
    });

    it("when the issuer has withdrawn the appointment then reverts with BondTokenNotAppointed", async () => {
      const { planned, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when the appointment is in other scopes then reverts with BondTokenNotAppointed", async () => {
      const { planned, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.trade | SCOPES.cancel, FAR);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when the appointment has ended to the second then reverts with BondTokenNotAppointed", async () => {
      const { planned, registry, issuer, issuerAgent, networkHelpers } = current();
      const end = (await networkHelpers.time.latest()) + DAY;
      await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.issue, end);
      await networkHelpers.time.setNextBlockTimestamp(end);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when another issuer agent issues, not appointed by this issuer, then reverts with BondTokenNotAppointed", async () => {
      const w = current();
      const { planned, manager, admin, issuer, outsider } = w;
      await schedule(w, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(planned.connect(outsider).issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, outsider.address, issuer.address);
    });

    it("when it is paused then reverts with RegulatedTokenPaused", async () => {
      const { planned, pauser } = current();
      await planned.connect(pauser).pause();
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "RegulatedTokenPaused")
        .withArgs(await planned.getAddress());
    });

    it("when the issuer is suspended then reverts with ParticipantIsSuspended", async () => {
      const { planned, registry, compliance, issuer } = current();
      await registry.connect(compliance).suspend(issuer, EVIDENCE);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(issuer.address);
    });

    it("when the issuer's account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
      const { planned, compliance, issuer } = current();
      await planned.connect(compliance).setAccountFrozen(issuer, true);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "RegulatedTokenAccountFrozen")
        .withArgs(issuer.address);
    });

    it("when the issuer has none of the classes then is issued: they bind every holder but the issuer", async () => {
      const { planned, registry, issuer } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await planned.issue();
      expect(await planned.balanceOf(issuer)).to.equal(1_000n);
      expect(await planned.requiredClassesOf(issuer)).to.equal(0n);
    });

    it("when the closed period has begun then reverts with BondTokenClosed", async () => {
      const { planned, terms, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(Number(terms.closedFrom));
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenClosed")
        .withArgs(OTHER_ISIN, terms.closedFrom, terms.closedFrom);
    });

    it("when the last second before the closed period has come then is issued", async () => {
      const { planned, terms, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(Number(terms.closedFrom) - 1);
      await planned.issue();
      expect(await planned.totalSupply()).to.equal(1_000n);
    });

    it("when the issuer's key was replaced then the successor appoints and receives", async () => {
      const w = current();
      const { planned, registry, issuer, issuerAgent, outsider } = w;
      await replaceKey(w, issuer, outsider);
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, outsider.address);
      await registry.connect(outsider).appointOperator(issuerAgent, SCOPES.issue, FAR);
      await expect(planned.issue())
        .to.emit(planned, "BondIssued")
        .withArgs(OTHER_ISIN, outsider.address, 1_000n, 100_000_000_000n);
    });
  });

  describe("given a planned bond whose schedule nobody has stored", () => {
    const current = useWorld(async (w) => {
      const schedule = { ...w.schedule, payments: [] };
      await w.bondFactory.createBond(termsWith({ ...w.terms, isin: OTHER_ISIN }, schedule));
      const planned = w.bond.attach(await w.bondFactory.bondOf(OTHER_ISIN)) as typeof w.bond;
      return { planned, missing: schedule };
    });

    it("when issued then reverts with BondTokenNotScheduled: what is not known to be payable is not issued", async () => {
      const { planned, redemptionAgent } = current();
      await expect(planned.issue())
        .to.be.revertedWithCustomError(planned, "BondTokenNotScheduled")
        .withArgs(OTHER_ISIN, await redemptionAgent.getAddress());
      expect(await planned.totalSupply()).to.equal(0n);
    });

    it("when it is stored, by anybody, then is issued", async () => {
      const { planned, schedules, missing, outsider } = current();
      await schedules.connect(outsider).adopt(OTHER_ISIN, missing);
      await planned.issue();
      expect(await planned.totalSupply()).to.equal(1_000n);
    });
  });

  describe("given a planned bond that is offered", () => {
    const current = useMarket();
    beforeEach(() => offer(current()));

    it("when issued then reverts with BondTokenOffered: the closing of its offering issues it", async () => {
      const m = current();
      await expect(m.bond.issue())
        .to.be.revertedWithCustomError(m.bond, "BondTokenOffered")
        .withArgs(OFFERED_BYTES);
      expect(await m.bond.totalSupply()).to.equal(0n);
    });

    it("when its offering was called off then is issued", async () => {
      const m = current();
      await m.offering.callOff(OFFERED_BYTES);
      await m.bond.issue();
      expect(await m.bond.totalSupply()).to.equal(100n);
    });

    it("when its offering lapsed then is issued once that is on record", async () => {
      const m = current();
      await reachCutOff(m);
      await expect(m.bond.issue())
        .to.be.revertedWithCustomError(m.bond, "BondTokenOffered")
        .withArgs(OFFERED_BYTES);
      await unwindAt(m, []);
      await m.bond.issue();
      expect(await m.bond.totalSupply()).to.equal(100n);
    });
  });

  describe("given an outstanding bond", () => {
    const current = useWorld();

    it("when issued again then reverts with BondTokenAlreadyIssued", async () => {
      const { bond } = current();
      await expect(bond.issue()).to.be.revertedWithCustomError(bond, "BondTokenAlreadyIssued").withArgs(ISIN);
    });
  });

  describe("given a bond of the largest possible number of units", () => {
    const current = useWorld(async (w) => ({
      planned: await planBond(w, { units: MAX_UINT112, denomination: 2n ** 128n - 1n }),
    }));

    it("when issued then all are there, and the face amount does not overflow", async () => {
      const { planned, issuer } = current();
      await expect(planned.issue())
        .to.emit(planned, "BondIssued")
        .withArgs(OTHER_ISIN, issuer.address, MAX_UINT112, MAX_UINT112 * (2n ** 128n - 1n));
      expect(await planned.totalSupply()).to.equal(MAX_UINT112);
    });

    it("when all are moved then balances stay exact", async () => {
      const { planned, issuer, seller } = current();
      await planned.issue();
      await planned.connect(issuer).transfer(seller, MAX_UINT112);
      expect(await planned.positionOf(seller)).to.deep.equal([MAX_UINT112, 0n, 0n, MAX_UINT112, false]);
    });
  });
});
