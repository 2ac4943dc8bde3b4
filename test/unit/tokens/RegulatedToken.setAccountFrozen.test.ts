import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.setAccountFrozen (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      return { ...of, token: of.token.connect(w.compliance) };
    });

    for (const [was, is] of [
      [false, true],
      [true, false],
      [false, false],
      [true, true],
    ] as const) {
      it(`given frozen is ${was}, when set to ${is} then emits AccountFrozen with both`, async () => {
        const { token, holder } = current();
        if (was) await token.setAccountFrozen(holder, true);
        await expect(token.setAccountFrozen(holder, is))
          .to.emit(token, "AccountFrozen")
          .withArgs(holder.address, was, is);
        expect((await token.positionOf(holder)).accountFrozen).to.equal(is);
      });
    }

    it("given balance, hold and a frozen amount, when frozen and unfrozen then they stay", async () => {
      const { token, holder, balance, earmark } = current();
      await earmark(9n);
      await token.setFrozenTokens(holder, 4n);
      await token.setAccountFrozen(holder, true);
      expect(await token.positionOf(holder)).to.deep.equal([balance, 9n, 4n, balance - 13n, true]);
      await token.setAccountFrozen(holder, false);
      expect(await token.positionOf(holder)).to.deep.equal([balance, 9n, 4n, balance - 13n, false]);
    });

    it("given one token, when an account is frozen in it then not in the other", async () => {
      const { token, holder, bond, cash } = current();
      await token.setAccountFrozen(holder, true);
      const other = name === "bond" ? cash : bond;
      expect((await other.positionOf(holder)).accountFrozen).to.equal(false);
    });

    it("given the zero account, when frozen then reverts with ERC20InvalidSender", async () => {
      const { token } = current();
      await expect(token.setAccountFrozen(ZeroAddress, true))
        .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
        .withArgs(ZeroAddress);
    });
  });
}
