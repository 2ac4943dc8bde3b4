import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import { paymentAt } from "../../support/schedules.ts";
import { CUTOFFS, fieldsOf, PAY_DATES, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, ISIN, START } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);

describe("BondSchedules.faceAt", () => {
  const current = useWorld(async (w) => {
    await scheduleBond(w, {
      payments: [
        paymentAt(CUTOFFS[0], { principalPerUnit: 30_000_000n }),
        paymentAt(CUTOFFS[1], { principalPerUnit: 20_000_000n }),
      ],
    });
    return {};
  });

  const faces = [
    [0, 100_000_000n],
    [PAY_DATES[0] - 1, 100_000_000n],
    [PAY_DATES[0], 70_000_000n],
    [PAY_DATES[1] - 1, 70_000_000n],
    [PAY_DATES[1], 50_000_000n],
    [START + 1_000 * DAY, 50_000_000n],
  ] as const;
  for (const [moment, face] of faces) {
    it(`given payments that repay 30 and 20 %, when asked for ${moment} then ${face} are left`, async () => {
      expect(await current().schedules.faceAt(OTHER_ISIN, moment)).to.equal(face);
    });
  }

  it("given a bond that repays nothing before maturity, when asked then the whole face is left", async () => {
    expect(await current().schedules.faceAt(ISIN, START + 1_000 * DAY)).to.equal(100_000_000n);
  });
});

describe("BondSchedules: views", () => {
  const current = useWorld(async (w) => {
    await scheduleBond(w, {
      options: [
        { kind: 3n, noticeBy: START + 50 * DAY, date: START + 60 * DAY, pricePerUnit: 99_000_000n },
        { kind: 0n, noticeBy: START + 70 * DAY, date: START + 80 * DAY, pricePerUnit: 101_000_000n },
      ],
    });
    return {};
  });

  it("given two options, when each is asked then says all of it", async () => {
    const { schedules } = current();
    expect(await schedules.optionOf(OTHER_ISIN, 0)).to.deep.equal([
      3n,
      BigInt(START + 50 * DAY),
      BigInt(START + 60 * DAY),
      99_000_000n,
    ]);
    expect((await schedules.optionOf(OTHER_ISIN, 1)).kind).to.equal(0n);
  });

  for (const option of [2n, 2n ** 256n - 1n]) {
    it(`given two options, when option ${option} is asked then reverts with ScheduleUnknownOption`, async () => {
      const { schedules } = current();
      await expect(schedules.optionOf(OTHER_ISIN, option))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
        .withArgs(OTHER_ISIN, option, 2);
    });
  }

  it("given two payments, when each is asked then says all of it", async () => {
    const { schedules } = current();
    expect(await schedules.paymentCount(ISIN)).to.equal(2n);
    expect(fieldsOf(await schedules.paymentOf(ISIN, 1))).to.deep.equal({
      recordCutoff: BigInt(CUTOFFS[1]),
      payFrom: BigInt(PAY_DATES[1]),
      accrueFrom: BigInt(PAY_DATES[0]),
      accrueTo: BigInt(PAY_DATES[1]),
      fractionNumerator: 1n,
      fractionDenominator: 2n,
      principalPerUnit: 0n,
    });
  });

  for (const view of ["paymentOf", "dueOf", "fixingOf"] as const) {
    for (const payment of [2n, 2n ** 256n - 1n]) {
      it(`given two payments, when ${view} is asked for ${payment} then reverts with ScheduleUnknownPayment`, async () => {
        const { schedules } = current();
        await expect(schedules[view](ISIN, payment))
          .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
          .withArgs(ISIN, payment, 2);
      });
    }
  }

  for (const view of ["scheduleOf", "headerOf", "paymentCount"] as const) {
    it(`given no schedule, when ${view} is asked then reverts with ScheduleMissing`, async () => {
      const { schedules } = current();
      await expect(schedules[view](UNKNOWN))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    });
  }

  for (const view of ["paymentOf", "optionOf", "dueOf", "fixingOf", "faceAt"] as const) {
    it(`given no schedule, when ${view} is asked then reverts with ScheduleMissing`, async () => {
      const { schedules } = current();
      await expect(schedules[view](UNKNOWN, 0))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    });
  }

  it("given no schedule, when asked whether it is adopted then says no", async () => {
    expect(await current().schedules.isAdopted(UNKNOWN)).to.equal(false);
  });

  it("given the house, when asked then names the factories that it works with", async () => {
    const { schedules, bondFactory, currencyFactory } = current();
    expect(await schedules.bondFactory()).to.equal(await bondFactory.getAddress());
    expect(await schedules.currencyFactory()).to.equal(await currencyFactory.getAddress());
  });
});
