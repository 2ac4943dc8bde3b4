import { expect } from "chai";

import { actingAs, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, READINESS } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.hold (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      return { ...of, token: of.token.connect(await actingAs(w, w.escrow)) };
    });

    for (const caller of ["seller", "buyer", "admin", "courtOrder", "compliance", "outsider"] as const) {
      it(`given the ${caller}, when it calls then reverts with RegulatedTokenNotSettlement`, async () => {
        const w = current();
        await expect(w.token.connect(w[caller]).hold(w.holder, 1n))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenNotSettlement")
          .withArgs(w[caller].address, await w.escrow.getAddress());
      });
    }

    describe("given an account with free units", () => {
      it("when a trade earmarks some then emits UnitsHeld and they stay in the balance", async () => {
        const { token, holder, balance, escrow, trade, seller, buyer } = current();
        const [side, fields] = name === "bond" ? [0, { quantity: 40n }] : [1, { amount: 40n }];
        await expect(
          escrow.connect(name === "bond" ? seller : buyer).instruct(trade(fields), side, READINESS.earmarked),
        )
          .to.emit(token, "UnitsHeld")
          .withArgs(holder.address, 40n, 0n, 40n);
        expect(await token.positionOf(holder)).to.deep.equal([balance, 40n, 0n, balance - 40n, false]);
        expect(await token.balanceOf(holder)).to.equal(balance);
      });

      it("when a second trade earmarks more then the holds add up", async () => {
        const { token, holder } = current();
        await token.hold(holder, 40n);
        await expect(token.hold(holder, 2n))
          .to.emit(token, "UnitsHeld")
          .withArgs(holder.address, 2n, 40n, 42n);
        expect((await token.positionOf(holder)).held).to.equal(42n);
      });

      it("when all units are earmarked then none is free", async () => {
        const { token, holder, balance } = current();
        await token.hold(holder, balance);
        expect(await token.positionOf(holder)).to.deep.equal([balance, balance, 0n, 0n, false]);
      });

      it("when held units would be held again then reverts with RegulatedTokenUnitsHeld", async () => {
        const { token, holder, balance } = current();
        await token.hold(holder, balance - 1n);
        await expect(token.hold(holder, 2n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, 2n, 1n);
      });

      it("when more than the balance is earmarked then reverts with ERC20InsufficientBalance", async () => {
        const { token, holder, balance } = current();
        await expect(token.hold(holder, balance + 1n))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance, balance + 1n);
      });

      it("when frozen units are earmarked then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
        const { token, compliance, holder, balance } = current();
        await token.connect(compliance).setFrozenTokens(holder, 10n);
        await expect(token.hold(holder, balance - 9n))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, balance - 9n, balance - 10n);
        await token.hold(holder, balance - 10n);
        expect((await token.positionOf(holder)).free).to.equal(0n);
      });
    });

    describe("given an account that must not send", () => {
      it("when it is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
        const { token, compliance, holder } = current();
        await token.connect(compliance).setAccountFrozen(holder, true);
        await expect(token.hold(holder, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenAccountFrozen")
          .withArgs(holder.address);
      });

      it("when it is suspended then reverts with ParticipantIsSuspended", async () => {
        const { token, registry, compliance, holder } = current();
        await registry.connect(compliance).suspend(holder, EVIDENCE);
        await expect(token.hold(holder, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(holder.address);
      });
    });

    it("given a paused token, when units are earmarked then reverts with RegulatedTokenPaused", async () => {
      const { token, pauser, holder } = current();
      await token.connect(pauser).pause();
      await expect(token.hold(holder, 1n))
        .to.be.revertedWithCustomError(token, "RegulatedTokenPaused")
        .withArgs(await token.getAddress());
    });
  });
}
