import { expect } from "chai";
import { AbiCoder, id, keccak256, solidityPacked, ZeroAddress } from "ethers";

import { enterOrder } from "../../../sdk/client/actions/enterOrder.ts";
import { orderCommitment } from "../../../sdk/offering/orderHash.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import {
  allotmentAt,
  allotTo,
  nextAt,
  NO_HASH,
  openAndPrice,
  orderSignedBy,
  sellTap,
  stageNumber,
  suspend,
} from "../../support/closings.ts";
import { must } from "../../support/must.ts";
import type { Market } from "../../support/offerings.ts";
import {
  CLOSE_BY,
  enter,
  FACE,
  firmAt,
  investorAt,
  OFFERED,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  POT,
  priceBook,
  PRICING,
  send,
  signedOrder,
  statusOf,
  TAPPED_BYTES,
  useMarket,
} from "../../support/offerings.ts";
import { READINESS, SCOPES, SIDE } from "../../support/world.ts";

/** h(0) = keccak256(isin, number), h(k) = keccak256(h(k - 1), position, units) */
const chained = (parts: readonly (readonly [position: bigint, units: bigint])[]): string =>
  parts.reduce(
    (hash, [position, units]) =>
      keccak256(solidityPacked(["bytes32", "uint256", "uint256"], [hash, position, units])),
    keccak256(AbiCoder.defaultAbiCoder().encode(["bytes12", "uint256"], [OFFERED_BYTES, 0n])),
  );

describe("Offering.allot", () => {
  const current = useMarket();

  const order = (m: Market, index: number, changes: Parameters<typeof signedOrder>[2] = {}) =>
    signedOrder(m, investorAt(m, index), changes);

  describe("given a priced book of three orders", () => {
    const ordersOf = async (m: Market) => [
      await order(m, 0, { units: 50n }),
      await order(m, 1, { units: 30n, firm: firmAt(m, 1).address }),
      await order(m, 2, { units: 40n, firm: POT }),
    ];
    const book = async (m: Market) => {
      const [first, second, third] = await ordersOf(m);
      return { first: must(first), second: must(second), third: must(third) };
    };
    beforeEach(async () => {
      await openAndPrice(current(), await ordersOf(current()));
    });

    it("when an order is allotted units, then it becomes a matched trade between its firm and its investor", async () => {
      const m = current();
      const { second } = await book(m);
      const sent = allotTo(m, [[1n, second, 20n]]);
      await sent;
      const { trade, tradeId } = await allotmentAt(m, 1n);
      expect(trade).to.deep.equal({
        isin: OFFERED,
        currency: "JPY",
        settlementBank: m.settlementBank.address,
        seller: firmAt(m, 1).address,
        buyer: investorAt(m, 1).address,
        quantity: 20n,
        amount: 20n * FACE,
        tradeDate: BigInt(PRICING),
        settleFrom: BigInt(PAYMENT),
        settleBy: BigInt(CLOSE_BY),
        venue: await m.offering.getAddress(),
        sequence: 0n,
        commonReference: "US0378331005FIRM",
        minimumPart: 0n,
      });
      const [seller, buyer] = [trade.seller, trade.buyer];
      await expect(sent)
        .to.emit(m.offering, "OrderAllotted")
        .withArgs(
          OFFERED_BYTES,
          0n,
          buyer,
          1n,
          orderCommitment(second.order),
          seller,
          false,
          20n,
          20n * FACE,
          await m.escrow.tradeId(encodeTrade(trade)),
        )
        .and.to.emit(m.escrow, "Instructed")
        .withArgs(
          tradeId,
          seller,
          buyer,
          SIDE.seller,
          READINESS.ready,
          m.offering,
          Object.values(encodeTrade(trade)),
        )
        .and.to.emit(m.escrow, "Matched")
        .withArgs(tradeId, seller, buyer, SIDE.buyer, READINESS.ready, m.offering);
    });

    it("when orders are allotted in two pages, then the second goes on where the first ended", async () => {
      const m = current();
      const { first, second, third } = await book(m);
      await allotTo(m, [
        [0n, first, 30n],
        [1n, second, 30n],
      ]);
      await allotTo(m, [[2n, third, 40n]]);
      const { allottedUnits, potUnits, openTrades, allocationHash, members } = await statusOf(m);
      expect({ allottedUnits, potUnits, openTrades, allocationHash }).to.deep.equal({
        allottedUnits: 100n,
        potUnits: 40n,
        openTrades: 3n,
        allocationHash: chained([
          [0n, 30n],
          [1n, 30n],
          [2n, 40n],
        ]),
      });
      expect(members.map(({ units, amount, retained }) => [units, amount, retained])).to.deep.equal([
        [70n, 70n * FACE, 0n],
        [30n, 30n * FACE, 0n],
        [0n, 0n, 0n],
      ]);
    });

    it("when the book is read afterwards, then it still shows every commitment", async () => {
      const m = current();
      const { first, second, third } = await book(m);
      const before = [...(await m.offering.bookOf(OFFERED_BYTES))];
      await allotTo(m, [
        [0n, first, 50n],
        [2n, third, 40n],
      ]);
      expect([...(await m.offering.bookOf(OFFERED_BYTES))]).to.deep.equal(before);
      expect(before).to.deep.equal([first, second, third].map(({ order }) => orderCommitment(order)));
    });

    it("when an order is passed over, then it is allotted nothing, and later not either", async () => {
      const m = current();
      const { first, second } = await book(m);
      await allotTo(m, [[1n, second, 30n]]);
      await expect(allotTo(m, [[0n, first, 50n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnordered")
        .withArgs(OFFERED_BYTES, 0n, 2n);
    });

    it("when a page has the orders the wrong way round, or one twice, then reverts with AllotmentUnordered", async () => {
      const m = current();
      const { first, second } = await book(m);
      await expect(
        allotTo(m, [
          [1n, second, 30n],
          [0n, first, 50n],
        ]),
      )
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnordered")
        .withArgs(OFFERED_BYTES, 0n, 2n);
      await expect(
        allotTo(m, [
          [0n, first, 20n],
          [0n, first, 20n],
        ]),
      )
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnordered")
        .withArgs(OFFERED_BYTES, 0n, 1n);
    });

    it("when the page is empty, then nothing changes", async () => {
      const m = current();
      const before = await statusOf(m);
      await allotTo(m, []);
      expect(await statusOf(m)).to.deep.equal(before);
    });

    it("when another member, the issuer's agent or the investor allots, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const { first } = await book(m);
      for (const stranger of [firmAt(m, 1), investorAt(m, 0)]) {
        await expect(allotTo(m, [[0n, first, 50n]], stranger))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, firmAt(m, 0).address);
      }
    });

    it("when the lead manager is suspended, then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      const { first } = await book(m);
      await suspend(m, firmAt(m, 0));
      await expect(allotTo(m, [[0n, first, 50n]]))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(firmAt(m, 0));
    });

    it("when an operator of the lead manager allots, then its scope must be TRADE", async () => {
      const m = current();
      const { first } = await book(m);
      const [lead, operator] = [firmAt(m, 0), await m.join("operator")];
      await m.registry.connect(lead).appointOperator(operator, SCOPES.cancel | SCOPES.issue, CLOSE_BY);
      await expect(allotTo(m, [[0n, first, 50n]], operator))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, operator.address, lead.address);
      await m.registry.connect(lead).appointOperator(operator, SCOPES.trade, CLOSE_BY);
      await allotTo(m, [[0n, first, 50n]], operator);
      expect((await statusOf(m)).allottedUnits).to.equal(50n);
    });

    it("when the payment date has come, then reverts with OfferingTooLate; a second before it is allotted", async () => {
      const m = current();
      const { first } = await book(m);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextAt(m, PAYMENT);
      await expect(allotTo(m, [[0n, first, 50n]]))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooLate")
        .withArgs(OFFERED_BYTES, PAYMENT, PAYMENT);
      await snapshot.restore();
      await nextAt(m, PAYMENT - 1);
      await allotTo(m, [[0n, first, 50n]]);
    });

    it("when the allocation is completed, then reverts with OfferingWrongStage", async () => {
      const m = current();
      const { first } = await book(m);
      await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);
      await expect(allotTo(m, [[0n, first, 50n]]))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("allotted"), stageNumber("priced"));
    });

    for (const [what, changes] of [
      ["units", { units: 500n }],
      ["firm", { units: 50n, firm: POT }],
      ["price limit", { units: 50n, maximumPrice: 999_000_000n }],
      ["salt", { units: 50n, salt: id("another salt") }],
    ] as const) {
      it(`when the ${what} of the order is altered and signed anew, then reverts with AllotmentNotCommitted`, async () => {
        const m = current();
        const [{ first }, altered] = [await book(m), await order(m, 0, changes)];
        await expect(allotTo(m, [[0n, altered, 50n]]))
          .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
          .withArgs(OFFERED_BYTES, 0n, orderCommitment(altered.order), orderCommitment(first.order));
      });
    }

    it("when the order stands at another place, then reverts with AllotmentNotCommitted", async () => {
      const m = current();
      const { first, second } = await book(m);
      await expect(allotTo(m, [[1n, first, 50n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
        .withArgs(OFFERED_BYTES, 1n, orderCommitment(first.order), orderCommitment(second.order));
    });

    it("when the order was never entered, and its place is behind the book, then reverts with AllotmentNotCommitted", async () => {
      const m = current();
      const hidden = await order(m, 3);
      for (const position of [3n, 2n ** 256n - 1n]) {
        await expect(allotTo(m, [[position, hidden, 10n]]))
          .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
          .withArgs(OFFERED_BYTES, position, orderCommitment(hidden.order), NO_HASH);
      }
    });

    for (const units of [51n, 2n ** 112n - 1n]) {
      it(`when the order of 50 units is given ${units}, then reverts with AllotmentInvalidUnits`, async () => {
        const m = current();
        const { first } = await book(m);
        await expect(allotTo(m, [[0n, first, units]]))
          .to.be.revertedWithCustomError(m.offering, "AllotmentInvalidUnits")
          .withArgs(OFFERED_BYTES, 0n, units, 1n, 50n);
      });
    }

    it("when all allotments together exceed the offering, then reverts with AllotmentExceedsOffering", async () => {
      const m = current();
      const { first, second, third } = await book(m);
      await allotTo(m, [
        [0n, first, 50n],
        [1n, second, 30n],
      ]);
      await expect(allotTo(m, [[2n, third, 21n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentExceedsOffering")
        .withArgs(OFFERED_BYTES, 21n, 20n);
      await allotTo(m, [[2n, third, 20n]]);
    });

    it("when the investor no longer has this contract as its operator, then reverts with TradeNotAuthorised", async () => {
      const m = current();
      const { first } = await book(m);
      await m.registry.connect(investorAt(m, 0)).appointOperator(m.offering, 0, 0);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await m.registry.connect(investorAt(m, 0)).appointOperator(m.offering, SCOPES.trade, CLOSE_BY);
      await allotTo(m, [[0n, first, 50n]]);
      const { tradeId } = await allotmentAt(m, 0n);
      await snapshot.restore();
      await expect(allotTo(m, [[0n, first, 50n]]))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId, m.offering, investorAt(m, 0).address);
    });

    it("when the firm no longer has this contract as its operator, then reverts with TradeNotAuthorised", async () => {
      const m = current();
      const { second } = await book(m);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await allotTo(m, [[1n, second, 30n]]);
      const { tradeId } = await allotmentAt(m, 1n);
      await snapshot.restore();
      await m.registry.connect(firmAt(m, 1)).appointOperator(m.offering, SCOPES.cancel, CLOSE_BY);
      await expect(allotTo(m, [[1n, second, 30n]]))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId, m.offering, firmAt(m, 1).address);
    });
  });

  describe("given a book with orders that must not be filled", () => {
    it("when it is not priced yet, then reverts with OfferingWrongStage", async () => {
      const m = current();
      await openBook(m);
      const first = await order(m, 0);
      await enter(m, first);
      await m.networkHelpers.time.increaseTo(PRICING);
      await expect(allotTo(m, [[0n, first, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("open"), stageNumber("priced"));
    });

    it("when one was amended, then the order that stood there before is not committed any more", async () => {
      const m = current();
      const [before, after] = [await order(m, 0), await order(m, 0, { units: 20n })];
      await openBook(m);
      await enter(m, before);
      const firm = firmAt(m, 0);
      await m.offering.connect(firm).amendOrder(OFFERED_BYTES, 0n, firm, orderCommitment(after.order));
      await priceBook(m);
      await expect(allotTo(m, [[0n, before, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
        .withArgs(OFFERED_BYTES, 0n, orderCommitment(before.order), orderCommitment(after.order));
      await allotTo(m, [[0n, after, 20n]]);
    });

    it("when one was withdrawn, then nothing is committed in its place", async () => {
      const m = current();
      const withdrawn = await order(m, 0);
      await openBook(m);
      await enter(m, withdrawn);
      await m.offering.connect(firmAt(m, 0)).withdrawOrder(OFFERED_BYTES, 0n, firmAt(m, 0));
      await priceBook(m);
      await expect(allotTo(m, [[0n, withdrawn, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
        .withArgs(OFFERED_BYTES, 0n, orderCommitment(withdrawn.order), NO_HASH);
    });

    it("when one is for another offering of the bond, then reverts with AllotmentNotCommitted", async () => {
      const m = current();
      const other = await order(m, 0, { offering: 1n });
      await openAndPrice(m, [other]);
      const commitment = orderCommitment(other.order);
      await expect(allotTo(m, [[0n, other, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
        .withArgs(OFFERED_BYTES, 0n, commitment, commitment);
    });

    it("when one is for another bond, and its hash was put into this book, then reverts with AllotmentNotCommitted", async () => {
      const m = current();
      const other = await order(m, 0, { isin: "JP3633400001" });
      const [commitment, account] = [orderCommitment(other.order), firmAt(m, 0).address];
      await openBook(m);
      await send(firmAt(m, 0), enterOrder(m.kessai, { isin: OFFERED, account, commitment }));
      await priceBook(m);
      await expect(allotTo(m, [[0n, other, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentNotCommitted")
        .withArgs(OFFERED_BYTES, 0n, commitment, commitment);
    });

    it("when one was entered at two places, by its firm and by its investor, then it is filled once", async () => {
      const m = current();
      const twice = await order(m, 0, { units: 10n });
      const commitment = orderCommitment(twice.order);
      const investor = investorAt(m, 0);
      await openBook(m);
      await enter(m, twice);
      await send(investor, enterOrder(m.kessai, { isin: OFFERED, account: investor.address, commitment }));
      await priceBook(m);
      await allotTo(m, [[0n, twice, 4n]]);
      await expect(allotTo(m, [[1n, twice, 6n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentFilledTwice")
        .withArgs(OFFERED_BYTES, 1n, commitment);
    });

    it("when one takes no fewer than 5 of its 10 units, then 4 and 0 revert with AllotmentInvalidUnits, and 5 are allotted", async () => {
      const m = current();
      const few = await order(m, 0, { units: 10n, minimumUnits: 5n });
      await openAndPrice(m, [few]);
      for (const units of [0n, 4n]) {
        await expect(allotTo(m, [[0n, few, units]]))
          .to.be.revertedWithCustomError(m.offering, "AllotmentInvalidUnits")
          .withArgs(OFFERED_BYTES, 0n, units, 5n, 10n);
      }
      await allotTo(m, [[0n, few, 5n]]);
    });

    it("when one names no least number of units, then it takes one, but not none", async () => {
      const m = current();
      const any = await order(m, 0, { units: 10n, minimumUnits: 0n });
      await openAndPrice(m, [any]);
      await expect(allotTo(m, [[0n, any, 0n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentInvalidUnits")
        .withArgs(OFFERED_BYTES, 0n, 0n, 1n, 10n);
      await allotTo(m, [[0n, any, 1n]]);
    });

    it("when one pays a yen less than the price, then reverts with AllotmentOutsideLimit", async () => {
      const m = current();
      const [below, at] = [
        await order(m, 0, { maximumPrice: FACE - 1n }),
        await order(m, 1, { maximumPrice: FACE }),
      ];
      await openAndPrice(m, [below, at]);
      await expect(allotTo(m, [[0n, below, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentOutsideLimit")
        .withArgs(OFFERED_BYTES, 0n, FACE, 200_000n);
      await allotTo(m, [[1n, at, 10n]]);
    });

    it("when one asks for a larger spread than the price gives, then reverts with AllotmentOutsideLimit", async () => {
      const m = current();
      const [above, at] = [
        await order(m, 0, { minimumSpreadE8: -149_999n }),
        await order(m, 1, { minimumSpreadE8: -150_000n }),
      ];
      await openAndPrice(m, [above, at], { pricing: { spreadE8: -150_000n } });
      await expect(allotTo(m, [[0n, above, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentOutsideLimit")
        .withArgs(OFFERED_BYTES, 0n, FACE, -150_000n);
      await allotTo(m, [[1n, at, 10n]]);
    });

    it("when one names a firm that is no member, then reverts with AllotmentUnknownFirm", async () => {
      const m = current();
      const stranger = investorAt(m, 5).address;
      const unknown = await order(m, 0, { firm: stranger });
      await openAndPrice(m, [unknown]);
      await expect(allotTo(m, [[0n, unknown, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnknownFirm")
        .withArgs(OFFERED_BYTES, 0n, stranger);
    });

    for (const by of ["another firm", "its investor"] as const) {
      it(`when one names a firm and was entered by ${by}, then reverts with AllotmentUnknownFirm: nobody makes a firm sell`, async () => {
        const m = current();
        const firm = firmAt(m, 1).address;
        const forced = await order(m, 0, { firm });
        const entering = by === "its investor" ? investorAt(m, 0) : firmAt(m, 2);
        const commitment = orderCommitment(forced.order);
        await openBook(m);
        await send(entering, enterOrder(m.kessai, { isin: OFFERED, account: entering.address, commitment }));
        await priceBook(m);
        await expect(allotTo(m, [[0n, forced, 10n]]))
          .to.be.revertedWithCustomError(m.offering, "AllotmentUnknownFirm")
          .withArgs(OFFERED_BYTES, 0n, firm);
      });
    }

    it("when an investor has entered one for the pot itself, then it is filled like any other", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      const own = await order(m, 0, { firm: POT });
      const commitment = orderCommitment(own.order);
      await openBook(m);
      await send(investor, enterOrder(m.kessai, { isin: OFFERED, account: investor.address, commitment }));
      await priceBook(m);
      await allotTo(m, [[0n, own, 10n]]);
      expect((await statusOf(m)).potUnits).to.equal(10n);
    });

    it("when its investor has taken one back that its firm left in the book, then reverts with AllotmentRevoked", async () => {
      const m = current();
      const investor = investorAt(m, 0);
      const revoked = await order(m, 0);
      const commitment = orderCommitment(revoked.order);
      await openBook(m);
      await enter(m, revoked);
      await m.offering.connect(investor).revokeOrder(OFFERED_BYTES, investor, commitment);
      await priceBook(m);
      await expect(allotTo(m, [[0n, revoked, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentRevoked")
        .withArgs(OFFERED_BYTES, 0n, commitment);
    });

    it("when somebody else has taken its order back, then that is of no harm to it", async () => {
      const m = current();
      const [signed, stranger] = [await order(m, 0), investorAt(m, 1)];
      await openBook(m);
      await enter(m, signed);
      await m.offering.connect(stranger).revokeOrder(OFFERED_BYTES, stranger, orderCommitment(signed.order));
      await priceBook(m);
      await allotTo(m, [[0n, signed, 10n]]);
      expect((await statusOf(m)).allottedUnits).to.equal(10n);
    });

    it("when one is from the pot, then the lead manager sells, and log and trade say that it is the pot's", async () => {
      const m = current();
      const pot = await order(m, 0, { firm: POT });
      await openAndPrice(m, [pot]);
      const sent = allotTo(m, [[0n, pot, 10n]]);
      await sent;
      const { trade, tradeId } = await allotmentAt(m, 0n);
      const [commitment, lead] = [orderCommitment(pot.order), firmAt(m, 0)];
      await expect(sent)
        .to.emit(m.offering, "OrderAllotted")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 0), 0n, commitment, lead, true, 10n, 10n * FACE, tradeId);
      expect([trade.seller, trade.commonReference]).to.deep.equal([firmAt(m, 0).address, "US0378331005POT"]);
    });

    it("when one is of a member of the syndicate, then reverts with AllotmentOfSyndicate", async () => {
      const m = current();
      const own = await signedOrder(m, firmAt(m, 2), { firm: firmAt(m, 1).address });
      await openAndPrice(m, [own]);
      await expect(allotTo(m, [[0n, own, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentOfSyndicate")
        .withArgs(OFFERED_BYTES, 0n, firmAt(m, 2).address);
    });

    it("when one is of the issuer, then reverts with AllotmentOfSyndicate", async () => {
      const m = current();
      const own = await orderSignedBy(m, m.issuer, m.issuer.address);
      await openAndPrice(m, [own]);
      await expect(allotTo(m, [[0n, own, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentOfSyndicate")
        .withArgs(OFFERED_BYTES, 0n, m.issuer.address);
    });

    it("when one is of nobody, then reverts with AllotmentInvalidSignature", async () => {
      const m = current();
      const nobody = await orderSignedBy(m, investorAt(m, 0), ZeroAddress);
      await openAndPrice(m, [nobody]);
      await expect(allotTo(m, [[0n, nobody, 10n]]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentInvalidSignature")
        .withArgs(OFFERED_BYTES, 0n, ZeroAddress);
    });
  });

  it("given an offering of 150 allotments, when there is one more, then reverts with AllotmentsTooMany: it could not close", async () => {
    const m = current();
    const sales = Array.from({ length: 151 }, () => ({ investor: 0, units: 1n }));
    await expect(sellTap(m, sales, { units: 1_000n }))
      .to.be.revertedWithCustomError(m.offering, "AllotmentsTooMany")
      .withArgs(TAPPED_BYTES, 150n);
    expect((await m.offering.resultOf(TAPPED_BYTES)).openTrades).to.equal(150n);
  });
});
