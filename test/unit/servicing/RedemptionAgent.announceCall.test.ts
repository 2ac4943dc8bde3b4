import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FIRST_OPTION,
  KIND,
  nextAt,
  NO_HASH,
  NOTICE_BY,
  option,
  OPTION_DATE,
  SEED_HASH,
  useOptions,
} from "../../support/redemptions.ts";
import { ISIN } from "../../support/world.ts";

describe("RedemptionAgent.announceCall", () => {
  describe("given a right of the issuer to call everything", () => {
    const current = useOptions([option("call"), option("put")]);

    it("when announced then emits CallAnnounced and the redemption is open for all units", async () => {
      const { redemptionAgent: agent, issuerAgent } = current();
      await expect(agent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH))
        .to.emit(agent, "CallAnnounced")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 0n, NO_HASH, issuerAgent);
      const { isOpen, payFrom, pricePerUnit, units, funded } = await agent.redemptionOf(
        OTHER_ISIN,
        FIRST_OPTION,
      );
      expect({ isOpen, payFrom, pricePerUnit, units, funded }).to.deep.equal({
        isOpen: true,
        payFrom: BigInt(OPTION_DATE),
        pricePerUnit: 101_000_000n,
        units: 1_000n,
        funded: 0n,
      });
    });

    it("when announced in the last second of notice then it is, and nothing stops yet", async () => {
      const w = current();
      await nextAt(w, NOTICE_BY - 1);
      await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
      expect(await w.optioned.balanceOf(w.buyer)).to.equal(101n);
    });

    it("when the notice period is over then reverts with OptionNoticeTooLate", async () => {
      const w = current();
      await nextAt(w, NOTICE_BY);
      await expect(w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH))
        .to.be.revertedWithCustomError(w.redemptionAgent, "OptionNoticeTooLate")
        .withArgs(OTHER_ISIN, 0, NOTICE_BY, NOTICE_BY);
    });

    it("when announced twice then reverts with OptionAlreadyExercised", async () => {
      const { redemptionAgent: agent } = current();
      await agent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      await expect(agent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH))
        .to.be.revertedWithCustomError(agent, "OptionAlreadyExercised")
        .withArgs(OTHER_ISIN, 0);
    });

    for (const [name, units, hash] of [
      ["names units", 1n, NO_HASH],
      ["names a seed", 0n, SEED_HASH],
    ] as const) {
      it(`when it ${name} then reverts with OptionInvalidUnits`, async () => {
        const { redemptionAgent: agent } = current();
        await expect(agent.announceCall(OTHER_ISIN, 0, units, hash))
          .to.be.revertedWithCustomError(agent, "OptionInvalidUnits")
          .withArgs(OTHER_ISIN, 0, units, 1_000n);
      });
    }

    it("when the option is the holders' then reverts with OptionWrongKind", async () => {
      const { redemptionAgent: agent } = current();
      await expect(agent.announceCall(OTHER_ISIN, 1, 0n, NO_HASH))
        .to.be.revertedWithCustomError(agent, "OptionWrongKind")
        .withArgs(OTHER_ISIN, 1, KIND.put, KIND.call);
    });

    it("when the term sheet has no such option then reverts with ScheduleUnknownOption", async () => {
      const { redemptionAgent: agent, schedules } = current();
      await expect(agent.announceCall(OTHER_ISIN, 2, 0n, NO_HASH))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
        .withArgs(OTHER_ISIN, 2, 2);
      await expect(agent.announceCall(ISIN, 0, 0n, NO_HASH))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
        .withArgs(ISIN, 0, 0);
    });

    it("when sent without the role, even by the issuer, then reverts with AccessManagedUnauthorized", async () => {
      const { redemptionAgent: agent, issuer } = current();
      await expect(agent.connect(issuer).announceCall(OTHER_ISIN, 0, 0n, NO_HASH))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(issuer);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(agent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH))
        .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent, issuer);
    });
  });

  describe("given a right of the issuer to call by lot", () => {
    const current = useOptions([option("callByLot")]);

    it("when announced then emits CallAnnounced with units and seed hash, and needs money for these units", async () => {
      const { redemptionAgent: agent, issuerAgent } = current();
      await expect(agent.announceCall(OTHER_ISIN, 0, 250n, SEED_HASH))
        .to.emit(agent, "CallAnnounced")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 250n, SEED_HASH, issuerAgent);
      const { isOpen, units } = await agent.redemptionOf(OTHER_ISIN, FIRST_OPTION);
      expect({ isOpen, units }).to.deep.equal({ isOpen: true, units: 250n });
    });

    for (const [name, units, hash] of [
      ["no units", 0n, SEED_HASH],
      ["all units", 1_000n, SEED_HASH],
      ["more than there are", 1_001n, SEED_HASH],
      ["no seed", 250n, NO_HASH],
    ] as const) {
      it(`when it names ${name} then reverts with OptionInvalidUnits`, async () => {
        const { redemptionAgent: agent } = current();
        await expect(agent.announceCall(OTHER_ISIN, 0, units, hash))
          .to.be.revertedWithCustomError(agent, "OptionInvalidUnits")
          .withArgs(OTHER_ISIN, 0, units, 1_000n);
      });
    }

    it("when all units but one are called then they can be", async () => {
      const { redemptionAgent: agent } = current();
      await agent.announceCall(OTHER_ISIN, 0, 999n, SEED_HASH);
      expect((await agent.redemptionOf(OTHER_ISIN, FIRST_OPTION)).units).to.equal(999n);
    });
  });
});
