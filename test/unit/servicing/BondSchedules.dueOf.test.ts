import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { couponAmount } from "../../../sdk/bonds/couponAmount.ts";
import { interestPerYenE13 } from "../../../sdk/bonds/interestPerYenE13.ts";
import type { IBondSchedules } from "../../../typechain-types/index.ts";
import { OTHER_ISIN } from "../../support/actions.ts";
import { NO_CAP, paymentAt } from "../../support/schedules.ts";
import { CUTOFFS, fieldsOf, PAY_DATES, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, ISIN, START } from "../../support/world.ts";
import { bondVectors } from "../sdk/bondVectors.ts";

const FACE = 100_000_000n;
const SOURCE = encodeBytes32String("TIBOR");
const HALF = { numerator: 1n, denominator: 2n } as const;
const percent = (rateE8: bigint): string =>
  `${rateE8 / 1_000_000n}.${String(rateE8 % 1_000_000n).padStart(6, "0")}`;

type Schedule = Partial<IBondSchedules.ScheduleStruct>;

/** Expects the rate of a payment, and the interest that the sdk calculates from it. */
async function expectRate(schedules: IBondSchedules, payment: number, rateE8: bigint, isRateFinal = true) {
  const due = await schedules.dueOf(OTHER_ISIN, payment);
  expect(due.rateE8, "rate").to.equal(rateE8);
  expect(due.interestPerYenE13, "interest").to.equal(interestPerYenE13(percent(rateE8), HALF));
  expect(due.isRateFinal, "final").to.equal(isRateFinal);
}

describe("BondSchedules.dueOf", () => {
  describe("given a fixed rate, and figures that were published", () => {
    const current = useWorld();

    for (const { source, ratePercent, numerator, denominator, perYen, amounts } of bondVectors.coupon) {
      it(`when ${source} is asked then its interest on one yen is ${perYen}`, async () => {
        const w = current();
        const [whole = "", decimals = ""] = ratePercent.split(".");
        const rateE8 = BigInt(whole + decimals.padEnd(6, "0"));
        const fraction = { fractionNumerator: numerator, fractionDenominator: denominator };
        await scheduleBond(w, { rateE8, payments: [paymentAt(CUTOFFS[0], fraction)] });
        const due = await w.schedules.dueOf(OTHER_ISIN, 0);
        expect(due.interestPerYenE13).to.equal(BigInt(perYen.replace("0.", "")));
        expect(due.interestPerYenE13).to.equal(interestPerYenE13(ratePercent, { numerator, denominator }));
        for (const { face, amount } of amounts) {
          const paid = couponAmount({ totalFace: face, interestPerYenE13: due.interestPerYenE13 });
          expect(paid).to.equal(amount);
        }
      });
    }

    it("when the world's bond is asked then every value is there", async () => {
      const due = await current().schedules.dueOf(ISIN, 1);
      expect(fieldsOf(due)).to.deep.equal({
        recordCutoff: BigInt(CUTOFFS[1]),
        payFrom: BigInt(PAY_DATES[1]),
        facePerUnit: FACE,
        rateE8: 1_483_000n,
        isRateFinal: true,
        interestPerYenE13: 74_150_000_000n,
        principalPerUnit: 0n,
      });
    });

    it("when a payment bears no interest then only its principal is due", async () => {
      const w = current();
      await scheduleBond(w, {
        rateKind: 1n,
        payments: [paymentAt(CUTOFFS[0], { fractionNumerator: 0n, principalPerUnit: 7n })],
      });
      const due = await w.schedules.dueOf(OTHER_ISIN, 0);
      expect(fieldsOf(due)).to.include({ rateE8: 0n, interestPerYenE13: 0n, facePerUnit: 0n });
      expect(fieldsOf(due)).to.include({ principalPerUnit: 7n, isRateFinal: true });
    });

    for (const [name, limits, rateE8] of [
      ["below its floor", { floorE8: 1_500_000n }, 1_500_000n],
      ["above its cap", { capE8: 1_400_000n }, 1_400_000n],
    ] as const) {
      it(`when the rate is ${name} then is that`, async () => {
        const w = current();
        await scheduleBond(w, limits);
        await expectRate(w.schedules, 0, rateE8);
      });
    }
  });

  describe("given faces that fall", () => {
    const current = useWorld();

    it("when a payment is asked then its interest is on the face that the ones before left", async () => {
      const w = current();
      const recordCutoffs = [1, 2, 3, 4].map((i) => START + i * 80 * DAY);
      const repaid = [10_000_000n, 0n, 25_000_000n, 64_999_999n];
      await scheduleBond(
        w,
        { payments: recordCutoffs.map((at, i) => paymentAt(at, { principalPerUnit: repaid[i] ?? 0n })) },
        { recordCutoffs },
      );
      const dues = await Promise.all([0, 1, 2, 3].map((i) => w.schedules.dueOf(OTHER_ISIN, i)));
      expect(dues.map((due) => due.facePerUnit)).to.deep.equal([FACE, 90_000_000n, 90_000_000n, 65_000_000n]);
      expect(dues.map((due) => due.principalPerUnit)).to.deep.equal(repaid);
    });

    it("when the face has 128 bits then it is told whole", async () => {
      const w = current();
      const denomination = 2n ** 128n - 1n;
      await scheduleBond(w, {}, { denomination });
      expect((await w.schedules.dueOf(OTHER_ISIN, 1)).facePerUnit).to.equal(denomination);
    });
  });

  describe("given a floating rate", () => {
    const floating = (changes: Schedule = {}) =>
      useWorld(async (w) => {
        await scheduleBond(w, { rateKind: 1n, rateE8: 9_999_999n, marginE8: 250_000n, ...changes });
        const fix = (payment: number, index: bigint) =>
          w.schedules.fixRate(OTHER_ISIN, payment, index, SOURCE);
        return { fix };
      });

    describe("with a margin of 0.25 %, no floor but zero, no cap", () => {
      const current = floating();
      for (const [index, rateE8] of [
        [142_000n, 392_000n],
        [0n, 250_000n],
        [-100_000n, 150_000n],
        [-250_000n, 0n],
        [-250_001n, 0n],
        [-(2n ** 39n), 0n],
        [2n ** 39n - 1n, 2n ** 39n - 1n + 250_000n],
      ] as const) {
        it(`when the index is fixed at ${index} then the rate is ${rateE8}, finally`, async () => {
          const { schedules, fix } = current();
          await fix(0, index);
          await expectRate(schedules, 0, rateE8);
        });
      }

      it("when nothing is fixed before the record date then is not final, and the floor", async () => {
        const { schedules } = current();
        await expectRate(schedules, 0, 0n, false);
      });

      it("when nothing was fixed by the record date then is the floor, finally", async () => {
        const { schedules, networkHelpers } = current();
        await networkHelpers.time.increaseTo(CUTOFFS[0] - 1);
        await expectRate(schedules, 0, 0n, false);
        await networkHelpers.time.increaseTo(CUTOFFS[0]);
        await expectRate(schedules, 0, 0n);
        await expectRate(schedules, 1, 0n, false);
      });

      it("when only the payment before was fixed then is its index, final with the record date", async () => {
        const { schedules, fix, networkHelpers } = current();
        await fix(0, 142_000n);
        await expectRate(schedules, 1, 392_000n, false);
        await networkHelpers.time.increaseTo(CUTOFFS[1]);
        await expectRate(schedules, 1, 392_000n);
      });

      it("when a later payment is fixed first then the one before it does not take that", async () => {
        const { schedules, fix } = current();
        await fix(1, 142_000n);
        await expectRate(schedules, 1, 392_000n);
        await expectRate(schedules, 0, 0n, false);
      });

      it("when both are fixed then each has its own", async () => {
        const { schedules, fix } = current();
        await fix(0, 142_000n);
        await fix(1, 143_000n);
        await expectRate(schedules, 0, 392_000n);
        await expectRate(schedules, 1, 393_000n);
      });
    });

    describe("with a negative margin, a floor and a cap", () => {
      const current = floating({ marginE8: -30_000n, floorE8: 100_000n, capE8: 500_000n });
      for (const [index, rateE8] of [
        [130_000n, 100_000n],
        [130_001n, 100_001n],
        [129_999n, 100_000n],
        [530_000n, 500_000n],
        [530_001n, 500_000n],
        [529_999n, 499_999n],
        [-700_000n, 100_000n],
      ] as const) {
        it(`when the index is fixed at ${index} then the rate is ${rateE8}`, async () => {
          const { schedules, fix } = current();
          await fix(0, index);
          await expectRate(schedules, 0, rateE8);
        });
      }

      it("when nothing is fixed then is the floor", async () => {
        const { schedules, networkHelpers } = current();
        await networkHelpers.time.increaseTo(CUTOFFS[1]);
        await expectRate(schedules, 0, 100_000n);
        await expectRate(schedules, 1, 100_000n);
      });
    });

    describe("with steps", () => {
      const current = floating({
        floorE8: 100_000n,
        steps: [{ decideBy: CUTOFFS[0], firstPayment: 0, stepE8: 25_000n }],
      });

      it("when the index is fixed and the step open then is not final", async () => {
        const { schedules, fix } = current();
        await fix(0, 10_000n);
        await expectRate(schedules, 0, 260_000n, false);
      });

      it("when both are decided then is index, margin and step, finally", async () => {
        const { schedules, fix } = current();
        await fix(0, 10_000n);
        await schedules.decideStep(OTHER_ISIN, 0, true, SOURCE);
        await expectRate(schedules, 0, 285_000n);
      });

      it("when nothing was fixed and the step applies then is the floor still", async () => {
        const { schedules, networkHelpers } = current();
        await networkHelpers.time.increaseTo(CUTOFFS[0]);
        await expectRate(schedules, 0, 100_000n);
      });
    });
  });

  describe("given a rate of 1.483 % with a step up of 0.25 % from the first payment, one down of 1 % from the second", () => {
    const current = useWorld(async (w) => {
      await scheduleBond(w, {
        steps: [
          { decideBy: START + 100 * DAY, firstPayment: 0, stepE8: 250_000n },
          { decideBy: START + 300 * DAY, firstPayment: 1, stepE8: -1_000_000n },
        ],
      });
      const decide = (step: number, applies: boolean) =>
        w.schedules.decideStep(OTHER_ISIN, step, applies, SOURCE);
      return { decide };
    });

    it("when both are open then neither counts and nothing is final", async () => {
      const { schedules } = current();
      await expectRate(schedules, 0, 1_483_000n, false);
      await expectRate(schedules, 1, 1_483_000n, false);
    });

    for (const [up, down, first, second] of [
      [true, true, 1_733_000n, 733_000n],
      [true, false, 1_733_000n, 1_733_000n],
      [false, true, 1_483_000n, 483_000n],
      [false, false, 1_483_000n, 1_483_000n],
    ] as const) {
      it(`when the first is decided ${up}, the second ${down} then rates are ${first} and ${second}`, async () => {
        const { schedules, decide } = current();
        await decide(0, up);
        await expectRate(schedules, 0, first);
        await expectRate(schedules, 1, first, false);
        await decide(1, down);
        await expectRate(schedules, 1, second);
      });
    }

    it("when nobody decides then the step up applies after its time, the step down does not", async () => {
      const { schedules, networkHelpers } = current();
      await networkHelpers.time.increaseTo(START + 100 * DAY);
      await expectRate(schedules, 0, 1_733_000n);
      await expectRate(schedules, 1, 1_733_000n, false);
      await networkHelpers.time.increaseTo(START + 300 * DAY);
      await expectRate(schedules, 1, 1_733_000n);
    });
  });

  describe("given steps that lead beyond the limits", () => {
    const current = useWorld();
    for (const [name, stepE8, limits, rateE8] of [
      ["below zero", -1_483_001n, {}, 0n],
      ["below the floor", -500_000n, { floorE8: 1_000_000n }, 1_000_000n],
      ["above the cap", 500_000n, { capE8: 1_900_000n }, 1_900_000n],
      ["to the largest rate", 2n ** 39n - 1n, { rateE8: NO_CAP }, NO_CAP],
    ] as const) {
      it(`when one leads ${name} then the rate is ${rateE8}`, async () => {
        const w = current();
        await scheduleBond(w, { ...limits, steps: [{ decideBy: CUTOFFS[0], firstPayment: 0, stepE8 }] });
        await w.schedules.decideStep(OTHER_ISIN, 0, true, SOURCE);
        await expectRate(w.schedules, 0, rateE8);
      });
    }
  });
});
