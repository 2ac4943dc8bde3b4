import { expect } from "chai";
import { AbiCoder, id, keccak256 } from "ethers";

import { approveAllocation } from "../../../../sdk/client/actions/approveAllocation.ts";
import { earmarkAllotment } from "../../../../sdk/client/actions/earmarkAllotment.ts";
import { failingAllotments } from "../../../../sdk/client/readers/failingAllotments.ts";
import { offeringAllotments } from "../../../../sdk/client/readers/offeringAllotments.ts";
import type { AllotmentRecord } from "../../../../sdk/client/readers/offeringAllotments.ts";
import { offeringBook } from "../../../../sdk/client/readers/offeringBook.ts";
import { offeringStatus } from "../../../../sdk/client/readers/offeringStatus.ts";
import { orderCommitment } from "../../../../sdk/offering/orderHash.ts";
import { encodeTrade } from "../../../../sdk/trade/encodeTrade.ts";
import {
  allotmentAt,
  allotTo,
  closeNow,
  closeTap,
  fund,
  leave,
  NO_HASH,
  openAndPrice,
  reachFailing,
  sell,
  sellTap,
  suspend,
  unwindAt,
} from "../../../support/closings.ts";
import type { Market } from "../../../support/offerings.ts";
import {
  allotmentsOf,
  AT_PAR,
  close,
  enter,
  FACE,
  firmAt,
  investorAt,
  offer,
  OFFERED,
  OFFERED_BYTES,
  offeringTerms,
  openBook,
  POT,
  send,
  signedOrder,
  statusOf,
  TAPPED,
  useMarket,
} from "../../../support/offerings.ts";
import { STATUS } from "../../../support/settlement.ts";

describe("reading offerings", () => {
  const current = useMarket();

  /** An investor of each firm and one of the pot; the last has two orders. */
  const sellAll = (m: Market, terms: Parameters<typeof openBook>[1] = {}) =>
    sell(
      m,
      [
        { investor: 0, units: 30n },
        { investor: 1, units: 30n, firm: firmAt(m, 1).address },
        { investor: 2, units: 10n, firm: firmAt(m, 2).address },
        { investor: 3, units: 20n, firm: POT },
        { investor: 3, units: 10n, firm: POT },
      ],
      { terms },
    );

  describe("offeringStatus", () => {
    it("given a bond that was never offered, then there is none", async () => {
      expect(await offeringStatus(current().kessai, OFFERED)).to.equal(undefined);
    });

    it("given an offering that is open, then it has the terms that were offered, field by field, and who has signed", async () => {
      const m = current();
      const changes = {
        method: "bestEfforts",
        placement: "smallNumber",
        ifPaymentFails: "unitsLapse",
        lockUpUntil: 1_700_000_000n,
        issuerLockUpUntil: 1_700_000_001n,
      } as const;
      await offer(m, changes);
      await m.offering.connect(firmAt(m, 1)).underwrite(OFFERED_BYTES, 0n, firmAt(m, 1));
      const { terms, members, ...rest } = await statusOf(m);
      expect(terms).to.deep.equal(offeringTerms(m, changes));
      expect(rest).to.deep.equal({
        number: 0n,
        stage: "open",
        pricing: undefined,
        allottedUnits: 0n,
        potUnits: 0n,
        openTrades: 0n,
        allocationHash: NO_HASH,
        approvedHash: NO_HASH,
        proceedsSequence: 0n,
      });
      const nothing = { units: 0n, amount: 0n, retained: 0n };
      expect(members).to.deep.equal([
        { firm: firmAt(m, 0).address, commitment: 50n, hasSigned: false, ...nothing },
        { firm: firmAt(m, 1).address, commitment: 30n, hasSigned: true, ...nothing },
        { firm: firmAt(m, 2).address, commitment: 20n, hasSigned: false, ...nothing },
      ]);
    });

    it("given an offering that is priced, then it has the price", async () => {
      const m = current();
      await openAndPrice(m, [], { pricing: { spreadE8: -1n, isManual: true } });
      const { stage, pricing } = await statusOf(m);
      expect([stage, pricing]).to.deep.equal(["priced", { ...AT_PAR, spreadE8: -1n, isManual: true }]);
    });

    it("given an allocation that the issuer approved, then it has both hashes", async () => {
      const m = current();
      await sellAll(m);
      const { allocationHash } = await statusOf(m);
      await send(m.issuer, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));
      expect((await statusOf(m)).approvedHash).to.equal(allocationHash);
    });
  });

  describe("offeringBook", () => {
    it("INV-10: given orders that were entered, amended and withdrawn, then the book by the log is the one of the contract", async () => {
      const m = current();
      await openBook(m);
      const orders = [];
      for (const index of [0, 1, 2, 3]) orders.push(await signedOrder(m, investorAt(m, index)));
      for (const order of orders) await enter(m, order);
      const lead = firmAt(m, 0);
      const commitments = orders.map(({ order }) => orderCommitment(order));
      const other = id("another order");
      await m.offering.connect(lead).amendOrder(OFFERED_BYTES, 1n, lead, other);
      await m.offering.connect(lead).withdrawOrder(OFFERED_BYTES, 2n, lead);
      await m.offering
        .connect(investorAt(m, 3))
        .revokeOrder(OFFERED_BYTES, investorAt(m, 3), id("taken back"));

      const { revocations, ...book } = await offeringBook(m.kessai, { isin: OFFERED, number: 0n });
      const enteredBy = lead.address;
      expect(book).to.deep.equal({
        isin: OFFERED,
        offering: 0n,
        issuer: m.issuer.address,
        syndicate: m.firms.map(({ address }) => address),
        entries: [
          { position: 0n, commitment: commitments[0], enteredBy, isWithdrawn: false },
          { position: 1n, commitment: other, enteredBy, isWithdrawn: false },
          { position: 2n, commitment: commitments[2], enteredBy, isWithdrawn: true },
          { position: 3n, commitment: commitments[3], enteredBy, isWithdrawn: false },
        ],
      });
      expect(revocations).to.deep.equal([
        { account: enteredBy, commitment: commitments[1] },
        { account: enteredBy, commitment: commitments[2] },
        { account: investorAt(m, 3).address, commitment: id("taken back") },
      ]);
      expect(book.entries.map((each) => (each.isWithdrawn ? NO_HASH : each.commitment))).to.deep.equal([
        ...(await m.offering.bookOf(OFFERED_BYTES)),
      ]);
    });

    it("given a closed offering, then its book is as it was when it closed", async () => {
      const m = current();
      await sellAll(m);
      const before = await offeringBook(m.kessai, { isin: OFFERED, number: 0n });
      await close(m);
      expect(await offeringBook(m.kessai, { isin: OFFERED, number: 0n })).to.deep.equal(before);
    });

    it("given another offering, or another bond, then none of its orders is in the book", async () => {
      const m = current();
      await sellAll(m);
      for (const which of [
        { isin: OFFERED, number: 1n },
        { isin: TAPPED, number: 0n },
      ]) {
        expect((await offeringBook(m.kessai, which)).entries).to.deep.equal([]);
        expect(await offeringAllotments(m.kessai, which)).to.deep.equal([]);
      }
    });
  });

  describe("offeringAllotments", () => {
    /** INV-10: what the log says of allotments comes to what the contracts have. */
    async function expectAsStored(m: Market, isClosed = false): Promise<readonly AllotmentRecord[]> {
      const [allotments, status] = [await allotmentsOf(m), await statusOf(m)];
      const left = allotments.filter(({ state }) => state !== "failed");
      const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
      expect(BigInt(allotments.filter(({ state }) => state === "open").length)).to.equal(status.openTrades);
      expect(sum(left.map(({ trade }) => trade.quantity))).to.equal(status.allottedUnits);
      for (const { firm, units, amount } of status.members) {
        const own = left.filter(({ trade }) => trade.seller === firm).map(({ trade }) => trade);
        expect([
          sum(own.map(({ quantity }) => quantity)),
          sum(own.map((trade) => trade.amount)),
        ]).to.deep.equal([units, amount]);
      }
      const coder = AbiCoder.defaultAbiCoder();
      const hash = allotments.reduce(
        (before, { position, trade: { quantity } }) =>
          keccak256(coder.encode(["bytes32", "uint256", "uint256"], [before, position, quantity])),
        keccak256(coder.encode(["bytes12", "uint256"], [OFFERED_BYTES, status.number])),
      );
      expect(hash, "hash of the allocation").to.equal(status.allocationHash);
      for (const { trade, tradeId, state, isEarmarked } of allotments) {
        expect(await m.escrow.tradeId(encodeTrade(trade))).to.equal(tradeId);
        const stored = await m.escrow.stateOf(encodeTrade(trade));
        expect([stored.status, stored.cashHeld]).to.deep.equal([
          state === "open" ? STATUS.matched : STATUS.closed,
          state === "open" && isEarmarked,
        ]);
      }
      expect(status.stage === "closed").to.equal(isClosed);
      return allotments;
    }

    it("INV-10: given an offering on its way, then at each stage the log says what storage says", async () => {
      const m = current();
      await sellAll(m);
      const all = await expectAsStored(m);
      expect(all.map(({ position, state }) => [position, state])).to.deep.equal(
        [0n, 1n, 2n, 3n, 4n].map((position) => [position, "open"]),
      );
      const book = await offeringBook(m.kessai, { isin: OFFERED, number: 0n });
      expect(all.map(({ commitment }) => commitment)).to.deep.equal(
        book.entries.map(({ commitment }) => commitment),
      );

      await send(investorAt(m, 3), earmarkAllotment(m.kessai, await allotmentAt(m, 4n)));
      const held = await expectAsStored(m);
      expect(held.map(({ isEarmarked }) => isEarmarked)).to.deep.equal([false, false, false, false, true]);

      await leave(m, investorAt(m, 1), 0n);
      for (const firm of m.firms) await fund(m, firm, 100n * FACE);
      await reachFailing(m);
      await closeNow(m, [1n]);
      const closed = await expectAsStored(m, true);
      expect(closed.map(({ state }) => state)).to.deep.equal([
        "settled",
        "failed",
        "settled",
        "settled",
        "settled",
      ]);
      expect((await statusOf(m)).members.map(({ retained }) => retained)).to.deep.equal([0n, 30n, 0n]);
    });

    it("INV-10: given an offering that is called off and unwound in part, then the log says what storage says", async () => {
      const m = current();
      await sellAll(m);
      await m.offering.connect(m.issuer).callOff(OFFERED_BYTES);
      await m.offering.connect(firmAt(m, 0)).callOff(OFFERED_BYTES);
      await unwindAt(m, [0n, 3n]);
      const unwound = await expectAsStored(m);
      expect(unwound.map(({ state }) => state)).to.deep.equal(["unwound", "open", "open", "unwound", "open"]);
    });

    it("given orders that are passed over, and allotments in two pages, then those that got something, by rising position", async () => {
      const m = current();
      const signed = [];
      for (const index of [0, 1, 2]) signed.push(await signedOrder(m, investorAt(m, index)));
      await openAndPrice(m, signed);
      const [first, , third] = signed;
      if (first === undefined || third === undefined) throw new Error("there are three orders");
      await allotTo(m, [[0n, first, 5n]]);
      await allotTo(m, [[2n, third, 10n]]);
      expect((await allotmentsOf(m)).map(({ position, trade }) => [position, trade.quantity])).to.deep.equal([
        [0n, 5n],
        [2n, 10n],
      ]);
    });

    it("given an offering of another bond, then it has its own allotments, and this bond has none", async () => {
      const m = current();
      await sellTap(
        m,
        [
          { investor: 5, units: 9n },
          { investor: 6, units: 1n },
        ],
        { method: "bestEfforts" },
      );
      await closeTap(m);
      const tapped = await offeringAllotments(m.kessai, { isin: TAPPED, number: 0n });
      expect(tapped.map(({ trade, state }) => [trade.isin, trade.quantity, state])).to.deep.equal([
        [TAPPED, 9n, "settled"],
        [TAPPED, 1n, "settled"],
      ]);
      expect(await offeringAllotments(m.kessai, { isin: OFFERED, number: 0n })).to.deep.equal([]);
    });
  });

  describe("failingAllotments", () => {
    const failing = async (m: Market): Promise<readonly bigint[]> =>
      (await failingAllotments(m.kessai, await allotmentsOf(m))).map(({ position }) => position);

    beforeEach(async () => {
      await sellAll(current(), { method: "bestEfforts", ifPaymentFails: "unitsLapse" });
      await reachFailing(current());
    });

    it("given investors that can all pay, then none", async () => {
      expect(await failing(current())).to.deep.equal([]);
    });

    it("given one without money and one that is suspended, then these, and the closing takes them", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 30n * FACE - 1n);
      await suspend(m, investorAt(m, 2));
      expect(await failing(m)).to.deep.equal([0n, 2n]);
      await closeNow(m, await failing(m));
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("given an investor with money for the first of its two allotments, then the second, and the closing takes it", async () => {
      const m = current();
      await leave(m, investorAt(m, 3), 20n * FACE);
      expect(await failing(m)).to.deep.equal([4n]);
      await closeNow(m, await failing(m));
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("given an investor with money for the second of its two allotments only, then the first, and the closing takes it", async () => {
      const m = current();
      await leave(m, investorAt(m, 3), 19n * FACE);
      expect(await failing(m)).to.deep.equal([3n]);
      await closeNow(m, await failing(m));
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("given an investor that has its cash held for the second, then the first is what it cannot pay", async () => {
      const m = current();
      await send(investorAt(m, 3), earmarkAllotment(m.kessai, await allotmentAt(m, 4n)));
      await leave(m, investorAt(m, 3), 29n * FACE);
      expect(await failing(m)).to.deep.equal([3n]);
      await closeNow(m, await failing(m));
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("given a currency that is paused, then nobody without money", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 0n);
      await m.cash.connect(m.pauser).pause();
      expect(await failing(m)).to.deep.equal([]);
    });

    it("given a closed offering, then none", async () => {
      const m = current();
      await closeNow(m);
      await leave(m, investorAt(m, 0), 0n);
      expect(await failing(m)).to.deep.equal([]);
    });
  });
});
