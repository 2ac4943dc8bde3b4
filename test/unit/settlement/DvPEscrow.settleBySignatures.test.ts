import { expect } from "chai";
import { AbiCoder, ZeroAddress } from "ethers";

import {
  afterSettlement,
  ANSWER,
  appoint,
  bothHoldings,
  freshWorld,
  holdings,
  instruct,
  match,
  nextBlockAt,
  settledArgs,
  signLong,
  signMandate,
  smartWallet,
  STATUS,
  type Trade,
  withHighS,
  type World,
} from "../../support/settlement.ts";
import { DAY, EVIDENCE, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

/** JUMPDEST, PUSH1 0, JUMP */
const ENDLESS_LOOP = "0x5b600056";

describe("DvPEscrow.settleBySignatures", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const signatures = async (trade: Trade): Promise<[string, string]> => [
    await w.sign(w.seller, trade),
    await w.sign(w.buyer, trade),
  ];

  describe("given the signatures of both sides", () => {
    it("when anyone submits them, then both legs move once", async () => {
      const trade = w.trade({ sequence: 130n });
      const before = await bothHoldings(w);
      const signed = await signatures(trade);
      await expect(w.escrow.connect(w.outsider).settleBySignatures(trade, ...signed))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)))
        .and.to.emit(w.bond, "Transfer")
        .withArgs(w.seller, w.buyer, trade.quantity)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(w.buyer, w.seller, trade.amount);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, 130n)).to.equal(true);

      await expect(w.escrow.settleBySignatures(trade, ...signed))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 130n);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when their form is 65 bytes, then they count as well, and not a second time", async () => {
      const trade = w.trade();
      await w.escrow.settleBySignatures(trade, ...(await signatures(trade)));
      await expect(
        w.escrow.settleBySignatures(
          trade,
          await signLong(w, w.seller, trade),
          await signLong(w, w.buyer, trade),
        ),
      )
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), trade.sequence);
    });

    it("when another trade with the number is signed, then the first to settle excludes it", async () => {
      const [first, second] = [w.trade({ sequence: 5n }), w.trade({ sequence: 5n, amount: 1n })];
      const [forFirst, forSecond] = [await signatures(first), await signatures(second)];
      await w.escrow.settleBySignatures(second, ...forSecond);
      await expect(w.escrow.settleBySignatures(first, ...forFirst))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(first), 5n);
    });

    it("when numbers are far apart or side by side, then all settle in any order", async () => {
      for (const sequence of [255n, 0n, 256n, 64n, 2n ** 48n - 1n, 1n, 63n]) {
        const trade = w.trade({ sequence });
        await expect(w.escrow.settleBySignatures(trade, ...(await signatures(trade)))).to.emit(
          w.escrow,
          "Settled",
        );
      }
    });
  });

  describe("given signatures one of which does not hold", () => {
    const cases: readonly (readonly [string, number, (trade: Trade) => Promise<[string, string]>])[] = [
      [
        "the seller's is the buyer's",
        SIDE.seller,
        async (t) => [await w.sign(w.buyer, t), await w.sign(w.buyer, t)],
      ],
      [
        "the buyer's is the seller's",
        SIDE.buyer,
        async (t) => [await w.sign(w.seller, t), await w.sign(w.seller, t)],
      ],
      ["they are swapped", SIDE.seller, async (t) => [await w.sign(w.buyer, t), await w.sign(w.seller, t)]],
      ["the buyer's is empty", SIDE.buyer, async (t) => [await w.sign(w.seller, t), "0x"]],
      [
        "the buyer's has the other s",
        SIDE.buyer,
        async (t) => [await w.sign(w.seller, t), withHighS(await signLong(w, w.buyer, t))],
      ],
    ];
    for (const [when, side, sign] of cases) {
      it(`when ${when}, then it reverts with TradeInvalidSignature`, async () => {
        const trade = w.trade();
        await expect(w.escrow.settleBySignatures(trade, ...(await sign(trade))))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(await w.escrow.tradeId(trade), side, side === SIDE.seller ? w.seller : w.buyer);
      });
    }

    it("when any single field was changed after signing, then it reverts", async () => {
      const signed = w.trade({ sequence: 1n });
      const given = await signatures(signed);
      const changes: Partial<Trade>[] = [
        { isin: "0x" + "4a".repeat(12) },
        { currency: "0x555344" },
        { settlementBank: w.third.address },
        { quantity: 2n },
        { amount: 300_123_455n },
        { tradeDate: START - 1 },
        { settleFrom: START + 1 },
        { settleBy: START + DAY },
        { sequence: 2n },
        { commonReference: "0x" + "41".repeat(16) },
      ];
      for (const change of changes) {
        const trade = w.trade({ sequence: 1n, ...change });
        await expect(w.escrow.settleBySignatures(trade, ...given))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(await w.escrow.tradeId(trade), SIDE.seller, w.seller);
      }
      for (const [party, side] of [
        ["seller", SIDE.seller],
        ["buyer", SIDE.seller],
      ] as const) {
        const trade = w.trade({ sequence: 1n, [party]: w.third.address });
        await expect(w.escrow.settleBySignatures(trade, ...given))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(await w.escrow.tradeId(trade), side, trade.seller);
      }
      const atVenue = w.trade({ sequence: 1n, venue: w.outsider.address });
      await expect(w.escrow.connect(w.outsider).settleBySignatures(atVenue, ...given))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(await w.escrow.tradeId(atVenue), SIDE.seller, w.seller);
    });
  });

  describe("given one side that signs by its operator", () => {
    it("when the mandate is good, then it settles", async () => {
      const trade = w.trade();
      const before = await bothHoldings(w);
      await appoint(w, w.buyer, w.operator.address, SCOPES.trade);
      await w.escrow.settleBySignatures(
        trade,
        await w.sign(w.seller, trade),
        await signMandate(w, w.operator, trade, w.buyer.address),
      );
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when the seller operates for the buyer, then its own signature is not the buyer's", async () => {
      const trade = w.trade();
      await appoint(w, w.buyer, w.seller.address, SCOPES.trade);
      const own = await w.sign(w.seller, trade);
      await expect(w.escrow.settleBySignatures(trade, own, own))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(await w.escrow.tradeId(trade), SIDE.buyer, w.buyer);
      const mandate = await signMandate(w, w.seller, trade, w.buyer.address);
      await expect(w.escrow.settleBySignatures(trade, own, mandate)).to.emit(w.escrow, "Settled");
    });

    it("when one operator serves both, then it signs twice: one mandate is not the other's", async () => {
      const trade = w.trade();
      for (const party of [w.seller, w.buyer]) {
        await appoint(w, party, w.operator.address, SCOPES.trade);
      }
      const forSeller = await signMandate(w, w.operator, trade, w.seller.address);
      await expect(w.escrow.settleBySignatures(trade, forSeller, forSeller))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(await w.escrow.tradeId(trade), SIDE.buyer, w.buyer);
      const forBuyer = await signMandate(w, w.operator, trade, w.buyer.address);
      await expect(w.escrow.settleBySignatures(trade, forSeller, forBuyer)).to.emit(w.escrow, "Settled");
    });
  });

  describe("given a buyer that is a contract (ERC-1271)", () => {
    it("when it accepts, then both legs move; when it refuses, neither", async () => {
      const { wallet, address } = await smartWallet(w, w.third);
      const trade = w.trade({ buyer: address });
      const given = [await w.sign(w.seller, trade), await signLong(w, w.third, trade)] as const;
      const before = await holdings(w, address);

      await wallet.setAnswer(ANSWER.nothing, ZeroAddress, "0x");
      await expect(w.escrow.settleBySignatures(trade, ...given))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(await w.escrow.tradeId(trade), SIDE.buyer, address);
      expect(await holdings(w, address)).to.deep.equal(before);

      await wallet.setAnswer(ANSWER.ownersOnly, ZeroAddress, "0x");
      await w.escrow.settleBySignatures(trade, ...given);
      expect(await holdings(w, address)).to.deep.equal({
        ...before,
        bonds: before.bonds + 3n,
        cash: before.cash - 300_123_456n,
      });
    });

    it("when the call has too little gas to ask it, then it reverts with TradeWalletOutOfGas: nobody makes it say no", async () => {
      const { address } = await smartWallet(w, w.third);
      const trade = w.trade({ buyer: address });
      const given = [await w.sign(w.seller, trade), await signLong(w, w.third, trade)] as const;
      for (const gasLimit of [200_000n, 520_000n]) {
        await expect(w.escrow.settleBySignatures(trade, ...given, { gasLimit }))
          .to.be.revertedWithCustomError(w.escrow, "TradeWalletOutOfGas")
          .withArgs(address, 500_000n);
      }
      await expect(w.escrow.settleBySignatures(trade, ...given, { gasLimit: 700_000n })).to.emit(
        w.escrow,
        "Settled",
      );
    });

    it("when it uses up all gas that it gets, then that is 500,000 and the same as no", async () => {
      const { address } = await smartWallet(w, w.third);
      const trade = w.trade({ buyer: address });
      const id = await w.escrow.tradeId(trade);
      const forSeller = await w.sign(w.seller, trade);
      await w.networkHelpers.impersonateAccount(address);
      await w.networkHelpers.setBalance(address, 10n ** 18n);
      await appoint(w, await w.ethers.getSigner(address), w.operator.address, SCOPES.trade);
      await w.networkHelpers.setCode(address, ENDLESS_LOOP);

      await expect(w.escrow.settleBySignatures(trade, forSeller, await signLong(w, w.third, trade)))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(id, SIDE.buyer, address);
      // the mandate of its operator is looked at after the wallet was asked in vain
      const mandate = await signMandate(w, w.operator, trade, address);
      const settled = await w.escrow.settleBySignatures(trade, forSeller, mandate);
      const receipt = await settled.wait();
      expect(receipt?.gasUsed).to.be.greaterThan(500_000n).and.lessThan(700_000n);
    });
  });

  for (const [sellerHolds, buyerHolds] of [
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    describe(`given a recorded trade with holds (bonds: ${sellerHolds}, cash: ${buyerHolds})`, () => {
      it("when it settles by signatures, then the holds are used and nothing stays held", async () => {
        const trade = w.trade({ sequence: 64n });
        const before = await bothHoldings(w);
        if (sellerHolds) await instruct(w, trade, SIDE.seller, READINESS.earmarked);
        if (buyerHolds) await instruct(w, trade, SIDE.buyer, READINESS.earmarked);
        await w.escrow.settleBySignatures(trade, ...(await signatures(trade)));
        expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
        expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.closed);
      });

      it("when nothing else is free, then it settles all the same", async () => {
        const trade = w.trade({ quantity: 600n, amount: 100_000_000_000n });
        if (sellerHolds) await instruct(w, trade, SIDE.seller, READINESS.earmarked);
        if (buyerHolds) await instruct(w, trade, SIDE.buyer, READINESS.earmarked);
        const before = await bothHoldings(w);
        await w.escrow.settleBySignatures(trade, ...(await signatures(trade)));
        const after = await bothHoldings(w);
        expect(after.seller).to.include({ bonds: 0n, bondsHeld: 0n });
        expect(after.buyer).to.include({ cash: 0n, cashHeld: 0n, bonds: before.buyer.bonds + 600n });
      });
    });
  }

  describe("given a neighbour on the same line whose bonds are held", () => {
    it("when its number was closed first, then the next on the line settles from free units", async () => {
      const first = w.trade({ sequence: 1n });
      await match(w, first, { sellerHolds: true, buyerHolds: true });
      const next = w.trade({ sequence: 65n });
      const before = await bothHoldings(w);
      await w.escrow.settleBySignatures(next, ...(await signatures(next)));
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, next));
      await w.escrow.settle(first);
      expect((await bothHoldings(w)).seller.bondsHeld).to.equal(0n);
    });
  });

  describe("given a recorded trade and signatures for it", () => {
    it("when it is matched on chain, then signatures settle it too, and only one of the two ways", async () => {
      const trade = w.trade();
      await match(w, trade);
      const before = await bothHoldings(w);
      await w.escrow.settleBySignatures(trade, ...(await signatures(trade)));
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), trade.sequence);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when one side has approved on chain and the other by signature, then it settles", async () => {
      const trade = w.trade();
      const before = await bothHoldings(w);
      await instruct(w, trade, SIDE.seller);
      await w.escrow.connect(w.outsider).instructSigned(trade, SIDE.buyer, await w.sign(w.buyer, trade));
      await w.escrow.settle(trade);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when it was withdrawn, then the signatures are worth nothing", async () => {
      const trade = w.trade();
      const given = await signatures(trade);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      await expect(w.escrow.settleBySignatures(trade, ...given))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), trade.sequence);
    });
  });

  describe("given what {instruct} and {settle} ask for", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    for (const [second, outcome, limit] of [
      [settleFrom - 1, "TradeNotDue", settleFrom],
      [settleFrom, "settles", 0],
      [settleBy - 1, "settles", 0],
      [settleBy, "TradeExpired", settleBy],
    ] as const) {
      it(`when it is second ${second - settleFrom} of its settlement period, then: ${outcome}`, async () => {
        const trade = w.trade({ settleFrom, settleBy });
        const given = await signatures(trade);
        await nextBlockAt(w, second);
        const call = w.escrow.settleBySignatures(trade, ...given);
        if (outcome === "settles") {
          await expect(call).to.emit(w.escrow, "Settled");
        } else {
          await expect(call)
            .to.be.revertedWithCustomError(w.escrow, outcome)
            .withArgs(await w.escrow.tradeId(trade), limit, second);
        }
      });
    }

    it("when seller and buyer are one, then it reverts with TradeSameParty", async () => {
      const trade = w.trade({ buyer: w.seller.address });
      const own = await w.sign(w.seller, trade);
      await expect(w.escrow.settleBySignatures(trade, own, own))
        .to.be.revertedWithCustomError(w.escrow, "TradeSameParty")
        .withArgs(await w.escrow.tradeId(trade), w.seller);
    });

    it("when a leg is zero, then it reverts with TradeEmptyLeg", async () => {
      const trade = w.trade({ quantity: 0n });
      await expect(w.escrow.settleBySignatures(trade, ...(await signatures(trade))))
        .to.be.revertedWithCustomError(w.escrow, "TradeEmptyLeg")
        .withArgs(await w.escrow.tradeId(trade), 0n, trade.amount);
    });

    it("when its dates are out of order, then it reverts with TradeInvalidDates", async () => {
      const trade = w.trade({ tradeDate: START + DAY });
      await expect(w.escrow.settleBySignatures(trade, ...(await signatures(trade))))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidDates")
        .withArgs(await w.escrow.tradeId(trade), START + DAY, trade.settleFrom, trade.settleBy);
    });

    it("when the bond or the currency is unknown, then it reverts", async () => {
      const noBond = w.trade({ isin: "0x" + "4a".repeat(12) });
      await expect(w.escrow.settleBySignatures(noBond, ...(await signatures(noBond))))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(noBond), noBond.isin);
      const noCash = w.trade({ settlementBank: w.third.address });
      await expect(w.escrow.settleBySignatures(noCash, ...(await signatures(noCash))))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(noCash), noCash.currency, w.third);
    });

    it("when a leg cannot pass, then neither moves and the number is not used up", async () => {
      const trade = w.trade();
      await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
      const before = await bothHoldings(w);
      await expect(w.escrow.settleBySignatures(trade, ...(await signatures(trade))))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
        .withArgs(w.seller);
      expect(await bothHoldings(w)).to.deep.equal(before);
      expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, trade.sequence)).to.equal(false);
    });
  });

  describe("given a trade with a venue", () => {
    it("when anybody but the venue submits, then it reverts with TradeNotItsVenue", async () => {
      const trade = w.trade({ venue: w.venue.address });
      const given = await signatures(trade);
      for (const caller of [w.seller, w.buyer, w.outsider]) {
        await expect(w.escrow.connect(caller).settleBySignatures(trade, ...given))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(await w.escrow.tradeId(trade), caller, w.venue);
      }
      await expect(w.escrow.connect(w.venue).settleBySignatures(trade, ...given))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)));
    });

    it("when two pairs were given one venue number, then the first to settle excludes the other", async () => {
      const venue = w.venue.address;
      const [first, second] = [
        w.trade({ venue, sequence: 9n }),
        w.trade({ venue, sequence: 9n, seller: w.buyer.address, buyer: w.seller.address }),
      ];
      await w.escrow.connect(w.venue).settleBySignatures(first, ...(await signatures(first)));
      const swapped = [await w.sign(w.buyer, second), await w.sign(w.seller, second)] as const;
      await expect(w.escrow.connect(w.venue).settleBySignatures(second, ...swapped))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(second), 9n);
    });
  });

  describe("given calldata that is cut short", () => {
    it("when a signature points beyond the end, then it reverts", async () => {
      const trade = w.trade();
      const data = w.escrow.interface.encodeFunctionData("settleBySignatures", [
        trade,
        ...(await signatures(trade)),
      ]);
      for (const cut of [1, 32, 64, 200, 400]) {
        await expect(w.seller.sendTransaction({ to: w.escrow, data: data.slice(0, -2 * cut) })).to.be.revert(
          w.ethers,
        );
      }
      const far = AbiCoder.defaultAbiCoder()
        .encode(["uint256"], [2n ** 64n])
        .slice(2);
      const start = 2 + 8 + 13 * 64;
      const wild = data.slice(0, start) + far + data.slice(start + 64);
      await expect(w.seller.sendTransaction({ to: w.escrow, data: wild })).to.be.revert(w.ethers);
    });
  });
});
