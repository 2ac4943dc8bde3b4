import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import { ELIGIBILITY } from "../../support/participants.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, QII, START } from "../../support/world.ts";

const expiry = START + 20 * DAY;

/** Every state of the account `third` in which it is refused, with the error that says so. */
const REFUSED = [
  {
    state: "closed",
    prepare: ({ registry, third }: World) => registry.close(third),
    error: "ParticipantIsClosed",
    args: ({ third }: World) => [third.address],
    verdict: ELIGIBILITY.closed,
  },
  {
    state: "suspended",
    prepare: ({ registry, compliance, third }: World) =>
      registry.connect(compliance).suspend(third, EVIDENCE),
    error: "ParticipantIsSuspended",
    args: ({ third }: World) => [third.address],
    verdict: ELIGIBILITY.suspended,
  },
  {
    state: "replaced",
    prepare: (w: World) => replaceKey(w, w.third, w.outsider),
    error: "ParticipantIsReplaced",
    args: ({ third, outsider }: World) => [third.address, outsider.address],
    verdict: ELIGIBILITY.replaced,
  },
  {
    state: "expired",
    prepare: async ({ registry, third, networkHelpers }: World) => {
      await registry.update(third, QII, expiry, COMMITMENT);
      await networkHelpers.time.increaseTo(expiry);
    },
    error: "ParticipantExpired",
    args: ({ third }: World) => [third.address, expiry, expiry],
    verdict: ELIGIBILITY.expired,
  },
] as const;

describe("ParticipantRegistry.requireEligible", () => {
  const current = useWorld();

  describe("given two eligible accounts", () => {
    it("when both are looked at then passes", async () => {
      const { registry, seller, buyer } = current();
      await registry.requireEligible(seller, buyer, QII);
      expect(await registry.eligibility(buyer, QII)).to.equal(ELIGIBILITY.eligible);
    });

    it("when the last second of the expiry has come then passes still", async () => {
      const { registry, third, buyer, networkHelpers } = current();
      await registry.update(third, QII, expiry, COMMITMENT);
      await networkHelpers.time.increaseTo(expiry - 1);
      await registry.requireEligible(third, buyer, QII);
      await registry.requireEligible(buyer, third, QII);
      expect(await registry.eligibility(third, QII)).to.equal(ELIGIBILITY.eligible);
    });
  });

  describe("given zero in place of an account", () => {
    it("when it is the sender then is not looked at", async () => {
      const { registry, buyer } = current();
      await registry.requireEligible(ZeroAddress, buyer, QII);
    });

    it("when it is the receiver then is not looked at, whatever the classes", async () => {
      const { registry, seller } = current();
      await registry.requireEligible(seller, ZeroAddress, 2 ** 32 - 1);
    });

    it("when it is both then passes", async () => {
      await current().registry.requireEligible(ZeroAddress, ZeroAddress, 0);
    });

    it("when its own eligibility is asked then says not admitted", async () => {
      expect(await current().registry.eligibility(ZeroAddress, 0)).to.equal(ELIGIBILITY.notAdmitted);
    });
  });

  describe("given an account that was never admitted", () => {
    it("when it sends or receives then reverts with ParticipantNotAdmitted", async () => {
      const { registry, seller, outsider } = current();
      await expect(registry.requireEligible(outsider, seller, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
      await expect(registry.requireEligible(seller, outsider, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });
  });

  for (const { state, prepare, error, args, verdict } of REFUSED) {
    describe(`given an account that is ${state}`, () => {
      const refused = useWorld(async (w) => {
        await prepare(w);
        return {};
      });

      it(`when it sends then reverts with ${error}`, async () => {
        const w = refused();
        await expect(w.registry.requireEligible(w.third, w.seller, 0))
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args(w));
      });

      it(`when it receives then reverts with ${error}, even when it lacks classes too`, async () => {
        const w = refused();
        await expect(w.registry.requireEligible(w.seller, w.third, QII | 2))
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args(w));
      });

      it("when its eligibility is asked then says so", async () => {
        const w = refused();
        expect(await w.registry.eligibility(w.third, 0)).to.equal(verdict);
      });
    });
  }

  describe("given an account without some of the classes", () => {
    it("when it receives then reverts with ParticipantLacksClasses", async () => {
      const { registry, seller, third } = current();
      await expect(registry.requireEligible(seller, third, QII | 2))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, QII, QII | 2);
      expect(await registry.eligibility(third, QII | 2)).to.equal(ELIGIBILITY.lacksClasses);
    });

    it("when it sends then passes: a holder that lost its class must be able to sell", async () => {
      const { registry, seller, third } = current();
      await registry.requireEligible(third, seller, QII);
      await registry.update(third, 0, START + 300 * DAY, COMMITMENT);
      await registry.requireEligible(third, seller, QII);
      expect(await registry.eligibility(third, 0)).to.equal(ELIGIBILITY.eligible);
    });

    it("when it has more classes than asked then passes", async () => {
      const { registry, seller, third } = current();
      await registry.update(third, QII | 2 | 8, START + 300 * DAY, COMMITMENT);
      await registry.requireEligible(seller, third, QII | 8);
    });

    it("when the highest class bit is asked then it counts like any other", async () => {
      const { registry, seller, third } = current();
      await registry.update(third, 2 ** 31, START + 300 * DAY, COMMITMENT);
      await registry.requireEligible(seller, third, 2 ** 31);
      await expect(registry.requireEligible(seller, third, 2 ** 30))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 2n ** 31n, 2n ** 30n);
    });
  });

  describe("given a sender and a receiver who are both refused", () => {
    it("when looked at then the sender is named first", async () => {
      const { registry, outsider, operator } = current();
      await expect(registry.requireEligible(outsider, operator, 0))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });
  });
});
