import { expect } from "chai";
import { ZeroHash } from "ethers";

import { firmAt, investorAt, OFFERED_BYTES, useMarket } from "../../support/offerings.ts";
import { bookOf, BY_FIRM, CHANGES, describeWhoMayChange, fillBook, OWN } from "../../support/orders.ts";

describe("Offering.withdrawOrder", () => {
  const current = useMarket();
  beforeEach(() => fillBook(current()));

  it("given its own order, when a firm withdraws it then emits OrderWithdrawn, and the place stays empty", async () => {
    const m = current();
    const firm = firmAt(m, 0);
    await expect(CHANGES.withdrawOrder(m, firm, 0n, firm))
      .to.emit(m.offering, "OrderWithdrawn")
      .withArgs(OFFERED_BYTES, 0n, firm.address, 0n, BY_FIRM, firm.address);
    expect(await bookOf(m)).to.deep.equal([ZeroHash, OWN]);
  });

  it("given its own order, when an investor withdraws it then emits OrderWithdrawn", async () => {
    const m = current();
    const investor = investorAt(m, 0);
    await expect(CHANGES.withdrawOrder(m, investor, 1n, investor))
      .to.emit(m.offering, "OrderWithdrawn")
      .withArgs(OFFERED_BYTES, 0n, investor.address, 1n, OWN, investor.address);
    expect(await bookOf(m)).to.deep.equal([BY_FIRM, ZeroHash]);
  });
});

describeWhoMayChange("withdrawOrder");
