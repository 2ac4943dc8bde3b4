import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { sell, stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  BOOK_FROM,
  BOOK_UNTIL,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  openBook,
  useMarket,
} from "../../support/offerings.ts";
import { COMMITMENT, EVIDENCE, FAR, SCOPES, START } from "../../support/world.ts";

const FIRST = id("an order");
const SECOND = id("another order");

type Account = ReturnType<typeof firmAt>;

const enter = (m: Market, account: Account, commitment = FIRST, by: Account | Market["operator"] = account) =>
  m.offering.connect(by).enterOrder(OFFERED_BYTES, account, commitment);
const bookOf = async ({ offering }: Market) => await offering.bookOf(OFFERED_BYTES);

describe("Offering.enterOrder", () => {
  describe("given a book that is open", () => {
    const current = useMarket();
    beforeEach(() => openBook(current()));

    it("when a firm enters an order then emits OrderEntered with its position", async () => {
      const m = current();
      const firm = firmAt(m, 1);
      await expect(enter(m, firm))
        .to.emit(m.offering, "OrderEntered")
        .withArgs(OFFERED_BYTES, 0n, firm.address, 0n, FIRST, firm.address);
      expect(await bookOf(m)).to.deep.equal([FIRST]);
    });

    it("when a firm enters orders of many clients, two of them alike, then each has a place, and it says which", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await enter(m, firm, FIRST);
      await enter(m, firm, SECOND);
      expect(await m.offering.connect(firm).enterOrder.staticCall(OFFERED_BYTES, firm, FIRST)).to.equal(2n);
      await enter(m, firm, FIRST);
      expect(await bookOf(m)).to.deep.equal([FIRST, SECOND, FIRST]);
    });

    it("when an investor enters an order for itself then emits OrderEntered: no firm can prevent it", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await expect(enter(m, investor))
        .to.emit(m.offering, "OrderEntered")
        .withArgs(OFFERED_BYTES, 0n, investor.address, 0n, FIRST, investor.address);
    });

    it("when an operator in scope TRADE enters one then the event says for whom", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(investor).appointOperator(m.operator, SCOPES.trade, FAR);
      await expect(enter(m, investor, FIRST, m.operator))
        .to.emit(m.offering, "OrderEntered")
        .withArgs(OFFERED_BYTES, 0n, investor.address, 0n, FIRST, m.operator.address);
    });

    it("when an operator in other scopes enters one then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(investor).appointOperator(m.operator, SCOPES.issue | SCOPES.cancel, FAR);
      await expect(enter(m, investor, FIRST, m.operator))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.operator.address, investor.address);
    });

    it("when a stranger enters one for a firm, or another firm does, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      for (const caller of [m.outsider, firmAt(m, 1), m.issuerAgent]) {
        await expect(m.offering.connect(caller).enterOrder(OFFERED_BYTES, firm, FIRST))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, caller.address, firm.address);
      }
    });

    it("when an investor enters a second order of its own then reverts with OrderAlreadyEntered", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await enter(m, firmAt(m, 0));
      await enter(m, investor, FIRST);
      await expect(enter(m, investor, SECOND))
        .to.be.revertedWithCustomError(m.offering, "OrderAlreadyEntered")
        .withArgs(OFFERED_BYTES, 1n);
    });

    it("when a firm has entered an order for it then an investor may enter its own as well", async () => {
      const m = current();
      await enter(m, firmAt(m, 0), FIRST);
      await enter(m, investorAt(m, 0), SECOND);
      expect(await bookOf(m)).to.deep.equal([FIRST, SECOND]);
    });

    it("when an investor has withdrawn its order then it may enter another, at another place", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await enter(m, investor, FIRST);
      await m.offering.connect(investor).withdrawOrder(OFFERED_BYTES, 0n, investor);
      await enter(m, investor, SECOND);
      expect(await bookOf(m)).to.deep.equal([ZeroHash, SECOND]);
    });

    it("when an investor was never admitted then reverts with ParticipantNotAdmitted", async () => {
      const m = current();
      await expect(m.offering.connect(m.outsider).enterOrder(OFFERED_BYTES, m.outsider, FIRST))
        .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
        .withArgs(m.outsider.address);
    });

    it("when an investor is suspended then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(m.compliance).suspend(investor, EVIDENCE);
      await expect(enter(m, investor))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(investor.address);
    });

    it("when an investor's identification is over then reverts with ParticipantExpired", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.update(investor, 0, START, COMMITMENT);
      const now = (await m.networkHelpers.time.latest()) + 5;
      await m.networkHelpers.time.setNextBlockTimestamp(now);
      await expect(enter(m, investor))
        .to.be.revertedWithCustomError(m.registry, "ParticipantExpired")
        .withArgs(investor.address, START, now);
    });

    it("when an investor took the order back then it cannot be entered again: reverts with OrderAlreadyRevoked", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      const asInvestor = m.offering.connect(investor);
      await asInvestor.revokeOrder(OFFERED_BYTES, investor, FIRST);
      await enter(m, investor, SECOND);
      await asInvestor.withdrawOrder(OFFERED_BYTES, 0n, investor);
      for (const commitment of [FIRST, SECOND]) {
        await expect(enter(m, investor, commitment))
          .to.be.revertedWithCustomError(m.offering, "OrderAlreadyRevoked")
          .withArgs(OFFERED_BYTES, commitment);
      }
    });

    it("when the commitment is zero then reverts with OrderEmptyCommitment", async () => {
      const m = current();
      for (const account of [firmAt(m, 0), investorAt(m, 0)]) {
        await expect(enter(m, account, ZeroHash))
          .to.be.revertedWithCustomError(m.offering, "OrderEmptyCommitment")
          .withArgs(OFFERED_BYTES);
      }
    });
  });

  describe("given an offering that is open, and the hours of its book", () => {
    const current = useMarket();
    beforeEach(() => offer(current()));
    const hours = [
      ["a second before it opens", BOOK_FROM - 1, false],
      ["as it opens", BOOK_FROM, true],
      ["in its last second", BOOK_UNTIL - 1, true],
      ["as it closes", BOOK_UNTIL, false],
    ] as const;
    for (const [when, moment, isOpen] of hours) {
      it(`when an order is entered ${when} then ${isOpen ? "it is in the book" : "reverts with OfferingBookClosed"}`, async () => {
        const m = current();
        await m.networkHelpers.time.setNextBlockTimestamp(moment);
        const sent = enter(m, firmAt(m, 0));
        if (isOpen) await expect(sent).to.emit(m.offering, "OrderEntered");
        else
          await expect(sent)
            .to.be.revertedWithCustomError(m.offering, "OfferingBookClosed")
            .withArgs(OFFERED_BYTES, BOOK_FROM, BOOK_UNTIL, moment);
        expect(await bookOf(m)).to.deep.equal(isOpen ? [FIRST] : []);
      });
    }
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
        await expect(enter(m, firmAt(m, 0)))
          .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
          .withArgs(OFFERED_BYTES, stageNumber(stage), stageNumber("open"));
      });
    }
  });

  describe("given an order of an investor's own in a book that was called off", () => {
    const current = useMarket();

    it("when the bond is offered anew then its book is empty, and the investor enters another", async () => {
      const m = current();
      await openBook(m);
      await enter(m, investorAt(m, 0), FIRST);
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m);
      expect(await bookOf(m)).to.deep.equal([]);
      await expect(enter(m, investorAt(m, 0), FIRST))
        .to.emit(m.offering, "OrderEntered")
        .withArgs(OFFERED_BYTES, 1n, investorAt(m, 0).address, 0n, FIRST, investorAt(m, 0).address);
    });
  });
});
