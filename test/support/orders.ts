import { expect } from "chai";
import { id } from "ethers";

import { stageNumber } from "./closings.ts";
import type { Market, Participant } from "./offerings.ts";
import {
  BOOK_FROM,
  BOOK_UNTIL,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  openBook,
  priceBook,
  useMarket,
} from "./offerings.ts";
import { EVIDENCE, FAR, SCOPES } from "./world.ts";

/** Commitments of orders: at position 0 one that a firm has entered, at 1 one of an investor's own; and another. */
export const BY_FIRM = id("an order that a firm has entered");
export const OWN = id("an order that an investor has entered");
export const OTHER = id("another order");

type Caller = Participant | Market["operator"];

/** What is done to an order in the book, in the name of an account. */
export const CHANGES = {
  amendOrder: (m: Market, by: Caller, position: bigint, account: Participant) =>
    m.offering.connect(by).amendOrder(OFFERED_BYTES, position, account, OTHER),
  withdrawOrder: (m: Market, by: Caller, position: bigint, account: Participant) =>
    m.offering.connect(by).withdrawOrder(OFFERED_BYTES, position, account),
} as const;

/** Opens a book and enters both orders. */
export async function fillBook(m: Market): Promise<void> {
  await openBook(m);
  await m.offering.connect(firmAt(m, 0)).enterOrder(OFFERED_BYTES, firmAt(m, 0), BY_FIRM);
  await m.offering.connect(investorAt(m, 0)).enterOrder(OFFERED_BYTES, investorAt(m, 0), OWN);
}

/** The book, by position. */
export const bookOf = async ({ offering }: Market): Promise<string[]> => await offering.bookOf(OFFERED_BYTES);

/** Tests that an order is amended or withdrawn by those who entered it only, while the book is open. */
export function describeWhoMayChange(name: keyof typeof CHANGES): void {
  describe(`Offering.${name}, by whom and when`, () => {
    const current = useMarket();
    beforeEach(() => fillBook(current()));
    const change = CHANGES[name];

    it("when an operator in scope TRADE does it then it is done in the account's name", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.registry.connect(firm).appointOperator(m.operator, SCOPES.trade, FAR);
      const args = name === "amendOrder" ? [BY_FIRM, OTHER] : [BY_FIRM];
      await expect(change(m, m.operator, 0n, firm))
        .to.emit(m.offering, name === "amendOrder" ? "OrderAmended" : "OrderWithdrawn")
        .withArgs(OFFERED_BYTES, 0n, firm.address, 0n, ...args, m.operator.address);
    });

    it("when a stranger does it in the account's name then reverts with OfferingNotAppointed", async () => {
      const m = current();
      for (const caller of [m.outsider, firmAt(m, 1), investorAt(m, 1)]) {
        await expect(change(m, caller, 0n, firmAt(m, 0)))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, caller.address, firmAt(m, 0).address);
      }
    });

    it("when an operator in other scopes does it then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(investor).appointOperator(m.operator, SCOPES.cancel | SCOPES.issue, FAR);
      await expect(change(m, m.operator, 1n, investor))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.operator.address, investor.address);
    });

    it("when the order is somebody else's then reverts with OrderNotYours, though it be the lead manager's client's", async () => {
      const m = current();
      const [lead, other, investor] = [firmAt(m, 0), firmAt(m, 1), investorAt(m, 0)];
      for (const [account, position, owner] of [
        [lead, 1n, investor],
        [other, 0n, lead],
        [investor, 0n, lead],
      ] as const) {
        await expect(change(m, account, position, account))
          .to.be.revertedWithCustomError(m.offering, "OrderNotYours")
          .withArgs(OFFERED_BYTES, position, account.address, owner.address);
      }
    });

    it("when the investor is suspended then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      await m.registry.connect(m.compliance).suspend(investor, EVIDENCE);
      await expect(change(m, investor, 1n, investor))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(investor.address);
    });

    for (const position of [2n, 2n ** 256n - 1n]) {
      it(`when the book has no position ${position} then reverts with OrderUnknown`, async () => {
        const m = current();
        await expect(change(m, firmAt(m, 0), position, firmAt(m, 0)))
          .to.be.revertedWithCustomError(m.offering, "OrderUnknown")
          .withArgs(OFFERED_BYTES, position);
      });
    }

    it("when the order was withdrawn then reverts with OrderUnknown", async () => {
      const m = current();
      for (const [position, account] of [
        [0n, firmAt(m, 0)],
        [1n, investorAt(m, 0)],
      ] as const) {
        await CHANGES.withdrawOrder(m, account, position, account);
        await expect(change(m, account, position, account))
          .to.be.revertedWithCustomError(m.offering, "OrderUnknown")
          .withArgs(OFFERED_BYTES, position);
      }
    });

    it("when the book's last second has come then it is done; a second later reverts with OfferingBookClosed", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL - 1);
      await change(m, firm, 0n, firm);
      await snapshot.restore();
      await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL);
      await expect(change(m, firm, 0n, firm))
        .to.be.revertedWithCustomError(m.offering, "OfferingBookClosed")
        .withArgs(OFFERED_BYTES, BOOK_FROM, BOOK_UNTIL, BOOK_UNTIL);
      expect(await bookOf(m)).to.deep.equal([BY_FIRM, OWN]);
    });

    it("when the book is priced then reverts with OfferingWrongStage", async () => {
      const m = current();
      await priceBook(m);
      await expect(change(m, firmAt(m, 0), 0n, firmAt(m, 0)))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("priced"), stageNumber("open"));
    });
  });

  describe(`Offering.${name}, by a lost key`, () => {
    const current = useMarket();

    it("when the key of the firm was replaced then reverts with ParticipantIsReplaced", async () => {
      const m = current();
      const firm = firmAt(m, 0);
      await m.registry.proposeReplacement(firm, m.outsider, EVIDENCE);
      await fillBook(m);
      const [, effectiveAt] = await m.registry.pendingReplacement(firm);
      await m.networkHelpers.time.increaseTo(effectiveAt);
      await m.registry.completeReplacement(firm);
      await expect(CHANGES[name](m, firm, 0n, firm))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsReplaced")
        .withArgs(firm.address, m.outsider.address);
    });
  });
}
