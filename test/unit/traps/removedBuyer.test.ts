import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { bothHoldings, freshWorld, instruct, match, stateOf, type World } from "../../support/settlement.ts";
import { COMMITMENT, EVIDENCE, FAR, QII, READINESS, SIDE } from "../../support/world.ts";

describe("trap: acceptance succeeds after the buyer was removed from the register", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const removals = [
    [
      "suspended",
      () => w.registry.connect(w.compliance).suspend(w.buyer, EVIDENCE),
      "ParticipantIsSuspended",
      () => [w.buyer],
    ],
    ["closed", () => w.registry.close(w.buyer), "ParticipantIsClosed", () => [w.buyer]],
    [
      "replaced",
      () => replaceKey(w, w.buyer, w.outsider),
      "ParticipantIsReplaced",
      () => [w.buyer, w.outsider],
    ],
    [
      "no longer of the class",
      () => w.registry.update(w.buyer, 4, FAR, COMMITMENT),
      "ParticipantLacksClasses",
      () => [w.buyer, 4, QII],
    ],
  ] as const;

  for (const [what, remove, error, args] of removals) {
    it(`given a buyer that is ${what}, when it accepts what waits for it, then nothing settles`, async () => {
      const trade = w.trade();
      await instruct(w, trade, SIDE.seller, READINESS.earmarked);
      await remove();
      const before = await bothHoldings(w);
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.registry, error)
        .withArgs(...args());
      expect((await stateOf(w, trade)).buyerApproved).to.equal(false);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it(`given a matched trade and a buyer that is ${what}, when anyone settles, then nothing moves`, async () => {
      const trade = w.trade();
      await match(w, trade, { sellerHolds: true, buyerHolds: true });
      const signatures = [await w.sign(w.seller, trade), await w.sign(w.buyer, trade)] as const;
      await remove();
      const before = await bothHoldings(w);
      for (const call of [
        () => w.escrow.settle(trade),
        () => w.escrow.settleBySignatures(trade, ...signatures),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(w.registry, error)
          .withArgs(...args());
      }
      expect(await bothHoldings(w)).to.deep.equal(before);
    });
  }
});
