import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import {
  ANSWER,
  appoint,
  asEventArg,
  bothHoldings,
  freshWorld,
  instruct,
  legOf,
  nextBlockAt,
  signLong,
  signMandate,
  smartWallet,
  stateOf,
  STATUS,
  type Trade,
  withHighS,
  type World,
} from "../../support/settlement.ts";
import { DAY, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.instructSigned", () => {
  let w: World;
  let trade: Trade;
  let id: string;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade();
    id = await w.escrow.tradeId(trade);
  });

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given the signature of the ${name}'s key`, () => {
      const forms = [
        ["65 bytes", async () => await signLong(w, legOf(w, trade, side).party, trade)],
        ["64 bytes (ERC-2098)", async () => await w.sign(legOf(w, trade, side).party, trade)],
      ] as const;
      for (const [form, sign] of forms) {
        it(`when anyone submits its ${form}, then the side has approved and nothing has moved`, async () => {
          const before = await bothHoldings(w);
          await expect(w.escrow.connect(w.outsider).instructSigned(trade, side, await sign()))
            .to.emit(w.escrow, "Instructed")
            .withArgs(id, w.seller, w.buyer, side, READINESS.ready, w.outsider, asEventArg(trade));
          expect(await bothHoldings(w)).to.deep.equal(before);
          expect(await stateOf(w, trade)).to.include({
            status: STATUS.instructed,
            sellerApproved: side === SIDE.seller,
            buyerApproved: side === SIDE.buyer,
          });
        });
      }

      const refused: readonly (readonly [string, () => Promise<string>])[] = [
        ["with the other s (EIP-2)", async () => withHighS(await forms[0][1]())],
        ["without its last byte", async () => (await forms[0][1]()).slice(0, -4)],
        ["with a byte more", async () => (await forms[0][1]()) + "00"],
        ["with v = 0 or 1", async () => (await forms[0][1]()).replace(/1b$/, "00").replace(/1c$/, "01")],
        ["with v = 29", async () => (await forms[0][1]()).replace(/..$/, "1d")],
        ["that is empty", async () => await Promise.resolve("0x")],
        ["that is 65 zero bytes", async () => await Promise.resolve("0x" + "00".repeat(65))],
        ["that is 64 zero bytes", async () => await Promise.resolve("0x" + "00".repeat(64))],
        ["that is of a third", async () => await w.sign(w.third, trade)],
        [
          "that is for another trade",
          async () => await w.sign(legOf(w, trade, side).party, w.trade({ sequence: 1n })),
        ],
        [
          "that is a mandate for itself",
          async () =>
            await signMandate(w, legOf(w, trade, side).party, trade, legOf(w, trade, side).party.address),
        ],
      ];
      for (const [form, sign] of refused) {
        it(`when somebody submits one ${form}, then it reverts with TradeInvalidSignature`, async () => {
          await expect(w.escrow.connect(w.outsider).instructSigned(trade, side, await sign()))
            .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
            .withArgs(id, side, legOf(w, trade, side).party);
        });
      }

      it("when somebody submits it for the other side, then it reverts with TradeInvalidSignature", async () => {
        const wrong = side === SIDE.seller ? SIDE.buyer : SIDE.seller;
        await expect(w.escrow.instructSigned(trade, wrong, await forms[1][1]()))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, wrong, legOf(w, trade, wrong).party);
      });
    });

    describe(`given an operator of the ${name}`, () => {
      it("when it signed the mandate, in either form, then the side has approved", async () => {
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.trade);
        const mandate = await signMandate(w, w.operator, trade, party.address);
        await expect(w.escrow.instructSigned(trade, side, mandate))
          .to.emit(w.escrow, "Instructed")
          .withArgs(id, w.seller, w.buyer, side, READINESS.ready, w.seller, asEventArg(trade));
        const compact = w.ethers.Signature.from(mandate).compactSerialized;
        await expect(w.escrow.instructSigned(trade, side, compact))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
          .withArgs(id, side);
      });

      const refused: readonly (readonly [string, () => Promise<string>])[] = [
        ["signed the trade as if it were its own", async () => await w.sign(w.operator, trade)],
        [
          "signed a mandate for another account",
          async () => await signMandate(w, w.operator, trade, w.third.address),
        ],
        [
          "signed a mandate for another trade",
          async () =>
            await signMandate(w, w.operator, w.trade({ amount: 1n }), legOf(w, trade, side).party.address),
        ],
        [
          "signed with the other s",
          async () => withHighS(await signMandate(w, w.operator, trade, legOf(w, trade, side).party.address)),
        ],
      ];
      for (const [what, sign] of refused) {
        it(`when it ${what}, then it reverts with TradeInvalidSignature`, async () => {
          const { party } = legOf(w, trade, side);
          await appoint(w, party, w.operator.address, SCOPES.trade);
          await expect(w.escrow.instructSigned(trade, side, await sign()))
            .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
            .withArgs(id, side, party);
        });
      }

      it("when it has no scope TRADE, then its mandate is refused", async () => {
        const { party } = legOf(w, trade, side);
        const mandate = await signMandate(w, w.operator, trade, party.address);
        await expect(w.escrow.instructSigned(trade, side, mandate))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, side, party);
        await appoint(w, party, w.operator.address, SCOPES.cancel | SCOPES.issue);
        await expect(w.escrow.instructSigned(trade, side, mandate))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, side, party);
      });

      it("when its appointment ends this second, then its mandate is refused; a second before, it counts", async () => {
        const { party } = legOf(w, trade, side);
        const expiry = START + DAY;
        await appoint(w, party, w.operator.address, SCOPES.trade, expiry);
        const mandate = await signMandate(w, w.operator, trade, party.address);
        const snapshot = await w.networkHelpers.takeSnapshot();
        await nextBlockAt(w, expiry);
        await expect(w.escrow.instructSigned(trade, side, mandate))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, side, party);
        await snapshot.restore();
        await nextBlockAt(w, expiry - 1);
        await expect(w.escrow.instructSigned(trade, side, mandate)).to.emit(w.escrow, "Instructed");
      });

      it("when it was dismissed, then its mandate is refused", async () => {
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.trade);
        const mandate = await signMandate(w, w.operator, trade, party.address);
        await appoint(w, party, w.operator.address, 0, 0);
        await expect(w.escrow.instructSigned(trade, side, mandate))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, side, party);
      });
    });
  }

  describe("given an operator that is a party itself", () => {
    it("when it signed its own side, then that does not count for the account it operates for", async () => {
      await appoint(w, w.seller, w.buyer.address, SCOPES.trade);
      const own = await w.sign(w.buyer, trade);
      await expect(w.escrow.instructSigned(trade, SIDE.seller, own))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(id, SIDE.seller, w.seller);
      await w.escrow.instructSigned(trade, SIDE.buyer, own);
      const mandate = await signMandate(w, w.buyer, trade, w.seller.address);
      await expect(w.escrow.instructSigned(trade, SIDE.seller, mandate))
        .to.emit(w.escrow, "Matched")
        .withArgs(id, w.seller, w.buyer, SIDE.seller, READINESS.ready, w.seller);
    });
  });

  describe("given a party that is a contract (ERC-1271)", () => {
    let address: string;
    let wallet: Awaited<ReturnType<typeof smartWallet>>["wallet"];
    beforeEach(async () => {
      ({ wallet, address } = await smartWallet(w, w.third));
      trade = w.trade({ seller: address });
      id = await w.escrow.tradeId(trade);
    });

    const signed = async () => await signLong(w, w.third, trade);

    it("when its owner signed, then it has approved", async () => {
      await expect(w.escrow.instructSigned(trade, SIDE.seller, await signed()))
        .to.emit(w.escrow, "Instructed")
        .withArgs(id, address, w.buyer, SIDE.seller, READINESS.ready, w.seller, asEventArg(trade));
    });

    it("when it accepts anything, then an empty signature is its approval", async () => {
      await wallet.setAnswer(ANSWER.everything, ZeroAddress, "0x");
      await expect(w.escrow.instructSigned(trade, SIDE.seller, "0x")).to.emit(w.escrow, "Instructed");
    });

    for (const answer of ["nothing", "noData", "dirtyMagic", "failure"] as const) {
      it(`when it answers ${answer}, then it reverts with TradeInvalidSignature`, async () => {
        await wallet.setAnswer(ANSWER[answer], ZeroAddress, "0x");
        await expect(w.escrow.instructSigned(trade, SIDE.seller, await signed()))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(id, SIDE.seller, address);
      });
    }

    it("when a stranger signed, then it reverts with TradeInvalidSignature", async () => {
      await expect(w.escrow.instructSigned(trade, SIDE.seller, await signLong(w, w.outsider, trade)))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(id, SIDE.seller, address);
    });

    it("when it calls instead of signing, then that counts as well", async () => {
      const data = w.escrow.interface.encodeFunctionData("instruct", [
        trade,
        SIDE.seller,
        READINESS.earmarked,
      ]);
      await expect(wallet.connect(w.third).execute(w.escrow, data))
        .to.emit(w.escrow, "LegHeld")
        .withArgs(id, SIDE.seller, address, trade.quantity);
    });
  });

  describe("given a party that can never sign", () => {
    const nobodies = [ZeroAddress, ...[1, 2, 4, 9].map((each) => "0x" + each.toString(16).padStart(40, "0"))];
    for (const nobody of nobodies) {
      it(`when it is ${nobody}, then every signature is refused`, async () => {
        const of = w.trade({ seller: nobody });
        for (const signature of ["0x", "0x" + "00".repeat(65), ZeroHash + ZeroHash.slice(2) + "1b"]) {
          await expect(w.escrow.instructSigned(of, SIDE.seller, signature))
            .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
            .withArgs(await w.escrow.tradeId(of), SIDE.seller, nobody);
        }
      });
    }
  });

  describe("given a good signature and what else {instruct} asks for", () => {
    const signed = async (of: Trade) => await w.sign(w.seller, of);

    it("when the trade is not sound, then it reverts", async () => {
      const same = w.trade({ buyer: w.seller.address });
      await expect(w.escrow.instructSigned(same, SIDE.seller, await signed(same)))
        .to.be.revertedWithCustomError(w.escrow, "TradeSameParty")
        .withArgs(await w.escrow.tradeId(same), w.seller);
      const empty = w.trade({ amount: 0n });
      await expect(w.escrow.instructSigned(empty, SIDE.seller, await signed(empty)))
        .to.be.revertedWithCustomError(w.escrow, "TradeEmptyLeg")
        .withArgs(await w.escrow.tradeId(empty), 3n, 0n);
      const late = w.trade({ settleFrom: START + 20 * DAY });
      await expect(w.escrow.instructSigned(late, SIDE.seller, await signed(late)))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidDates")
        .withArgs(await w.escrow.tradeId(late), late.tradeDate, late.settleFrom, late.settleBy);
    });

    it("when the side has approved already, then it reverts with TradeAlreadyApproved", async () => {
      await instruct(w, trade, SIDE.seller);
      await expect(w.escrow.instructSigned(trade, SIDE.seller, await signed(trade)))
        .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
        .withArgs(id, SIDE.seller);
    });

    it("when the trade was withdrawn, then the signature is worth nothing", async () => {
      const signature = await signed(trade);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await expect(w.escrow.instructSigned(trade, SIDE.seller, signature))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, trade.sequence);
    });

    it("when the cut-off comes, then it reverts with TradeExpired", async () => {
      const signature = await signed(trade);
      await nextBlockAt(w, Number(trade.settleBy));
      await expect(w.escrow.instructSigned(trade, SIDE.seller, signature))
        .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
        .withArgs(id, trade.settleBy, trade.settleBy);
    });

    it("when its line is taken, then it reverts with TradeLineOccupied", async () => {
      await instruct(w, trade, SIDE.seller);
      const other = w.trade({ sequence: 256n });
      await expect(w.escrow.instructSigned(other, SIDE.seller, await signed(other)))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(other), 256n, 0n);
    });

    it("when the trade has a venue, then only the venue submits it", async () => {
      const of = w.trade({ venue: w.venue.address });
      const signature = await signed(of);
      for (const caller of [w.seller, w.buyer, w.outsider]) {
        await expect(w.escrow.connect(caller).instructSigned(of, SIDE.seller, signature))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(await w.escrow.tradeId(of), caller, w.venue);
      }
      await expect(w.escrow.connect(w.venue).instructSigned(of, SIDE.seller, signature))
        .to.emit(w.escrow, "Instructed")
        .withArgs(
          await w.escrow.tradeId(of),
          w.seller,
          w.buyer,
          SIDE.seller,
          READINESS.ready,
          w.venue,
          asEventArg(of),
        );
    });
  });
});
