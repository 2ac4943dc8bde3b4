import { expect } from "chai";

import { actingAs, OTHER_ISIN } from "../../support/actions.ts";
import { paymentAt } from "../../support/schedules.ts";
import { CUTOFFS, PAY_DATES, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, ISIN, START } from "../../support/world.ts";

const FACE = 100_000_000n;
const UNKNOWN = ascii("XS0000000009", 12);
const option = (date: number, pricePerUnit: bigint, kind = 0n) => ({
  kind,
  noticeBy: date,
  date,
  pricePerUnit,
});

describe("BondSchedules.raisePrincipal", () => {
  const current = useWorld(async (w) => {
    // half of the face is repaid with the second payment; redeemed at 101 of 100 that are left then
    await scheduleBond(w, {
      payments: [paymentAt(CUTOFFS[0]), paymentAt(CUTOFFS[1], { principalPerUnit: FACE / 2n })],
      redemptionPerUnit: 50_500_000n,
      options: [
        option(START + 100 * DAY, 104_000_000n),
        option(CUTOFFS[0] - 1, 103_000_000n),
        option(PAY_DATES[0], 102_000_000n),
        option(PAY_DATES[0], 0n, 2n),
        option(PAY_DATES[0] + DAY, 101_000_001n, 3n),
        option(PAY_DATES[1], 50_000_000n, 1n),
      ],
    });
    const asServicing = w.schedules.connect(await actingAs(w, w.redemptionAgent));
    const prices = async () =>
      (await w.schedules.scheduleOf(OTHER_ISIN)).options.map(({ pricePerUnit }) => pricePerUnit);
    return { asServicing, prices };
  });

  describe("given the servicing contract", () => {
    it("when it raises a payment that repays nothing then emits PrincipalRaised and it repays that", async () => {
      const { schedules, asServicing } = current();
      await expect(asServicing.raisePrincipal(OTHER_ISIN, 0, 25_000_000n))
        .to.emit(schedules, "PrincipalRaised")
        .withArgs(OTHER_ISIN, 0, 0, 25_000_000n);
      expect((await schedules.paymentOf(OTHER_ISIN, 0)).principalPerUnit).to.equal(25_000_000n);
      expect((await schedules.dueOf(OTHER_ISIN, 0)).principalPerUnit).to.equal(25_000_000n);
    });

    it("when it raises one that repays something already then adds to it", async () => {
      const { schedules, asServicing } = current();
      await expect(asServicing.raisePrincipal(OTHER_ISIN, 1, 10_000_000n))
        .to.emit(schedules, "PrincipalRaised")
        .withArgs(OTHER_ISIN, 1, 50_000_000n, 60_000_000n);
      expect((await schedules.paymentOf(OTHER_ISIN, 1)).principalPerUnit).to.equal(60_000_000n);
    });

    it("when it is raised then later payments bear interest on what is left, its own on what was", async () => {
      const { schedules, asServicing } = current();
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 25_000_000n);
      expect((await schedules.dueOf(OTHER_ISIN, 0)).facePerUnit).to.equal(FACE);
      expect((await schedules.dueOf(OTHER_ISIN, 1)).facePerUnit).to.equal(75_000_000n);
      expect(await schedules.faceAt(OTHER_ISIN, PAY_DATES[0] - 1)).to.equal(FACE);
      expect(await schedules.faceAt(OTHER_ISIN, PAY_DATES[0])).to.equal(75_000_000n);
      expect(await schedules.faceAt(OTHER_ISIN, PAY_DATES[1])).to.equal(25_000_000n);
    });

    it("when a quarter of the face goes then redemption falls in proportion to the face left at maturity", async () => {
      const { schedules, asServicing } = current();
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 25_000_000n);
      // of 50,000,000 left at maturity 25,000,000 stay: half of 50,500,000
      expect((await schedules.headerOf(OTHER_ISIN)).redemptionPerUnit).to.equal(25_250_000n);
    });

    it("when a quarter of the face goes then options from that date on cost in proportion, truncated", async () => {
      const { asServicing, prices } = current();
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 25_000_000n);
      expect(await prices()).to.deep.equal([
        104_000_000n, // before the payment
        103_000_000n, // before the record date is over
        76_500_000n, // 3/4 of 102,000,000
        0n, // a repayment pro rata has no price
        75_750_000n, // 3/4 of 101,000,001, truncated
        25_000_000n, // of 50,000,000 left then, half
      ]);
    });

    it("when two payments are raised one after the other then prices fall twice", async () => {
      const { schedules, asServicing, prices } = current();
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 25_000_000n);
      await asServicing.raisePrincipal(OTHER_ISIN, 1, 5_000_000n);
      expect((await schedules.headerOf(OTHER_ISIN)).redemptionPerUnit).to.equal(20_200_000n);
      expect((await prices()).slice(4)).to.deep.equal([75_750_000n, 20_000_000n]);
    });

    it("when all but one yen of what is left goes then it may", async () => {
      const { schedules, asServicing } = current();
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 49_999_999n);
      expect(await schedules.faceAt(OTHER_ISIN, PAY_DATES[1])).to.equal(1n);
    });

    for (const excess of [50_000_000n, 50_000_001n, 2n ** 112n - 1n]) {
      it(`when ${excess} of 50,000,000 left are repaid then reverts with ScheduleFaceExceeded`, async () => {
        const { schedules, asServicing } = current();
        await expect(asServicing.raisePrincipal(OTHER_ISIN, 0, excess))
          .to.be.revertedWithCustomError(schedules, "ScheduleFaceExceeded")
          .withArgs(OTHER_ISIN, excess, 50_000_000n);
      });
    }

    it("when the record date is over then reverts with ScheduleTooLate", async () => {
      const { schedules, asServicing, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(CUTOFFS[0]);
      await expect(asServicing.raisePrincipal(OTHER_ISIN, 0, 1n))
        .to.be.revertedWithCustomError(schedules, "ScheduleTooLate")
        .withArgs(OTHER_ISIN, 0, CUTOFFS[0], CUTOFFS[0]);
    });

    it("when it is the last second of the record date then it is raised", async () => {
      const { schedules, asServicing, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(CUTOFFS[0] - 1);
      await asServicing.raisePrincipal(OTHER_ISIN, 0, 1n);
      expect((await schedules.paymentOf(OTHER_ISIN, 0)).principalPerUnit).to.equal(1n);
    });

    it("when the payment is unknown then reverts with ScheduleUnknownPayment", async () => {
      const { schedules, asServicing } = current();
      await expect(asServicing.raisePrincipal(OTHER_ISIN, 2, 1n))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
        .withArgs(OTHER_ISIN, 2, 2);
    });

    it("when the bond has no schedule then reverts with ScheduleMissing", async () => {
      const { schedules, asServicing } = current();
      await expect(asServicing.raisePrincipal(UNKNOWN, 0, 1n))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    });

    it("when a bond repaid nothing before maturity until then then its faces fall too", async () => {
      const { schedules, asServicing } = current();
      await asServicing.raisePrincipal(ISIN, 0, 40_000_000n);
      expect((await schedules.dueOf(ISIN, 1)).facePerUnit).to.equal(60_000_000n);
      expect((await schedules.headerOf(ISIN)).redemptionPerUnit).to.equal(60_000_000n);
    });
  });

  for (const name of ["issuerAgent", "admin", "issuer", "outsider"] as const) {
    it(`given the ${name}, when it raises then reverts with ScheduleNotServicing`, async () => {
      const w = current();
      await expect(w.schedules.connect(w[name]).raisePrincipal(OTHER_ISIN, 0, 1n))
        .to.be.revertedWithCustomError(w.schedules, "ScheduleNotServicing")
        .withArgs(OTHER_ISIN, w[name].address, await w.redemptionAgent.getAddress());
    });
  }
});
