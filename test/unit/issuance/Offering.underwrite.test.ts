import { expect } from "chai";

import { sell, stageNumber } from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  BOOK_UNTIL,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  openBook,
  useMarket,
} from "../../support/offerings.ts";
import { DELAYS, EVIDENCE, FAR, SCOPES } from "../../support/world.ts";

describe("Offering.underwrite", () => {
  const sign = (
    m: Market,
    firm: Participant,
    by: { signer: Participant | Market["operator"] },
    number = 0n,
  ) => m.offering.connect(by.signer).underwrite(OFFERED_BYTES, number, firm);
  const signedBy = async ({ offering }: Market) => (await offering.syndicateOf(OFFERED_BYTES)).hasSigned;

  describe("given an offering that is open", () => {
    const current = useMarket();
    beforeEach(() => offer(current()));

    it("when a firm signs then emits UnderwritingSigned with its commitment", async () => {
      const m = current();
      const firm = firmAt(m, 1);
      await expect(sign(m, firm, { signer: firm }))
        .to.emit(m.offering, "UnderwritingSigned")
        .withArgs(OFFERED_BYTES, 0n, firm.address, 30n, firm.address);
      expect(await signedBy(m)).to.deep.equal([false, true, false]);
    });

    it("when its operator in scope TRADE signs then emits UnderwritingSigned with both", async () => {
      const m = current();
      const firm = firmAt(m, 2);
      await m.registry.connect(firm).appointOperator(m.operator, SCOPES.trade, FAR);
      await expect(sign(m, firm, { signer: m.operator }))
        .to.emit(m.offering, "UnderwritingSigned")
        .withArgs(OFFERED_BYTES, 0n, firm.address, 20n, m.operator.address);
    });

    it("when its operator in other scopes signs then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.registry.connect(firm).appointOperator(m.operator, SCOPES.issue | SCOPES.cancel, FAR);
      await expect(sign(m, firm, { signer: m.operator }))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.operator.address, firm.address);
    });

    it("when another member signs for it then reverts with OfferingNotAppointed, even the lead manager", async () => {
      const m = current();
      const [lead, firm] = [firmAt(m, 0), firmAt(m, 1)];
      await expect(sign(m, firm, { signer: lead }))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, lead.address, firm.address);
    });

    it("when it is suspended then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.registry.connect(m.compliance).suspend(firm, EVIDENCE);
      await expect(sign(m, firm, { signer: firm }))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(firm.address);
    });

    it("when its key was lost and replaced then the lost key reverts with ParticipantIsReplaced", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.registry.proposeReplacement(firm, m.outsider, EVIDENCE);
      await m.networkHelpers.time.increase(DELAYS.replacementDelay);
      await m.registry.completeReplacement(firm);
      await expect(sign(m, firm, { signer: firm }))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsReplaced")
        .withArgs(firm.address, m.outsider.address);
    });

    it("when an account that is no member signs then reverts with OfferingNotMember", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await expect(sign(m, investor, { signer: investor }))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotMember")
        .withArgs(OFFERED_BYTES, investor.address);
    });

    it("when a firm signs again then reverts with OfferingAlreadySigned", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await sign(m, firm, { signer: firm });
      await expect(sign(m, firm, { signer: firm }))
        .to.be.revertedWithCustomError(m.offering, "OfferingAlreadySigned")
        .withArgs(OFFERED_BYTES, firm.address);
    });

    it("when the book has closed then a firm may sign still", async () => {
      const m = current();
      await m.networkHelpers.time.increaseTo(BOOK_UNTIL);
      for (const firm of m.firms) await sign(m, firm, { signer: firm });
      expect(await signedBy(m)).to.deep.equal([true, true, true]);
    });

    it("when another offering took its place then what was meant for the first reverts with OfferingOtherNumber", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m, { feePerUnit: 0n });
      await expect(sign(m, firm, { signer: firm }, 0n))
        .to.be.revertedWithCustomError(m.offering, "OfferingOtherNumber")
        .withArgs(OFFERED_BYTES, 0n, 1n);
      await sign(m, firm, { signer: firm }, 1n);
      expect(await signedBy(m)).to.deep.equal([true, false, false]);
    });

    it("when it signed the one before then it has not signed the next", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await sign(m, firm, { signer: firm });
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m);
      expect(await signedBy(m)).to.deep.equal([false, false, false]);
    });
  });

  describe("given no offering that is open", () => {
    const current = useMarket();
    const stages: readonly (readonly ["none" | "allotted" | "ended", (m: Market) => Promise<unknown>])[] = [
      ["none", () => Promise.resolve()],
      ["allotted", (m) => sell(m, [])],
      [
        "ended",
        async (m) => {
          await openBook(m);
          await m.offering.callOff(OFFERED_BYTES);
        },
      ],
    ];
    for (const [stage, arrange] of stages) {
      it(`when its stage is ${stage} then reverts with OfferingWrongStage`, async () => {
        const m = current();
        await arrange(m);
        const firm = firmAt(m, 0);
        await expect(sign(m, firm, { signer: firm }))
          .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
          .withArgs(OFFERED_BYTES, stageNumber(stage), stageNumber("open"));
      });
    }
  });
});
