import { expect } from "chai";

import { BondSchedules__factory, RedemptionOptions__factory } from "../../../typechain-types/index.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ISIN } from "../../support/world.ts";

describe("RedemptionOptions, called directly", () => {
  const current = useWorld(async (w) => ({
    room: RedemptionOptions__factory.connect(await w.redemptionAgent.optionsRoom(), w.issuerAgent),
  }));

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
