import { expect } from "chai";

import { BondSchedules__factory, RedemptionOptions__factory } from "../../../typechain-types/index.ts";
import { OTHER_ISIN } from "../../support/actions.ts";
import { FIRST_OPTION, NO_HASH, option, useOptions } from "../../support/redemptions.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ISIN } from "../../support/world.ts";

/** The room, called by the issuer agent. */
async function roomOf({ redemptionAgent, issuerAgent }: World) {
  return RedemptionOptions__factory.connect(await redemptionAgent.optionsRoom(), issuerAgent);
}

describe("RedemptionOptions, called directly", () => {
  describe("given a bond without options", () => {
    const current = useWorld(async (w) => ({ room: await roomOf(w) }));

    it("given an option that does not exist, then reverts as through its agent, with ScheduleUnknownOption", async () => {
      const { room, redemptionAgent, issuerAgent } = current();
      const schedules = BondSchedules__factory.connect(await redemptionAgent.schedules(), issuerAgent);
      for (const contract of [room, redemptionAgent])
        await expect(contract.announceCall(ISIN, 0, 0, new Uint8Array(32)))
          .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
          .withArgs(ISIN, 0, 0);
    });

    it("given the agent's books, then it has others, and is no servicing contract of any bond", async () => {
      const { room, bond, redemptionAgent } = current();
      expect(await bond.servicing()).to.equal(await redemptionAgent.getAddress());
      expect(await redemptionAgent.optionsRoom()).to.equal(await room.getAddress());
      expect(await bond.servicing()).not.to.equal(await room.getAddress());
    });
  });

  describe("given a bond that the issuer may call", () => {
    const current = useOptions([option("call")]);

    it("when the issuer agent announces it to the room then the agent's books know nothing of it", async () => {
      const w = current();
      const { redemptionAgent: agent, issuerAgent } = w;
      const room = await roomOf(w);
      const isOpen = async () => (await agent.redemptionOf(OTHER_ISIN, FIRST_OPTION)).isOpen;

      const sent = room.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      await expect(sent)
        .to.emit(room, "CallAnnounced")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 0n, NO_HASH, issuerAgent);
      await expect(sent).not.to.emit(agent, "CallAnnounced");
      expect(await isOpen()).to.equal(false);

      await agent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      expect(await isOpen()).to.equal(true);
    });
  });
});
