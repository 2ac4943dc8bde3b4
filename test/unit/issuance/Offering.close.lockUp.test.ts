import { expect } from "chai";

import {
  close,
  CLOSE_BY,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  POT,
  useMarket,
} from "../../support/offerings.ts";
import { closeNow, fundFirms, leave, nextAt, reachFailing, sell } from "../../support/closings.ts";
import { DAY } from "../../support/world.ts";

const UNTIL = CLOSE_BY + 90 * DAY;

describe("Offering.close: lock-ups", () => {
  const current = useMarket();

  describe("given a lock-up, and investors of firms and of the pot", () => {
    beforeEach(async () => {
      const m = current();
      await sell(
        m,
        [
          { investor: 0, units: 30n },
          { investor: 0, units: 10n },
          { investor: 1, units: 20n, firm: firmAt(m, 1).address },
          { investor: 2, units: 20n, firm: POT },
        ],
        { terms: { lockUpUntil: BigInt(UNTIL) } },
      );
      await fundFirms(m);
    });

    it("when it closes, then all that investors were allotted is locked up, allotment by allotment", async () => {
      const m = current();
      const closed = close(m);
      for (const [index, before, after] of [
        [0, 0n, 30n],
        [0, 30n, 40n],
        [1, 0n, 20n],
        [2, 0n, 20n],
      ] as const) {
        await expect(closed)
          .to.emit(m.bond, "UnitsLockedUp")
          .withArgs(OFFERED_BYTES, investorAt(m, index), UNTIL, before, after);
      }
      for (const [index, units] of [40n, 20n, 20n].entries()) {
        const lockUp = await m.bond.lockUpOf(investorAt(m, index));
        expect([lockUp.units, lockUp.until]).to.deep.equal([units, BigInt(UNTIL)]);
      }
    });

    it("when an investor passes units on, then reverts with BondTokenLockedUp, until the last second of it", async () => {
      const m = current();
      await close(m);
      const transfer = () => m.bond.connect(investorAt(m, 0)).transfer(investorAt(m, 5), 1n);
      await nextAt(m, UNTIL - 1);
      await expect(transfer())
        .to.be.revertedWithCustomError(m.bond, "BondTokenLockedUp")
        .withArgs(OFFERED_BYTES, investorAt(m, 0), 1n, 40n, UNTIL);
      await nextAt(m, UNTIL);
      await transfer();
      expect(await m.bond.balanceOf(investorAt(m, 5))).to.equal(1n);
    });

    it("when a firm sells what it took itself, then it may: it is not locked up", async () => {
      const m = current();
      await close(m);
      for (const firm of m.firms) {
        const units = await m.bond.balanceOf(firm);
        await m.bond.connect(firm).transfer(investorAt(m, 5), units);
      }
      // 20 are left over: 10 short of 50 less 40 and its part of the pot, 10; 4; 16
      expect(await m.bond.balanceOf(investorAt(m, 5))).to.equal(20n);
      expect((await m.bond.lockUpOf(firmAt(m, 2))).units).to.equal(0n);
    });

    it("when an investor buys more on the market, then that is not locked up", async () => {
      const m = current();
      await close(m);
      await m.bond.connect(firmAt(m, 2)).transfer(investorAt(m, 1), 5n);
      await m.bond.connect(investorAt(m, 1)).transfer(investorAt(m, 5), 5n);
      expect(await m.bond.balanceOf(investorAt(m, 1))).to.equal(20n);
    });

    it("when an investor does not pay, then nothing of it is locked up, nor what its firm takes", async () => {
      const m = current();
      await leave(m, investorAt(m, 1), 0n);
      await reachFailing(m);
      await closeNow(m, [2n]);
      expect((await m.bond.lockUpOf(investorAt(m, 1))).units).to.equal(0n);
      expect((await m.bond.lockUpOf(firmAt(m, 1))).units).to.equal(0n);
      await m.bond.connect(firmAt(m, 1)).transfer(investorAt(m, 5), 24n);
    });
  });

  it("given no lock-up, when it closes, then nothing is locked up", async () => {
    const m = current();
    await sell(m, [{ investor: 0, units: 100n }]);
    await expect(close(m)).not.to.emit(m.bond, "UnitsLockedUp");
    await m.bond.connect(investorAt(m, 0)).transfer(investorAt(m, 5), 100n);
  });
});
