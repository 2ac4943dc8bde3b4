import { expect } from "chai";

import { MAX_UINT256, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.transferFrom (${name})`, () => {
    const current = useWorld((w) => tokenIn(w, name));

    describe("given an allowance", () => {
      it("when used then moves the units and is used up", async () => {
        const { token, holder, receiver, third, balance } = current();
        await expect(token.approve(third, 5n))
          .to.emit(token, "Approval")
          .withArgs(holder.address, third.address, 5n);
        await expect(token.connect(third).transferFrom(holder, receiver, 5n))
          .to.emit(token, "Transfer")
          .withArgs(holder.address, receiver.address, 5n);
        expect(await token.balanceOf(holder)).to.equal(balance - 5n);
        expect(await token.allowance(holder, third)).to.equal(0n);
      });

      it("when it is too small then reverts with ERC20InsufficientAllowance", async () => {
        const { token, holder, receiver, third } = current();
        await token.approve(third, 5n);
        await expect(token.connect(third).transferFrom(holder, receiver, 6n))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
          .withArgs(third.address, 5n, 6n);
      });

      it("when it has no limit then stays", async () => {
        const { token, holder, receiver, third } = current();
        await token.approve(third, MAX_UINT256);
        await token.connect(third).transferFrom(holder, receiver, 6n);
        expect(await token.allowance(holder, third)).to.equal(MAX_UINT256);
      });

      it("when the units are held then reverts with RegulatedTokenUnitsHeld", async () => {
        const { token, holder, receiver, third, balance, earmark } = current();
        await earmark(balance);
        await token.approve(third, MAX_UINT256);
        await expect(token.connect(third).transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, 1n, 0n);
      });

      it("when the units are frozen then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
        const { token, compliance, holder, receiver, third, balance } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance);
        await token.approve(third, MAX_UINT256);
        await expect(token.connect(third).transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, 1n, 0n);
      });

      it("when the holder is suspended then reverts with ParticipantIsSuspended", async () => {
        const { token, registry, compliance, holder, receiver, third } = current();
        await token.approve(third, MAX_UINT256);
        await registry.connect(compliance).suspend(holder, EVIDENCE);
        await expect(token.connect(third).transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(holder.address);
      });

      it("when the token is paused then reverts with RegulatedTokenPaused", async () => {
        const { token, pauser, holder, receiver, third } = current();
        await token.approve(third, MAX_UINT256);
        await token.connect(pauser).pause();
        await expect(token.connect(third).transferFrom(holder, receiver, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenPaused")
          .withArgs(await token.getAddress());
      });
    });

    describe("given an allowance for the settlement contract only", () => {
      const roles = [
        "admin",
        "registrar",
        "settlementBank",
        "issuerAgent",
        "compliance",
        "pauser",
        "courtOrder",
      ] as const;
      for (const role of roles) {
        it(`when the ${role} moves the units then reverts with ERC20InsufficientAllowance (trap: a privileged role that can re-read approve as consent)`, async () => {
          const w = current();
          await w.token.approve(w.escrow, MAX_UINT256);
          await expect(w.token.connect(w[role]).transferFrom(w.holder, w.receiver, 1n))
            .to.be.revertedWithCustomError(w.token, "ERC20InsufficientAllowance")
            .withArgs(w[role].address, 0n, 1n);
        });
      }
    });
  });
}
