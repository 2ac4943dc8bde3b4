import { expect } from "chai";
import { id } from "ethers";

import { MAX_UINT256 } from "../../support/actions.ts";
import type { Desk, GiveUpStruct } from "../../support/blocks.ts";
import { expectNothingHappens, giveUpIdOf, marketEvents } from "../../support/blockRecords.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientParts,
  consentTo,
  through,
  useDesk,
} from "../../support/blocks.ts";
import { nextBlockAt } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";
import { DAY, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.revokeGiveUp", () => {
  const current = useDesk();

  const use = async (m: Desk, giveUp: GiveUpStruct, sequence = 0n) =>
    await acceptBlock(m, brokeredQuote(m, { sequence }), {
      allocations: [...clientParts(m, 1n, 2n)],
      then: THEN.match,
      ...(await through(m, giveUp)),
    });
  const revoke = (m: Desk, giveUp: GiveUpStruct, by = m.broker) => m.rfq.connect(by).revokeGiveUp(giveUp);

  describe("given a consent that nobody has used", () => {
    it("when its broker revokes it, then nothing is left of it: GiveUpExceeded", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      const giveUpId = giveUpIdOf(giveUp);
      expect(await marketEvents(m, revoke(m, giveUp))).to.deep.equal([
        ["GiveUpRevoked", giveUpId, m.broker.address, m.broker.address],
      ]);
      expect(await m.rfq.givenUpOf(giveUpId)).to.equal(MAX_UINT256);
      await expectNothingHappens(m, brokeredQuote(m), () =>
        expect(use(m, giveUp))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
          .withArgs(giveUpId, 3n, 0n),
      );
    });

    it("when another to the same is not revoked, then that is good", async () => {
      const m = current();
      await revoke(m, consentTo(m, m.agent));
      await expect(use(m, consentTo(m, m.agent, { salt: id("another") }))).to.emit(m.rfq, "GivenUp");
    });

    it("when it is revoked twice, then it stays so", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      await revoke(m, giveUp);
      await expect(revoke(m, giveUp)).to.emit(m.rfq, "GiveUpRevoked");
      expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(MAX_UINT256);
    });
  });

  describe("given a consent that was used in part", () => {
    it("when it is revoked, then the link that was made stays, and no other is made", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      await use(m, giveUp);
      await revoke(m, giveUp);
      expect(await m.rfq.linkedTradesOf(0n)).to.equal(3n);
      await expect(use(m, giveUp, 1n))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
        .withArgs(giveUpIdOf(giveUp), 3n, 0n);
    });
  });

  describe("given who may revoke it", () => {
    it("when it is the broker's operator in scope cancel, then it may, and the event says so", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      await m.registry.connect(m.broker).appointOperator(m.operator, SCOPES.cancel, FAR);
      await expect(revoke(m, giveUp, m.operator))
        .to.emit(m.rfq, "GiveUpRevoked")
        .withArgs(giveUpIdOf(giveUp), m.broker, m.operator);
    });

    it("when it is somebody else, or an operator in another scope, then it reverts with QuoteNotYours", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      await m.registry.connect(m.broker).appointOperator(m.operator, SCOPES.trade | SCOPES.issue, FAR);
      for (const stranger of [m.operator, m.dealer, m.agent, m.outsider]) {
        await expect(revoke(m, giveUp, stranger))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
          .withArgs(m.broker, stranger);
      }
      expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(0n);
    });

    it("when its appointment ends, then the last second before is in time", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      const end = START + DAY / 4;
      await m.registry.connect(m.broker).appointOperator(m.operator, SCOPES.cancel, end);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, end);
      await expect(revoke(m, giveUp, m.operator))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.broker, m.operator);
      await snapshot.restore();
      await nextBlockAt(m, end - 1);
      await expect(revoke(m, giveUp, m.operator)).to.emit(m.rfq, "GiveUpRevoked");
    });
  });
});
