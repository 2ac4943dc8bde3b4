import { expect } from "chai";

import {
  allotAll,
  close,
  FACE,
  FEE,
  firmAt,
  investorAt,
  openBook,
  POT,
  signedOrder,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";

describe("Offering.close", () => {
  const current = useMarket();

  it("given a book that fills the offering, then cash moves to the issuer and units to investors in one transaction", async () => {
    const m = current();
    await openBook(m);
    await allotAll(m, [
      [await signedOrder(m, investorAt(m, 0), { units: 50n }), 40n],
      [await signedOrder(m, investorAt(m, 1), { units: 50n, firm: firmAt(m, 1).address }), 30n],
      [await signedOrder(m, investorAt(m, 2), { units: 50n, firm: firmAt(m, 2).address }), 10n],
      [await signedOrder(m, investorAt(m, 3), { units: 50n, firm: POT }), 20n],
    ]);
    const before = await m.cash.balanceOf(m.issuer);
    const sent = await close(m);
    const receipt = await sent.wait();
    console.log(receipt?.gasUsed);
    expect((await statusOf(m)).stage).to.equal("closed");
    expect(await m.cash.balanceOf(m.issuer)).to.equal(before + 100n * (FACE - FEE));
    for (const [index, units] of [40n, 30n, 10n, 20n].entries()) {
      expect(await m.bond.balanceOf(investorAt(m, index))).to.equal(units);
      expect(await m.cash.balanceOf(investorAt(m, index))).to.equal(100n * FACE - units * FACE);
    }
    expect(await m.bond.totalSupply()).to.equal(100n);
  });
});
