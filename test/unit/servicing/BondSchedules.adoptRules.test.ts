import { expect } from "chai";
import { encodeBytes32String, ZeroAddress } from "ethers";

import type { IBondSchedules, IBondToken } from "../../../typechain-types/index.ts";
import { MAX_UINT112, OTHER_ISIN } from "../../support/actions.ts";
import { paymentAt, termsWith } from "../../support/schedules.ts";
import { CUTOFFS, PAY_DATES, scheduleBond } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, START } from "../../support/world.ts";

const [FIRST, SECOND] = CUTOFFS;
const MATURITY = START + 365 * DAY;

type Schedule = Partial<IBondSchedules.ScheduleStruct>;
type Terms = Partial<IBondToken.TermsStruct>;

const payments = (first: object, second: object = {}): Schedule => ({
  payments: [paymentAt(FIRST, first), paymentAt(SECOND, second)],
});
const step = (changes: object): Schedule => ({
  steps: [
    { decideBy: FIRST, firstPayment: 0, stepE8: 1 },
    { decideBy: SECOND, firstPayment: 1, stepE8: 1, ...changes },
  ],
});
const optionAt = (date: number, changes: object = {}) => ({
  kind: 0n,
  noticeBy: date,
  date,
  pricePerUnit: 1n,
  ...changes,
});
/** Record dates that all have their payments, `count` of them. */
const many = (count: number): [Schedule, Terms] => {
  const recordCutoffs = Array.from({ length: count }, (_, i) => START + DAY + i * 10);
  return [
    { payments: recordCutoffs.map((cutoff) => paymentAt(cutoff, { payFrom: cutoff, accrueTo: cutoff })) },
    { recordCutoffs },
  ];
};

describe("BondSchedules.adopt: rules", () => {
  const current = useWorld();

  const wrong: [string, string, number, Schedule, Terms?][] = [
    ["no tax account", "taxAccount", 0, { taxAccount: ZeroAddress }],
    ["more than everything taxable", "taxableRedemptionE6", 0, { taxableRedemptionE6: 1_000_001n }],
    ["a floor above the cap", "capE8", 0, { floorE8: 5n, capE8: 4n }],
    ["nothing to be redeemed for", "redemptionPerUnit", 0, { redemptionPerUnit: 0n }],
    ["241 payments", "payments", 241, ...many(241)],
    ["201 options", "options", 201, { options: Array.from({ length: 201 }, () => optionAt(PAY_DATES[0])) }],

    ["a record date that is not the bond's", "recordCutoff", 0, payments({ recordCutoff: FIRST - 1 })],
    [
      "a second record date that is not the bond's",
      "recordCutoff",
      1,
      payments({}, { recordCutoff: MATURITY }),
    ],
    ["record dates in another order", "recordCutoff", 1, { payments: [paymentAt(SECOND), paymentAt(FIRST)] }],
    ["two payments of one record date", "recordCutoff", 1, payments({}, { recordCutoff: FIRST })],
    ["more payments than the bond has record dates", "recordCutoff", 1, {}, { recordCutoffs: [FIRST] }],
    ["a payment before the record date is over", "payFrom", 0, payments({ payFrom: FIRST - 1 })],
    [
      "a payment on the date of the one before",
      "payFrom",
      1,
      payments({ payFrom: SECOND + DAY }, { payFrom: SECOND + DAY }),
    ],
    [
      "a payment before the one before",
      "payFrom",
      1,
      payments({ payFrom: SECOND + DAY }, { payFrom: SECOND }),
    ],
    ["a payment after maturity", "payFrom", 1, payments({}, { payFrom: MATURITY + 1 })],
    ["an accrual period of no time", "accrueTo", 0, payments({ accrueFrom: FIRST, accrueTo: FIRST })],
    ["an accrual period backwards", "accrueTo", 1, payments({}, { accrueFrom: SECOND, accrueTo: FIRST })],
    ["a fraction without a denominator", "fractionDenominator", 1, payments({}, { fractionDenominator: 0n })],
    [
      "no interest and no denominator",
      "fractionDenominator",
      0,
      payments({ fractionNumerator: 0n, fractionDenominator: 0n }),
    ],
    ["all the face repaid at once", "principalPerUnit", 0, payments({ principalPerUnit: 100_000_000n })],
    [
      "all the face repaid by two payments",
      "principalPerUnit",
      1,
      payments({ principalPerUnit: 60_000_000n }, { principalPerUnit: 40_000_000n }),
    ],

    ["a step of no payment", "firstPayment", 1, step({ firstPayment: 2 })],
    ["a step after the record date", "decideBy", 1, step({ decideBy: SECOND + 1 })],
    ["a step and no payments", "firstPayment", 0, { ...step({}), payments: [] }],

    ["an option on the issue date", "date", 0, { options: [optionAt(START)] }],
    ["an option on the maturity date", "date", 0, { options: [optionAt(MATURITY)] }],
    ["options in another order", "date", 1, { options: [optionAt(PAY_DATES[1]), optionAt(PAY_DATES[0])] }],
    [
      "notice after the date",
      "noticeBy",
      1,
      { options: [optionAt(PAY_DATES[0]), optionAt(PAY_DATES[1], { noticeBy: PAY_DATES[1] + 1 })] },
    ],
    ["a call for nothing", "pricePerUnit", 0, { options: [optionAt(PAY_DATES[0], { pricePerUnit: 0n })] }],
    [
      "a call by lot for nothing",
      "pricePerUnit",
      0,
      { options: [optionAt(PAY_DATES[0], { kind: 1n, pricePerUnit: 0n })] },
    ],
    [
      "a repayment of face with a price",
      "pricePerUnit",
      0,
      { options: [optionAt(PAY_DATES[0], { kind: 2n })] },
    ],
    [
      "a put for nothing",
      "pricePerUnit",
      0,
      { options: [optionAt(PAY_DATES[0], { kind: 3n, pricePerUnit: 0n })] },
    ],
  ];
  for (const [name, field, index, changes, terms] of wrong) {
    it(`given ${name}, when adopted then reverts with ScheduleInvalid for ${field} ${index}`, async () => {
      const w = current();
      const schedule = { ...w.schedule, ...changes };
      const given = termsWith({ ...w.terms, isin: OTHER_ISIN, ...terms }, schedule);
      await w.bondFactory.createBond(given);
      await expect(w.schedules.adopt(OTHER_ISIN, schedule))
        .to.be.revertedWithCustomError(w.schedules, "ScheduleInvalid")
        .withArgs(OTHER_ISIN, encodeBytes32String(field), index);
      expect(await w.schedules.isAdopted(OTHER_ISIN)).to.equal(false);
    });
  }

  const right: [string, Schedule, Terms?][] = [
    ["a denomination of 128 bits", {}, { denomination: 2n ** 128n - 1n }],
    ["everything taxable", { taxableRedemptionE6: 1_000_000n }],
    ["a floor that is the cap", { floorE8: 5n, capE8: 5n }],
    ["a redemption at more than the face", { redemptionPerUnit: MAX_UINT112 }],
    ["no payments", { payments: [] }],
    ["a payment of the first record date alone", { payments: [paymentAt(FIRST)] }],
    ["a payment of the second record date alone", { payments: [paymentAt(SECOND)] }],
    ["a payment in the first second after the record date", payments({ payFrom: FIRST })],
    ["a payment on the maturity date", payments({}, { payFrom: MATURITY })],
    ["an accrual period that ends after payment", payments({ accrueTo: PAY_DATES[0] + 2 * DAY })],
    ["no interest", payments({ fractionNumerator: 0n })],
    [
      "all the face but one yen repaid",
      payments({ principalPerUnit: 60_000_000n }, { principalPerUnit: 39_999_999n }),
    ],
    ["a step that is decided until the record date is over", step({})],
    ["a step that is decided long before", step({ decideBy: START })],
    ["an option in the second after the issue date", { options: [optionAt(START + 1)] }],
    ["an option in the last second of a record date", { options: [optionAt(FIRST - 1)] }],
    ["an option on a payment date", { options: [optionAt(PAY_DATES[0])] }],
    ["an option in the second before maturity", { options: [optionAt(MATURITY - 1)] }],
    [
      "two options on one date",
      {
        options: [
          optionAt(PAY_DATES[0]),
          optionAt(PAY_DATES[0], { kind: 3n }),
          optionAt(PAY_DATES[0], { kind: 2n, pricePerUnit: 0n }),
        ],
      },
    ],
  ];
  for (const [name, changes, terms] of right) {
    it(`given ${name}, when adopted then it can be paid by it`, async () => {
      const w = current();
      await scheduleBond(w, changes, terms);
      expect(await w.schedules.isAdopted(OTHER_ISIN)).to.equal(true);
    });
  }

  it("given as many payments as a bond can have, when adopted then one transaction has the room", async () => {
    const w = current();
    await scheduleBond(w, ...many(240));
    expect(await w.schedules.paymentCount(OTHER_ISIN)).to.equal(240n);
  });

  it("given as many options as a bond can have, when adopted then one transaction has the room", async () => {
    const w = current();
    await scheduleBond(w, { options: Array.from({ length: 200 }, () => optionAt(PAY_DATES[0])) });
    expect((await w.schedules.scheduleOf(OTHER_ISIN)).options).to.have.length(200);
  });

  it("given an option kind that there is not, when adopted then reverts without a reason", async () => {
    const w = current();
    const schedule = { ...w.schedule, options: [optionAt(PAY_DATES[0], { kind: 4n })] };
    await w.bondFactory.createBond(termsWith({ ...w.terms, isin: OTHER_ISIN }, schedule));
    await expect(w.schedules.adopt(OTHER_ISIN, schedule)).to.be.revertedWithoutReason(w.ethers);
  });
});
