import { expect } from "chai";

import { tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.pause (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      return { ...of, token: of.token.connect(w.pauser) };
    });

    it("given a running token, when paused then emits Paused", async () => {
      const { token, pauser } = current();
      await expect(token.pause()).to.emit(token, "Paused").withArgs(pauser.address);
      expect(await token.paused()).to.equal(true);
    });

    it("given a running token, when paused then settlement contract and record dates stay", async () => {
      const { token, escrow, bond } = current();
      await token.pause();
      expect(await token.settlement()).to.equal(await escrow.getAddress());
      expect(await bond.recordDatesPassed()).to.equal(0n);
    });

    it("given a paused token, when paused then reverts with RegulatedTokenPaused", async () => {
      const { token } = current();
      await token.pause();
      await expect(token.pause())
        .to.be.revertedWithCustomError(token, "RegulatedTokenPaused")
        .withArgs(await token.getAddress());
    });
  });

  describe(`RegulatedToken.unpause (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      return { ...of, token: of.token.connect(w.pauser) };
    });

    it("given a paused token, when unpaused then emits Unpaused and units move again", async () => {
      const { token, pauser, holder, receiver, balance } = current();
      await token.pause();
      await expect(token.unpause()).to.emit(token, "Unpaused").withArgs(pauser.address);
      expect(await token.paused()).to.equal(false);
      await token.connect(holder).transfer(receiver, 1n);
      expect(await token.balanceOf(holder)).to.equal(balance - 1n);
    });

    it("given a running token, when unpaused then reverts with RegulatedTokenNotPaused", async () => {
      const { token } = current();
      await expect(token.unpause())
        .to.be.revertedWithCustomError(token, "RegulatedTokenNotPaused")
        .withArgs(await token.getAddress());
    });
  });
}
