import { expect } from "chai";

import { MAX_UINT256, replaceKey, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, QII } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.recover (${name})`, () => {
    describe("given an account that was not replaced", () => {
      const current = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        return { ...of, token: of.token.connect(w.registrar) };
      });

      it("when recovered then reverts with RegulatedTokenNotReplaced", async () => {
        const { token, holder } = current();
        await expect(token.recover(holder))
          .to.be.revertedWithCustomError(token, "RegulatedTokenNotReplaced")
          .withArgs(holder.address);
      });

      it("when its replacement only waits then reverts with RegulatedTokenNotReplaced", async () => {
        const { token, registry, holder, outsider } = current();
        await registry.proposeReplacement(holder, outsider, EVIDENCE);
        await expect(token.recover(holder))
          .to.be.revertedWithCustomError(token, "RegulatedTokenNotReplaced")
          .withArgs(holder.address);
      });
    });

    describe("given a replaced account", () => {
      const current = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        await replaceKey(w, of.holder, w.outsider);
        return { ...of, token: of.token.connect(w.registrar), successor: w.outsider };
      });

      it("when recovered then emits Transfer and PositionRecovered, and nothing of freezes", async () => {
        const { token, holder, successor, balance } = current();
        const tx = token.recover(holder);
        await expect(tx).to.emit(token, "Transfer").withArgs(holder.address, successor.address, balance);
        await expect(tx)
          .to.emit(token, "PositionRecovered")
          .withArgs(holder.address, successor.address, balance, 0n);
        await expect(tx).not.to.emit(token, "Frozen");
        await expect(tx).not.to.emit(token, "AccountFrozen");
      });

      it("when recovered then the successor has the whole position and can use it", async () => {
        const { token, holder, receiver, successor, balance } = current();
        await token.recover(holder);
        expect(await token.balanceOf(holder)).to.equal(0n);
        expect(await token.positionOf(successor)).to.deep.equal([balance, 0n, 0n, balance, false]);
        await token.connect(successor).transfer(receiver, balance);
        expect(await token.balanceOf(successor)).to.equal(0n);
      });

      it("when recovered in one token then not in the other", async () => {
        const { token, holder, successor, bond, cash } = current();
        await token.recover(holder);
        const other = name === "bond" ? cash : bond;
        expect(await other.balanceOf(successor)).to.equal(0n);
        expect(await other.balanceOf(holder)).to.be.greaterThan(0n);
      });

      it("when the successor held units before then they add up", async () => {
        const { token, holder, receiver, successor, balance } = current();
        await token.connect(receiver).transfer(successor, 3n);
        await token.recover(holder);
        expect(await token.balanceOf(successor)).to.equal(balance + 3n);
      });

      it("when recovered again then nothing more is credited (trap: approving twice credits twice)", async () => {
        const { token, holder, successor, balance } = current();
        await token.recover(holder);
        await expect(token.recover(holder))
          .to.emit(token, "PositionRecovered")
          .withArgs(holder.address, successor.address, 0n, 0n);
        expect(await token.balanceOf(successor)).to.equal(balance);
      });

      it("when the token is paused then is recovered all the same", async () => {
        const { token, pauser, holder, successor, balance } = current();
        await token.connect(pauser).pause();
        await token.recover(holder);
        expect(await token.balanceOf(successor)).to.equal(balance);
      });

      it("when the lost key moves anything then reverts with ParticipantIsReplaced", async () => {
        const { token, registry, holder, receiver, successor } = current();
        await expect(token.connect(holder).transfer(receiver, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsReplaced")
          .withArgs(holder.address, successor.address);
      });

      it("when the successor is suspended then reverts with ParticipantIsSuspended", async () => {
        const { token, registry, compliance, holder, successor } = current();
        await registry.connect(compliance).suspend(successor, EVIDENCE);
        await expect(token.recover(holder))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(successor.address);
      });

      it("when the successor's identity check has expired then reverts with ParticipantExpired", async () => {
        const { token, registry, holder, successor, networkHelpers } = current();
        const now = (await networkHelpers.time.latest()) + 100;
        await registry.update(successor, QII, now, COMMITMENT);
        await networkHelpers.time.setNextBlockTimestamp(now);
        await expect(token.recover(holder))
          .to.be.revertedWithCustomError(registry, "ParticipantExpired")
          .withArgs(successor.address, now, now);
      });

      it("when the successor was replaced as well then the last one of the chain receives", async () => {
        const w = current();
        const { token, registry, holder, successor, operator, balance } = w;
        await replaceKey(w, successor, operator);
        expect(await registry.successorOf(holder)).to.equal(operator.address);
        await expect(token.recover(holder))
          .to.emit(token, "PositionRecovered")
          .withArgs(holder.address, operator.address, balance, 0n);
        expect(await token.balanceOf(operator)).to.equal(balance);
      });
    });

    describe("given a replaced account with freezes", () => {
      const current = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        const token = of.token.connect(w.registrar);
        await token.connect(w.compliance).setFrozenTokens(of.holder, 70n);
        await replaceKey(w, of.holder, w.outsider);
        return { ...of, token, successor: w.outsider };
      });

      it("when recovered then the frozen amount is carried over, and both sides are on record", async () => {
        const { token, holder, successor, balance } = current();
        const tx = token.recover(holder);
        await expect(tx).to.emit(token, "Frozen").withArgs(holder.address, 0n);
        await expect(tx).to.emit(token, "Frozen").withArgs(successor.address, 70n);
        await expect(tx)
          .to.emit(token, "PositionRecovered")
          .withArgs(holder.address, successor.address, balance, 70n);
        expect(await token.positionOf(successor)).to.deep.equal([balance, 0n, 70n, balance - 70n, false]);
        expect(await token.getFrozenTokens(holder)).to.equal(0n);
      });

      it("when the successor has a freeze of its own then they add up", async () => {
        const { token, compliance, holder, successor } = current();
        await token.connect(compliance).setFrozenTokens(successor, 5n);
        await token.recover(holder);
        expect(await token.getFrozenTokens(successor)).to.equal(75n);
      });

      it("when the sum of both freezes would overflow then the largest amount is frozen", async () => {
        const { token, compliance, holder, successor } = current();
        await token.connect(compliance).setFrozenTokens(successor, MAX_UINT256 - 69n);
        await token.recover(holder);
        expect(await token.getFrozenTokens(successor)).to.equal(MAX_UINT256);
      });

      it("when the sum of both freezes just fits then it is frozen", async () => {
        const { token, compliance, holder, successor } = current();
        await token.connect(compliance).setFrozenTokens(successor, MAX_UINT256 - 71n);
        await token.recover(holder);
        expect(await token.getFrozenTokens(successor)).to.equal(MAX_UINT256 - 1n);
      });

      it("when the whole account is frozen then so is the successor's", async () => {
        const { token, compliance, holder, receiver, successor, balance } = current();
        await token.connect(compliance).setAccountFrozen(holder, true);
        await expect(token.recover(holder))
          .to.emit(token, "AccountFrozen")
          .withArgs(successor.address, false, true);
        expect(await token.balanceOf(successor)).to.equal(balance);
        await expect(token.connect(successor).transfer(receiver, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenAccountFrozen")
          .withArgs(successor.address);
      });
    });

    describe("given a replaced account with held units", () => {
      const current = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        const held = await of.earmark(12n);
        await replaceKey(w, of.holder, w.outsider);
        return { ...of, token: of.token.connect(w.registrar), held, successor: w.outsider };
      });

      it("when recovered then reverts with RegulatedTokenUnitsHeld", async () => {
        const { token, holder, balance } = current();
        await expect(token.recover(holder))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, balance, balance - 12n);
      });

      it("when the successor cancels the trade first then the whole position is recovered", async () => {
        const { token, escrow, holder, successor, held, balance } = current();
        await escrow.connect(successor).cancel(held, name === "bond" ? 0 : 1);
        await token.recover(holder);
        expect(await token.balanceOf(successor)).to.equal(balance);
      });

      it("when the trade has expired first then the whole position is recovered", async () => {
        const { token, escrow, third, holder, successor, held, balance, networkHelpers } = current();
        await networkHelpers.time.increaseTo(Number(held.settleBy));
        await escrow.connect(third).expire(held);
        await token.recover(holder);
        expect(await token.balanceOf(successor)).to.equal(balance);
      });
    });
  });
}
