import { expect } from "chai";

import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { issuesOf } from "../issuesOf.ts";
import { termsInput } from "./samples.ts";

// The bond of the samples: 14 March and 14 September, 10 coupons until 14 March 2030, bonds of 100,000,000.
const { couponRatePercent: _rate, ...withoutRate } = termsInput;
const { couponsPerYear: _count, ...withoutCoupons } = withoutRate;
const tibor = { index: "6-month TIBOR", marginPercent: "0.35" };
const step = { target: "emissions", decideBy: "2027-03-31", firstPayment: 6n, stepPercent: "0.1" };
const call = { kind: "call", date: "2028-03-14", noticeDays: 30n, pricePer100: "101" };

const fixed = (change: object): readonly string[] => refused({ ...termsInput, ...change });
const floating = (change: object): readonly string[] =>
  refused({ ...withoutRate, floating: tibor, ...change });
const zeroCoupon = (change: object): readonly string[] =>
  refused({ ...withoutCoupons, zeroCoupon: true, ...change });

function refused(input: object): readonly string[] {
  return issuesOf(() => parseTermSheet(input));
}

describe("parseTermSheet: kinds of interest", () => {
  it("takes a floating bond without a rate, with floor, cap and a negative margin", () => {
    const rate = { index: "TONA", marginPercent: "-0.05", floorPercent: "0", capPercent: "2.5" };
    const terms = parseTermSheet({
      ...withoutRate,
      floating: rate,
      dayCount: "act365F",
      accrual: "adjusted",
    });
    expect(terms).to.deep.include({ floating: rate, couponRatePercent: "0", dayCount: "act365F" });
  });

  it("takes a bond without coupons", () => {
    const terms = parseTermSheet({ ...withoutCoupons, zeroCoupon: true });
    expect(terms).to.deep.include({ zeroCoupon: true, couponRatePercent: "0", couponsPerYear: 1 });
  });

  it("takes steps up and down, decided until the record date of the first coupon they change", () => {
    const down = { ...step, decideBy: "2027-09-13", firstPayment: 5n, stepPercent: "-1.483" };
    const terms = parseTermSheet({ ...termsInput, steps: [step, down] });
    expect(terms.steps).to.deep.equal([
      { ...step, firstPayment: 6 },
      { ...down, firstPayment: 5 },
    ]);
  });

  it("takes other centres whose banks must be open", () => {
    const jointCentres = ["Europe/London", "TARGET"];
    expect(parseTermSheet({ ...termsInput, jointCentres })).to.deep.include({ jointCentres });
  });

  const noCoupons = "must be left out: the bond has no coupons (zeroCoupon)";
  const joint = "must be named once only, and not be the business centre itself";
  const percents = 'must be a decimal number in quotes with at most 6 decimals, such as "-0.25"';
  for (const [what, lines, line] of [
    [
      "no coupons and a rate",
      zeroCoupon({ couponRatePercent: "1" }),
      `terms.couponRatePercent: "1" - ${noCoupons}`,
    ],
    [
      "no coupons, twice a year",
      zeroCoupon({ couponsPerYear: 2n }),
      `terms.couponsPerYear: 2 - ${noCoupons}`,
    ],
    ["no coupons and a roll day", zeroCoupon({ rollDay: 31n }), `terms.rollDay: 31 - ${noCoupons}`],
    [
      "no coupons and a day count",
      zeroCoupon({ dayCount: "act360" }),
      `terms.dayCount: "act360" - ${noCoupons}`,
    ],
    [
      "no coupons that float",
      zeroCoupon({ floating: tibor }),
      `terms.floating: {"index":"6-month TIBOR","marginPercent":"0.35"} - ${noCoupons}`,
    ],
    [
      "no coupons with which to repay",
      zeroCoupon({ amortisation: [{ payment: 1n, amountPerUnit: 1n }] }),
      `terms.amortisation: [{"payment":1,"amountPerUnit":"1"}] - ${noCoupons}`,
    ],
    [
      "no coupons said with a word",
      fixed({ zeroCoupon: "yes" }),
      'terms.zeroCoupon: "yes" - must be true or false',
    ],
    [
      "a floating bond with a rate",
      floating({ couponRatePercent: "1.483" }),
      'terms.couponRatePercent: "1.483" - must be left out: the rate of a floating bond follows from its index',
    ],
    [
      "a floor above the cap",
      floating({ floating: { ...tibor, floorPercent: "1", capPercent: "0.5" } }),
      'terms.floating.floorPercent: "1" - must not be above the cap 0.5',
    ],
    [
      "a negative floor",
      floating({ floating: { ...tibor, floorPercent: "-1" } }),
      'terms.floating.floorPercent: "-1" - must be a decimal number in quotes with at most 6 decimals, such as "1.483"',
    ],
    [
      "a margin with a plus sign",
      floating({ floating: { ...tibor, marginPercent: "+1" } }),
      `terms.floating.marginPercent: "+1" - ${percents}`,
    ],
    [
      "no index",
      floating({ floating: { marginPercent: "0" } }),
      "terms.floating.index: (missing) - is required: must be a text",
    ],
    [
      "a step of nothing",
      fixed({ steps: [{ ...step, stepPercent: "0.0" }] }),
      'terms.steps[0].stepPercent: "0.0" - must not be zero',
    ],
    [
      "a step after the last coupon",
      fixed({ steps: [{ ...step, firstPayment: 11n }] }),
      "terms.steps[0].firstPayment: 11 - must be at most 10, the number of the last coupon",
    ],
    [
      "a step from coupon zero",
      fixed({ steps: [{ ...step, firstPayment: 0n }] }),
      "terms.steps[0].firstPayment: 0 - must be a whole number from 1 to 1200",
    ],
    [
      "a decision after the record date",
      fixed({ steps: [{ ...step, decideBy: "2028-03-14" }] }),
      'terms.steps[0].decideBy: "2028-03-14" - must not be after the record date 2028-03-13 of coupon 6, the first it changes',
    ],
    [
      "a decision before issue",
      fixed({ steps: [{ ...step, decideBy: "2025-03-13" }] }),
      'terms.steps[0].decideBy: "2025-03-13" - must not be before the issue date 2025-03-14',
    ],
    [
      "steps down below zero",
      fixed({ steps: ["-1.4", "0.5", "-0.1"].map((stepPercent) => ({ ...step, stepPercent })) }),
      'terms.steps[2].stepPercent: "-0.1" - must not bring the rate below zero: the steps down before it leave 0.083000 percent',
    ],
    [
      "an empty list of steps",
      fixed({ steps: [] }),
      "terms.steps: [] - must be left out when there are none",
    ],
    [
      "a stub rule of another day count",
      fixed({ dayCount: "act360", stubRule: "act365" }),
      'terms.stubRule: "act365" - must be left out for "act360"',
    ],
    [
      "a joint centre that is the business centre",
      fixed({ jointCentres: ["Asia/Tokyo"] }),
      `terms.jointCentres[0]: "Asia/Tokyo" - ${joint}`,
    ],
    [
      "a joint centre named twice",
      fixed({ jointCentres: ["TARGET", "TARGET"] }),
      `terms.jointCentres[1]: "TARGET" - ${joint}`,
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(lines).to.deep.equal([line]);
    });
  }

  for (const maturityDate of ["perpetual", "None", "永久", null]) {
    it(`given the maturity ${maturityDate ?? "null"}, says why a perpetual bond is refused`, () => {
      expect(fixed({ maturityDate }).join()).to.match(
        /^terms\.maturityDate: .* - must be a date: a perpetual bond \(永久債\) is not taken, since .* known and stored beforehand/,
      );
    });
  }
});

describe("parseTermSheet: repayment", () => {
  it("takes parts by date and by number, in percent and in yen", () => {
    const amortisation = [
      { date: "2026-03-14", percentOfFace: "12.5" },
      { payment: 4n, amountPerUnit: 25_000_000n },
    ];
    expect(parseTermSheet({ ...termsInput, amortisation }).amortisation).to.deep.equal([
      amortisation[0],
      { payment: 4, amountPerUnit: 25_000_000n },
    ]);
  });

  it("takes options of every kind: two of different kinds on one day, pro rata with a coupon", () => {
    const options = [
      { kind: "callProRata", date: "2027-03-12", noticeBusinessDays: 5n },
      { kind: "callByLot", date: "2027-09-14", noticeDays: 30n },
      call,
      { ...call, kind: "put", pricePer100: undefined },
    ];
    expect(parseTermSheet({ ...termsInput, options }).options?.map(({ kind }) => kind)).to.deep.equal([
      "callProRata",
      "callByLot",
      "call",
      "put",
    ]);
  });

  it("takes an option between coupons, up to a record date and from its payment on", () => {
    for (const date of ["2027-09-13", "2027-09-14", "2027-11-30"])
      expect(parseTermSheet({ ...termsInput, options: [{ ...call, date }] }).options).to.have.length(1);
  });

  const part = (change: object): readonly string[] => fixed({ amortisation: [change] });
  const option = (change: object): readonly string[] => fixed({ options: [{ ...call, ...change }] });
  const proRata = { kind: "callProRata", date: "2027-03-12", pricePer100: undefined };
  const half = { percentOfFace: "50" };
  for (const [what, lines, line] of [
    [
      "a part without a coupon",
      part({ ...half }),
      "terms.amortisation[0].date: (missing) - is required: give the coupon's date, or its number as payment",
    ],
    [
      "a part with a date and a number",
      part({ ...half, date: "2026-03-14", payment: 2n }),
      "terms.amortisation[0].payment: 2 - must be left out: the coupon is named by its date",
    ],
    [
      "a part on another date",
      part({ ...half, date: "2026-03-13" }),
      'terms.amortisation[0].date: "2026-03-13" - must be a coupon date, not moved',
    ],
    [
      "a part with coupon 11",
      part({ ...half, payment: 11n }),
      "terms.amortisation[0].payment: 11 - the bond has 10 coupons",
    ],
    [
      "a part at maturity",
      part({ ...half, date: "2030-03-14" }),
      'terms.amortisation[0].date: "2030-03-14" - must be before the last coupon: what is left is repaid at maturity without being listed',
    ],
    [
      "no part",
      part({ payment: 2n }),
      "terms.amortisation[0].percentOfFace: (missing) - is required: give a percentage, or an amount of each bond as amountPerUnit",
    ],
    [
      "a percentage and an amount",
      part({ ...half, payment: 2n, amountPerUnit: 5n }),
      "terms.amortisation[0].amountPerUnit: 5 - must be left out: the part is given as percentOfFace",
    ],
    [
      "part of a yen",
      fixed({ denomination: 1_000n, amortisation: [{ payment: 2n, percentOfFace: "0.05" }] }),
      'terms.amortisation[0].percentOfFace: "0.05" - must come to whole minor units of the denomination 1000',
    ],
    [
      "more than 100 %",
      part({ payment: 2n, percentOfFace: "100.1" }),
      'terms.amortisation[0].percentOfFace: "100.1" - must be above zero and at most 100',
    ],
    [
      "everything before maturity",
      fixed({ amortisation: [2n, 3n].map((payment) => ({ ...half, payment })) }),
      "terms.amortisation: 100000000 - must together be less than the denomination 100000000: some face is left for maturity",
    ],
    [
      "parts out of order",
      fixed({ amortisation: [3n, 3n].map((payment) => ({ payment, percentOfFace: "1" })) }),
      "terms.amortisation[1].payment: 3 - must be after that of amortisation[0]",
    ],
    [
      "a redemption in part of a yen",
      fixed({ denomination: 1_000n, redemptionPricePer100: "100.01" }),
      'terms.redemptionPricePer100: "100.01" - must come to whole minor units of the face 1000 of one bond that is left at maturity',
    ],
    [
      "a premium at maturity on face that may change",
      fixed({ redemptionPricePer100: "101", options: [{ ...call, ...proRata }] }),
      'terms.redemptionPricePer100: "101" - must be 100: how much face is left at maturity depends on options[0], a redemption pro rata',
    ],
    [
      "a call on the issue date",
      option({ date: "2025-03-14" }),
      'terms.options[0].date: "2025-03-14" - must be after the issue date 2025-03-14',
    ],
    [
      "a call on the redemption date",
      option({ date: "2030-03-14" }),
      'terms.options[0].date: "2030-03-14" - must be before the redemption date 2030-03-14, on which the bond ends anyway',
    ],
    [
      "a call on a Sunday",
      option({ date: "2027-03-21" }),
      'terms.options[0].date: "2027-03-21" - must be a business day in Asia/Tokyo',
    ],
    [
      "a call on a bank holiday of a joint centre",
      fixed({ jointCentres: ["Europe/London"], options: [{ ...call, date: "2027-05-31" }] }),
      'terms.options[0].date: "2027-05-31" - must be a business day in Asia/Tokyo and Europe/London',
    ],
    [
      "a call between record date and payment",
      fixed({
        recordDateRule: { businessDaysBeforePayment: 3n },
        options: [{ ...call, date: "2028-03-13" }],
      }),
      'terms.options[0].date: "2028-03-13" - must not lie between the record date 2028-03-09 and the payment of 2028-03-14: the coupon already belongs to others',
    ],
    [
      "a call without notice",
      option({ noticeDays: undefined }),
      "terms.options[0].noticeDays: (missing) - is required: give calendar days of notice, or business days as noticeBusinessDays",
    ],
    [
      "a call with two notices",
      option({ noticeBusinessDays: 5n }),
      "terms.options[0].noticeBusinessDays: 5 - must be left out: the notice is given in calendar days",
    ],
    [
      "notice on the day itself",
      option({ noticeDays: 0n }),
      "terms.options[0].noticeDays: 0 - must be a whole number from 1 to 365",
    ],
    [
      "notice before issue",
      option({ date: "2025-04-11" }),
      "terms.options[0].noticeDays: 30 - must leave time for notice: its last day would be 2025-03-12, before the issue date 2025-03-14",
    ],
    [
      "a price in part of a yen",
      fixed({ denomination: 1_000n, options: [{ ...call, pricePer100: "100.05" }] }),
      'terms.options[0].pricePer100: "100.05" - must come to whole minor units of the face 1000 of one bond that is left on 2028-03-14',
    ],
    [
      "options out of order",
      fixed({ options: [call, { ...call, kind: "put", date: "2028-03-13" }] }),
      'terms.options[1].date: "2028-03-13" - must not be before that of options[0]: list them by date',
    ],
    [
      "one option twice",
      fixed({ options: [call, call] }),
      'terms.options[1].date: "2028-03-14" - must differ from that of options[0], which is of the same kind',
    ],
    [
      "a part pro rata without a coupon",
      option({ ...proRata, date: "2027-03-15" }),
      'terms.options[0].date: "2027-03-15" - must be the payment date of a coupon before the last: pro rata, face is repaid with a coupon',
    ],
    [
      "notice of a part pro rata after the record date",
      fixed({
        recordDateRule: { businessDaysBeforePayment: 3n },
        options: [{ ...call, ...proRata, noticeDays: 2n }],
      }),
      "terms.options[0].noticeDays: 2 - must put the last day of notice on or before the record date 2027-03-09",
    ],
    [
      "a part pro rata at a premium",
      option({ ...proRata, pricePer100: "101" }),
      'terms.options[0].pricePer100: "101" - must be 100 or left out: a redemption pro rata repays face',
    ],
    [
      "holders fixed on the payment date",
      fixed({ recordDateRule: { businessDaysBeforePayment: 0n } }),
      "terms.recordDateRule.businessDaysBeforePayment: 0 - must put every record date before its payment, and puts one on 2025-09-12: holders are fixed first",
    ],
    [
      "more coupons than a contract keeps",
      fixed({ couponsPerYear: 12n, maturityDate: "2045-04-14" }),
      "terms.couponsPerYear: 12 - must give at most 240 coupons over the bond's life, and gives 241",
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(lines).to.deep.equal([line]);
    });
  }
});

describe("parseTermSheet: servicing", () => {
  it("takes grace, trading in default, tax and the settlement bank", () => {
    const change = {
      gracePeriodDays: 0,
      tradesInDefault: true,
      tax: { instrumentClass: "privateBond", account: "trust" },
      settlementBank: "bank",
    };
    expect(parseTermSheet({ ...termsInput, ...change })).to.deep.include(change);
  });

  it("takes a bond with coupons for a discount bond when it was issued at 90 or less", () => {
    const underwriting = { underwriter: "dealer", issuePricePer100: "90" };
    const tax = { instrumentClass: "discountBond", taxableRedemptionPercent: "25" };
    expect(parseTermSheet({ ...termsInput, underwriting, tax }).tax).to.deep.equal(tax);
  });

  for (const [what, lines, line] of [
    [
      "a grace of two years",
      fixed({ gracePeriodDays: 730n }),
      "terms.gracePeriodDays: 730 - must be a whole number from 0 to 365",
    ],
    [
      "an unknown instrument class",
      fixed({ tax: { instrumentClass: "share" } }),
      'terms.tax.instrumentClass: "share" - must be one of publicBond, privateBond, discountBond',
    ],
    [
      "a deemed gain on a bond with coupons",
      fixed({ tax: { taxableRedemptionPercent: "25" } }),
      'terms.tax.taxableRedemptionPercent: "25" - must be left out: only the redemption of a discount bond is taxed by a deemed gain',
    ],
    [
      "a discount bond issued at par with coupons",
      fixed({ tax: { instrumentClass: "discountBond" } }),
      'terms.tax.instrumentClass: "discountBond" - must be publicBond or privateBond: a bond with coupons is a discount bond only when issued at 90 per 100 or less, and this one is issued at 100.00',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(lines).to.deep.equal([line]);
    });
  }
});
