import { expect } from "chai";

import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { closeTap, fund, leave, sellTap } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  FACE,
  FEE,
  firmAt,
  investorAt,
  TAPPED_BYTES,
  tappedBond,
  useMarket,
} from "../../support/offerings.ts";
import { fallIntoDefault } from "../../support/redemptions.ts";
import { DAY, START } from "../../support/world.ts";

describe("Offering.close: taps", () => {
  const current = useMarket();

  // 0.003981753 yen have accrued on a yen: 3,981,753 on ten units, 398,175.3 on one
  const accrued = {
    one: 398_175n,
    three: 1_194_525n,
    seven: 2_787_227n,
    ten: 3_981_753n,
    thirteen: 5_176_278n,
  };

  it("given accrued interest, when investors pay, then each pays it on all of its units, truncated once, and firms pass on what they got", async () => {
    const m = current();
    const [first, second, third] = [0, 1, 2].map((index) => firmAt(m, index).address);
    await sellTap(m, [
      { investor: 0, units: 7n, firm: first ?? "" },
      { investor: 1, units: 3n, firm: first ?? "" },
      { investor: 2, units: 40n, firm: first ?? "" },
      { investor: 3, units: 30n, firm: second ?? "" },
      { investor: 4, units: 7n, firm: third ?? "" },
    ]);
    // the third firm answers for 20 and takes 13
    await fund(m, firmAt(m, 2), 13n * FACE + accrued.thirteen - 20n * FEE);
    const before = await m.cash.balanceOf(m.issuer);
    const sent = closeTap(m);
    const firmsPay = [
      50n * FACE + accrued.seven + accrued.three + 4n * accrued.ten,
      30n * FACE + 3n * accrued.ten,
      20n * FACE + accrued.seven + accrued.thirteen,
    ];
    for (const [index, amount] of firmsPay.entries()) {
      const [units = 0n, retained = 0n] =
        [
          [50n, 0n],
          [30n, 0n],
          [20n, 13n],
        ][index] ?? [];
      await expect(sent)
        .to.emit(m.offering, "ProceedsPaid")
        .withArgs(TAPPED_BYTES, 0n, firmAt(m, index), units, retained, amount, units * FEE);
    }
    for (const [index, paid] of [
      7n * FACE + accrued.seven,
      3n * FACE + accrued.three,
      40n * FACE + 4n * accrued.ten,
      30n * FACE + 3n * accrued.ten,
      7n * FACE + accrued.seven,
    ].entries()) {
      expect(await m.cash.balanceOf(investorAt(m, index))).to.equal(100n * FACE - paid);
    }
    const proceeds = firmsPay.reduce((sum, amount) => sum + amount, 0n);
    expect((await m.cash.balanceOf(m.issuer)) - before).to.equal(proceeds - 100n * FEE);
    // 10 units bought as 7 and 3 cost a yen less than 10 at once
    expect(accrued.seven + accrued.three).to.equal(accrued.ten - 1n);
    for (const [index, fee] of [50n * FEE, 30n * FEE, 0n].entries()) {
      expect(await m.cash.balanceOf(firmAt(m, index))).to.equal(fee);
    }
  });

  it("given a closed tap, then its units are those of the bond: one token, one supply, and the issuer's own are where they were", async () => {
    const m = current();
    const bond = await tappedBond(m);
    await fund(m, investorAt(m, 0), 10n * accrued.ten);
    await sellTap(m, [{ investor: 0, units: 100n }]);
    await expect(closeTap(m))
      .to.emit(bond, "BondIssued")
      .withArgs(TAPPED_BYTES, m.issuer, 100n, 100n * FACE)
      .and.to.emit(m.offering, "OfferingClosed")
      .withArgs(TAPPED_BYTES, 0n, 100n, 0n, 100n * FACE + 10n * accrued.ten, 100n * FEE);
    expect(await bond.totalSupply()).to.equal(1_100n);
    expect(await bond.balanceOf(m.issuer)).to.equal(300n);
    await bond.connect(investorAt(m, 0)).transfer(m.buyer, 100n);
    expect(await bond.balanceOf(m.buyer)).to.equal(200n);
  });

  it("given best efforts that sell one unit, and one whose investor does not pay, then all others are cancelled, and none of the issuer's own", async () => {
    const m = current();
    const bond = await tappedBond(m);
    await sellTap(
      m,
      [
        { investor: 0, units: 1n },
        { investor: 1, units: 1n },
      ],
      {
        method: "bestEfforts",
        ifPaymentFails: "unitsLapse",
      },
    );
    await leave(m, investorAt(m, 1), FACE + accrued.one - 1n);
    await expect(closeTap(m, [1n]))
      .to.emit(m.redemptionAgent, "UnitsCancelled")
      .withArgs(TAPPED_BYTES, m.issuer, 99n, 1_001n)
      .and.to.emit(m.offering, "AllotmentFailed")
      .withArgs(TAPPED_BYTES, 0n, investorAt(m, 1), 1n, 1n, FACE + accrued.one, false);
    expect(await bond.totalSupply()).to.equal(1_001n);
    expect(await bond.balanceOf(m.issuer)).to.equal(300n);
  });

  it("given two taps one after the other, then each is an offering of its own number, and its trades of theirs", async () => {
    const m = current();
    const bond = await tappedBond(m);
    await fund(m, investorAt(m, 0), 10n * accrued.ten);
    await sellTap(m, [{ investor: 0, units: 100n }]);
    await closeTap(m);
    const later = (date: number): bigint => BigInt(START + date * DAY);
    const dates: Partial<OfferingTerms> = {
      bookFrom: later(22),
      bookUntil: later(24),
      pricingFrom: later(25),
      paymentFrom: later(30),
      failFrom: later(30),
      closeBy: later(32),
    };
    await sellTap(
      m,
      [
        { investor: 1, units: 60n },
        { investor: 2, units: 40n, firm: firmAt(m, 1).address },
      ],
      dates,
    );
    // the third firm is short of 20, the second sold 10 too many: 0 is left over
    await expect(closeTap(m))
      .to.emit(m.offering, "OfferingClosed")
      .withArgs(TAPPED_BYTES, 1n, 100n, 0n, 100n * FACE + 10n * accrued.ten, 100n * FEE);
    expect(await bond.totalSupply()).to.equal(1_200n);
  });

  it("given a bond that falls into default before the payment date, then its tap cannot close: OfferingNotOfferable", async () => {
    const m: Market = current();
    const later = (date: number): bigint => BigInt(START + date * DAY);
    await sellTap(m, [{ investor: 0, units: 100n }], {
      paymentFrom: later(200),
      failFrom: later(200),
      closeBy: later(202),
    });
    await fallIntoDefault(m);
    await expect(closeTap(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
      .withArgs(TAPPED_BYTES, STOPPED);
  });
});

/** IBondToken.LifeCycle */
const STOPPED = 4n;
