import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.moveForSettlement (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const settlement = await actingAs(w, w.escrow);
      return { ...of, token: of.token.connect(settlement), settlement };
    });

    const others = [
      "seller",
      "buyer",
      "admin",
      "settlementBank",
      "courtOrder",
      "registrar",
      "outsider",
    ] as const;
    for (const caller of others) {
      it(`given the ${caller}, when it calls then reverts with RegulatedTokenNotSettlement`, async () => {
        const w = current();
        await expect(w.token.connect(w[caller]).moveForSettlement(w.holder, w.receiver, 1n, false))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenNotSettlement")
          .withArgs(w[caller].address, await w.escrow.getAddress());
      });
    }

    describe("given free units", () => {
      it("when moved then emits Transfer alone", async () => {
        const { token, holder, receiver, balance } = current();
        const move = token.moveForSettlement(holder, receiver, 9n, false);
        await expect(move).to.emit(token, "Transfer").withArgs(holder.address, receiver.address, 9n);
        await expect(move).not.to.emit(token, "UnitsReleased");
        expect(await token.balanceOf(holder)).to.equal(balance - 9n);
      });

      it("when more than is free is moved then reverts with RegulatedTokenUnitsHeld", async () => {
        const { token, holder, receiver, balance } = current();
        await token.hold(holder, 10n);
        await expect(token.moveForSettlement(holder, receiver, balance - 9n, false))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, balance - 9n, balance - 10n);
      });

      it("when moved as if they were held then reverts with RegulatedTokenInsufficientHold", async () => {
        const { token, holder, receiver } = current();
        await token.hold(holder, 2n);
        await expect(token.moveForSettlement(holder, receiver, 3n, true))
          .to.be.revertedWithCustomError(token, "RegulatedTokenInsufficientHold")
          .withArgs(holder.address, 3n, 2n);
      });

      it("when the receiver was never admitted then reverts with ParticipantNotAdmitted", async () => {
        const { token, registry, holder, outsider } = current();
        await expect(token.moveForSettlement(holder, outsider, 1n, false))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(outsider.address);
      });

      it("when the token is paused then reverts with RegulatedTokenPaused", async () => {
        const { token, pauser, holder, receiver } = current();
        await token.connect(pauser).pause();
        await expect(token.moveForSettlement(holder, receiver, 1n, false))
          .to.be.revertedWithCustomError(token, "RegulatedTokenPaused")
          .withArgs(await token.getAddress());
      });
    });

    describe("given held units", () => {
      it("when moved then balance and hold fall together, and nothing is released", async () => {
        const { token, holder, receiver, balance } = current();
        await token.hold(holder, 30n);
        const move = token.moveForSettlement(holder, receiver, 20n, true);
        await expect(move).to.emit(token, "Transfer").withArgs(holder.address, receiver.address, 20n);
        await expect(move).not.to.emit(token, "UnitsReleased");
        expect(await token.positionOf(holder)).to.deep.equal([balance - 20n, 10n, 0n, balance - 30n, false]);
      });

      it("when the holder is suspended then reverts with ParticipantIsSuspended", async () => {
        const { token, registry, compliance, holder, receiver } = current();
        await token.hold(holder, 30n);
        await registry.connect(compliance).suspend(holder, EVIDENCE);
        await expect(token.moveForSettlement(holder, receiver, 30n, true))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(holder.address);
      });

      it("when the account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
        const { token, compliance, holder, receiver } = current();
        await token.hold(holder, 30n);
        await token.connect(compliance).setAccountFrozen(holder, true);
        await expect(token.moveForSettlement(holder, receiver, 30n, true))
          .to.be.revertedWithCustomError(token, "RegulatedTokenAccountFrozen")
          .withArgs(holder.address);
      });

      it("when the whole balance was frozen since then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
        const { token, compliance, holder, receiver, balance } = current();
        await token.hold(holder, 30n);
        await token.connect(compliance).setFrozenTokens(holder, balance - 29n);
        await expect(token.moveForSettlement(holder, receiver, 30n, true))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, 30n, 29n);
        await token.moveForSettlement(holder, receiver, 29n, true);
        expect((await token.positionOf(holder)).held).to.equal(1n);
      });

      it("when more than the balance is moved then reverts with ERC20InsufficientBalance", async () => {
        const { token, holder, receiver, balance } = current();
        await token.hold(holder, balance);
        await expect(token.moveForSettlement(holder, receiver, balance + 1n, true))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance, balance + 1n);
      });
    });

    describe("given zero in place of an account", () => {
      it("when it is the sender then reverts with ERC20InvalidSender: settlement cannot issue", async () => {
        const { token, receiver } = current();
        await expect(token.moveForSettlement(ZeroAddress, receiver, 1n, false))
          .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
          .withArgs(ZeroAddress);
      });

      it("when it is the receiver then reverts with ERC20InvalidReceiver: settlement cannot redeem", async () => {
        const { token, holder } = current();
        await expect(token.moveForSettlement(holder, ZeroAddress, 1n, false))
          .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
          .withArgs(ZeroAddress);
      });
    });
  });
}
