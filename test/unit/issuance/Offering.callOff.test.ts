import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { closeNow, END_CAUSE, fundFirms, reach, sell, stageNumber } from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  priceBook,
  tappedBond,
  useMarket,
} from "../../support/offerings.ts";
import { DELAYS, EVIDENCE, FAR, SCOPES } from "../../support/world.ts";

type Caller = Participant | Market["issuer"];

const callOff = ({ offering }: Market, caller: Caller) => offering.connect(caller).callOff(OFFERED_BYTES);
const stageOf = ({ offering }: Market) => offering.stageOf(OFFERED_BYTES);

/** The caller agrees for an account, and nothing ends yet. */
async function expectAgreed(m: Market, caller: Caller, account: { readonly address: string }): Promise<void> {
  const before = await stageOf(m);
  const sent = callOff(m, caller);
  await expect(sent)
    .to.emit(m.offering, "CallOffAgreed")
    .withArgs(OFFERED_BYTES, 0n, account.address, caller.address);
  await expect(sent).not.to.emit(m.offering, "OfferingEnded");
  expect(await stageOf(m)).to.equal(before);
}

/** The caller agrees for an account, and with that it ends. */
async function expectEnded(m: Market, caller: Caller, account: { readonly address: string }): Promise<void> {
  const sent = callOff(m, caller);
  await expect(sent)
    .to.emit(m.offering, "CallOffAgreed")
    .withArgs(OFFERED_BYTES, 0n, account.address, caller.address);
  await expect(sent)
    .to.emit(m.offering, "OfferingEnded")
    .withArgs(OFFERED_BYTES, 0n, END_CAUSE.calledOff, caller.address);
  expect(await stageOf(m)).to.equal(stageNumber("ended"));
}

/** Makes the outsider the successor of the lead manager's lost key. */
async function replaceLead({ registry, networkHelpers, outsider, ...m }: Market): Promise<void> {
  const [lead] = m.firms;
  if (lead === undefined) throw new Error("there is no lead manager");
  await registry.proposeReplacement(lead, outsider, EVIDENCE);
  await networkHelpers.time.increase(DELAYS.replacementDelay);
  await registry.completeReplacement(lead);
}

async function expectStranger(m: Market, caller: Caller): Promise<void> {
  await expect(callOff(m, caller))
    .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
    .withArgs(OFFERED_BYTES, caller.address, m.issuer.address);
}

describe("Offering.callOff", () => {
  describe("given an offering that is open", () => {
    const current = useMarket();
    beforeEach(() => openBook(current()));

    it("when the issuer calls it off then it ends", async () => {
      const m = current();
      await expectEnded(m, m.issuer, m.issuer);
    });

    it("when the issuer's agent calls it off then it ends", async () => {
      const m = current();
      await expectEnded(m, m.issuerAgent, m.issuer);
    });

    it("when the agent's appointment is in other scopes then reverts with OfferingNotAppointed", async () => {
      const m = current();
      await m.registry.connect(m.issuer).appointOperator(m.issuerAgent, SCOPES.trade | SCOPES.cancel, FAR);
      await expectStranger(m, m.issuerAgent);
    });

    it("when the lead manager calls it off then reverts with OfferingNotAppointed", async () => {
      const m = current();
      await expectStranger(m, firmAt(m, 0));
    });

    it("when anybody else calls it off then reverts with OfferingNotAppointed", async () => {
      const m = current();
      for (const caller of [firmAt(m, 1), investorAt(m, 0), m.outsider, m.admin]) {
        await expectStranger(m, caller);
      }
    });

    it("when the issuer's key was replaced then its successor calls it off, and the lost key does not", async () => {
      const m = current();
      await replaceKey({ ...m, bond: await tappedBond(m) }, m.issuer, m.outsider);
      await expectStranger(m, m.issuer);
      await expectEnded(m, m.outsider, m.issuer);
    });
  });

  for (const stage of ["priced", "allotted"] as const) {
    describe(`given an offering that is ${stage}`, () => {
      const current = useMarket();
      beforeEach(async () => {
        const m = current();
        if (stage === "priced") {
          await openBook(m);
          await priceBook(m);
        } else await sell(m, [{ investor: 0, units: 10n }]);
        expect(await stageOf(m)).to.equal(stageNumber(stage));
      });

      it("when issuer and then lead manager call it off then it ends with the second", async () => {
        const m = current();
        await expectAgreed(m, m.issuer, m.issuer);
        await expectEnded(m, firmAt(m, 0), firmAt(m, 0));
      });

      it("when lead manager and then issuer's agent call it off then it ends with the second", async () => {
        const m = current();
        await expectAgreed(m, firmAt(m, 0), firmAt(m, 0));
        await expectEnded(m, m.issuerAgent, m.issuer);
      });

      it("when one of them does so twice then that does not stand for the other, and is on record once", async () => {
        const m = current();
        await expectAgreed(m, m.issuerAgent, m.issuer);
        await expect(callOff(m, m.issuer)).not.to.emit(m.offering, "CallOffAgreed");
        expect(await stageOf(m)).to.equal(stageNumber(stage));
      });

      it("when the lead manager does so twice then it goes on", async () => {
        const m = current();
        await expectAgreed(m, firmAt(m, 0), firmAt(m, 0));
        await expect(callOff(m, firmAt(m, 0))).not.to.emit(m.offering, "CallOffAgreed");
        expect(await stageOf(m)).to.equal(stageNumber(stage));
      });

      it("when the lead manager's key was replaced then its successor agrees, and the lost key does not", async () => {
        const m = current();
        await replaceLead(m);
        await expectStranger(m, firmAt(m, 0));
        await expectAgreed(m, m.outsider, m.outsider);
        await expectEnded(m, m.issuer, m.issuer);
      });

      it("when the lead manager's operator in scope TRADE does so then that is as good", async () => {
        const m = current();
        await m.registry.connect(firmAt(m, 0)).appointOperator(m.operator, SCOPES.trade, FAR);
        await expectAgreed(m, m.operator, firmAt(m, 0));
        await expectEnded(m, m.issuer, m.issuer);
      });

      it("when the lead manager is the issuer's agent as well then it ends at once, on both their behalfs", async () => {
        const m = current();
        const lead = firmAt(m, 0);
        await m.registry.connect(m.issuer).appointOperator(lead, SCOPES.issue, FAR);
        const sent = callOff(m, lead);
        for (const account of [m.issuer, lead]) {
          await expect(sent)
            .to.emit(m.offering, "CallOffAgreed")
            .withArgs(OFFERED_BYTES, 0n, account.address, lead.address);
        }
        await expect(sent)
          .to.emit(m.offering, "OfferingEnded")
          .withArgs(OFFERED_BYTES, 0n, END_CAUSE.calledOff, lead.address);
      });

      it("when anybody else calls it off then reverts with OfferingNotAppointed", async () => {
        const m = current();
        for (const caller of [firmAt(m, 1), investorAt(m, 0), m.outsider, m.admin]) {
          await expectStranger(m, caller);
        }
      });
    });
  }

  describe("given an offering that was called off after it was allotted", () => {
    const current = useMarket();
    beforeEach(async () => {
      const m = current();
      await sell(m, [{ investor: 0, units: 10n }]);
      await callOff(m, m.issuer);
      await callOff(m, firmAt(m, 0));
    });

    it("when it is called off again then reverts with OfferingWrongStage", async () => {
      const m = current();
      await expect(callOff(m, m.issuer))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("ended"), stageNumber("open"));
    });
  });

  for (const name of ["issuer", "lead manager"] as const) {
    describe(`given that the ${name} agreed while it was priced`, () => {
      const current = useMarket();

      it("when the allocation is completed then that counts no more: both must agree again", async () => {
        const m = current();
        const [first, second] =
          name === "issuer" ? ([m.issuer, firmAt(m, 0)] as const) : ([firmAt(m, 0), m.issuer] as const);
        await openBook(m);
        await priceBook(m);
        await expectAgreed(m, first, first);
        await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);
        await expectAgreed(m, second, second);
        await expectEnded(m, first, first);
      });
    });
  }

  describe("given an agreement to call off an earlier offering of the bond", () => {
    const current = useMarket();

    it("when another is open then it does not stand for that one", async () => {
      const m = current();
      await offer(m);
      await callOff(m, m.issuer);
      await openBook(m);
      await priceBook(m);
      await callOff(m, firmAt(m, 0));
      expect(await stageOf(m)).to.equal(stageNumber("priced"));
    });
  });

  describe("given no offering that is under way", () => {
    const current = useMarket();

    it("when the bond was never offered then reverts with OfferingWrongStage", async () => {
      const m = current();
      await expect(callOff(m, m.issuer))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("none"), stageNumber("open"));
    });

    it("when it is closed then reverts with OfferingWrongStage", async () => {
      const m = current();
      await sell(m, [{ investor: 0, units: 10n }]);
      await fundFirms(m);
      await reach(m, PAYMENT);
      await closeNow(m);
      await expect(callOff(m, m.issuer))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("closed"), stageNumber("open"));
    });
  });
});
