import { expect } from "chai";
import { ZeroHash } from "ethers";

import { allotTo, stageNumber } from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  BOOK_FROM,
  BOOK_UNTIL,
  enter,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  openBook,
  priceBook,
  signedOrder,
  useMarket,
} from "../../support/offerings.ts";
import { bookOf, BY_FIRM, fillBook, OTHER, OWN } from "../../support/orders.ts";
import { orderCommitment } from "../../../sdk/offering/orderHash.ts";
import { FAR, SCOPES } from "../../support/world.ts";

type Caller = Participant | Market["operator"];

const revoke = (m: Market, account: Participant, commitment: string, by: Caller = account) =>
  m.offering.connect(by).revokeOrder(OFFERED_BYTES, account, commitment);

describe("Offering.revokeOrder", () => {
  describe("given a book that is open", () => {
    const current = useMarket();
    beforeEach(() => fillBook(current()));

    it("when an investor takes an order back then emits OrderRevoked, and the book stays as it is", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await expect(revoke(m, investor, BY_FIRM))
        .to.emit(m.offering, "OrderRevoked")
        .withArgs(OFFERED_BYTES, 0n, investor.address, BY_FIRM, investor.address);
      expect(await bookOf(m)).to.deep.equal([BY_FIRM, OWN]);
    });

    it("when its operator in scope TRADE does then the event says for whom", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(investor).appointOperator(m.operator, SCOPES.trade, FAR);
      await expect(revoke(m, investor, OTHER, m.operator))
        .to.emit(m.offering, "OrderRevoked")
        .withArgs(OFFERED_BYTES, 0n, investor.address, OTHER, m.operator.address);
    });

    it("when a stranger or its firm does then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      for (const caller of [m.outsider, firmAt(m, 0)]) {
        await expect(revoke(m, investor, BY_FIRM, caller))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, caller.address, investor.address);
      }
    });

    it("when an operator in other scopes does then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(investor).appointOperator(m.operator, SCOPES.cancel | SCOPES.issue, FAR);
      await expect(revoke(m, investor, BY_FIRM, m.operator))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.operator.address, investor.address);
    });

    it("when it is taken back again then reverts with OrderAlreadyRevoked", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await revoke(m, investor, OTHER);
      await expect(revoke(m, investor, OTHER))
        .to.be.revertedWithCustomError(m.offering, "OrderAlreadyRevoked")
        .withArgs(OFFERED_BYTES, OTHER);
    });

    for (const name of ["amended", "withdrew"] as const) {
      it(`when it ${name} it then reverts with OrderAlreadyRevoked: that took it back`, async () => {
        const m = current();
        const investor = investorAt(m, 0);
        const asInvestor = m.offering.connect(investor);
        if (name === "amended") await asInvestor.amendOrder(OFFERED_BYTES, 1n, investor, OTHER);
        else await asInvestor.withdrawOrder(OFFERED_BYTES, 1n, investor);
        await expect(revoke(m, investor, OWN))
          .to.be.revertedWithCustomError(m.offering, "OrderAlreadyRevoked")
          .withArgs(OFFERED_BYTES, OWN);
      });
    }

    it("when others take the same commitment back then that is their own matter", async () => {
      const m = current();
      await revoke(m, investorAt(m, 1), OWN);
      await revoke(m, investorAt(m, 0), OWN);
    });

    it("when the commitment is zero then reverts with OrderEmptyCommitment", async () => {
      const m = current();
      await expect(revoke(m, investorAt(m, 0), ZeroHash))
        .to.be.revertedWithCustomError(m.offering, "OrderEmptyCommitment")
        .withArgs(OFFERED_BYTES);
    });

    it("when the book's last second has come then it is done; a second later reverts with OfferingBookClosed", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL - 1);
      await revoke(m, investor, OTHER);
      await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL);
      await expect(revoke(m, investor, BY_FIRM))
        .to.be.revertedWithCustomError(m.offering, "OfferingBookClosed")
        .withArgs(OFFERED_BYTES, BOOK_FROM, BOOK_UNTIL, BOOK_UNTIL);
    });

    it("when the book is priced then reverts with OfferingWrongStage", async () => {
      const m = current();
      await priceBook(m);
      await expect(revoke(m, investorAt(m, 0), OTHER))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("priced"), stageNumber("open"));
    });
  });

  describe("given a signed order that its firm has entered", () => {
    const current = useMarket();

    /** Prices and allots the order. */
    const fill = async (m: Market, signed: Awaited<ReturnType<typeof signedOrder>>) => {
      await priceBook(m);
      return allotTo(m, [[0n, signed, 10n]]);
    };

    it("when its investor took it back then it cannot be filled: reverts with AllotmentRevoked", async () => {
      const m = current();
      await openBook(m);
      const signed = await signedOrder(m, investorAt(m, 0));
      await enter(m, signed);
      await revoke(m, investorAt(m, 0), orderCommitment(signed.order));
      await expect(fill(m, signed))
        .to.be.revertedWithCustomError(m.offering, "AllotmentRevoked")
        .withArgs(OFFERED_BYTES, 0n, orderCommitment(signed.order));
    });

    it("when somebody else took its commitment back then it is filled", async () => {
      const m = current();
      await openBook(m);
      const signed = await signedOrder(m, investorAt(m, 0));
      await enter(m, signed);
      await revoke(m, firmAt(m, 0), orderCommitment(signed.order));
      await expect(fill(m, signed)).to.emit(m.offering, "OrderAllotted");
    });

    it("when it was taken back in the offering before then that does not bind the next", async () => {
      const m = current();
      await openBook(m);
      const signed = await signedOrder(m, investorAt(m, 0), { offering: 1n });
      await revoke(m, investorAt(m, 0), orderCommitment(signed.order));
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m);
      for (const firm of m.firms) await m.offering.connect(firm).underwrite(OFFERED_BYTES, 1n, firm);
      await enter(m, signed);
      await expect(fill(m, signed)).to.emit(m.offering, "OrderAllotted");
    });
  });
});
