import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  admitMany,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  openBook,
  priceBook,
  useMarket,
} from "../../support/offerings.ts";
import { COMMITMENT, EVIDENCE, FAR, SCOPES, START } from "../../support/world.ts";

const LIMIT = 49n;

/** The lead manager counts investors. */
const count = (m: Market, investors: readonly string[], firm = firmAt(m, 0)) =>
  m.offering.connect(firm).countOfferees(OFFERED_BYTES, firm, [...investors]);

describe("Offering.countOfferees", () => {
  describe("given a small-number placement that is open", () => {
    const current = useMarket();
    beforeEach(() => offer(current(), { placement: "smallNumber" }));

    it("when investors are counted then emits OffereeCounted for each, with the number that they are", async () => {
      const m = current();
      const [first, second] = [investorAt(m, 0), investorAt(m, 1)];
      const lead = firmAt(m, 0);
      await expect(count(m, [first.address, second.address]))
        .to.emit(m.offering, "OffereeCounted")
        .withArgs(OFFERED_BYTES, first.address, 1n, lead.address)
        .and.to.emit(m.offering, "OffereeCounted")
        .withArgs(OFFERED_BYTES, second.address, 2n, lead.address);
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(2n);
      expect(await m.offering.isOfferee(OFFERED_BYTES, second)).to.equal(true);
      expect(await m.offering.isOfferee(OFFERED_BYTES, investorAt(m, 2))).to.equal(false);
    });

    it("when nobody is named then reverts with ParticipantNotAdmitted, and no place is used up", async () => {
      const m = current();
      await expect(count(m, [ZeroAddress]))
        .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
        .withArgs(ZeroAddress);
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(0n);
    });

    it("when several firms count the same investor then it counts once, and emits nothing again", async () => {
      const m = current();
      const investor = investorAt(m, 0).address;
      await count(m, [investor, investor]);
      await expect(count(m, [investor], firmAt(m, 1))).not.to.emit(m.offering, "OffereeCounted");
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(1n);
    });

    it("when 49 are counted, some of them twice, then all are offerees", async () => {
      const m = current();
      const investors = await admitMany(m, Number(LIMIT));
      await count(m, investors.slice(0, 30));
      await count(m, investors, firmAt(m, 2));
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(LIMIT);
    });

    it("when a 50th is counted then reverts with OfferingTooManyOfferees, and none of its page counts", async () => {
      const m = current();
      const investors = await admitMany(m, 50);
      await count(m, investors.slice(0, 48));
      await expect(count(m, investors.slice(48)))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooManyOfferees")
        .withArgs(OFFERED_BYTES, 50n, LIMIT);
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(48n);
    });

    it("when it is called off and offered anew then offerees of both count together", async () => {
      const m = current();
      const investors = await admitMany(m, 50);
      await count(m, investors.slice(0, 40));
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m, { placement: "smallNumber" });
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(40n);
      expect(await m.offering.isOfferee(OFFERED_BYTES, investors[0] ?? "")).to.equal(true);
      await count(m, investors.slice(30, 49));
      await expect(count(m, investors.slice(49)))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooManyOfferees")
        .withArgs(OFFERED_BYTES, 50n, LIMIT);
    });

    it("when the firm's operator in scope TRADE counts then the event says so", async () => {
      const m = current();
      const firm = firmAt(m, 1);
      await m.registry.connect(firm).appointOperator(m.operator, SCOPES.trade, FAR);
      const investor = investorAt(m, 0).address;
      await expect(m.offering.connect(m.operator).countOfferees(OFFERED_BYTES, firm, [investor]))
        .to.emit(m.offering, "OffereeCounted")
        .withArgs(OFFERED_BYTES, investor, 1n, m.operator.address);
    });

    it("when somebody else counts in the name of a firm then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await expect(
        m.offering.connect(m.outsider).countOfferees(OFFERED_BYTES, firm, [investorAt(m, 0).address]),
      )
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.outsider.address, firm.address);
    });

    it("when an account that is no member counts then reverts with OfferingNotMember", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await expect(count(m, [investor.address], investor))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotMember")
        .withArgs(OFFERED_BYTES, investor.address);
    });

    it("when an account was never admitted then reverts with ParticipantNotAdmitted: nobody fills places with nobody", async () => {
      const m = current();
      await expect(count(m, [investorAt(m, 0).address, m.outsider.address]))
        .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
        .withArgs(m.outsider.address);
      expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(0n);
    });

    it("when an investor is suspended, or its identification over, then reverts as the registry says", async () => {
      const m = current();
      const [first, second] = [investorAt(m, 0), investorAt(m, 1)];
      await m.registry.connect(m.compliance).suspend(first, EVIDENCE);
      await expect(count(m, [first.address]))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(first.address);
      await m.registry.update(second, 0, START, COMMITMENT);
      const now = (await m.networkHelpers.time.latest()) + 5;
      await m.networkHelpers.time.setNextBlockTimestamp(now);
      await expect(count(m, [second.address]))
        .to.be.revertedWithCustomError(m.registry, "ParticipantExpired")
        .withArgs(second.address, START, now);
    });
  });

  describe("given another placement", () => {
    const current = useMarket();

    for (const placement of ["public", "qualifiedInvestors"] as const) {
      it(`when 50 are counted of a ${placement} one then there is no limit`, async () => {
        const m = current();
        await offer(m, { placement });
        await count(m, await admitMany(m, 50));
        expect(await m.offering.offereesOf(OFFERED_BYTES)).to.equal(50n);
      });
    }
  });

  describe("given no offering that is open", () => {
    const current = useMarket();

    it("when there is none then reverts with OfferingWrongStage", async () => {
      const m = current();
      await expect(count(m, [investorAt(m, 0).address]))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("open"));
    });

    it("when it is priced then reverts with OfferingWrongStage", async () => {
      const m = current();
      await openBook(m);
      await priceBook(m);
      await expect(count(m, [investorAt(m, 0).address]))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("priced"), stageNumber("open"));
    });
  });
});
