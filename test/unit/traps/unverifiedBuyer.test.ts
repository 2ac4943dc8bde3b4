import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { freshWorld, holdings, instruct, type World } from "../../support/settlement.ts";
import { COMMITMENT, FAR, QII, READINESS, SIDE } from "../../support/world.ts";

describe("trap: an unverified buyer is delivered to and only then refused", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given a buyer that was never admitted, when its trade would settle, then neither leg moves", async () => {
    const trade = w.trade({ buyer: w.outsider.address });
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    const before = await holdings(w, w.seller.address);
    await expect(w.escrow.connect(w.outsider).affirmThenSettle(trade, SIDE.buyer))
      .to.be.revertedWithCustomError(w.registry, "ParticipantNotAdmitted")
      .withArgs(w.outsider);
    expect(await holdings(w, w.seller.address)).to.deep.equal(before);
    expect(await holdings(w, w.outsider.address)).to.deep.equal({
      bonds: 0n,
      bondsHeld: 0n,
      cash: 0n,
      cashHeld: 0n,
    });
  });

  it("given a buyer without the class that the bond asks for, when it has paid, then it has not paid", async () => {
    await w.registry.admit(w.outsider, 2, FAR, COMMITMENT);
    await w.cash.mint(w.outsider, 1_000_000_000n, encodeBytes32String("deposit-outsider"));
    const trade = w.trade({ buyer: w.outsider.address });
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    await expect(w.escrow.connect(w.outsider).affirmThenSettle(trade, SIDE.buyer))
      .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
      .withArgs(w.outsider, 2, QII);
    expect(await w.cash.balanceOf(w.outsider)).to.equal(1_000_000_000n);
    expect(await w.bond.balanceOf(w.outsider)).to.equal(0n);
  });
});
