import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import type { IBondSchedules } from "../../../typechain-types/index.ts";
import { OTHER_ISIN } from "../../support/actions.ts";
import { hashOf, paymentAt, termsWith } from "../../support/schedules.ts";
import { fieldsOf, useServicedWorld } from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { ascii, DAY, EVIDENCE, ISIN, START } from "../../support/world.ts";

const CUTOFF = START + 180 * DAY;

/** A schedule in which no two numbers are the same. */
function distinct(w: World): IBondSchedules.ScheduleStruct {
  return {
    settlementBank: w.settlementBank.address,
    taxAccount: w.buyer.address,
    instrumentClass: 2n,
    rateKind: 1n,
    rateE8: 11n,
    marginE8: -12n,
    floorE8: 13n,
    capE8: 14n,
    redemptionPerUnit: 15n,
    taxableRedemptionE6: 16n,
    gracePeriod: 17n,
    tradesInDefault: true,
    payments: [
      {
        recordCutoff: BigInt(CUTOFF),
        payFrom: BigInt(CUTOFF) + 1n,
        accrueFrom: BigInt(START) + 2n,
        accrueTo: BigInt(START) + 3n,
        fractionNumerator: 18n,
        fractionDenominator: 19n,
        principalPerUnit: 20n,
      },
    ],
    steps: [{ decideBy: BigInt(CUTOFF) - 4n, firstPayment: 0n, stepE8: -21n }],
    options: [
      { kind: 0n, noticeBy: BigInt(START) + 5n, date: BigInt(START) + 6n, pricePerUnit: 22n },
      { kind: 1n, noticeBy: BigInt(START) + 7n, date: BigInt(START) + 8n, pricePerUnit: 23n },
      { kind: 2n, noticeBy: BigInt(START) + 9n, date: BigInt(START) + 10n, pricePerUnit: 0n },
      { kind: 3n, noticeBy: BigInt(START) + 11n, date: BigInt(START) + 12n, pricePerUnit: 24n },
    ],
  };
}

/** A struct as the chain returns it: an array of its values. */
const values = (struct: object): unknown[] =>
  Object.values(struct).map((each: unknown) =>
    Array.isArray(each) ? each.map((item: object) => values(item)) : each,
  );

describe("BondSchedules.adopt", () => {
  const current = useServicedWorld(async (w) => {
    const schedule = distinct(w);
    await w.bondFactory.createBond(termsWith({ ...w.terms, isin: OTHER_ISIN }, schedule));
    return { schedule };
  });

  describe("given a bond whose terms have the schedule's hash", () => {
    it("when it is adopted then emits ScheduleAdopted with every value", async () => {
      const { schedules, schedule } = current();
      await expect(schedules.adopt(OTHER_ISIN, schedule))
        .to.emit(schedules, "ScheduleAdopted")
        .withArgs(OTHER_ISIN, hashOf(schedule), values(schedule));
    });

    it("when it is adopted then every value can be read again", async () => {
      const { schedules, schedule } = current();
      expect(await schedules.isAdopted(OTHER_ISIN)).to.equal(false);
      await schedules.adopt(OTHER_ISIN, schedule);
      expect(await schedules.isAdopted(OTHER_ISIN)).to.equal(true);
      expect(await schedules.scheduleOf(OTHER_ISIN)).to.deep.equal(values(schedule));
    });

    it("when it is adopted then its header has what paying needs to know", async () => {
      const { schedules, schedule, bondFactory, cash, issuer, buyer, terms } = current();
      await schedules.adopt(OTHER_ISIN, schedule);
      const header = await schedules.headerOf(OTHER_ISIN);
      expect(fieldsOf(header)).to.deep.equal({
        bond: await bondFactory.bondOf(OTHER_ISIN),
        currency: await cash.getAddress(),
        issuer: issuer.address,
        taxAccount: buyer.address,
        denomination: 100_000_000n,
        redemptionPerUnit: 15n,
        maturityDate: BigInt(terms.maturityDate),
        gracePeriod: 17n,
        taxableRedemptionE6: 16n,
        instrumentClass: 2n,
        tradesInDefault: true,
        regularPayments: 1n,
        optionCount: 4n,
      });
    });

    it("when anybody adopts it then it is adopted: the terms prove it", async () => {
      const { schedules, schedule, outsider } = current();
      await schedules.connect(outsider).adopt(OTHER_ISIN, schedule);
      expect(await schedules.isAdopted(OTHER_ISIN)).to.equal(true);
    });

    it("when it is adopted twice then reverts with ScheduleAlreadyAdopted", async () => {
      const { schedules, schedule } = current();
      await schedules.adopt(OTHER_ISIN, schedule);
      await expect(schedules.adopt(OTHER_ISIN, schedule))
        .to.be.revertedWithCustomError(schedules, "ScheduleAlreadyAdopted")
        .withArgs(OTHER_ISIN);
    });

    const changes: [string, Partial<IBondSchedules.ScheduleStruct>][] = [
      ["another rate", { rateE8: 12n }],
      ["another tax account", { taxAccount: "0x00000000000000000000000000000000DeaDBeef" }],
      ["no payment", { payments: [] }],
      ["another payment", { payments: [paymentAt(CUTOFF)] }],
      ["one step fewer", { steps: [] }],
      ["one option fewer", { options: [] }],
    ];
    for (const [name, change] of changes) {
      it(`when one with ${name} is adopted then reverts with ScheduleMismatch`, async () => {
        const { schedules, schedule } = current();
        const other = { ...schedule, ...change };
        await expect(schedules.adopt(OTHER_ISIN, other))
          .to.be.revertedWithCustomError(schedules, "ScheduleMismatch")
          .withArgs(OTHER_ISIN, hashOf(other), hashOf(schedule));
      });
    }

    it("when another bond's schedule is adopted then reverts with ScheduleMismatch", async () => {
      const { schedules, schedule: own, bondFactory, terms } = current();
      const isin = ascii("JP3201300062", 12);
      await bondFactory.createBond({ ...terms, isin, scheduleHash: EVIDENCE });
      await expect(schedules.adopt(isin, own))
        .to.be.revertedWithCustomError(schedules, "ScheduleMismatch")
        .withArgs(isin, hashOf(own), EVIDENCE);
    });
  });

  describe("given a bond that was not created", () => {
    it("when a schedule is adopted for it then reverts with ScheduleUnknownBond", async () => {
      const { schedules, schedule } = current();
      const unknown = ascii("XS0000000009", 12);
      await expect(schedules.adopt(unknown, schedule))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownBond")
        .withArgs(unknown);
    });
  });

  describe("given the world's bond, whose schedule is adopted", () => {
    it("when even a wrong one is adopted then reverts with ScheduleAlreadyAdopted", async () => {
      const { schedules, schedule } = current();
      await expect(schedules.adopt(ISIN, schedule))
        .to.be.revertedWithCustomError(schedules, "ScheduleAlreadyAdopted")
        .withArgs(ISIN);
    });
  });

  describe("given a currency that the schedule's bank has not created", () => {
    const isin = ascii("JP3201300062", 12);

    it("when it is adopted then reverts with ScheduleInvalid for settlementBank", async () => {
      const { schedules, schedule, bondFactory, terms, outsider } = current();
      const other = { ...schedule, settlementBank: outsider.address };
      await bondFactory.createBond(termsWith({ ...terms, isin }, other));
      await expect(schedules.adopt(isin, other))
        .to.be.revertedWithCustomError(schedules, "ScheduleInvalid")
        .withArgs(isin, encodeBytes32String("settlementBank"), 0);
    });

    it("when the bank creates it later then the schedule is adopted", async () => {
      const { schedules, schedule, bondFactory, currencyFactory, terms, settlementBank } = current();
      const currency = ascii("EUR", 3);
      await bondFactory.createBond(termsWith({ ...terms, isin, currency }, schedule));
      await expect(schedules.adopt(isin, schedule))
        .to.be.revertedWithCustomError(schedules, "ScheduleInvalid")
        .withArgs(isin, encodeBytes32String("settlementBank"), 0);
      await currencyFactory.createCurrency(currency, 2, "Digital euro");
      await schedules.adopt(isin, schedule);
      expect((await schedules.headerOf(isin)).currency).to.equal(
        await currencyFactory.currencyOf(currency, settlementBank),
      );
    });
  });
});
