import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  actingAs,
  changeSettlement,
  deploySettlement,
  schedule,
  tokenIn,
  TOKENS,
} from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS } from "../../support/world.ts";

for (const name of TOKENS) {
  describe(`RegulatedToken.setSettlement (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const next = await deploySettlement(w);
      return { ...of, former: await w.escrow.getAddress(), next, nextAddress: await next.getAddress() };
    });

    describe("given the admin, whose calls wait", () => {
      it("when it was not scheduled then reverts with AccessManagerNotScheduled", async () => {
        const { token, manager, admin, nextAddress } = current();
        const { data, to } = await token.setSettlement.populateTransaction(nextAddress);
        await expect(token.connect(admin).setSettlement(nextAddress))
          .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
          .withArgs(await manager.hashOperation(admin, to, data));
      });

      it("when the delay has passed then emits SettlementChanged and knows the former one", async () => {
        const w = current();
        const { token, admin, former, nextAddress } = w;
        expect(await token.wasSettlement(former)).to.equal(false);
        await schedule(w, admin, token.setSettlement.populateTransaction(nextAddress), DELAYS.adminDelay);
        await expect(token.connect(admin).setSettlement(nextAddress))
          .to.emit(token, "SettlementChanged")
          .withArgs(former, nextAddress);
        expect(await token.settlement()).to.equal(nextAddress);
        expect(await token.wasSettlement(former)).to.equal(true);
        expect(await token.wasSettlement(nextAddress)).to.equal(false);
      });

      it("when it is the present one then reverts with RegulatedTokenInvalidSettlement", async () => {
        const w = current();
        await expect(changeSettlement(w, w.token, w.former))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenInvalidSettlement")
          .withArgs(w.former);
        expect(await w.token.wasSettlement(w.former)).to.equal(false);
      });

      it("when it is an account without code then reverts with RegulatedTokenInvalidSettlement", async () => {
        const w = current();
        await expect(changeSettlement(w, w.token, w.outsider.address))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenInvalidSettlement")
          .withArgs(w.outsider.address);
      });

      it("when it is zero then reverts with RegulatedTokenInvalidSettlement", async () => {
        const w = current();
        await expect(changeSettlement(w, w.token, ZeroAddress))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenInvalidSettlement")
          .withArgs(ZeroAddress);
      });

      it("when the token is paused then is changed all the same, and stays paused", async () => {
        const w = current();
        await w.token.connect(w.pauser).pause();
        await changeSettlement(w, w.token, w.nextAddress);
        expect(await w.token.settlement()).to.equal(w.nextAddress);
        expect(await w.token.paused()).to.equal(true);
      });
    });

    describe("given a former settlement contract that holds units", () => {
      const changed = useWorld(async (w) => {
        const of = await tokenIn(w, name);
        const trade = await of.earmark(25n);
        const next = await deploySettlement(w);
        const nextAddress = await next.getAddress();
        await changeSettlement(w, of.token, nextAddress);
        const former = of.token.connect(await actingAs(w, w.escrow));
        return { ...of, trade: trade, former, next, nextAddress };
      });

      it("when it releases them then emits UnitsReleased", async () => {
        const { token, former, holder } = changed();
        await expect(former.release(holder, 25n))
          .to.emit(token, "UnitsReleased")
          .withArgs(holder.address, 25n, 25n, 0n);
      });

      it("when its trade is cancelled then the units are free", async () => {
        const { token, escrow, trade, holder, balance } = changed();
        await escrow.connect(holder).cancel(trade, name === "bond" ? 0 : 1);
        expect((await token.positionOf(holder)).free).to.equal(balance);
      });

      it("when it holds more then reverts with RegulatedTokenNotSettlement", async () => {
        const { token, former, holder, escrow, nextAddress } = changed();
        await expect(former.hold(holder, 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenNotSettlement")
          .withArgs(await escrow.getAddress(), nextAddress);
      });

      for (const fromHold of [true, false]) {
        it(`when it moves ${fromHold ? "held" : "free"} units then reverts with RegulatedTokenNotSettlement`, async () => {
          const { token, former, holder, receiver, escrow, nextAddress } = changed();
          await expect(former.moveForSettlement(holder, receiver, 1n, fromHold))
            .to.be.revertedWithCustomError(token, "RegulatedTokenNotSettlement")
            .withArgs(await escrow.getAddress(), nextAddress);
        });
      }

      it("when the new one holds, moves and releases then it may", async () => {
        const w = changed();
        const { token, holder, receiver, balance, next } = w;
        const present = token.connect(await actingAs(w, next));
        await present.hold(holder, 5n);
        await present.moveForSettlement(holder, receiver, 3n, true);
        await present.release(holder, 2n);
        expect(await token.positionOf(holder)).to.deep.equal([balance - 3n, 25n, 0n, balance - 28n, false]);
      });

      it("when the former becomes the present one again then it works as before", async () => {
        const w = changed();
        const { token, former, holder, receiver, escrow, nextAddress } = w;
        await changeSettlement(w, token, await escrow.getAddress());
        await former.moveForSettlement(holder, receiver, 25n, true);
        expect((await token.positionOf(holder)).held).to.equal(0n);
        expect(await token.wasSettlement(nextAddress)).to.equal(true);
      });
    });
  });
}
