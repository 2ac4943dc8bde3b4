import { expect } from "chai";
import fc from "fast-check";
import { ZeroAddress } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import { accountWord } from "../../support/moves.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, QII, START } from "../../support/world.ts";

const expiry = START + 20 * DAY;

/** Every state of the account `third` in which it is refused, with the error that says so. */
const REFUSED = [
  {
    state: "closed",
    prepare: ({ registry, third }: World) => registry.close(third),
    error: "ParticipantIsClosed",
    args: ({ third }: World) => [third.address],
  },
  {
    state: "suspended",
    prepare: ({ registry, compliance, third }: World) =>
      registry.connect(compliance).suspend(third, EVIDENCE),
    error: "ParticipantIsSuspended",
    args: ({ third }: World) => [third.address],
  },
  {
    state: "replaced",
    prepare: (w: World) => replaceKey(w, w.third, w.outsider),
    error: "ParticipantIsReplaced",
    args: ({ third, outsider }: World) => [third.address, outsider.address],
  },
  {
    state: "expired",
    prepare: async ({ registry, third, networkHelpers }: World) => {
      await registry.update(third, QII, expiry, COMMITMENT);
      await networkHelpers.time.increaseTo(expiry);
    },
    error: "ParticipantExpired",
    args: ({ third }: World) => [third.address, expiry, expiry],
  },
] as const;

const sender = ({ address }: { address: string }) => accountWord(address);
const receiver = ({ address }: { address: string }) => accountWord(address, true);

describe("ParticipantRegistry.requireAllEligible", () => {
  const current = useWorld();

  describe("given eligible accounts", () => {
    it("when all are looked at then passes, in whatever order", async () => {
      const { registry, seller, buyer, third, issuer } = current();
      const accounts = [sender(seller), receiver(buyer), receiver(third), sender(issuer)];
      await registry.requireAllEligible(accounts, QII, ZeroAddress);
      await registry.requireAllEligible(accounts.toReversed(), QII, ZeroAddress);
    });

    it("when there is none then passes", async () => {
      await current().registry.requireAllEligible([], QII, ZeroAddress);
    });

    it("when the last second of an expiry has come then passes still", async () => {
      const { registry, third, buyer, networkHelpers } = current();
      await registry.update(third, QII, expiry, COMMITMENT);
      await networkHelpers.time.increaseTo(expiry - 1);
      await registry.requireAllEligible([receiver(third), sender(buyer)], QII, ZeroAddress);
    });
  });

  describe("given an account that was never admitted", () => {
    for (const [role, word] of [
      ["sends", sender],
      ["receives", receiver],
    ] as const) {
      it(`when it ${role} then reverts with ParticipantNotAdmitted, wherever it stands`, async () => {
        const { registry, seller, buyer, outsider } = current();
        const others = [sender(seller), receiver(buyer)];
        for (const position of [0, 1, 2]) {
          const accounts = others.toSpliced(position, 0, word(outsider));
          await expect(registry.requireAllEligible(accounts, 0, ZeroAddress))
            .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
            .withArgs(outsider.address);
        }
      });
    }

    it("when it is exempt then it must be admitted all the same", async () => {
      const { registry, outsider } = current();
      await expect(registry.requireAllEligible([receiver(outsider)], QII, outsider))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });
  });

  describe("given zero in place of an account", () => {
    it("when its word is zero then it is passed over, wherever it stands", async () => {
      const { registry, seller, buyer } = current();
      const others = [sender(seller), receiver(buyer)];
      for (const position of [0, 1, 2]) {
        await registry.requireAllEligible(others.toSpliced(position, 0, 0n), QII, ZeroAddress);
      }
      await registry.requireAllEligible([0n, 0n], 2 ** 32 - 1, ZeroAddress);
    });

    it("when it is passed over then those behind it are looked at all the same", async () => {
      const { registry, outsider } = current();
      await expect(registry.requireAllEligible([0n, sender(outsider)], 0, ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });

    it("when it is marked as a receiver then reverts with ParticipantNotAdmitted: nothing is redeemed here", async () => {
      const { registry, seller } = current();
      const accounts = [sender(seller), accountWord(ZeroAddress, true)];
      for (const exempt of [ZeroAddress, seller.address]) {
        await expect(registry.requireAllEligible(accounts, 0, exempt))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(ZeroAddress);
      }
    });
  });

  for (const { state, prepare, error, args } of REFUSED) {
    describe(`given an account that is ${state}`, () => {
      const refused = useWorld(async (w) => {
        await prepare(w);
        return {};
      });

      it(`when it sends then reverts with ${error}`, async () => {
        const w = refused();
        await expect(w.registry.requireAllEligible([sender(w.seller), sender(w.third)], QII, ZeroAddress))
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args(w));
      });

      it(`when it receives then reverts with ${error}, even when it lacks classes too`, async () => {
        const w = refused();
        await expect(
          w.registry.requireAllEligible([receiver(w.third), sender(w.seller)], QII | 2, ZeroAddress),
        )
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args(w));
      });

      it(`when it is exempt from classes then reverts with ${error} all the same`, async () => {
        const w = refused();
        await expect(w.registry.requireAllEligible([receiver(w.third)], QII, w.third))
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args(w));
      });
    });
  }

  describe("given an account without some of the classes", () => {
    it("when it receives then reverts with ParticipantLacksClasses", async () => {
      const { registry, seller, third } = current();
      await expect(registry.requireAllEligible([sender(seller), receiver(third)], QII | 2, ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, QII, QII | 2);
    });

    it("when it only sends then passes: a holder that lost its class must be able to sell", async () => {
      const { registry, seller, third } = current();
      await registry.update(third, 0, FAR, COMMITMENT);
      await registry.requireAllEligible([sender(third), receiver(seller)], QII, ZeroAddress);
    });

    it("when no class is asked then passes", async () => {
      const { registry, third } = current();
      await registry.update(third, 0, FAR, COMMITMENT);
      await registry.requireAllEligible([receiver(third)], 0, ZeroAddress);
    });

    it("when it has more classes than asked then passes", async () => {
      const { registry, third } = current();
      await registry.update(third, QII | 2 | 8, FAR, COMMITMENT);
      await registry.requireAllEligible([receiver(third)], QII | 8, ZeroAddress);
    });

    it("when the highest class bit is asked then it counts like any other", async () => {
      const { registry, third } = current();
      await registry.update(third, 2 ** 31, FAR, COMMITMENT);
      await registry.requireAllEligible([receiver(third)], 2 ** 31, ZeroAddress);
      await expect(registry.requireAllEligible([receiver(third)], 2 ** 30, ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 2n ** 31n, 2n ** 30n);
    });

    it("when bits above 160 other than the first are set then they mean nothing", async () => {
      const { registry, third } = current();
      await registry.update(third, 0, FAR, COMMITMENT);
      for (const bit of [161n, 200n, 255n]) {
        await registry.requireAllEligible([sender(third) | (1n << bit)], QII, ZeroAddress);
        await expect(registry.requireAllEligible([receiver(third) | (1n << bit)], QII, ZeroAddress))
          .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
          .withArgs(third.address, 0, QII);
      }
    });
  });

  describe("given an exempt account", () => {
    it("when it receives then needs no classes, and the others do", async () => {
      const { registry, third, issuer } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await registry.requireAllEligible([receiver(issuer), receiver(third)], QII, issuer);
      await registry.update(third, 0, FAR, COMMITMENT);
      await expect(registry.requireAllEligible([receiver(issuer), receiver(third)], QII, issuer))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 0, QII);
    });

    it("when another is exempt then it needs its classes", async () => {
      const { registry, issuer, third } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      for (const exempt of [third.address, ZeroAddress]) {
        await expect(registry.requireAllEligible([receiver(issuer)], QII, exempt))
          .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
          .withArgs(issuer.address, 0, QII);
      }
    });
  });

  describe("given several accounts that are refused", () => {
    it("when looked at then the first of them is named", async () => {
      const { registry, compliance, seller, third, outsider } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await expect(
        registry.requireAllEligible(
          [receiver(seller), sender(outsider), sender(third)],
          QII | 2,
          ZeroAddress,
        ),
      )
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(seller.address, QII, QII | 2);
      await expect(registry.requireAllEligible([sender(outsider), sender(third)], 0, ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
      await expect(registry.requireAllEligible([sender(third), sender(outsider)], 0, ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(third.address);
    });
  });

  describe("given accounts in any state, and any classes", () => {
    const STATES = ["active", "suspended", "closed", "expired", "unknown"] as const;
    const account = fc.record({
      state: fc.oneof(
        { weight: 6, arbitrary: fc.constant("active" as const) },
        { weight: 1, arbitrary: fc.constantFrom(...STATES) },
      ),
      classes: fc.oneof(
        { weight: 2, arbitrary: fc.constant(2 ** 32 - 1) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
      ),
      receives: fc.boolean(),
    });
    const story = fc.record({
      accounts: fc.array(account, { minLength: 1, maxLength: 4 }),
      required: fc.constantFrom(0, QII, 2 ** 31, 2 ** 32 - 1, QII | 8),
      exempt: fc.option(fc.nat(3), { nil: undefined }),
    });

    it("when looked at together then it is what requireEligible says of the first that is refused", async () => {
      const seen = { passed: 0, refused: 0 };
      const check = fc.asyncProperty(story, async ({ accounts, required, exempt }) => {
        const { registry, compliance, networkHelpers, ethers } = current();
        const snapshot = await networkHelpers.takeSnapshot();
        const addresses = accounts.map(() => ethers.Wallet.createRandom().address);
        for (const [index, { state, classes }] of accounts.entries()) {
          const address = addresses[index] ?? ZeroAddress;
          if (state === "unknown") continue;
          await registry.admit(address, classes, state === "expired" ? expiry : FAR, COMMITMENT);
          if (state === "suspended") await registry.connect(compliance).suspend(address, EVIDENCE);
          if (state === "closed") await registry.close(address);
        }
        await networkHelpers.time.increaseTo(expiry);

        const refusal = async (call: Promise<unknown>) =>
          await call.then(
            () => undefined,
            (error: unknown) => (error as Error).message,
          );
        const exempted = exempt === undefined ? ZeroAddress : (addresses[exempt] ?? ZeroAddress);
        let expected: string | undefined;
        for (const [index, { receives }] of accounts.entries()) {
          const address = addresses[index] ?? ZeroAddress;
          expected ??= await refusal(
            receives
              ? registry.requireEligible(ZeroAddress, address, address === exempted ? 0 : required)
              : registry.requireEligible(address, ZeroAddress, required),
          );
        }
        const words = accounts.map(({ receives }, index) =>
          accountWord(addresses[index] ?? ZeroAddress, receives),
        );
        expect(await refusal(registry.requireAllEligible(words, required, exempted))).to.equal(expected);
        if (expected === undefined) ++seen.passed;
        else ++seen.refused;
        await snapshot.restore();
      });
      await fc.assert(check, { numRuns: 80, seed: 20_261_123 });
      expect(seen.passed, "passed").to.be.greaterThan(15);
      expect(seen.refused, "refused").to.be.greaterThan(15);
    });
  });
});
