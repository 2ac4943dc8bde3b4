import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { firmAt, investorAt, OFFERED_BYTES, useMarket } from "../../support/offerings.ts";
import {
  bookOf,
  BY_FIRM,
  CHANGES,
  describeWhoMayChange,
  fillBook,
  OTHER,
  OWN,
} from "../../support/orders.ts";

describe("Offering.amendOrder", () => {
  const current = useMarket();
  beforeEach(() => fillBook(current()));

  it("given its own order, when a firm amends it then emits OrderAmended with both commitments", async () => {
    const m = current();
    const firm = firmAt(m, 0);
    await expect(CHANGES.amendOrder(m, firm, 0n, firm))
      .to.emit(m.offering, "OrderAmended")
      .withArgs(OFFERED_BYTES, 0n, firm.address, 0n, BY_FIRM, OTHER, firm.address);
    expect(await bookOf(m)).to.deep.equal([OTHER, OWN]);
  });

  it("given its own order, when an investor amends it then emits OrderAmended, and it stays its only one", async () => {
    const m = current();
    const investor = investorAt(m, 0);
    await expect(CHANGES.amendOrder(m, investor, 1n, investor))
      .to.emit(m.offering, "OrderAmended")
      .withArgs(OFFERED_BYTES, 0n, investor.address, 1n, OWN, OTHER, investor.address);
    await expect(m.offering.connect(investor).enterOrder(OFFERED_BYTES, investor, id("more")))
      .to.be.revertedWithCustomError(m.offering, "OrderAlreadyEntered")
      .withArgs(OFFERED_BYTES, 1n);
  });

  it("given the same order, when it is amended to that then reverts with OrderAlreadyEntered: it would be taken back", async () => {
    const m = current();
    const investor = investorAt(m, 0);
    await expect(m.offering.connect(investor).amendOrder(OFFERED_BYTES, 1n, investor, OWN))
      .to.be.revertedWithCustomError(m.offering, "OrderAlreadyEntered")
      .withArgs(OFFERED_BYTES, 1n);
  });

  it("given an order that was amended, when it is amended back then reverts with OrderAlreadyRevoked", async () => {
    const m = current();
    const investor = investorAt(m, 0);
    await CHANGES.amendOrder(m, investor, 1n, investor);
    await expect(m.offering.connect(investor).amendOrder(OFFERED_BYTES, 1n, investor, OWN))
      .to.be.revertedWithCustomError(m.offering, "OrderAlreadyRevoked")
      .withArgs(OFFERED_BYTES, OWN);
  });

  it("given a commitment of zero, when it is amended to that then reverts with OrderEmptyCommitment", async () => {
    const m = current();
    const firm = firmAt(m, 0);
    await expect(m.offering.connect(firm).amendOrder(OFFERED_BYTES, 0n, firm, ZeroHash))
      .to.be.revertedWithCustomError(m.offering, "OrderEmptyCommitment")
      .withArgs(OFFERED_BYTES);
  });
});

describeWhoMayChange("amendOrder");
