import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, forceTransfer, schedule, tokenIn, TOKENS } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, DELAYS, EVIDENCE, FAR, START } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.forcedTransfer (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const settlement = of.token.connect(await actingAs(w, w.escrow));
      const force = (from: string, to: string, amount: bigint) =>
        forceTransfer(w, of.token, from, to, amount);
      return { ...of, force, settlement };
    });

    describe("given a court's order", () => {
      it("when it was not scheduled then reverts with AccessManagerNotScheduled", async () => {
        const { token, manager, courtOrder, holder, receiver } = current();
        const { data, to } = await token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await expect(token.connect(courtOrder).forcedTransfer(holder, receiver, 1n))
          .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
          .withArgs(await manager.hashOperation(courtOrder, to, data));
      });

      it("when a second of its delay is missing then reverts with AccessManagerNotReady", async () => {
        const { token, manager, courtOrder, holder, receiver, networkHelpers } = current();
        const { data, to } = await token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await networkHelpers.time.setNextBlockTimestamp(START + DAY);
        await manager.connect(courtOrder).schedule(to, data, 0);
        await networkHelpers.time.setNextBlockTimestamp(START + DAY + DELAYS.courtOrderDelay - 1);
        await expect(token.connect(courtOrder).forcedTransfer(holder, receiver, 1n))
          .to.be.revertedWithCustomError(manager, "AccessManagerNotReady")
          .withArgs(await manager.hashOperation(courtOrder, to, data));
      });

      it("when the delay has passed to the second then is executed, also through the access manager", async () => {
        const { token, manager, courtOrder, holder, receiver, networkHelpers } = current();
        const { data, to } = await token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await networkHelpers.time.setNextBlockTimestamp(START + DAY);
        await manager.connect(courtOrder).schedule(to, data, 0);
        await networkHelpers.time.setNextBlockTimestamp(START + DAY + DELAYS.courtOrderDelay);
        await expect(manager.connect(courtOrder).execute(to, data))
          .to.emit(token, "ForcedTransfer")
          .withArgs(holder.address, receiver.address, 1n);
      });

      it("when another transfer is made than the one scheduled then reverts with AccessManagerNotScheduled", async () => {
        const w = current();
        const { token, manager, courtOrder, holder, receiver } = w;
        const scheduled = token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await schedule(w, courtOrder, scheduled, DELAYS.courtOrderDelay);
        const { data, to } = await token.forcedTransfer.populateTransaction(holder, receiver, 2n);
        await expect(token.connect(courtOrder).forcedTransfer(holder, receiver, 2n))
          .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
          .withArgs(await manager.hashOperation(courtOrder, to, data));
      });

      it("when executed twice then reverts with AccessManagerNotScheduled", async () => {
        const { token, manager, courtOrder, holder, receiver, force } = current();
        await force(holder.address, receiver.address, 1n);
        const { data, to } = await token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await expect(token.connect(courtOrder).forcedTransfer(holder, receiver, 1n))
          .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
          .withArgs(await manager.hashOperation(courtOrder, to, data));
      });
    });

    describe("given free units", () => {
      it("when taken then exactly the named accounts change (trap: forced transfer credits the wrong party)", async () => {
        const { token, holder, receiver, courtOrder, balance, force } = current();
        const before = await token.balanceOf(receiver);
        const supply = await token.totalSupply();
        const tx = force(holder.address, receiver.address, 11n);
        await expect(tx).to.emit(token, "ForcedTransfer").withArgs(holder.address, receiver.address, 11n);
        await expect(tx).to.emit(token, "Transfer").withArgs(holder.address, receiver.address, 11n);
        await expect(tx).not.to.emit(token, "Frozen");
        expect(await token.balanceOf(holder)).to.equal(balance - 11n);
        expect(await token.balanceOf(receiver)).to.equal(before + 11n);
        expect(await token.balanceOf(courtOrder)).to.equal(0n);
        expect(await token.totalSupply()).to.equal(supply);
      });

      it("when called then says true", async () => {
        const w = current();
        const { token, holder, receiver, courtOrder } = w;
        const call = token.forcedTransfer.populateTransaction(holder, receiver, 1n);
        await schedule(w, courtOrder, call, DELAYS.courtOrderDelay);
        expect(await token.connect(courtOrder).forcedTransfer.staticCall(holder, receiver, 1n)).to.equal(
          true,
        );
      });

      it("when more than the balance is taken then reverts with ERC20InsufficientBalance", async () => {
        const { token, holder, receiver, balance, force } = current();
        await expect(force(holder.address, receiver.address, balance + 1n))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance, balance + 1n);
      });
    });

    describe("given held units", () => {
      it("when they would be taken then reverts with RegulatedTokenUnitsHeld (trap: forced transfer silently takes held units)", async () => {
        const { token, holder, receiver, balance, earmark, force } = current();
        await earmark(40n);
        await expect(force(holder.address, receiver.address, balance - 39n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, balance - 39n, balance - 40n);
      });

      it("when only the others are taken then the hold stays whole", async () => {
        const { token, holder, receiver, balance, earmark, force } = current();
        await earmark(40n);
        await force(holder.address, receiver.address, balance - 40n);
        expect(await token.positionOf(holder)).to.deep.equal([40n, 40n, 0n, 0n, false]);
      });

      it("when all others are frozen as well then they are taken and the hold stays whole", async () => {
        const { token, compliance, holder, receiver, balance, earmark, force } = current();
        await earmark(40n);
        await token.connect(compliance).setFrozenTokens(holder, balance);
        await force(holder.address, receiver.address, balance - 40n);
        expect(await token.positionOf(holder)).to.deep.equal([40n, 40n, 40n, 0n, false]);
      });

      it("when they were released first then they are taken", async () => {
        const { token, settlement, holder, receiver, balance, force } = current();
        await settlement.hold(holder, 40n);
        await settlement.release(holder, 40n);
        await force(holder.address, receiver.address, balance);
        expect(await token.balanceOf(holder)).to.equal(0n);
      });
    });

    describe("given frozen units", () => {
      it("when some of them are taken then Frozen is on record before Transfer (trap: forced transfer silently takes frozen units)", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance - 5n);
        const tx = await force(holder.address, receiver.address, 20n);
        const receipt = await tx.wait();
        const events = (receipt?.logs ?? [])
          .map((log) => token.interface.parseLog(log))
          .filter((event) => event !== null)
          .map((event) => [event.name, ...event.args] as unknown[]);
        expect(events).to.deep.equal([
          ["Frozen", holder.address, balance - 20n],
          ["ForcedTransfer", holder.address, receiver.address, 20n],
          ["Transfer", holder.address, receiver.address, 20n],
        ]);
        expect(await token.getFrozenTokens(holder)).to.equal(balance - 20n);
      });

      it("when the unfrozen ones suffice then the freeze stays and nothing is said of it", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance - 5n);
        await expect(force(holder.address, receiver.address, 5n)).not.to.emit(token, "Frozen");
        expect(await token.getFrozenTokens(holder)).to.equal(balance - 5n);
      });

      it("when all are taken then no freeze is left", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance);
        await expect(force(holder.address, receiver.address, balance))
          .to.emit(token, "Frozen")
          .withArgs(holder.address, 0n);
        expect(await token.getFrozenTokens(holder)).to.equal(0n);
      });

      it("when more is frozen than the balance then the rest is frozen still", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setFrozenTokens(holder, 2n ** 255n);
        await force(holder.address, receiver.address, 20n);
        expect(await token.positionOf(holder)).to.deep.equal([balance - 20n, 0n, balance - 20n, 0n, false]);
      });

      it("when more than the balance is taken then reverts and the freeze stays", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance);
        await expect(force(holder.address, receiver.address, balance + 1n))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance, balance + 1n);
        expect(await token.getFrozenTokens(holder)).to.equal(balance);
      });

      it("when the account is frozen as a whole then the units are taken and it stays frozen", async () => {
        const { token, compliance, holder, receiver, balance, force } = current();
        await token.connect(compliance).setAccountFrozen(holder, true);
        await force(holder.address, receiver.address, 20n);
        expect(await token.positionOf(holder)).to.deep.equal([balance - 20n, 0n, 0n, balance - 20n, true]);
      });
    });

    describe("given a sender who could not send", () => {
      for (const [state, stop] of [
        ["suspended", "suspend"],
        ["closed", "close"],
      ] as const) {
        it(`when it is ${state} then the units are taken`, async () => {
          const { token, registry, registrar, compliance, holder, receiver, balance, force } = current();
          await (stop === "close"
            ? registry.connect(registrar).close(holder)
            : registry.connect(compliance).suspend(holder, EVIDENCE));
          await force(holder.address, receiver.address, balance);
          expect(await token.balanceOf(holder)).to.equal(0n);
        });
      }

      it("when its identity check has expired then the units are taken", async () => {
        const { token, registry, holder, receiver, balance, force } = current();
        await registry.update(holder, 0, 1, COMMITMENT);
        await force(holder.address, receiver.address, balance);
        expect(await token.balanceOf(holder)).to.equal(0n);
      });
    });

    describe("given a receiver who must not receive", () => {
      it("when it was never admitted then reverts with ParticipantNotAdmitted", async () => {
        const { registry, holder, outsider, force } = current();
        await expect(force(holder.address, outsider.address, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(outsider.address);
      });

      it("when it is suspended then reverts with ParticipantIsSuspended", async () => {
        const { registry, compliance, holder, receiver, force } = current();
        await registry.connect(compliance).suspend(receiver, EVIDENCE);
        await expect(force(holder.address, receiver.address, 1n))
          .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
          .withArgs(receiver.address);
      });

      it("when its account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
        const { token, compliance, holder, receiver, force } = current();
        await token.connect(compliance).setAccountFrozen(receiver, true);
        await expect(force(holder.address, receiver.address, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenAccountFrozen")
          .withArgs(receiver.address);
      });
    });

    describe("given zero in place of an account", () => {
      it("when it is the sender then reverts with ERC20InvalidSender: no order issues units", async () => {
        const { token, receiver, force } = current();
        await expect(force(ZeroAddress, receiver.address, 1n))
          .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
          .withArgs(ZeroAddress);
      });

      it("when it is the receiver then reverts with ERC20InvalidReceiver: no order redeems units", async () => {
        const { token, holder, force } = current();
        await expect(force(holder.address, ZeroAddress, 1n))
          .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
          .withArgs(ZeroAddress);
      });
    });

    it("given a paused token, when ordered then the units are taken", async () => {
      const { token, pauser, holder, receiver, balance, force } = current();
      await token.connect(pauser).pause();
      await force(holder.address, receiver.address, 3n);
      expect(await token.balanceOf(holder)).to.equal(balance - 3n);
    });
  });
}

describe("RegulatedToken.forcedTransfer (bond only)", () => {
  const current = useWorld();

  it("given the closed period, when ordered then the units are taken", async () => {
    const w = current();
    await w.networkHelpers.time.increaseTo(Number(w.terms.closedFrom));
    await forceTransfer(w, w.bond, w.seller.address, w.buyer.address, 600n);
    expect(await w.bond.balanceOf(w.buyer)).to.equal(700n);
  });

  it("given a receiver without the classes, when ordered then reverts with ParticipantLacksClasses", async () => {
    const w = current();
    await w.registry.update(w.buyer, 0, FAR, COMMITMENT);
    await expect(forceTransfer(w, w.bond, w.seller.address, w.buyer.address, 1n))
      .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
      .withArgs(w.buyer.address, 0, 1);
  });
});
