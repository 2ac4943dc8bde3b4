import { expect } from "chai";

import { actingAs } from "../../support/actions.ts";
import { bothHoldings, freshWorld, match, stateOf, STATUS, type World } from "../../support/settlement.ts";
import { SIDE } from "../../support/world.ts";

describe("trap: an agent finishes a delivery without evidence of cash", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given a matched trade without money, when anybody settles, then the bonds stay where they are", async () => {
    const trade = w.trade({ amount: 100_000_000_001n });
    await match(w, trade, { sellerHolds: true });
    const before = await bothHoldings(w);
    for (const caller of [w.seller, w.buyer, w.issuerAgent, w.settlementBank, w.outsider]) {
      await expect(w.escrow.connect(caller).settle(trade))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 100_000_000_000n, 100_000_000_001n);
    }
    expect(await bothHoldings(w)).to.deep.equal(before);
    expect((await stateOf(w, trade)).status).to.equal(STATUS.matched);
  });

  it("given the tokens, when anybody but the settlement contract moves one leg, then it is refused", async () => {
    const escrow = await w.escrow.getAddress();
    for (const token of [w.bond, w.cash]) {
      for (const caller of [w.seller, w.issuerAgent, w.settlementBank, w.admin, w.courtOrder]) {
        await expect(token.connect(caller).moveForSettlement(w.seller, w.buyer, 1n, false))
          .to.be.revertedWithCustomError(token, "RegulatedTokenNotSettlement")
          .withArgs(caller, escrow);
      }
    }
  });

  it("given the factories' own address, when it tries to move a leg, then it is refused as well", async () => {
    const factory = await actingAs(w, w.bondFactory);
    await expect(w.bond.connect(factory).moveForSettlement(w.seller, w.buyer, 1n, false))
      .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
      .withArgs(factory, w.escrow);
  });

  it("given a second leg that is refused, when the first has already moved, then that is undone", async () => {
    const trade = w.trade();
    await match(w, trade);
    await w.cash.connect(w.compliance).setAccountFrozen(w.seller, true);
    const before = await bothHoldings(w);
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.cash, "RegulatedTokenAccountFrozen")
      .withArgs(w.seller);
    await expect(w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer)).to.emit(w.escrow, "CancellationAgreed");
    expect(await bothHoldings(w)).to.deep.equal(before);
  });
});
