import { expect } from "chai";
import { AbiCoder, dataSlice, getAddress, id, keccak256, ZeroAddress, ZeroHash } from "ethers";

import { blindedAccount } from "../../../sdk/trading/blindedAccount.ts";
import {
  accept,
  acceptedArgs,
  afterTrade,
  BOTH_QUOTED,
  memoryOf,
  positions,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import { appoint, nextBlockAt } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";
import { DAY, SCOPES, START } from "../../support/world.ts";

const SALT = id("salt of a request");

/** As the interface describes it, without the library. */
const blinded = (account: string, salt: string): string =>
  getAddress(
    dataSlice(keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [account, salt])), 12),
  );

describe("RequestForQuote.accept: whom a quote is for, and who accepts", () => {
  const current = useMarket();

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} to anybody`, () => {
      it("when any account accepts, then it is for that one", async () => {
        const m = current();
        const quote = m.quote({ side, investor: ZeroAddress });
        if (side !== 0) await m.bond.connect(m.dealer).transfer(m.broker, 5n);
        else await m.cash.connect(m.investor).transfer(m.broker, 1_000_000_000n);
        const fields = { account: m.broker.address };
        const bonds = await m.bond.balanceOf(m.broker);
        await expect(accept(m, quote, fields, { by: m.broker }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, fields, { by: m.broker })));
        expect((await m.bond.balanceOf(m.broker)) - bonds).to.equal(side === 0 ? 3n : -3n);
        await expect(accept(m, quote, { sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      });

      it("when a salt is given that opens nothing, then it is of no meaning", async () => {
        const m = current();
        const quote = m.quote({ side, investor: ZeroAddress });
        await expect(accept(m, quote, { salt: SALT }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote)));
      });
    });

    describe(`given ${name} to a named investor`, () => {
      it("when it accepts, with or without a salt, then it trades", async () => {
        const m = current();
        const before = await positions(m);
        for (const [i, salt] of [ZeroHash, SALT].entries()) {
          const quote = m.quote({ side, sequence: BigInt(i) });
          const fields = { salt, sequence: BigInt(i) };
          await expect(accept(m, quote, fields))
            .to.emit(m.rfq, "QuoteAccepted")
            .withArgs(...(await acceptedArgs(m, quote, fields)));
        }
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 6n));
      });

      it("when another accepts for its own account, then it reverts with QuoteForAnother", async () => {
        const m = current();
        const quote = m.quote({ side });
        for (const then of Object.values(THEN)) {
          for (const salt of [ZeroHash, SALT]) {
            await expect(accept(m, quote, { account: m.broker.address, then, salt }, { by: m.broker }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
              .withArgs(await m.rfq.quoteId(quote), m.investor, m.broker);
          }
        }
        expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
      });

      it("when the named one's operator accepts for another that it operates for, then it reverts with QuoteForAnother", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        await appoint(m, m.broker, m.operator.address, SCOPES.trade);
        const quote = m.quote({ side });
        await expect(accept(m, quote, { account: m.broker.address }, { by: m.operator }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(await m.rfq.quoteId(quote), m.investor, m.broker);
      });
    });

    describe(`given ${name} to one that accepts for others`, () => {
      it("when it accepts for an account that appointed it, then that account trades", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        const quote = m.quote({ side, investor: m.operator.address });
        const before = await positions(m);
        await expect(accept(m, quote, {}, { by: m.operator }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, {}, { by: m.operator })));
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
      });

      it("when the account accepts itself, then it reverts with QuoteForAnother", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        const quote = m.quote({ side, investor: m.operator.address });
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(await m.rfq.quoteId(quote), m.operator, m.investor);
      });
    });

    describe(`given ${name} to a blinded investor`, () => {
      it("when its address is made by the library and by hand, then it is one", () => {
        const { investor } = current();
        expect(blindedAccount(investor.address, SALT)).to.equal(blinded(investor.address, SALT));
      });

      it("when it accepts with the salt, then it trades, and nobody could tell before", async () => {
        const m = current();
        const quote = m.quote({ side, investor: blinded(m.investor.address, SALT) });
        const before = await positions(m);
        await expect(accept(m, quote, { salt: SALT }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote)));
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
      });

      it("when it accepts without the salt, or with another, then it reverts with QuoteForAnother", async () => {
        const m = current();
        const quote = m.quote({ side, investor: blinded(m.investor.address, SALT) });
        for (const salt of [ZeroHash, id("another salt")]) {
          await expect(accept(m, quote, { salt }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
            .withArgs(await m.rfq.quoteId(quote), quote.investor, m.investor);
        }
      });

      it("when another has learnt the salt, then it reverts with QuoteForAnother", async () => {
        const m = current();
        const quote = m.quote({ side, investor: blinded(m.investor.address, SALT) });
        await expect(accept(m, quote, { account: m.broker.address, salt: SALT }, { by: m.broker }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(await m.rfq.quoteId(quote), quote.investor, m.broker);
      });

      it("when it was blinded with a salt of zero, then no call opens it", async () => {
        const m = current();
        const quote = m.quote({ side, investor: blinded(m.investor.address, ZeroHash) });
        await expect(accept(m, quote, { salt: ZeroHash }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(await m.rfq.quoteId(quote), quote.investor, m.investor);
      });

      it("when its operator accepts for it with the salt, then it trades", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        const quote = m.quote({ side, investor: blinded(m.investor.address, SALT) });
        await expect(accept(m, quote, { salt: SALT }, { by: m.operator }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, {}, { by: m.operator })));
      });

      it("when it is the caller that is blinded, then any account that appointed it trades, and no other", async () => {
        const m = current();
        const quote = m.quote({ side, investor: blinded(m.operator.address, SALT) });
        const id_ = await m.rfq.quoteId(quote);
        await expect(accept(m, quote, { salt: SALT }, { by: m.operator }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
          .withArgs(id_, m.operator, m.investor);
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        await expect(accept(m, quote, { salt: SALT }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(id_, quote.investor, m.investor);
        await expect(accept(m, quote, { salt: ZeroHash }, { by: m.operator }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
          .withArgs(id_, quote.investor, m.investor);
        await expect(accept(m, quote, { salt: SALT }, { by: m.operator }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, {}, { by: m.operator })));
      });
    });

    describe(`given ${name} to an investor that somebody else accepts`, () => {
      it("when its operator in scope TRADE does, then it trades, whatever becomes of the trade", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.trade);
        const before = await positions(m);
        for (const then of Object.values(THEN)) {
          const quote = m.quote({ side, sequence: BigInt(then) });
          const fields = { then, sequence: BigInt(then) };
          await expect(accept(m, quote, fields, { by: m.operator }))
            .to.emit(m.rfq, "QuoteAccepted")
            .withArgs(...(await acceptedArgs(m, quote, fields, { by: m.operator })));
        }
        const { dealer, investor } = await positions(m);
        const settled = afterTrade(before, side, 3n);
        expect([dealer.bonds, dealer.cash]).to.deep.equal([settled.dealer.bonds, settled.dealer.cash]);
        expect([investor.bonds, investor.cash]).to.deep.equal([
          settled.investor.bonds,
          settled.investor.cash,
        ]);
      });

      it("when a stranger, the dealer, or an operator in other scopes does, then it reverts with QuoteNotAuthorised", async () => {
        const m = current();
        await appoint(m, m.investor, m.operator.address, SCOPES.cancel | SCOPES.issue);
        await appoint(m, m.dealer, m.venue.address, SCOPES.trade);
        const quote = m.quote({ side });
        for (const by of [m.outsider, m.dealer, m.operator, m.venue, m.broker]) {
          for (const then of Object.values(THEN)) {
            await expect(accept(m, quote, { then }, { by }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
              .withArgs(await m.rfq.quoteId(quote), by, m.investor);
          }
        }
        expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
      });

      it("when its operator's appointment ends this second, then it reverts with QuoteNotAuthorised; a second before it does not", async () => {
        const m = current();
        const expiry = START + DAY / 4;
        await appoint(m, m.investor, m.operator.address, SCOPES.trade, expiry);
        const quote = m.quote({ side });
        const sent = { by: m.operator, signature: await m.signQuote(quote) };
        const snapshot = await m.networkHelpers.takeSnapshot();
        await nextBlockAt(m, expiry);
        await expect(accept(m, quote, {}, sent))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
          .withArgs(await m.rfq.quoteId(quote), m.operator, m.investor);
        await snapshot.restore();
        await nextBlockAt(m, expiry - 1);
        await expect(accept(m, quote, {}, sent)).to.emit(m.rfq, "QuoteAccepted");
      });

      it("when the account is nobody's, then it reverts with QuoteNotAuthorised", async () => {
        const m = current();
        const quote = m.quote({ side, investor: ZeroAddress });
        await expect(accept(m, quote, { account: ZeroAddress }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
          .withArgs(await m.rfq.quoteId(quote), m.investor, ZeroAddress);
      });

      it("when the dealer is its operator, then it may accept its own quote for it: that is what it was appointed for", async () => {
        const m = current();
        await appoint(m, m.investor, m.dealer.address, SCOPES.trade);
        const quote = m.quote({ side });
        await expect(accept(m, quote, {}, { by: m.dealer }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, {}, { by: m.dealer })));
      });
    });

    describe(`given ${name} that the dealer itself accepts`, () => {
      for (const [thenName, then] of Object.entries(THEN)) {
        it(`when it is to ${thenName}, then it reverts with TradeSameParty`, async () => {
          const m = current();
          const quote = m.quote({ side, investor: ZeroAddress });
          const fields = { account: m.dealer.address, then };
          const [, , , tradeId] = await acceptedArgs(m, quote, fields);
          await expect(accept(m, quote, fields, { by: m.dealer }))
            .to.be.revertedWithCustomError(m.escrow, "TradeSameParty")
            .withArgs(tradeId, m.dealer);
        });
      }
    });
  }
});
