import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { MAX_UINT256, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.setFrozenTokens (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      return { ...of, token: of.token.connect(w.compliance) };
    });

    it("given no freeze, when set then emits Frozen and the amount is not free", async () => {
      const { token, holder, balance } = current();
      await expect(token.setFrozenTokens(holder, 12n)).to.emit(token, "Frozen").withArgs(holder.address, 12n);
      expect(await token.getFrozenTokens(holder)).to.equal(12n);
      expect(await token.positionOf(holder)).to.deep.equal([balance, 0n, 12n, balance - 12n, false]);
    });

    it("given no freeze, when called then says true", async () => {
      const { token, holder } = current();
      expect(await token.setFrozenTokens.staticCall(holder, 12n)).to.equal(true);
    });

    for (const excess of [1n, 2n ** 200n]) {
      it(`given a balance, when ${excess} more than it is frozen then nothing is free`, async () => {
        const { token, holder, balance } = current();
        await token.setFrozenTokens(holder, balance + excess);
        expect(await token.positionOf(holder)).to.deep.equal([balance, 0n, balance + excess, 0n, false]);
      });
    }

    it("given a balance, when the largest amount is frozen then nothing is free", async () => {
      const { token, holder } = current();
      await token.setFrozenTokens(holder, MAX_UINT256);
      expect((await token.positionOf(holder)).free).to.equal(0n);
      expect(await token.getFrozenTokens(holder)).to.equal(MAX_UINT256);
    });

    it("given a freeze, when set again then replaces the amount and does not add to it", async () => {
      const { token, holder } = current();
      await token.setFrozenTokens(holder, 12n);
      await token.setFrozenTokens(holder, 5n);
      expect(await token.getFrozenTokens(holder)).to.equal(5n);
    });

    it("given a freeze, when set to zero then emits Frozen and all is free", async () => {
      const { token, holder, receiver, balance } = current();
      await token.setFrozenTokens(holder, balance);
      await expect(token.setFrozenTokens(holder, 0n)).to.emit(token, "Frozen").withArgs(holder.address, 0n);
      await token.connect(holder).transfer(receiver, balance);
      expect(await token.balanceOf(holder)).to.equal(0n);
    });

    it("given held units, when the whole balance is frozen then the hold stays and nothing is free", async () => {
      const { token, holder, balance, earmark } = current();
      await earmark(9n);
      await token.setFrozenTokens(holder, balance);
      expect(await token.positionOf(holder)).to.deep.equal([balance, 9n, balance, 0n, false]);
    });

    it("given an account unknown to the registry, when frozen then is", async () => {
      const { token, outsider } = current();
      await token.setFrozenTokens(outsider, 1n);
      expect(await token.getFrozenTokens(outsider)).to.equal(1n);
    });

    it("given the zero account, when frozen then reverts with ERC20InvalidSender", async () => {
      const { token } = current();
      await expect(token.setFrozenTokens(ZeroAddress, 1n))
        .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
        .withArgs(ZeroAddress);
    });
  });
}
