import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, keccak256, TypedDataEncoder, ZeroAddress } from "ethers";
import fc from "fast-check";
import { z } from "zod";

import { encodeQuote } from "../../../sdk/trading/encodeQuote.ts";
import { QUOTE_KINDS } from "../../../sdk/trading/Quote.ts";
import type { Quote } from "../../../sdk/trading/Quote.ts";
import { quoteDigest, quoteId } from "../../../sdk/trading/quoteHash.ts";
import { tradingDomain } from "../../../sdk/trading/tradingDomain.ts";
import { Blocks__factory, RequestForQuote__factory } from "../../../typechain-types/index.ts";
import type { QuoteStruct } from "../../support/quotes.ts";
import {
  accept,
  anotherMarket,
  digestOf,
  LAST_SEQUENCE,
  QUOTE_FIELDS,
  QUOTE_TYPEHASH,
  UNTOUCHED,
  useMarket,
  memoryOf,
} from "../../support/quotes.ts";
import { ascii, SIDE } from "../../support/world.ts";

const whole = z.string().transform(BigInt);
const { domain, quotes: cases } = z
  .object({
    domain: z.object({ chainId: whole, verifyingContract: z.string() }),
    quotes: z.array(
      z.object({
        name: z.string(),
        quote: z.object({
          request: z.string(),
          dealer: z.string(),
          investor: z.string(),
          broker: z.string(),
          isin: z.string(),
          currency: z.string(),
          settlementBank: z.string(),
          side: z.enum(["seller", "buyer"]),
          kind: z.enum(QUOTE_KINDS),
          cleanPriceE7: whole,
          cashPerUnit: whole,
          minimumQuantity: whole,
          maximumQuantity: whole,
          tradeDate: whole,
          settleFrom: whole,
          settleBy: whole,
          validUntil: whole,
          lastLook: whole,
          sequence: whole,
          commonReference: z.string(),
        }),
        id: z.string(),
        digest: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../vectors/trading.json", import.meta.url), "utf8")));

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((each) => `0x${Buffer.from(each).toString("hex")}`);
const unsigned = (bits: bigint) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n });
const anyQuote: fc.Arbitrary<Quote> = fc.record({
  request: hex(32),
  dealer: hex(20),
  investor: fc.oneof(hex(20), fc.constant(ZeroAddress)),
  broker: fc.oneof(hex(20), fc.constant(ZeroAddress)),
  isin: fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/),
  currency: fc.stringMatching(/^[A-Z]{3}$/),
  settlementBank: hex(20),
  side: fc.constantFrom("seller", "buyer"),
  kind: fc.constantFrom(...QUOTE_KINDS),
  cleanPriceE7: unsigned(64n),
  cashPerUnit: unsigned(112n),
  minimumQuantity: unsigned(112n),
  maximumQuantity: unsigned(112n),
  tradeDate: unsigned(40n),
  settleFrom: unsigned(40n),
  settleBy: unsigned(40n),
  validUntil: unsigned(40n),
  lastLook: unsigned(16n),
  sequence: unsigned(48n),
  commonReference: fc.stringMatching(/^[A-Za-z0-9 ./-]{0,16}$/),
});

const coder = AbiCoder.defaultAbiCoder();

/** Field by field, as EIP-712 defines it: nothing here is taken from the library or the contract. */
const plainHash = (quote: QuoteStruct): string =>
  keccak256(
    coder.encode(
      ["bytes32", ...QUOTE_FIELDS.map(([type]) => type)],
      [QUOTE_TYPEHASH, ...QUOTE_FIELDS.map(([, field]) => quote[field])],
    ),
  );

describe("RequestForQuote.quoteId, quoteDigest and the domain", () => {
  const current = useMarket();

  for (const { name, quote, id, digest } of cases) {
    it(`given the golden quote: ${name}, when the contract stands at the domain's address then it gives the golden figures`, async () => {
      const m = current();
      const code = await m.ethers.provider.getCode(m.rfq);
      await m.networkHelpers.setCode(domain.verifyingContract, code);
      const rfq = RequestForQuote__factory.connect(domain.verifyingContract, m.outsider);
      expect((await m.ethers.provider.getNetwork()).chainId).to.equal(domain.chainId);
      expect(await rfq.quoteId(encodeQuote(quote))).to.equal(id);
      expect(await rfq.quoteDigest(encodeQuote(quote))).to.equal(digest);
      expect(plainHash(encodeQuote(quote))).to.equal(id);
      const separator = await rfq.DOMAIN_SEPARATOR();
      expect(digestOf(separator, id)).to.equal(digest);
    });
  }

  it("given any quote, when it is hashed then contract, library and the plain encoding agree", async () => {
    const { rfq, rfqDomain } = current();
    const separator = await rfq.DOMAIN_SEPARATOR();
    await fc.assert(
      fc.asyncProperty(anyQuote, async (quote) => {
        const encoded = encodeQuote(quote);
        const id = await rfq.quoteId(encoded);
        expect(id).to.equal(quoteId(quote));
        expect(id).to.equal(plainHash(encoded));
        const digest = await rfq.quoteDigest(encoded);
        expect(digest).to.equal(quoteDigest(rfqDomain, quote));
        expect(digest).to.equal(digestOf(separator, id));
      }),
      { numRuns: 100, seed: 20_260_318 },
    );
  });

  it("given every field at its smallest or its largest, when it is hashed then that is the plain encoding", async () => {
    const m = current();
    /** `bytes` bytes that are all alike, and the number that they are. */
    const filled = (byte: "00" | "ff", side: number, kind: number): QuoteStruct => {
      const bytes = (count: number): string => "0x" + byte.repeat(count);
      const number = (bits: number): bigint => BigInt(bytes(bits / 8));
      return {
        request: bytes(32),
        dealer: bytes(20),
        investor: bytes(20),
        broker: bytes(20),
        isin: bytes(12),
        currency: bytes(3),
        settlementBank: bytes(20),
        side,
        kind,
        cleanPriceE7: number(64),
        cashPerUnit: number(112),
        minimumQuantity: number(112),
        maximumQuantity: number(112),
        tradeDate: number(40),
        settleFrom: number(40),
        settleBy: number(40),
        validUntil: number(40),
        lastLook: number(16),
        sequence: number(48),
        commonReference: bytes(16),
      };
    };
    for (const quote of [filled("00", 0, 0), filled("ff", 1, 2)]) {
      expect(await m.rfq.quoteId(quote)).to.equal(plainHash(quote));
    }
    expect(filled("ff", 1, 2).sequence).to.equal(LAST_SEQUENCE);
  });

  it("given a quote, when any one field changes then so do id and digest", async () => {
    const m = current();
    const changes: Partial<QuoteStruct>[] = [
      { request: "0x" + "01".repeat(32) },
      { dealer: m.third.address },
      { investor: m.third.address },
      { broker: m.third.address },
      { isin: ascii("JP3633400002", 12) },
      { currency: ascii("JPX", 3) },
      { settlementBank: m.third.address },
      { side: SIDE.buyer },
      { kind: 2 },
      { cleanPriceE7: 1n },
      { cashPerUnit: 1n },
      { minimumQuantity: 2n },
      { maximumQuantity: 11n },
      { tradeDate: 1n },
      { settleFrom: 1n },
      { settleBy: 1n },
      { validUntil: 1n },
      { lastLook: 1 },
      { sequence: 1n },
      { commonReference: ascii("RFQ-0002", 16) },
    ];
    expect(changes.flatMap((change) => Object.keys(change))).to.deep.equal(
      QUOTE_FIELDS.map(([, field]) => field),
    );
    const all = [{}, ...changes].map((change) => m.quote(change));
    const ids = await Promise.all(all.map((quote) => m.rfq.quoteId(quote)));
    const digests = await Promise.all(all.map((quote) => m.rfq.quoteDigest(quote)));
    expect(ids).to.deep.equal(all.map(plainHash));
    expect(new Set([...ids, ...digests]).size).to.equal(2 * all.length);
  });

  it("given two markets, when one quote is hashed then its id is the same and its digest is not", async () => {
    const m = current();
    const other = await anotherMarket(m);
    const quote = m.quote();
    expect(await other.quoteId(quote)).to.equal(await m.rfq.quoteId(quote));
    expect(await other.quoteDigest(quote)).not.to.equal(await m.rfq.quoteDigest(quote));
    expect(await other.DOMAIN_SEPARATOR()).not.to.equal(await m.rfq.DOMAIN_SEPARATOR());
  });

  it("given a market, when it is asked what it relies on then it says registry, escrow and domain", async () => {
    const m = current();
    expect(await m.rfq.registry()).to.equal(await m.registry.getAddress());
    expect(await m.rfq.escrow()).to.equal(await m.escrow.getAddress());
    const room = Blocks__factory.connect(await m.rfq.blockRoom(), m.outsider);
    expect(await room.registry()).to.equal(await m.registry.getAddress());
    expect(await room.escrow()).to.equal(await m.escrow.getAddress());
    const expected = tradingDomain({ chainId: m.rfqDomain.chainId, rfq: await m.rfq.getAddress() });
    expect(await m.rfq.DOMAIN_SEPARATOR()).to.equal(TypedDataEncoder.hashDomain({ ...expected }));
    const { name, version, chainId, verifyingContract } = await m.rfq.eip712Domain();
    expect({ name, version, chainId, verifyingContract }).to.deep.equal(expected);
  });

  it("given a quote that nobody has accepted, when it is asked for then nothing is taken, used, awaited or counted", async () => {
    const m = current();
    const quote = m.quote({ sequence: 5n });
    const id = await m.rfq.quoteId(quote);
    expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
    expect(await m.rfq.awaitedOf(id)).to.equal("0x" + "00".repeat(32));
    await accept(m, quote);
    expect(await m.rfq.isQuoteUsed(m.dealer, 5n)).to.equal(true);
    expect(await m.rfq.isQuoteUsed(m.investor, 5n)).to.equal(false);
    expect(await m.rfq.awaitedOf(id)).to.equal("0x" + "00".repeat(32));
    expect(await m.rfq.takenOf(id)).to.equal(0n);
  });
});
