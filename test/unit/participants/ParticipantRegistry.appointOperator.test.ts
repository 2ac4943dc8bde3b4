import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { useWorld } from "../../support/useWorld.ts";
import { DAY, FAR, SCOPES, START } from "../../support/world.ts";

const ALL = SCOPES.trade | SCOPES.cancel | SCOPES.issue;

describe("ParticipantRegistry.appointOperator", () => {
  const current = useWorld();

  describe("given no appointment", () => {
    it("when appointed then emits OperatorAppointed with the old and the new appointment", async () => {
      const { registry, seller, operator } = current();
      await expect(registry.connect(seller).appointOperator(operator, SCOPES.trade, FAR))
        .to.emit(registry, "OperatorAppointed")
        .withArgs(seller.address, operator.address, [0n, 0n], [BigInt(SCOPES.trade), BigInt(FAR)]);
      expect(await registry.appointment(seller, operator)).to.deep.equal([BigInt(SCOPES.trade), BigInt(FAR)]);
    });

    it("when appointed then for the caller only (trap: an owner binds a third party's cash account)", async () => {
      const { registry, seller, buyer, operator } = current();
      await registry.connect(seller).appointOperator(operator, ALL, FAR);
      expect(await registry.isOperator(seller, operator, ALL)).to.equal(true);
      expect(await registry.isOperator(buyer, operator, SCOPES.trade)).to.equal(false);
      expect(await registry.isOperator(operator, seller, SCOPES.trade)).to.equal(false);
    });

    it("when the operator is zero then reverts with OperatorInvalid", async () => {
      const { registry, seller } = current();
      await expect(registry.connect(seller).appointOperator(ZeroAddress, SCOPES.trade, FAR))
        .to.be.revertedWithCustomError(registry, "OperatorInvalid")
        .withArgs(seller.address, ZeroAddress);
    });

    it("when the operator is the caller then reverts with OperatorInvalid", async () => {
      const { registry, seller } = current();
      await expect(registry.connect(seller).appointOperator(seller, SCOPES.trade, FAR))
        .to.be.revertedWithCustomError(registry, "OperatorInvalid")
        .withArgs(seller.address, seller.address);
    });

    for (const scopes of [8, ALL + 1, 2 ** 31, 2 ** 32 - 1]) {
      it(`when the scopes are ${scopes}, not all known, then reverts with OperatorUnknownScopes`, async () => {
        const { registry, seller, operator } = current();
        await expect(registry.connect(seller).appointOperator(operator, scopes, FAR))
          .to.be.revertedWithCustomError(registry, "OperatorUnknownScopes")
          .withArgs(scopes, ALL);
      });
    }

    for (const ago of [0, 1]) {
      it(`when the expiry was ${ago} seconds ago then reverts with OperatorInvalidExpiry`, async () => {
        const { registry, seller, operator, networkHelpers } = current();
        const now = START + DAY;
        await networkHelpers.time.setNextBlockTimestamp(now);
        await expect(registry.connect(seller).appointOperator(operator, SCOPES.trade, now - ago))
          .to.be.revertedWithCustomError(registry, "OperatorInvalidExpiry")
          .withArgs(operator.address, now - ago, now);
      });
    }

    it("when there are no scopes but an expiry then reverts with OperatorInvalidExpiry", async () => {
      const { registry, seller, operator, networkHelpers } = current();
      const now = START + DAY;
      await networkHelpers.time.setNextBlockTimestamp(now);
      await expect(registry.connect(seller).appointOperator(operator, 0, FAR))
        .to.be.revertedWithCustomError(registry, "OperatorInvalidExpiry")
        .withArgs(operator.address, FAR, now);
    });
  });

  describe("given an appointment", () => {
    const appointed = useWorld(async ({ registry, seller, operator }) => {
      await registry.connect(seller).appointOperator(operator, SCOPES.trade | SCOPES.cancel, START + DAY);
      return {};
    });

    it("when ended with no scopes and no expiry then emits OperatorAppointed and nothing is left", async () => {
      const { registry, seller, operator } = appointed();
      await expect(registry.connect(seller).appointOperator(operator, 0, 0))
        .to.emit(registry, "OperatorAppointed")
        .withArgs(
          seller.address,
          operator.address,
          [BigInt(SCOPES.trade | SCOPES.cancel), BigInt(START + DAY)],
          [0n, 0n],
        );
      expect(await registry.isOperator(seller, operator, SCOPES.trade)).to.equal(false);
    });

    it("when replaced by other scopes then the old ones are gone", async () => {
      const { registry, seller, operator } = appointed();
      await registry.connect(seller).appointOperator(operator, SCOPES.issue, FAR);
      expect(await registry.isOperator(seller, operator, SCOPES.trade)).to.equal(false);
      expect(await registry.isOperator(seller, operator, SCOPES.issue)).to.equal(true);
    });

    it("when the operator acts for its own appointment then it is another account's", async () => {
      const { registry, seller, operator, outsider } = appointed();
      await registry.connect(operator).appointOperator(outsider, ALL, FAR);
      expect(await registry.isOperator(seller, outsider, SCOPES.trade)).to.equal(false);
    });
  });
});
