import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, MAX_UINT112, OTHER_ISIN, planBond, replaceKey } from "../../support/actions.ts";
import { CUTOFFS } from "../../support/servicing.ts";
import { termsWith } from "../../support/schedules.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, ISIN, SCOPES, START } from "../../support/world.ts";

const FACE = 100_000_000n;
/** IBondToken.LifeCycle */
const OUTSTANDING = 1n;

/** The primary market's own account, which the issuer has appointed. */
async function appointedMarket(w: World) {
  const market = await actingAs(w, w.offering);
  await w.registry.connect(w.issuer).appointOperator(market, SCOPES.issue, FAR);
  return market;
}

describe("BondToken.issueUnits", () => {
  describe("given a planned bond and an issuer that has appointed the primary market", () => {
    const current = useWorld(async (w) => {
      const market = await appointedMarket(w);
      const planned = await planBond(w, { issueDate: START + 30 * DAY });
      return { market, planned: planned.connect(market) };
    });

    it("when it issues units then emits Transfer and BondIssued with their face amount", async () => {
      const { planned, issuer } = current();
      const sent = planned.issueUnits(250n);
      await expect(sent).to.emit(planned, "Transfer").withArgs(ZeroAddress, issuer.address, 250n);
      await expect(sent)
        .to.emit(planned, "BondIssued")
        .withArgs(OTHER_ISIN, issuer.address, 250n, 250n * FACE);
    });

    it("when it issues units then they are the issuer's, and the whole supply", async () => {
      const { planned, issuer } = current();
      await planned.issueUnits(250n);
      expect(await planned.positionOf(issuer)).to.deep.equal([250n, 0n, 0n, 250n, false]);
      expect(await planned.totalSupply()).to.equal(250n);
    });

    it("when its first units are issued then it is issued, and stays so when all of them end", async () => {
      const w = current();
      expect(await w.planned.isIssued()).to.equal(false);
      await w.planned.issueUnits(5n);
      expect(await w.planned.isIssued()).to.equal(true);
      await w.planned.connect(await actingAs(w, w.redemptionAgent)).redeem(w.issuer, 5n);
      expect(await w.planned.totalSupply()).to.equal(0n);
      expect(await w.planned.isIssued()).to.equal(true);
    });

    it("when it issues before the issue date then nothing moves until it has come", async () => {
      const { planned, issuer, seller, terms, networkHelpers } = current();
      await planned.issueUnits(250n);
      const issueDate = Number(terms.issueDate) + 30 * DAY;
      const now = (await networkHelpers.time.latest()) + 5;
      await networkHelpers.time.setNextBlockTimestamp(now);
      await expect(planned.connect(issuer).transfer(seller, 1n))
        .to.be.revertedWithCustomError(planned, "BondTokenNotPaidFor")
        .withArgs(OTHER_ISIN, issueDate, now);
      await networkHelpers.time.increaseTo(issueDate);
      expect(await planned.lifeCycle()).to.equal(OUTSTANDING);
      await planned.connect(issuer).transfer(seller, 1n);
      expect(await planned.balanceOf(seller)).to.equal(1n);
    });

    it("when it has issued units then the whole issue cannot be issued as well: reverts with BondTokenAlreadyIssued", async () => {
      const { planned, issuerAgent } = current();
      await planned.issueUnits(1n);
      await expect(planned.connect(issuerAgent).issue())
        .to.be.revertedWithCustomError(planned, "BondTokenAlreadyIssued")
        .withArgs(OTHER_ISIN);
    });

    it("when the issuer has none of the classes then issues: they bind every holder but the issuer", async () => {
      const { planned, registry, issuer } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await planned.issueUnits(3n);
      expect(await planned.balanceOf(issuer)).to.equal(3n);
    });

    it("when the supply would exceed what a balance can be then reverts with RegulatedTokenSupplyExceeded", async () => {
      const { planned } = current();
      await planned.issueUnits(MAX_UINT112);
      await expect(planned.issueUnits(1n))
        .to.be.revertedWithCustomError(planned, "RegulatedTokenSupplyExceeded")
        .withArgs(MAX_UINT112 + 1n, MAX_UINT112);
    });

    it("when the issuer's key was replaced then the successor appoints and receives", async () => {
      const w = current();
      const { planned, market, registry, issuer, outsider } = w;
      await replaceKey(w, issuer, outsider);
      await expect(planned.issueUnits(5n))
        .to.be.revertedWithCustomError(planned, "BondTokenNotAppointed")
        .withArgs(OTHER_ISIN, market.address, outsider.address);
      await registry.connect(outsider).appointOperator(market, SCOPES.issue, FAR);
      await expect(planned.issueUnits(5n))
        .to.emit(planned, "BondIssued")
        .withArgs(OTHER_ISIN, outsider.address, 5n, 5n * FACE);
    });
  });

  describe("given an outstanding bond of 1,000 units", () => {
    const current = useWorld(async (w) => {
      const market = await appointedMarket(w);
      return { market, tapped: w.bond.connect(market) };
    });

    it("when more units are issued then emits Transfer and BondIssued with theirs alone", async () => {
      const { tapped, issuer } = current();
      const sent = tapped.issueUnits(500n);
      await expect(sent).to.emit(tapped, "Transfer").withArgs(ZeroAddress, issuer.address, 500n);
      await expect(sent)
        .to.emit(tapped, "BondIssued")
        .withArgs(ISIN, issuer.address, 500n, 500n * FACE);
    });

    it("when more units are issued then the supply is both, and the terms stay", async () => {
      const { tapped, issuer } = current();
      await tapped.issueUnits(500n);
      expect(await tapped.totalSupply()).to.equal(1_500n);
      expect(await tapped.balanceOf(issuer)).to.equal(800n);
      expect((await tapped.terms()).units).to.equal(1_000n);
      expect(await tapped.lifeCycle()).to.equal(OUTSTANDING);
    });

    it("when more units are issued then they are fungible with the old ones at once", async () => {
      const { tapped, issuer, seller, buyer } = current();
      await tapped.issueUnits(500n);
      await tapped.connect(issuer).transfer(buyer, 800n);
      await tapped.connect(buyer).transfer(seller, 900n);
      expect(await tapped.balanceOf(issuer)).to.equal(0n);
      expect(await tapped.balanceOf(buyer)).to.equal(0n);
      expect(await tapped.balanceOf(seller)).to.equal(1_500n);
    });

    it("when no unit is issued then nothing changes but the record of it", async () => {
      const { tapped, issuer } = current();
      await expect(tapped.issueUnits(0n))
        .to.emit(tapped, "BondIssued")
        .withArgs(ISIN, issuer.address, 0n, 0n);
      expect(await tapped.totalSupply()).to.equal(1_000n);
    });

    it("when it is stopped then reverts with BondTokenStopped", async () => {
      const w = current();
      await w.bond.connect(await actingAs(w, w.redemptionAgent)).stopTransfers(true);
      await expect(w.tapped.issueUnits(1n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when its register was closed early then reverts with BondTokenClosed", async () => {
      const w = current();
      await w.bond.connect(await actingAs(w, w.redemptionAgent)).closeRegister();
      const now = (await w.networkHelpers.time.latest()) + 5;
      await w.networkHelpers.time.setNextBlockTimestamp(now);
      await expect(w.tapped.issueUnits(1n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenClosed")
        .withArgs(ISIN, w.terms.closedFrom, now);
    });
  });

  for (const state of ["planned", "outstanding"] as const) {
    describe(`given that the bond is ${state}`, () => {
      const current = useWorld(async (w) => {
        const market = await appointedMarket(w);
        const bond = state === "planned" ? await planBond(w) : w.bond;
        const isin = state === "planned" ? OTHER_ISIN : ISIN;
        return { market, isin, asMarket: bond.connect(market) };
      });

      for (const caller of ["issuerAgent", "issuer", "admin", "seller", "outsider"] as const) {
        it(`when the ${caller} calls then reverts with BondTokenNotPrimaryMarket`, async () => {
          const w = current();
          await expect(w.asMarket.connect(w[caller]).issueUnits(1n))
            .to.be.revertedWithCustomError(w.bond, "BondTokenNotPrimaryMarket")
            .withArgs(w.isin, w[caller].address, w.market.address);
        });
      }

      it("when the issuer has withdrawn the appointment then reverts with BondTokenNotAppointed", async () => {
        const { asMarket, market, isin, registry, issuer } = current();
        await registry.connect(issuer).appointOperator(market, 0, 0);
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "BondTokenNotAppointed")
          .withArgs(isin, market.address, issuer.address);
      });

      it("when the appointment is in other scopes then reverts with BondTokenNotAppointed", async () => {
        const { asMarket, market, isin, registry, issuer } = current();
        await registry.connect(issuer).appointOperator(market, SCOPES.trade | SCOPES.cancel, FAR);
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "BondTokenNotAppointed")
          .withArgs(isin, market.address, issuer.address);
      });

      it("when the appointment has ended to the second then reverts with BondTokenNotAppointed", async () => {
        const { asMarket, market, isin, registry, issuer, networkHelpers } = current();
        const end = (await networkHelpers.time.latest()) + DAY;
        await registry.connect(issuer).appointOperator(market, SCOPES.issue, end);
        await networkHelpers.time.setNextBlockTimestamp(end);
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "BondTokenNotAppointed")
          .withArgs(isin, market.address, issuer.address);
      });

      it("when it is paused then reverts with RegulatedTokenPaused", async () => {
        const { asMarket, pauser } = current();
        await asMarket.connect(pauser).pause();
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "RegulatedTokenPaused")
          .withArgs(await asMarket.getAddress());
      });

      it("when the issuer is suspended then reverts with ParticipantIsSuspended", async () => {
        const { asMarket, registry, compliance, issuer } = current();
        await registry.connect(compliance).suspend(issuer, EVIDENCE);
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(issuer.address);
      });

      it("when the issuer's account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
        const { asMarket, compliance, issuer } = current();
        await asMarket.connect(compliance).setAccountFrozen(issuer, true);
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "RegulatedTokenAccountFrozen")
          .withArgs(issuer.address);
      });

      it("when the closed period has begun then reverts with BondTokenClosed", async () => {
        const { asMarket, isin, terms, networkHelpers } = current();
        await networkHelpers.time.setNextBlockTimestamp(Number(terms.closedFrom));
        await expect(asMarket.issueUnits(1n))
          .to.be.revertedWithCustomError(asMarket, "BondTokenClosed")
          .withArgs(isin, terms.closedFrom, terms.closedFrom);
      });

      it("when the last second before the closed period has come then issues", async () => {
        const { asMarket, terms, networkHelpers } = current();
        const before = await asMarket.totalSupply();
        await networkHelpers.time.setNextBlockTimestamp(Number(terms.closedFrom) - 1);
        await asMarket.issueUnits(1n);
        expect(await asMarket.totalSupply()).to.equal(before + 1n);
      });
    });
  }

  describe("given a planned bond whose schedule nobody has stored", () => {
    const current = useWorld(async (w) => {
      const market = await appointedMarket(w);
      const missing = { ...w.schedule, payments: [] };
      await w.bondFactory.createBond(termsWith({ ...w.terms, isin: OTHER_ISIN }, missing));
      const planned = w.bond.attach(await w.bondFactory.bondOf(OTHER_ISIN)) as typeof w.bond;
      return { planned: planned.connect(market), missing };
    });

    it("when units are issued then reverts with BondTokenNotScheduled, until somebody stores it", async () => {
      const { planned, redemptionAgent, schedules, missing, outsider } = current();
      await expect(planned.issueUnits(1n))
        .to.be.revertedWithCustomError(planned, "BondTokenNotScheduled")
        .withArgs(OTHER_ISIN, await redemptionAgent.getAddress());
      await schedules.connect(outsider).adopt(OTHER_ISIN, missing);
      await planned.issueUnits(1n);
      expect(await planned.totalSupply()).to.equal(1n);
    });
  });

  describe("INV-7: given a bond that is tapped around its record dates", () => {
    const [FIRST, SECOND] = CUTOFFS;
    const current = useWorld(async (w) => {
      const tapped = w.bond.connect(await appointedMarket(w));
      const at = (time: number) => w.networkHelpers.time.setNextBlockTimestamp(time);
      /** Balances at a record date, which sum to the supply at it. */
      const register = async (index: number) => {
        const accounts = [w.issuer, w.seller, w.buyer];
        const balances = await Promise.all(accounts.map((each) => tapped.balanceAtRecordDate(each, index)));
        const entitlements = await tapped.entitlementsAt(index, accounts);
        expect(entitlements).to.deep.equal(balances);
        expect(await tapped.supplyAtRecordDate(index)).to.equal(
          balances.reduce((sum, each) => sum + each, 0n),
        );
        return balances;
      };
      return { tapped, at, register };
    });

    it("when units are issued in the last second of a record date then they count for it", async () => {
      const { tapped, at, register } = current();
      await at(FIRST - 1);
      await tapped.issueUnits(500n);
      await at(FIRST);
      await tapped.issueUnits(7n);
      expect(await register(0)).to.deep.equal([800n, 600n, 100n]);
    });

    it("when units are issued in the second after then they do not, and the record date is on record with what was", async () => {
      const { tapped, at, register } = current();
      await at(FIRST);
      await expect(tapped.issueUnits(500n))
        .to.emit(tapped, "RecordDatePassed")
        .withArgs(ISIN, 0, FIRST, 1_000n);
      expect(await register(0)).to.deep.equal([300n, 600n, 100n]);
      expect(await tapped.totalSupply()).to.equal(1_500n);
    });

    it("when new units move before the next record date then it has them where they are, and the one before stays", async () => {
      const { tapped, at, register, issuer, buyer, networkHelpers } = current();
      await at(FIRST);
      await tapped.issueUnits(500n);
      await tapped.connect(issuer).transfer(buyer, 650n);
      await networkHelpers.time.increaseTo(SECOND);
      expect(await register(0)).to.deep.equal([300n, 600n, 100n]);
      expect(await register(1)).to.deep.equal([150n, 600n, 750n]);
    });

    it("when units are issued after both record dates at once then both have what stood, and later redemption changes neither", async () => {
      const w = current();
      const { tapped, at, register, issuer } = w;
      await at(SECOND);
      await tapped.issueUnits(500n);
      const asServicing = w.bond.connect(await actingAs(w, w.redemptionAgent));
      await asServicing.redeem(issuer, 800n);
      expect(await register(0)).to.deep.equal([300n, 600n, 100n]);
      expect(await register(1)).to.deep.equal([300n, 600n, 100n]);
      expect(await tapped.totalSupply()).to.equal(700n);
    });
  });
});
