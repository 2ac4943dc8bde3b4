import { expect } from "chai";
import { encodeBytes32String, id as hashOf, Wallet, ZeroAddress } from "ethers";

import { SmartWallet__factory } from "../../../typechain-types/index.ts";
import { actingAs, changeSettlement, deploySettlement, planBond, replaceKey } from "../../support/actions.ts";
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
  signLong,
  smartWallet,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import {
  ascii,
  COMMITMENT,
  DAY,
  EVIDENCE,
  FAR,
  QII,
  READINESS,
  SCOPES,
  SIDE,
  START,
  TRADE_TYPES,
} from "../../support/world.ts";

/** One test for each row of docs/security.md that a test of a single function does not show. */
describe("DvPEscrow under attack", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const signatures = async (trade: Trade): Promise<[string, string]> => [
    await w.sign(w.seller, trade),
    await w.sign(w.buyer, trade),
  ];
  const newEscrow = () => deploySettlement(w);

  describe("reentrancy through a party's contract", () => {
    let trade: Trade;
    let wallet: Awaited<ReturnType<typeof smartWallet>>["wallet"];
    let address: string;
    beforeEach(async () => {
      ({ wallet, address } = await smartWallet(w, w.third));
      trade = w.trade({ seller: address });
    });

    const reentries = [
      ["cancel", async () => await w.escrow.cancel.populateTransaction(trade, SIDE.seller)],
      [
        "instruct",
        async () => await w.escrow.instruct.populateTransaction(trade, SIDE.seller, READINESS.earmarked),
      ],
      [
        "settleBySignatures",
        async () =>
          await w.escrow.settleBySignatures.populateTransaction(trade, "0x", await w.sign(w.buyer, trade)),
      ],
    ] as const;
    for (const [what, call] of reentries) {
      it(`given a wallet that calls ${what} while it is asked, when it needs that to work, then it never does`, async () => {
        const { data } = await call();
        await wallet.setAnswer(ANSWER.ifCalled, w.escrow, data);
        await expect(w.escrow.settleBySignatures(trade, "0x", await w.sign(w.buyer, trade)))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
          .withArgs(await w.escrow.tradeId(trade), SIDE.seller, address);
      });

      it(`given a wallet that calls ${what} while it is asked, when it then says yes, then the trade settles once`, async () => {
        const { data } = await call();
        await wallet.setAnswer(ANSWER.afterCall, w.escrow, data);
        const before = await holdings(w, address);
        await w.escrow.settleBySignatures(trade, "0x", await w.sign(w.buyer, trade));
        const after = await holdings(w, address);
        expect([before.bonds - after.bonds, after.cash - before.cash, after.bondsHeld]).to.deep.equal([
          trade.quantity,
          trade.amount,
          0n,
        ]);
      });
    }
  });

  describe("a wallet that does not bind its owners' signatures to itself", () => {
    it("given an owner that is the other party, when its one signature is used for both, then that wallet has said yes", async () => {
      // What an account's contract accepts is its owner's to decide: docs/security.md, assumptions
      const { address } = await smartWallet(w, w.seller);
      const trade = w.trade({ buyer: address });
      const one = await signLong(w, w.seller, trade);
      await expect(w.escrow.settleBySignatures(trade, one, one)).to.emit(w.escrow, "Settled");
    });
  });

  describe("code at an externally owned account (EIP-7702)", () => {
    const key = hashOf("an account that delegates");

    async function delegate() {
      const eoa = new Wallet(key);
      await w.networkHelpers.setBalance(eoa.address, 10n ** 18n);
      await w.registry.admit(eoa.address, QII, FAR, COMMITMENT);
      await w.bond.connect(w.issuer).transfer(eoa.address, 20n);
      const code = await new SmartWallet__factory(w.third).deploy(w.third);
      const { chainId } = await w.ethers.provider.getNetwork();
      const authorization = await eoa.authorize({ address: await code.getAddress(), chainId, nonce: 1 });
      const raw = await eoa.signTransaction({
        type: 4,
        chainId,
        nonce: 0,
        to: w.outsider.address,
        gasLimit: 200_000,
        maxFeePerGas: 10n ** 10n,
        maxPriorityFeePerGas: 0,
        authorizationList: [authorization],
      });
      await w.ethers.provider.send("eth_sendRawTransaction", [raw]);
      expect(await w.ethers.provider.getCode(eoa.address)).to.match(/^0xef0100/);
      return { eoa, delegated: SmartWallet__factory.connect(eoa.address, w.third) };
    }

    it("given code that refuses everything, when the key signs, then it has signed", async () => {
      const { eoa, delegated } = await delegate();
      await delegated.setAnswer(ANSWER.nothing, ZeroAddress, "0x");
      const trade = w.trade({ seller: eoa.address });
      const signature = await eoa.signTypedData(w.domain, TRADE_TYPES, trade);
      await expect(w.escrow.settleBySignatures(trade, signature, await w.sign(w.buyer, trade))).to.emit(
        w.escrow,
        "Settled",
      );
    });

    it("given code of another owner, when that owner signs, then the account has said yes by its code", async () => {
      const { eoa } = await delegate();
      const trade = w.trade({ seller: eoa.address });
      await expect(
        w.escrow.settleBySignatures(trade, await signLong(w, w.third, trade), await w.sign(w.buyer, trade)),
      ).to.emit(w.escrow, "Settled");
      const next = w.trade({ seller: eoa.address, sequence: 1n });
      await expect(
        w.escrow.settleBySignatures(next, await signLong(w, w.outsider, next), await w.sign(w.buyer, next)),
      )
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(await w.escrow.tradeId(next), SIDE.seller, eoa.address);
    });
  });

  describe("replay at another settlement contract", () => {
    it("given signatures for one, when they are brought to another, then they are worth nothing", async () => {
      const trade = w.trade();
      const given = await signatures(trade);
      const other = await newEscrow();
      await w.escrow.settleBySignatures(trade, ...given);
      await expect(other.settleBySignatures(trade, ...given))
        .to.be.revertedWithCustomError(other, "TradeInvalidSignature")
        .withArgs(await other.tradeId(trade), SIDE.seller, w.seller);
    });

    it("given a contract that nobody has authorised, when both parties approve there, then no token obeys it", async () => {
      const trade = w.trade();
      const other = await newEscrow();
      await other.connect(w.seller).instruct(trade, SIDE.seller, READINESS.ready);
      await other.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready);
      await expect(other.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(other, w.escrow);
      await expect(other.connect(w.seller).hold(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(other, w.escrow);
    });
  });

  describe("a settlement contract that is replaced while trades are open", () => {
    let trade: Trade;
    let other: Awaited<ReturnType<typeof newEscrow>>;
    let before: Awaited<ReturnType<typeof bothHoldings>>;
    beforeEach(async () => {
      before = await bothHoldings(w);
      trade = w.trade({ settleBy: START + 30 * DAY });
      await match(w, trade, { sellerHolds: true, buyerHolds: true });
      other = await newEscrow();
      for (const token of [w.bond, w.cash]) {
        await changeSettlement(w, token, await other.getAddress());
      }
    });

    it("given holds of the old one, when it settles, then the tokens refuse it", async () => {
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(w.escrow, other);
      expect((await stateOf(w, trade)).status).to.equal(STATUS.matched);
    });

    it("given holds of the old one, when its trade is cancelled or expires, then they are free", async () => {
      const snapshot = await w.networkHelpers.takeSnapshot();
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      expect(await bothHoldings(w)).to.deep.equal(before);
      await snapshot.restore();
      await nextBlockAt(w, Number(trade.settleBy));
      await w.escrow.connect(w.outsider).expire(trade);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("given holds of both, when each ends, then neither takes the other's", async () => {
      const next = w.trade({ quantity: 5n, settleBy: START + 30 * DAY });
      await other.connect(w.seller).instruct(next, SIDE.seller, READINESS.earmarked);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(8n);
      await other.connect(w.buyer).affirmThenSettle(next, SIDE.buyer);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(3n);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(0n);
      await expect(w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), trade.sequence);
    });

    it("given the old one, when it releases more than is held, then the token refuses", async () => {
      const old = await actingAs(w, w.escrow);
      await expect(w.bond.connect(old).release(w.seller, 4n))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenInsufficientHold")
        .withArgs(w.seller, 4n, 3n);
    });
  });

  describe("only one leg's token moved to a new settlement contract", () => {
    it("given a matched trade, when either contract settles, then neither leg moves", async () => {
      const trade = w.trade({ settleBy: START + 30 * DAY });
      await match(w, trade);
      const other = await newEscrow();
      await changeSettlement(w, w.cash, await other.getAddress());
      const before = await bothHoldings(w);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.cash, "RegulatedTokenNotSettlement")
        .withArgs(w.escrow, other);
      await other.connect(w.seller).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(other.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(other, w.escrow);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });
  });

  describe("a lost key that somebody else has found", () => {
    it("given its open trades, when the key was replaced, then it can settle nothing", async () => {
      const trade = w.trade({ settleBy: START + 30 * DAY });
      await match(w, trade, { sellerHolds: true });
      await replaceKey(w, w.seller, w.outsider);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsReplaced")
        .withArgs(w.seller, w.outsider);
      const next = w.trade({ sequence: 1n, settleBy: START + 30 * DAY });
      await expect(instruct(w, next, SIDE.seller, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsReplaced")
        .withArgs(w.seller, w.outsider);
    });

    it("given the successor, when it approves the lost account's trade, then that is not its to do", async () => {
      const trade = w.trade({ settleBy: START + 30 * DAY });
      await replaceKey(w, w.seller, w.outsider);
      await expect(w.escrow.connect(w.outsider).instruct(trade, SIDE.seller, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(await w.escrow.tradeId(trade), w.outsider, w.seller);
    });

    it("given two replacements in a row, when the last successor cancels, then the hold is free", async () => {
      const trade = w.trade({ settleBy: START + 30 * DAY });
      await instruct(w, trade, SIDE.seller, READINESS.earmarked);
      await replaceKey(w, w.seller, w.outsider);
      await replaceKey(w, w.outsider, w.operator);
      await w.escrow.connect(w.operator).cancel(trade, SIDE.seller);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(0n);
    });
  });

  describe("signatures submitted by somebody else", () => {
    it("given both, when a stranger records them first, then the settlement under way still succeeds", async () => {
      const trade = w.trade();
      const given = await signatures(trade);
      await w.escrow.connect(w.outsider).instructSigned(trade, SIDE.seller, given[0]);
      await w.escrow.connect(w.outsider).instructSigned(trade, SIDE.buyer, given[1]);
      const before = await bothHoldings(w);
      await w.escrow.settleBySignatures(trade, ...given);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("given one, when a stranger records it, then its party can still withdraw it", async () => {
      const trade = w.trade();
      const [seller, buyer] = await signatures(trade);
      await w.escrow.connect(w.outsider).instructSigned(trade, SIDE.seller, seller);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await expect(w.escrow.settleBySignatures(trade, seller, buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), trade.sequence);
    });
  });

  describe("amounts at the edge", () => {
    it("given the largest amounts, when they are held or settled, then balances decide and nothing wraps", async () => {
      const MAX = 2n ** 112n - 1n;
      const trade = w.trade({ quantity: MAX, amount: MAX });
      await match(w, trade);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientBalance")
        .withArgs(w.seller, 600n, MAX);
      await expect(w.escrow.connect(w.buyer).hold(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 100_000_000_000n, MAX);
    });

    it("given the largest supply of money, when all of it settles, then the balance is exact", async () => {
      const MAX = 2n ** 112n - 1n;
      const supply = await w.cash.totalSupply();
      await w.cash.mint(w.buyer, MAX - supply, encodeBytes32String("deposit-rest"));
      const amount = await w.cash.balanceOf(w.buyer);
      const trade = w.trade({ amount });
      await match(w, trade, { buyerHolds: true });
      await w.escrow.settle(trade);
      expect(await w.cash.balanceOf(w.seller)).to.equal(MAX);
      expect(await w.cash.totalSupply()).to.equal(MAX);
    });

    it("given holds that add up to the whole balance, when one more unit is asked, then it is refused", async () => {
      for (const [sequence, quantity] of [
        [0n, 200n],
        [1n, 399n],
        [2n, 1n],
      ] as const) {
        await instruct(w, w.trade({ sequence, quantity }), SIDE.seller, READINESS.earmarked);
      }
      const trade = w.trade({ sequence: 3n, quantity: 1n });
      await expect(instruct(w, trade, SIDE.seller, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld")
        .withArgs(w.seller, 1n, 0n);
    });
  });

  describe("a token that is not one of the house's", () => {
    it("given code at an address that no factory made, when a trade names it, then it cannot be named", async () => {
      // An ISIN gives one address only; what stands elsewhere is never called. Here: a bank that created no currency.
      const trade = w.trade({ settlementBank: w.outsider.address });
      await match(w, trade);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(trade), trade.currency, w.outsider);
    });

    it("given a bond that is created after the trade was signed, when it is not issued, then nothing settles", async () => {
      const isin = ascii("US0378331005", 12);
      const trade = w.trade({ isin, seller: w.issuer.address });
      const given = [await w.sign(w.issuer, trade), await w.sign(w.buyer, trade)] as const;
      await expect(w.escrow.settleBySignatures(trade, ...given))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(trade), isin);
      const planned = await planBond(w);
      await expect(w.escrow.settleBySignatures(trade, ...given))
        .to.be.revertedWithCustomError(planned, "BondTokenNotOutstanding")
        .withArgs(isin);
    });
  });

  describe("ether and unknown calls", () => {
    it("given the settlement contract, when ether or garbage is sent, then it is refused", async () => {
      const to = await w.escrow.getAddress();
      await expect(w.outsider.sendTransaction({ to, value: 1n })).to.be.revertedWithoutReason(w.ethers);
      await expect(w.outsider.sendTransaction({ to, data: "0xdeadbeef" })).to.be.revertedWithoutReason(
        w.ethers,
      );
    });
  });

  describe("a trade between two accounts of one operator", () => {
    it("given its appointments, when they end between the two approvals, then the second is refused", async () => {
      const trade = w.trade();
      for (const party of [w.seller, w.buyer]) {
        await appoint(w, party, w.operator.address, SCOPES.trade);
      }
      await w.escrow.connect(w.operator).instruct(trade, SIDE.seller, READINESS.earmarked);
      await appoint(w, w.buyer, w.operator.address, 0, 0);
      await expect(w.escrow.connect(w.operator).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(await w.escrow.tradeId(trade), w.operator, w.buyer);
      expect((await stateOf(w, trade)).status).to.equal(STATUS.instructed);
    });
  });

  describe("sums over many trades", () => {
    it("INV-4: what is held is at every step the sum of the open trades' holds", async () => {
      const trades = [0n, 1n, 2n, 3n, 4n].map((sequence) =>
        w.trade({ sequence, quantity: 10n + sequence, amount: 1_000n + sequence, settleBy: START + 9 * DAY }),
      );
      const expectSums = async () => {
        const sums = { bonds: 0n, cash: 0n };
        for (const trade of trades) {
          const state = await stateOf(w, trade);
          if (state.bondsHeld) sums.bonds += BigInt(trade.quantity);
          if (state.cashHeld) sums.cash += BigInt(trade.amount);
        }
        const { seller, buyer } = await bothHoldings(w);
        expect([seller.bondsHeld, buyer.cashHeld]).to.deep.equal([sums.bonds, sums.cash]);
      };
      const [a, b, c, d, e] = trades as [Trade, Trade, Trade, Trade, Trade];
      const steps = [
        () => match(w, a, { sellerHolds: true, buyerHolds: true }),
        () => match(w, b, { sellerHolds: true }),
        () => instruct(w, c, SIDE.buyer, READINESS.earmarked),
        () => match(w, d, { buyerHolds: true }),
        () => instruct(w, e, SIDE.seller, READINESS.earmarked),
        () => w.escrow.settle(a),
        () => w.escrow.connect(w.seller).cancel(b, SIDE.seller),
        () => w.escrow.connect(w.buyer).cancel(b, SIDE.buyer),
        () => w.escrow.connect(w.seller).cancel(c, SIDE.seller),
        async () => w.escrow.settleBySignatures(d, ...(await signatures(d))),
        () => w.networkHelpers.time.increaseTo(START + 9 * DAY),
        () => w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE),
        () => w.escrow.expire(e),
      ];
      for (const step of steps) {
        await step();
        await expectSums();
      }
      expect((await bothHoldings(w)).seller.bondsHeld).to.equal(0n);
    });
  });
});
