import { expect } from "chai";
import type { BytesLike } from "ethers";
import {
  concat,
  dataSlice,
  getBytes,
  id as hashText,
  keccak256,
  SigningKey,
  Signature,
  toBeHex,
  Wallet,
  ZeroAddress,
  ZeroHash,
} from "ethers";

import { QUOTE_TYPES } from "../../../sdk/trading/quoteTypes.ts";
import type { QuoteStruct } from "../../support/quotes.ts";
import {
  accept,
  acceptedArgs,
  afterTrade,
  anotherMarket,
  BOTH_QUOTED,
  digestOf,
  memoryOf,
  positions,
  QUOTE_FIELDS,
  QUOTE_TYPEHASH,
  QUOTED,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import { ANSWER, appoint, holdings, nextBlockAt, smartWallet, withHighS } from "../../support/settlement.ts";
import type { Signer } from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";
import { ascii, DAY, FAR, ISIN, SCOPES, SIDE, START } from "../../support/world.ts";

/** The 65 bytes r, s, v that `signer` signs for the quote. */
const signLong = async (m: Market, quote: QuoteStruct, signer: Signer = m.dealer): Promise<string> =>
  await signer.signTypedData(m.rfqDomain, QUOTE_TYPES, quote);

async function expectInvalid(
  m: Market,
  quote: QuoteStruct,
  signature: string,
  dealer = m.dealer.address,
): Promise<void> {
  for (const then of Object.values(THEN)) {
    await expect(accept(m, quote, { then }, { signature }))
      .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidSignature")
      .withArgs(await m.rfq.quoteId(quote), dealer);
  }
  expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
}

describe("RequestForQuote.accept: signatures", () => {
  const current = useMarket();

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} that its dealer has signed`, () => {
      it("when the signature has 65 bytes, then it counts as the one of 64, and not a second time", async () => {
        const m = current();
        const quote = m.quote({ side });
        const long = await signLong(m, quote);
        const compact = await m.signQuote(quote);
        expect([getBytes(long).length, getBytes(compact).length]).to.deep.equal([65, 64]);
        const before = await positions(m);
        await expect(accept(m, quote, {}, { signature: long }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote)));
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
        await expect(accept(m, quote, { sequence: 1n }, { signature: compact }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      });

      it("when the signature has the other s, then it reverts with QuoteInvalidSignature", async () => {
        const m = current();
        const quote = m.quote({ side });
        await expectInvalid(m, quote, withHighS(await signLong(m, quote)));
      });
    });
  }

  describe("given signatures that are none of the dealer's", () => {
    const garbled: readonly (readonly [string, (long: string, compact: string) => BytesLike])[] = [
      ["is empty", () => "0x"],
      ["has a byte less than 64", (_, compact) => dataSlice(compact, 0, 63)],
      ["has a byte more than 65", (long) => concat([long, "0x00"])],
      ["has no v of a signature", (long) => concat([dataSlice(long, 0, 64), "0x1d"])],
      ["has the other v", (long) => concat([dataSlice(long, 0, 64), toBeHex(55 - Signature.from(long).v)])],
      ["is zero, of 65 bytes", () => "0x" + "00".repeat(65)],
      ["is zero, of 64 bytes", () => ZeroHash + ZeroHash.slice(2)],
      ["is of the largest words", () => "0x" + "ff".repeat(64)],
    ];
    for (const [when, garble] of garbled) {
      it(`when it ${when}, then it reverts with QuoteInvalidSignature`, async () => {
        const m = current();
        const quote = m.quote();
        const garbage = garble(await signLong(m, quote), await m.signQuote(quote));
        await expectInvalid(m, quote, concat([garbage]));
      });
    }

    it("when somebody else has signed, the investor among them, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = m.quote();
      for (const signer of [m.investor, m.third, m.outsider, m.operator]) {
        await expectInvalid(m, quote, await m.signQuote(quote, signer));
        await expectInvalid(m, quote, await signLong(m, quote, signer));
      }
    });

    it("when the quote names nobody as dealer, then no signature makes it somebody's", async () => {
      const m = current();
      const quote = m.quote({ dealer: ZeroAddress });
      for (const signature of ["0x" + "00".repeat(64), "0x" + "00".repeat(65), await m.signQuote(quote)]) {
        await expectInvalid(m, quote, signature, ZeroAddress);
      }
    });

    it("when it was signed for another contract, chain or version, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = m.quote();
      const others = [
        { ...m.rfqDomain, verifyingContract: await m.escrow.getAddress() },
        { ...m.rfqDomain, chainId: m.rfqDomain.chainId + 1n },
        { ...m.rfqDomain, name: "Kessai DvP" },
        { ...m.rfqDomain, version: "2" },
      ];
      for (const domain of others) {
        await expectInvalid(m, quote, await m.dealer.signTypedData(domain, QUOTE_TYPES, quote));
      }
    });

    it("when another market is deployed, then a quote for this one is not accepted there", async () => {
      const m = current();
      const other = await anotherMarket(m);
      for (const party of [m.dealer, m.investor]) {
        await m.registry.connect(party).appointOperator(other, SCOPES.trade, FAR);
      }
      await other.connect(m.dealer).setExposure(ISIN, 10n, 10n);
      const quote = m.quote();
      await expect(other.connect(m.investor).accept(quote, await m.signQuote(quote), m.acceptance()))
        .to.be.revertedWithCustomError(other, "QuoteInvalidSignature")
        .withArgs(await m.rfq.quoteId(quote), m.dealer);
    });
  });

  describe("given a quote that was altered after signing", () => {
    /** For each field, another value with which the quote passes whatever is looked at before its signature. */
    const alterations: readonly (readonly [keyof QuoteStruct, (m: Market) => Partial<QuoteStruct>])[] = [
      ["request", () => ({ request: hashText("another request") })],
      ["dealer", (m) => ({ dealer: m.broker.address })],
      ["investor", () => ({ investor: ZeroAddress })],
      ["broker", () => ({ broker: ZeroAddress })],
      ["isin", () => ({ isin: ascii("JP3633400002", 12) })],
      ["currency", () => ({ currency: ascii("USD", 3) })],
      ["settlementBank", (m) => ({ settlementBank: m.third.address })],
      ["side", () => ({ side: SIDE.buyer })],
      ["kind", () => ({ kind: KIND.divisible })],
      ["cleanPriceE7", () => ({ cleanPriceE7: 1n })],
      ["cashPerUnit", () => ({ cashPerUnit: CASH_PER_UNIT - 1n })],
      ["minimumQuantity", () => ({ minimumQuantity: 0n })],
      ["maximumQuantity", () => ({ maximumQuantity: 11n })],
      ["tradeDate", () => ({ tradeDate: START - 1 })],
      ["settleFrom", () => ({ settleFrom: START + 1 })],
      ["settleBy", () => ({ settleBy: START + 11 * DAY })],
      ["validUntil", () => ({ validUntil: START + DAY })],
      ["lastLook", () => ({ lastLook: 0 })],
      ["sequence", () => ({ sequence: 1n })],
      ["commonReference", () => ({ commonReference: ascii("RFQ-0002", 16) })],
    ];

    /** Originals that cannot be accepted as they are, where only the altered one can. */
    const unacceptable = (m: Market): Partial<Record<keyof QuoteStruct, Partial<QuoteStruct>>> => ({
      broker: { broker: m.broker.address },
      lastLook: { lastLook: 30 },
    });

    it("when they are counted, then each field has its turn", () => {
      expect(alterations.map(([field]) => field)).to.deep.equal(QUOTE_FIELDS.map(([, field]) => field));
    });

    for (const [field, alter] of alterations) {
      it(`when its ${field} is another, then it reverts with QuoteInvalidSignature`, async () => {
        const m = current();
        const original = m.quote(unacceptable(m)[field] ?? {});
        const altered = { ...original, ...alter(m) };
        expect(await m.rfq.quoteId(altered)).not.to.equal(await m.rfq.quoteId(original));
        const dealer = field === "dealer" ? m.broker.address : m.dealer.address;
        await expectInvalid(m, altered, await m.signQuote(original), dealer);
        await expectInvalid(m, altered, await signLong(m, original), dealer);
        await appoint(m, m.dealer, m.operator.address, SCOPES.trade);
        await expectInvalid(m, altered, await m.signQuote(original, m.operator), dealer);
      });
    }
  });

  describe("given a quote with bits that a field's type has not", () => {
    /** For each field, the bits next to its own and the farthest; bit 1 of side and kind makes numbers that they have not. */
    const strayBits = QUOTE_FIELDS.flatMap(([type, field], index) => {
      const size = Number(/\d+/.exec(type)?.[0] ?? 160);
      if (size === 32) return [];
      const bits = type.startsWith("bytes") ? [0n, 255n - BigInt(size) * 8n] : [BigInt(size), 255n];
      if (type === "uint8") bits.push(1n);
      return bits.map((bit) => ({ field, index, bit }));
    });

    /** A call of the quote with one bit more, and the signature for it by an operator that signs whatever it is shown. */
    async function signedWithBit(m: Market, key: string, index: number, bit: bigint): Promise<string> {
      const quote = m.quote();
      const { data } = await m.rfq.accept.populateTransaction(quote, "0x" + "00".repeat(64), m.acceptance());
      const words = Array.from({ length: QUOTE_FIELDS.length }, (_, i) =>
        dataSlice(data, 4 + 32 * i, 36 + 32 * i),
      );
      words[index] = toBeHex(BigInt(words[index] ?? 0) | (1n << bit), 32);
      const structHash = keccak256(concat([QUOTE_TYPEHASH, ...words]));
      const digest = digestOf(await m.rfq.DOMAIN_SEPARATOR(), structHash);
      const signature = new SigningKey(key).sign(digest).compactSerialized;
      const rest = dataSlice(data, 4 + 32 * QUOTE_FIELDS.length);
      const [head, tail] = [dataSlice(rest, 0, 32 * 8), dataSlice(rest, 32 * 10)];
      return concat([dataSlice(data, 0, 4), ...words, head, signature, tail]);
    }

    it("when nothing is stray, then the call that these tests make is a good one", async () => {
      const m = current();
      const wallet = Wallet.createRandom();
      await appoint(m, m.dealer, wallet.address, SCOPES.trade);
      // the request has no stray bits: any word is one
      const data = await signedWithBit(m, wallet.privateKey, 0, 0n);
      await expect(m.investor.sendTransaction({ to: m.rfq, data })).to.emit(m.rfq, "QuoteAccepted");
    });

    for (const { field, index, bit } of strayBits) {
      it(`when it is bit ${bit} of its ${field} and that was signed, then it reverts without data`, async () => {
        const m = current();
        const wallet = Wallet.createRandom();
        await appoint(m, m.dealer, wallet.address, SCOPES.trade);
        const data = await signedWithBit(m, wallet.privateKey, index, bit);
        await expect(m.investor.call({ to: m.rfq, data })).to.be.revertedWithoutReason(m.ethers);
      });
    }

    it("when it is a bit of its clean price's own that was not signed, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = m.quote();
      const { data } = await m.rfq.accept.populateTransaction(
        quote,
        await m.signQuote(quote),
        m.acceptance(),
      );
      const place = 4 + 32 * QUOTE_FIELDS.findIndex(([, field]) => field === "cleanPriceE7");
      for (const bit of [0n, 63n]) {
        const word = toBeHex(BigInt(dataSlice(data, place, place + 32)) ^ (1n << bit), 32);
        const altered = concat([dataSlice(data, 0, place), word, dataSlice(data, place + 32)]);
        await expect(m.investor.call({ to: m.rfq, data: altered })).to.be.revertedWithCustomError(
          m.rfq,
          "QuoteInvalidSignature",
        );
      }
    });
  });

  describe("given an operator that quotes for the dealer", () => {
    for (const [name, side] of BOTH_QUOTED) {
      it(`when it signs ${name} in scope TRADE, in either form, then it is the dealer's quote`, async () => {
        const m = current();
        await appoint(m, m.dealer, m.operator.address, SCOPES.trade);
        const before = await positions(m);
        const first = m.quote({ side });
        await expect(accept(m, first, {}, { signature: await m.signQuote(first, m.operator) }), "64 bytes")
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, first)));
        const second = m.quote({ side, sequence: 1n });
        const fields = { sequence: 1n };
        await expect(
          accept(m, second, fields, { signature: await signLong(m, second, m.operator) }),
          "65 bytes",
        )
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, second, fields)));
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 6n));
        expect(await memoryOf(m, second)).to.deep.equal({
          isUsed: true,
          taken: 0n,
          net: side === QUOTED.offer ? 6n : -6n,
        });
      });
    }

    it("when the dealer has signed the same quote, then it is still one quote", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade);
      const quote = m.quote();
      await accept(m, quote, {}, { signature: await m.signQuote(quote, m.operator) });
      await expect(accept(m, quote, { sequence: 1n }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
        .withArgs(await m.rfq.quoteId(quote), quote.sequence);
    });

    it("when it has other scopes only, or was never appointed, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = m.quote();
      const signature = await m.signQuote(quote, m.operator);
      await expectInvalid(m, quote, signature);
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel | SCOPES.issue);
      await expectInvalid(m, quote, signature);
      await appoint(m, m.investor, m.operator.address, SCOPES.trade);
      await expectInvalid(m, quote, signature);
    });

    it("when its appointment is revoked after signing, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = m.quote();
      const signature = await m.signQuote(quote, m.operator);
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade);
      await appoint(m, m.dealer, m.operator.address, 0, 0);
      await expectInvalid(m, quote, signature);
    });

    it("when its appointment ends this second, then it reverts with QuoteInvalidSignature; a second before it does not", async () => {
      const m = current();
      const expiry = START + DAY / 4;
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade, expiry);
      const quote = m.quote();
      const signature = await m.signQuote(quote, m.operator);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, expiry);
      await expect(accept(m, quote, {}, { signature }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidSignature")
        .withArgs(await m.rfq.quoteId(quote), m.dealer);
      await snapshot.restore();
      await nextBlockAt(m, expiry - 1);
      await expect(accept(m, quote, {}, { signature })).to.emit(m.rfq, "QuoteAccepted");
    });

    it("when it signs a quote of its own, then that is not the dealer's, nor is the dealer's its own", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade);
      const own = m.quote({ dealer: m.operator.address });
      const signature = await m.signQuote(own, m.operator);
      await expectInvalid(m, { ...own, dealer: m.dealer.address }, signature);
      // an operator's account does not speak through the dealer's key
      await expectInvalid(m, own, await m.signQuote(own), m.operator.address);
    });
  });

  describe("given a dealer that is a contract (ERC-1271)", () => {
    /** The contract account of the third party, which has appointed the market and set its exposure. */
    async function dealerWallet(m: Market) {
      const { wallet, address } = await smartWallet(m, m.third);
      const market = await m.rfq.getAddress();
      await wallet.execute(
        m.registry,
        m.registry.interface.encodeFunctionData("appointOperator", [market, SCOPES.trade, FAR]),
      );
      await wallet.execute(m.rfq, m.rfq.interface.encodeFunctionData("setExposure", [ISIN, 20n, 20n]));
      return { wallet, address };
    }

    for (const [name, side] of BOTH_QUOTED) {
      it(`when it accepts its owner's signature of ${name}, then both legs move, once`, async () => {
        const m = current();
        const { address } = await dealerWallet(m);
        const quote = m.quote({ side, dealer: address });
        const signature = await signLong(m, quote, m.third);
        const [ofWallet, ofInvestor] = [await holdings(m, address), await holdings(m, m.investor.address)];
        await expect(accept(m, quote, {}, { signature }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote)));
        const units = side === QUOTED.offer ? 3n : -3n;
        expect(await holdings(m, address)).to.deep.equal({
          ...ofWallet,
          bonds: ofWallet.bonds - units,
          cash: ofWallet.cash + units * CASH_PER_UNIT,
        });
        expect(await holdings(m, m.investor.address)).to.deep.equal({
          ...ofInvestor,
          bonds: ofInvestor.bonds + units,
          cash: ofInvestor.cash - units * CASH_PER_UNIT,
        });
        expect((await m.rfq.exposureOf(address, ISIN)).net).to.equal(units);
        await expect(accept(m, quote, { sequence: 1n }, { signature }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      });
    }

    it("when it accepts anything, then signatures of any length are its own, and a number still counts once", async () => {
      const m = current();
      const { wallet, address } = await dealerWallet(m);
      await wallet.setAnswer(ANSWER.everything, ZeroAddress, "0x");
      for (const [i, length] of [0, 1, 64, 65, 200].entries()) {
        const fields = { quantity: 1n, sequence: BigInt(i) };
        const quote = m.quote({ dealer: address, sequence: BigInt(i) });
        const signature = "0x" + "7f".repeat(length);
        await expect(accept(m, quote, fields, { signature }), `${length} bytes`)
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, fields)));
        await expect(accept(m, quote, { quantity: 1n, sequence: 99n }, { signature }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      }
    });

    for (const answer of ["nothing", "noData", "dirtyMagic", "failure"] as const) {
      it(`when it answers with ${answer}, then it reverts with QuoteInvalidSignature`, async () => {
        const m = current();
        const { wallet, address } = await dealerWallet(m);
        await wallet.setAnswer(ANSWER[answer], ZeroAddress, "0x");
        const quote = m.quote({ dealer: address });
        await expectInvalid(m, quote, await signLong(m, quote, m.third), address);
      });
    }

    it("when somebody else than its owner has signed, or another quote, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const { address } = await dealerWallet(m);
      const quote = m.quote({ dealer: address });
      await expectInvalid(m, quote, await signLong(m, quote, m.outsider), address);
      const other = m.quote({ dealer: address, cashPerUnit: CASH_PER_UNIT - 1n });
      await expectInvalid(m, other, await signLong(m, quote, m.third), address);
    });

    it("when it calls out while it is asked, then nothing can change by that", async () => {
      const m = current();
      const { wallet, address } = await dealerWallet(m);
      const quote = m.quote({ dealer: address });
      const cancel = m.rfq.interface.encodeFunctionData("cancelQuotes", [address, 0n, 0n]);
      await wallet.setAnswer(ANSWER.ifCalled, await m.rfq.getAddress(), cancel);
      await expectInvalid(m, quote, "0x", address);
      await wallet.setAnswer(ANSWER.afterCall, await m.rfq.getAddress(), cancel);
      await expect(accept(m, quote, {}, { signature: "0x" }))
        .to.emit(m.rfq, "QuoteAccepted")
        .and.not.to.emit(m.rfq, "QuotesCancelled");
    });

    it("when its operator signs, then that is the dealer's, whatever the contract says", async () => {
      const m = current();
      const { wallet, address } = await dealerWallet(m);
      await wallet.execute(
        m.registry,
        m.registry.interface.encodeFunctionData("appointOperator", [m.operator.address, SCOPES.trade, FAR]),
      );
      await wallet.setAnswer(ANSWER.nothing, ZeroAddress, "0x");
      const quote = m.quote({ dealer: address });
      await expect(accept(m, quote, {}, { signature: await m.signQuote(quote, m.operator) }))
        .to.emit(m.rfq, "QuoteAccepted")
        .withArgs(...(await acceptedArgs(m, quote)));
    });

    it("when the call has too little gas to ask it, then it reverts with TradeWalletOutOfGas: nobody makes it say no", async () => {
      const m = current();
      const { address } = await dealerWallet(m);
      const quote = m.quote({ dealer: address });
      const signature = await signLong(m, quote, m.third);
      const asInvestor = m.rfq.connect(m.investor);
      for (const gasLimit of [200_000n, 520_000n]) {
        await expect(asInvestor.accept(quote, signature, m.acceptance(), { gasLimit }))
          .to.be.revertedWithCustomError(m.rfq, "TradeWalletOutOfGas")
          .withArgs(address, 500_000n);
      }
      await expect(asInvestor.accept(quote, signature, m.acceptance(), { gasLimit: 900_000n })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });
  });

  describe("given an investor that is a contract", () => {
    it("when it accepts through its own call, then it needs no signature", async () => {
      const m = current();
      const { wallet, address } = await smartWallet(m, m.third);
      await wallet.execute(
        m.registry,
        m.registry.interface.encodeFunctionData("appointOperator", [
          await m.rfq.getAddress(),
          SCOPES.trade,
          FAR,
        ]),
      );
      const quote = m.quote({ investor: address });
      const fields = { account: address };
      const data = m.rfq.interface.encodeFunctionData("accept", [
        quote,
        await m.signQuote(quote),
        m.acceptance(fields),
      ]);
      const args = await acceptedArgs(m, quote, fields);
      await expect(wallet.execute(m.rfq, data))
        .to.emit(m.rfq, "QuoteAccepted")
        .withArgs(...args.slice(0, -1), address);
    });
  });
});
