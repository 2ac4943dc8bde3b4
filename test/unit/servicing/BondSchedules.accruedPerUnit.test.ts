import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import type { IBondSchedules } from "../../../typechain-types/index.ts";
import { OTHER_ISIN } from "../../support/actions.ts";
import { paymentAt } from "../../support/schedules.ts";
import { COUPON, CUTOFFS, PAY_DATES, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, ISIN, START } from "../../support/world.ts";

const FACE = 100_000_000n;
const UNKNOWN = ascii("XS0000000009", 12);

describe("BondSchedules.accruedPerUnit", () => {
  const current = useWorld();

  describe("given a coupon of 741,500 yen over 185 days", () => {
    for (const [days, accrued] of [
      [0, 0n],
      [1, 4_008n], // 4,008.1
      [98, 392_794n], // 392,794.5
      [180, 721_459n], // 721,459.4
      [184, 737_491n], // 737,491.8
    ] as const) {
      it(`when ${days} days have passed then ${accrued} yen have accrued`, async () => {
        expect(await current().schedules.accruedPerUnit(ISIN, START + days * DAY)).to.equal(accrued);
        expect((COUPON * BigInt(days)) / 185n).to.equal(accrued);
      });
    }

    it("when the payment date has come then the next coupon has begun", async () => {
      const { schedules } = current();
      expect(await schedules.accruedPerUnit(ISIN, PAY_DATES[0] - 1)).to.equal(COUPON - 1n);
      expect(await schedules.accruedPerUnit(ISIN, PAY_DATES[0])).to.equal(0n);
      expect(await schedules.accruedPerUnit(ISIN, PAY_DATES[0] + 85 * DAY)).to.equal(COUPON / 2n);
    });

    it("when it is before the first period or after the last then nothing accrues", async () => {
      const { schedules } = current();
      expect(await schedules.accruedPerUnit(ISIN, START - 1)).to.equal(0n);
      expect(await schedules.accruedPerUnit(ISIN, PAY_DATES[1])).to.equal(0n);
      expect(await schedules.accruedPerUnit(ISIN, 2n ** 40n)).to.equal(0n);
    });
  });

  describe("given a face that a payment has lowered", () => {
    it("when the next coupon runs then accrues on what is left", async () => {
      const w = current();
      const second = paymentAt(CUTOFFS[1], { accrueFrom: PAY_DATES[0] });
      await scheduleBond(w, {
        payments: [paymentAt(CUTOFFS[0], { principalPerUnit: FACE / 5n }), second],
      });
      expect(await w.schedules.accruedPerUnit(OTHER_ISIN, PAY_DATES[0] + 85 * DAY)).to.equal(
        (COUPON * 4n) / 10n,
      );
    });
  });

  describe("given a rate that is not final", () => {
    it("when it is floating and not fixed then accrues the floor", async () => {
      const w = current();
      await scheduleBond(w, { rateKind: 1n, rateE8: 0n, floorE8: 1_000_000n });
      expect(await w.schedules.accruedPerUnit(OTHER_ISIN, START + 37 * DAY)).to.equal(100_000n);
    });

    it("when it is fixed then accrues that", async () => {
      const w = current();
      await scheduleBond(w, { rateKind: 1n, rateE8: 0n });
      await w.schedules.fixRate(OTHER_ISIN, 0, 2_000_000n, encodeBytes32String("TIBOR"));
      expect(await w.schedules.accruedPerUnit(OTHER_ISIN, START + 37 * DAY)).to.equal(200_000n);
    });
  });

  describe("given payments without interest", () => {
    it("when asked then nothing accrues", async () => {
      const w = current();
      await scheduleBond(w, { payments: [] });
      expect(await w.schedules.accruedPerUnit(OTHER_ISIN, START + DAY)).to.equal(0n);
    });
  });

  describe("given a payment date that was moved, and an acceleration about it", () => {
    // what a payment covers until a moment is not accrued at it, and what none covers is
    const place = async (first: Partial<IBondSchedules.PaymentStruct>) => {
      const w = current();
      await scheduleBond(w, {
        payments: [paymentAt(CUTOFFS[0], first), paymentAt(CUTOFFS[1], { accrueFrom: PAY_DATES[0] })],
      });
      return (moment: number) => w.schedules.accruedPerUnit(OTHER_ISIN, moment);
    };

    it("when it is paid on the Friday before the period ends then from Friday on nothing has accrued twice", async () => {
      const accruedAt = await place({ payFrom: PAY_DATES[0] - 2 * DAY });
      expect(await accruedAt(PAY_DATES[0] - 2 * DAY - 1)).to.equal((COUPON * 183n - 1n) / 185n);
      for (const moment of [PAY_DATES[0] - 2 * DAY, PAY_DATES[0] - 1, PAY_DATES[0]]) {
        expect(await accruedAt(moment), String(moment)).to.equal(0n);
      }
    });

    it("when it is paid on the Monday after the period ends then until Monday the coupon has accrued", async () => {
      const accruedAt = await place({ payFrom: PAY_DATES[0] + 2 * DAY });
      expect(await accruedAt(PAY_DATES[0])).to.equal(COUPON);
      expect(await accruedAt(PAY_DATES[0] + DAY)).to.equal(COUPON + COUPON / 170n);
      expect(await accruedAt(PAY_DATES[0] + 2 * DAY)).to.equal((COUPON * 2n) / 170n);
    });
  });

  it("given no schedule, when asked then reverts with ScheduleMissing", async () => {
    const { schedules } = current();
    await expect(schedules.accruedPerUnit(UNKNOWN, START))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });
});
