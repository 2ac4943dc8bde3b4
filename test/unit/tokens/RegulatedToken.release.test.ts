import { expect } from "chai";

import { actingAs, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.release (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const token = of.token.connect(await actingAs(w, w.escrow));
      await token.hold(of.holder, 40n);
      return { ...of, token };
    });

    for (const caller of ["seller", "buyer", "admin", "courtOrder", "registrar", "outsider"] as const) {
      it(`given the ${caller}, when it calls then reverts with RegulatedTokenNotSettlement`, async () => {
        const w = current();
        await expect(w.token.connect(w[caller]).release(w.holder, 1n))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenNotSettlement")
          .withArgs(w[caller].address, await w.escrow.getAddress());
      });
    }

    describe("given held units", () => {
      it("when some are released then emits UnitsReleased and they are free", async () => {
        const { token, holder, balance } = current();
        await expect(token.release(holder, 15n))
          .to.emit(token, "UnitsReleased")
          .withArgs(holder.address, 15n, 40n, 25n);
        expect(await token.positionOf(holder)).to.deep.equal([balance, 25n, 0n, balance - 25n, false]);
      });

      it("when more than is held is released then reverts with RegulatedTokenInsufficientHold", async () => {
        const { token, holder } = current();
        await expect(token.release(holder, 41n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenInsufficientHold")
          .withArgs(holder.address, 41n, 40n);
      });

      it("when token, account and participant are all stopped then they are released still", async () => {
        const { token, registry, compliance, pauser, holder } = current();
        await token.connect(pauser).pause();
        await token.connect(compliance).setAccountFrozen(holder, true);
        await token.connect(compliance).setFrozenTokens(holder, 2n ** 255n);
        await registry.connect(compliance).suspend(holder, EVIDENCE);
        await token.release(holder, 40n);
        expect((await token.positionOf(holder)).held).to.equal(0n);
      });

      it("when a trade is withdrawn then exactly its units are released", async () => {
        const { token, holder, escrow, earmark } = current();
        const trade = await earmark(3n);
        await expect(escrow.connect(holder).cancel(trade, name === "bond" ? 0 : 1))
          .to.emit(token, "UnitsReleased")
          .withArgs(holder.address, 3n, 43n, 40n);
      });

      it("when released then all rules bind as before (trap: lock + unlock bypasses transfer restrictions)", async () => {
        const { token, registry, compliance, holder, receiver, outsider, balance } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance);
        await token.release(holder, 40n);
        await expect(token.connect(holder).transfer(receiver, 1n))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, 1n, 0n);
        await token.connect(compliance).setFrozenTokens(holder, 0n);
        await expect(token.connect(holder).transfer(outsider, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(outsider.address);
      });
    });

    it("given nothing held, when a unit is released then reverts with RegulatedTokenInsufficientHold", async () => {
      const { token, receiver } = current();
      await expect(token.release(receiver, 1n))
        .to.be.revertedWithCustomError(token, "RegulatedTokenInsufficientHold")
        .withArgs(receiver.address, 1n, 0n);
    });
  });
}
