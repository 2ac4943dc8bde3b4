import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FIRST_OPTION,
  KIND,
  moneyOf,
  nextAt,
  NOTICE_BY,
  option,
  OPTION_DATE,
  reach,
  redeemPage,
  useOptions,
} from "../../support/redemptions.ts";
import { fundRedemption } from "../../support/servicing.ts";
import { FAR, SCOPES } from "../../support/world.ts";

const PRICE = 101_000_000n;

describe("RedemptionAgent.exercisePut", () => {
  const current = useOptions([option("put"), option("call")]);
  const put = (units: bigint) => {
    const { redemptionAgent, seller } = current();
    return redemptionAgent.connect(seller).exercisePut(OTHER_ISIN, 0, seller, units);
  };
  const asked = async () => (await current().redemptionAgent.redemptionOf(OTHER_ISIN, FIRST_OPTION)).units;

  describe("given the notice period", () => {
    it("when a holder puts units then emits PutExercised and they are to be redeemed", async () => {
      const { redemptionAgent: agent, seller } = current();
      await expect(put(200n))
        .to.emit(agent, "PutExercised")
        .withArgs(OTHER_ISIN, FIRST_OPTION, seller, 0n, 200n);
      const { isOpen, units, pricePerUnit } = await agent.redemptionOf(OTHER_ISIN, FIRST_OPTION);
      expect({ isOpen, units, pricePerUnit }).to.deep.equal({
        isOpen: true,
        units: 200n,
        pricePerUnit: PRICE,
      });
      expect(await agent.redeemableOf(OTHER_ISIN, FIRST_OPTION, seller)).to.equal(200n);
    });

    it("when it puts again then the units replace those of before", async () => {
      const { redemptionAgent: agent, seller } = current();
      await put(200n);
      await expect(put(600n))
        .to.emit(agent, "PutExercised")
        .withArgs(OTHER_ISIN, FIRST_OPTION, seller, 200n, 600n);
      expect(await asked()).to.equal(600n);
    });

    it("when it puts none then the put is withdrawn", async () => {
      await put(200n);
      await put(0n);
      expect(await asked()).to.equal(0n);
    });

    it("when two holders put then the sum is to be redeemed", async () => {
      const { redemptionAgent: agent, buyer } = current();
      await put(200n);
      await agent.connect(buyer).exercisePut(OTHER_ISIN, 0, buyer, 100n);
      expect(await asked()).to.equal(300n);
    });

    it("when its last second has come then it can be put", async () => {
      await nextAt(current(), NOTICE_BY - 1);
      await put(1n);
      expect(await asked()).to.equal(1n);
    });

    it("when an operator in scope TRADE puts then it is the account's put", async () => {
      const { redemptionAgent: agent, registry, seller, operator } = current();
      await registry.connect(seller).appointOperator(operator, SCOPES.trade, FAR);
      await expect(agent.connect(operator).exercisePut(OTHER_ISIN, 0, seller, 5n))
        .to.emit(agent, "PutExercised")
        .withArgs(OTHER_ISIN, FIRST_OPTION, seller, 0n, 5n);
    });

    for (const scopes of [SCOPES.cancel, SCOPES.cancel | SCOPES.issue]) {
      it(`when an operator in scopes ${scopes} puts then reverts with OptionNotHolder`, async () => {
        const { redemptionAgent: agent, registry, seller, operator } = current();
        await registry.connect(seller).appointOperator(operator, scopes, FAR);
        await expect(agent.connect(operator).exercisePut(OTHER_ISIN, 0, seller, 5n))
          .to.be.revertedWithCustomError(agent, "OptionNotHolder")
          .withArgs(OTHER_ISIN, seller, operator);
      });
    }

    it("when the fiscal agent puts for a holder then reverts with OptionNotHolder", async () => {
      const { redemptionAgent: agent, seller, issuerAgent } = current();
      await expect(agent.exercisePut(OTHER_ISIN, 0, seller, 5n))
        .to.be.revertedWithCustomError(agent, "OptionNotHolder")
        .withArgs(OTHER_ISIN, seller, issuerAgent);
    });

    it("when the account has fewer units then reverts with OptionInvalidUnits", async () => {
      const { redemptionAgent: agent } = current();
      await expect(put(601n))
        .to.be.revertedWithCustomError(agent, "OptionInvalidUnits")
        .withArgs(OTHER_ISIN, 0, 601n, 600n);
    });

    it("when the option is the issuer's then reverts with OptionWrongKind", async () => {
      const { redemptionAgent: agent, seller } = current();
      await expect(agent.connect(seller).exercisePut(OTHER_ISIN, 1, seller, 1n))
        .to.be.revertedWithCustomError(agent, "OptionWrongKind")
        .withArgs(OTHER_ISIN, 1, KIND.call, KIND.put);
    });
  });

  describe("given that notice is over", () => {
    it("when a holder puts then reverts with OptionNoticeTooLate", async () => {
      const w = current();
      await nextAt(w, NOTICE_BY);
      await expect(put(1n))
        .to.be.revertedWithCustomError(w.redemptionAgent, "OptionNoticeTooLate")
        .withArgs(OTHER_ISIN, 0, NOTICE_BY, NOTICE_BY);
    });

    it("when the put is redeemed then exactly the put units end, at the put's price, and the bond lives on", async () => {
      const w = current();
      await put(200n);
      await reach(w, OPTION_DATE);
      expect(await fundRedemption(w, OTHER_ISIN, FIRST_OPTION)).to.equal(200n * PRICE);
      const [before = 0n] = await moneyOf(w, w.seller);
      await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.seller, 200n, 200n * PRICE, 0n, 0n)
        .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 200n, 200n * PRICE, 0n)
        .and.not.to.emit(w.optioned, "TransfersStopped");
      expect(await moneyOf(w, w.seller)).to.deep.equal([before + 20_200_000_000n]);
      expect(await w.optioned.balanceOf(w.seller)).to.equal(400n);
      expect(await w.optioned.balanceOf(w.buyer)).to.equal(100n);
      await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
    });

    it("when the units were sold then the put lapses, their buyer keeps them, and the money goes back", async () => {
      const w = current();
      await put(600n);
      await w.optioned.connect(w.seller).transfer(w.buyer, 450n);
      await reach(w, OPTION_DATE);
      await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
      await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
        .to.emit(w.redemptionAgent, "UnitsLapsed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.seller, 450n, ZeroAddress)
        .and.to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.seller, 150n, 150n * PRICE, 0n, 0n)
        .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 150n, 150n * PRICE, 450n * PRICE);
      expect(await w.optioned.balanceOf(w.buyer)).to.equal(550n);
    });

    it("when the units were sold and bought back before the date then the put stands", async () => {
      const w = current();
      await put(600n);
      await w.optioned.connect(w.seller).transfer(w.buyer, 450n);
      await w.optioned.connect(w.buyer).transfer(w.seller, 500n);
      await reach(w, OPTION_DATE);
      await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
      await redeemPage(w, [w.seller], OTHER_ISIN, FIRST_OPTION);
      expect(await w.optioned.balanceOf(w.seller)).to.equal(50n);
    });

    it("when the page comes twice then nothing is redeemed twice", async () => {
      const w = current();
      await put(200n);
      await reach(w, OPTION_DATE);
      await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
      await redeemPage(w, [w.seller, w.seller], OTHER_ISIN, FIRST_OPTION);
      await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION)).not.to.emit(
        w.redemptionAgent,
        "UnitsRedeemed",
      );
      expect(await w.optioned.balanceOf(w.seller)).to.equal(400n);
    });
  });
});
