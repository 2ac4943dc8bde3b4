import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { TradeSets__factory } from "../../../typechain-types/index.ts";
import { closeNow, expectNothingMoves, fund, holdingsOf, reach, sell } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  close,
  FACE,
  FEE,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  PAYMENT,
  POT,
  statusOf,
  tradesToClose,
  useMarket,
} from "../../support/offerings.ts";

describe("Offering.close: whose money", () => {
  const current = useMarket();

  const cashOf = async (m: Market) => (await holdingsOf(m, [m.issuer, ...m.firms])).cash;

  it("given firms and an issuer without a yen, when investors pay, then each firm ends with its fee and the issuer with the rest", async () => {
    const m = current();
    await sell(m, [
      { investor: 0, units: 50n },
      { investor: 1, units: 30n, firm: firmAt(m, 1).address },
      { investor: 2, units: 20n, firm: firmAt(m, 2).address },
    ]);
    expect(await cashOf(m)).to.deep.equal([0n, 0n, 0n, 0n]);
    await close(m);
    expect(await cashOf(m)).to.deep.equal([100n * (FACE - FEE), 50n * FEE, 30n * FEE, 20n * FEE]);
  });

  describe("given firms that sell nothing, when the pot takes everything", () => {
    // 30,000,000 by 50, 30 and 20
    const fees = [15_000_000n, 9_000_000n, 6_000_000n] as const;
    beforeEach(async () => {
      await sell(current(), [{ investor: 0, units: 100n, firm: POT }]);
      await reach(current(), PAYMENT);
    });

    it("then the issuer pays them their part of the fee, out of what it gets in the same transaction", async () => {
      const m = current();
      await closeNow(m);
      expect(await cashOf(m)).to.deep.equal([100n * FACE - 30_000_000n, ...fees]);
      expect(await m.bond.balanceOf(investorAt(m, 0))).to.equal(100n);
    });

    it("then these payments are trades of their own: numbered, without a delivery, and final", async () => {
      const m = current();
      const { trades } = await tradesToClose(m);
      const paid = trades.slice(0, 2);
      expect(
        paid.map(({ seller, buyer, isin, quantity, amount, sequence, commonReference }) => ({
          parties: [seller, buyer],
          leg: [isin, quantity, amount],
          number: [sequence, commonReference],
        })),
      ).to.deep.equal(
        [1, 2].map((index) => ({
          parties: [firmAt(m, index).address, m.issuer.address],
          leg: ["", 0n, fees[index]],
          // the allotment has 0, the lead manager's two trades 1 and 2
          number: [1n + 2n * BigInt(index), "US0378331005FEE"],
        })),
      );
      const closed = closeNow(m);
      const sets = TradeSets__factory.connect(await m.escrow.getAddress(), m.outsider);
      for (const trade of paid) {
        await expect(closed)
          .to.emit(sets, "Paid(bytes32)")
          .withArgs(await m.escrow.tradeId(encodeTrade(trade)));
      }
    });

    it("then the log says that they paid nothing and earned a fee", async () => {
      const m = current();
      const closed = closeNow(m);
      await expect(closed)
        .to.emit(m.offering, "ProceedsPaid")
        .withArgs(OFFERED_BYTES, 0n, firmAt(m, 0), 100n, 0n, 100n * FACE, fees[0]);
      for (const index of [1, 2] as const) {
        await expect(closed)
          .to.emit(m.offering, "ProceedsPaid")
          .withArgs(OFFERED_BYTES, 0n, firmAt(m, index), 0n, 0n, 0n, fees[index]);
      }
    });

    it("when the issuer's cash account is frozen, then nothing closes: RegulatedTokenAccountFrozen", async () => {
      const m = current();
      await m.cash.connect(m.compliance).setAccountFrozen(m.issuer, true);
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.cash, "RegulatedTokenAccountFrozen")
          .withArgs(m.issuer),
      );
    });
  });

  describe("given a fee of half the price, and a third firm that sells 10 units beside the pot", () => {
    const HALF = FACE / 2n;
    const delivery = async (m: Market) => {
      const { trades } = await tradesToClose(m);
      return trades.find(({ buyer, quantity }) => buyer === firmAt(m, 2).address && quantity > 0n);
    };
    const sellBeside = (m: Market, pot: bigint) =>
      sell(
        m,
        [
          { investor: 0, units: pot, firm: POT },
          { investor: 1, units: 10n, firm: firmAt(m, 2).address },
          { investor: 2, units: 90n - pot },
        ].filter(({ units }) => units > 0n),
        { terms: { feePerUnit: HALF } },
      );

    it("when its fee is a little less than what it sold for, then it pays the difference", async () => {
      const m = current();
      // 10 of its own, a fifth of the pot's 40
      await sellBeside(m, 40n);
      expect((await delivery(m))?.amount).to.equal(10n * FACE - 18n * HALF);
      await close(m);
      expect((await cashOf(m))[3]).to.equal(18n * HALF);
    });

    it("when its fee is what it sold for to the yen, then its units are delivered free of payment", async () => {
      const m = current();
      await sellBeside(m, 50n);
      const free = await delivery(m);
      expect([free?.amount, free?.currency]).to.deep.equal([0n, ""]);
      const { trades } = await tradesToClose(m);
      expect(
        trades.filter(({ seller, isin }) => seller === firmAt(m, 2).address && isin === ""),
      ).to.deep.equal([]);
      const sets = TradeSets__factory.connect(await m.escrow.getAddress(), m.outsider);
      await expect(close(m))
        .to.emit(sets, "Delivered(bytes32)")
        .withArgs(free && (await m.escrow.tradeId(encodeTrade(free))));
      expect((await cashOf(m))[3]).to.equal(10n * FACE);
    });

    it("when its fee is more, then its units are delivered free of payment, and the issuer pays the difference", async () => {
      const m = current();
      await sellBeside(m, 90n);
      const { trades } = await tradesToClose(m);
      const paid = trades.find(({ seller, quantity }) => seller === firmAt(m, 2).address && quantity === 0n);
      expect([(await delivery(m))?.amount, paid?.amount]).to.deep.equal([0n, 28n * HALF - 10n * FACE]);
      await close(m);
      // the pot's 90 by 50, 30 and 20: 45, 27 and 18
      expect(await cashOf(m)).to.deep.equal([100n * HALF, 45n * HALF, 27n * HALF, 28n * HALF]);
      expect(await m.bond.balanceOf(investorAt(m, 1))).to.equal(10n);
    });
  });

  it("given a fee of the whole price, then everything is delivered free of payment, and the issuer gets nothing", async () => {
    const m = current();
    await sell(m, [{ investor: 0, units: 100n }], {
      terms: { feePerUnit: 99_000_000n },
      pricing: { pricePerUnit: 99_000_000n },
    });
    await close(m);
    expect(await cashOf(m)).to.deep.equal([0n, 9_900_000_000n, 0n, 0n]);
    expect(await m.bond.balanceOf(investorAt(m, 0))).to.equal(100n);
  });

  describe("given firms that take 10, 0 and 10 units of the offering themselves", () => {
    const short = 10n * FACE - 50n * FEE;
    beforeEach(async () => {
      const m = current();
      await sell(m, [
        { investor: 0, units: 40n },
        { investor: 1, units: 30n, firm: firmAt(m, 1).address },
        { investor: 2, units: 10n, firm: firmAt(m, 2).address },
      ]);
      await reach(m, PAYMENT);
      await fund(m, firmAt(m, 2), 10n * FACE - 20n * FEE);
      await fund(m, firmAt(m, 0), short - 1n);
    });

    it("when one lacks a yen of what they cost less its fee, then nothing closes", async () => {
      const m = current();
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(firmAt(m, 0), 50n * (FACE - FEE) - 1n, 50n * (FACE - FEE)),
      );
      expect((await statusOf(m)).stage).to.equal("allotted");
    });

    it("when it has that yen after all, then it closes, and they are left with nothing but the units", async () => {
      const m = current();
      await fund(m, firmAt(m, 0), 1n);
      await closeNow(m);
      expect(await holdingsOf(m, [m.issuer, ...m.firms])).to.deep.equal({
        cash: [100n * (FACE - FEE), 0n, 30n * FEE, 0n],
        bonds: [0n, 10n, 0n, 10n],
      });
    });
  });

  it("given a price below par, then all amounts go by it", async () => {
    const m = current();
    const price = 99_123_457n;
    await sell(m, [{ investor: 0, units: 70n, firm: POT }], {
      terms: { method: "bestEfforts" },
      pricing: { pricePerUnit: price },
    });
    await close(m);
    // 70 x 300,000 = 21,000,000 by 50, 30 and 20
    expect(await cashOf(m)).to.deep.equal([70n * price - 21_000_000n, 10_500_000n, 6_300_000n, 4_200_000n]);
    expect(await m.cash.balanceOf(investorAt(m, 0))).to.equal(100n * FACE - 70n * price);
  });

  it("given a pot whose fee cannot be divided evenly, then parts sum to it, and each is less than a yen away from its share", async () => {
    const m = current();
    const [lead, second, third] = m.firms.map(({ address }) => address);
    await sell(m, [{ investor: 0, units: 7n, firm: POT }], {
      terms: {
        method: "bestEfforts",
        feePerUnit: 1n,
        syndicate: [
          { firm: lead ?? "", commitment: 33n },
          { firm: second ?? "", commitment: 33n },
          { firm: third ?? "", commitment: 34n },
        ],
      },
    });
    await close(m);
    // 7 by 33, 33 and 34: 2.31, 4.62 and 7 truncated are 2, 4 and 7
    expect(await cashOf(m)).to.deep.equal([7n * FACE - 7n, 2n, 2n, 3n]);
  });
});
