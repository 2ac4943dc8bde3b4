import { expect } from "chai";
import fc from "fast-check";
import { getAddress, hexlify, ZeroAddress, ZeroHash } from "ethers";

import type { WrittenStruct } from "../../../../sdk/encoding/writtenStruct.ts";
import type { SignedAcknowledgement } from "../../../../sdk/trading/Acknowledgement.ts";
import { parseSignedAcknowledgement } from "../../../../sdk/trading/parseSignedAcknowledgement.ts";
import { parseSignedPass } from "../../../../sdk/trading/parseSignedPass.ts";
import { parseSignedQuote } from "../../../../sdk/trading/parseSignedQuote.ts";
import { parseSignedRequest } from "../../../../sdk/trading/parseSignedRequest.ts";
import type { SignedPass } from "../../../../sdk/trading/Pass.ts";
import { QUOTE_KINDS } from "../../../../sdk/trading/Quote.ts";
import type { SignedQuote } from "../../../../sdk/trading/Quote.ts";
import type { SignedRequest } from "../../../../sdk/trading/Request.ts";
import { writtenSignedAcknowledgement } from "../../../../sdk/trading/writtenSignedAcknowledgement.ts";
import { writtenSignedPass } from "../../../../sdk/trading/writtenSignedPass.ts";
import { writtenSignedQuote } from "../../../../sdk/trading/writtenSignedQuote.ts";
import { writtenSignedRequest } from "../../../../sdk/trading/writtenSignedRequest.ts";
import { issuesOf } from "../issuesOf.ts";
import { accountOf, addressOf, sampleQuote, sampleRequest } from "./samples.ts";

/** What comes out at the other end of a wire. */
const sent = (message: WrittenStruct): unknown => JSON.parse(JSON.stringify(message));
/** The largest number of a type. */
const most = (bits: number): bigint => 2n ** BigInt(bits) - 1n;
const whole = (least: bigint, bits: number): string =>
  `must be the digits in quotes of a whole number from ${least} to ${most(bits)}`;

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((each) => hexlify(each));
const upTo = (bits: number, least = 0n) => fc.bigInt(least, most(bits));
const address = fc
  .bigInt(0n, most(160))
  .map((each) => getAddress(`0x${each.toString(16).padStart(40, "0")}`));
const signature = fc.uint8Array({ maxLength: 70 }).map((each) => hexlify(each));
const commonReference = fc.stringMatching(/^[A-Z0-9-]{1,16}$/);
const quotes: fc.Arbitrary<SignedQuote> = fc.record({
  quote: fc.record({
    request: bytes(32),
    dealer: address,
    investor: address,
    broker: address,
    isin: fc.constant("JP9NRIDIG157"),
    currency: fc.constantFrom("JPY", "EUR"),
    settlementBank: address,
    side: fc.constantFrom("seller" as const, "buyer" as const),
    kind: fc.constantFrom(...QUOTE_KINDS),
    cleanPriceE7: upTo(64, 1n),
    cashPerUnit: upTo(112, 1n),
    minimumQuantity: upTo(112, 1n),
    maximumQuantity: upTo(112, 1n),
    tradeDate: upTo(40),
    settleFrom: upTo(40),
    settleBy: upTo(40),
    validUntil: upTo(40),
    lastLook: upTo(16),
    sequence: upTo(48),
    commonReference,
  }),
  signature,
});
const requests: fc.Arbitrary<SignedRequest> = fc
  .record({
    side: fc.constantFrom("seller" as const, "buyer" as const),
    quantity: upTo(112, 1n),
    days: fc.uniqueArray(upTo(40), { minLength: 3, maxLength: 3 }),
    moments: fc.uniqueArray(upTo(64), { minLength: 2, maxLength: 2 }),
    asker: address,
    broker: address,
    isAnonymous: fc.boolean(),
    dealers: bytes(32),
    dealerCount: upTo(16, 1n),
    commonReference,
    salt: bytes(32),
    signature,
  })
  .map(({ days, moments, signature: given, ...fields }) => {
    const inOrder = (list: readonly bigint[]) => list.toSorted((a, b) => (a < b ? -1 : 1));
    const [tradeDate = 0n, settleFrom = 0n, settleBy = 0n] = inOrder(days);
    const [askedAt = 0n, answerBy = 0n] = inOrder(moments);
    const request = sampleRequest({ ...fields, tradeDate, settleFrom, settleBy, askedAt, answerBy });
    return { request, signature: fields.isAnonymous ? "0x" : given };
  });
const passes: fc.Arbitrary<SignedPass> = fc.record({
  pass: fc.record({
    request: bytes(32),
    dealer: address,
    reason: fc.string({ unit: "grapheme", maxLength: 100 }),
    at: upTo(64),
  }),
  signature,
});
const acknowledgements: fc.Arbitrary<SignedAcknowledgement> = fc.record({
  acknowledgement: fc.record({
    request: bytes(32),
    dealer: address,
    answers: fc.array(bytes(32), { maxLength: 4 }),
    at: upTo(64),
  }),
  signature,
});

describe("messages of trading", () => {
  it("given any quote, when it goes over the wire then it arrives as it was", () => {
    fc.assert(
      fc.property(quotes, (signed) => {
        expect(parseSignedQuote(sent(writtenSignedQuote(signed)))).to.deep.equal(signed);
      }),
      { numRuns: 60, seed: 20_250_618 },
    );
  });

  it("given any request, when it goes over the wire then it arrives as it was", () => {
    fc.assert(
      fc.property(requests, (signed) => {
        expect(parseSignedRequest(sent(writtenSignedRequest(signed)))).to.deep.equal(signed);
      }),
      { numRuns: 60, seed: 20_250_618 },
    );
  });

  it("given any pass or acknowledgement, when it goes over the wire then it arrives as it was", () => {
    fc.assert(
      fc.property(passes, acknowledgements, (pass, acknowledgement) => {
        expect(parseSignedPass(sent(writtenSignedPass(pass)))).to.deep.equal(pass);
        expect(parseSignedAcknowledgement(sent(writtenSignedAcknowledgement(acknowledgement)))).to.deep.equal(
          acknowledgement,
        );
      }),
      { numRuns: 60, seed: 20_250_618 },
    );
  });

  it("given a quote, when it is written then whole numbers are digits, and nothing is there but its fields", () => {
    const quote = { ...sampleQuote({ request: ZeroHash }), note: "of a client" };
    expect(writtenSignedQuote({ quote, signature: "0xaabb" })).to.deep.equal({
      quote: {
        request: ZeroHash,
        dealer: addressOf("dealer 1"),
        investor: addressOf("investor"),
        broker: ZeroAddress,
        isin: "JP9NRIDIG157",
        currency: "JPY",
        settlementBank: accountOf(0xb1),
        side: "seller",
        kind: "single use",
        cleanPriceE7: "998720000",
        cashPerUnit: "100270175",
        minimumQuantity: "1",
        maximumQuantity: "10",
        tradeDate: "1750172400",
        settleFrom: "1750345200",
        settleBy: "1750399200",
        validUntil: "1750208700",
        lastLook: "0",
        sequence: "1",
        commonReference: "QUOTE-1",
      },
      signature: "0xaabb",
    });
  });

  it("given addresses in lower case, when they are read then they have their checksum", () => {
    const written = writtenSignedQuote({ quote: sampleQuote(), signature: "0x" });
    const dealer = addressOf("dealer 1").toLowerCase();
    const quote = { ...(written["quote"] as WrittenStruct), dealer };
    expect(parseSignedQuote({ ...written, quote }).quote.dealer).to.equal(addressOf("dealer 1"));
  });
});

/** A message of which some fields are otherwise. */
function altered(message: WrittenStruct, noun: string, change: object): object {
  return { ...message, [noun]: { ...(message[noun] as WrittenStruct), ...change } };
}

describe("parseSignedQuote", () => {
  const message = writtenSignedQuote({ quote: sampleQuote(), signature: "0x" });

  it("refuses every wrong field by path, value and rule", () => {
    const wrong = {
      request: ZeroHash.slice(0, 64),
      dealer: addressOf("dealer 1").slice(2),
      investor: undefined,
      broker: "none",
      isin: "JP9NRIDIG158",
      currency: "QQQ",
      settlementBank: "bank",
      side: "both",
      kind: "firm",
      cleanPriceE7: "99.872",
      cashPerUnit: 100_270_175,
      minimumQuantity: "0",
      maximumQuantity: (2n ** 112n).toString(),
      tradeDate: "-1",
      settleFrom: (2n ** 40n).toString(),
      settleBy: "01",
      validUntil: "1e9",
      lastLook: "65536",
      sequence: (2n ** 48n).toString(),
      commonReference: "quote 1",
      salt: ZeroHash,
    };
    const found = issuesOf(() =>
      parseSignedQuote({ ...altered(message, "quote", wrong), signature: "0xabc" }),
    );
    expect(found).to.deep.equal([
      `message.quote.request: "0x${"0".repeat(54)}... - must be 0x and 64 hexadecimal digits in lower case`,
      `message.quote.dealer: "${addressOf("dealer 1").slice(2)}" - must be an address (0x and 40 digits)`,
      "message.quote.investor: (missing) - is required: must be an address (0x and 40 digits)",
      'message.quote.broker: "none" - must be an address (0x and 40 digits)',
      'message.quote.isin: "JP9NRIDIG158" - check digit must be 7 (ISO 6166)',
      'message.quote.currency: "QQQ" - must be the code of a currency in ISO 4217, such as JPY',
      'message.quote.settlementBank: "bank" - must be an address (0x and 40 digits)',
      'message.quote.side: "both" - must be one of seller, buyer',
      'message.quote.kind: "firm" - must be one of indicative, single use, divisible',
      `message.quote.cleanPriceE7: "99.872" - ${whole(1n, 64)}`,
      `message.quote.cashPerUnit: 100270175 - ${whole(1n, 112)}`,
      `message.quote.minimumQuantity: "0" - ${whole(1n, 112)}`,
      `message.quote.maximumQuantity: "${2n ** 112n}" - ${whole(1n, 112)}`,
      `message.quote.tradeDate: "-1" - ${whole(0n, 40)}`,
      `message.quote.settleFrom: "${2n ** 40n}" - ${whole(0n, 40)}`,
      `message.quote.settleBy: "01" - ${whole(0n, 40)}`,
      `message.quote.validUntil: "1e9" - ${whole(0n, 40)}`,
      `message.quote.lastLook: "65536" - ${whole(0n, 16)}`,
      `message.quote.sequence: "${2n ** 48n}" - ${whole(0n, 48)}`,
      'message.quote.commonReference: "quote 1" - must be 1 to 16 of the characters A-Z, 0-9, / and -, without a slash at either end or two together',
      `message.quote.salt: "0x${"0".repeat(54)}... - is not a field known here: remove it or correct its name`,
      'message.signature: "0xabc" - must be bytes in hexadecimal: 0x and pairs of digits in lower case',
    ]);
  });

  it("refuses what is no quote, with the code QUOTE_INVALID", () => {
    expect(() => parseSignedQuote("quote"))
      .to.throw("signed quote was refused")
      .with.property("code", "QUOTE_INVALID");
    expect(issuesOf(() => parseSignedQuote(undefined))).to.deep.equal([
      "message: (missing) - is required: must be a group of fields",
    ]);
  });
});

describe("parseSignedRequest", () => {
  const request = sampleRequest();
  const message = writtenSignedRequest({ request, signature: "0xaa" });
  const refusals = (change: object, noun = "request") =>
    issuesOf(() => parseSignedRequest(altered(message, noun, change)));

  it("refuses wrong fields by path, value and rule", () => {
    const wrong = {
      broker: null,
      isAnonymous: "no",
      quantity: "0",
      dealerCount: "0",
      askedAt: (2n ** 64n).toString(),
    };
    expect(refusals(wrong)).to.deep.equal([
      `message.request.quantity: "0" - ${whole(1n, 112)}`,
      "message.request.broker: null - must be an address (0x and 40 digits)",
      'message.request.isAnonymous: "no" - must be true or false',
      `message.request.dealerCount: "0" - ${whole(1n, 16)}`,
      `message.request.askedAt: "${2n ** 64n}" - ${whole(0n, 64)}`,
    ]);
  });

  it("refuses days and moments that are not in order", () => {
    const { tradeDate, settleFrom, askedAt } = request;
    const change = {
      tradeDate: (settleFrom + 1n).toString(),
      settleBy: settleFrom.toString(),
      answerBy: askedAt.toString(),
    };
    expect(refusals(change)).to.deep.equal([
      `message.request.settleFrom: ${settleFrom} - must not be before ${settleFrom + 1n}, tradeDate`,
      `message.request.settleBy: ${settleFrom} - must be after ${settleFrom}, settleFrom`,
      `message.request.answerBy: ${askedAt} - must be after ${askedAt}, askedAt`,
    ]);
    const sameDay = { settleFrom: tradeDate.toString() };
    expect(parseSignedRequest(altered(message, "request", sameDay)).request.settleFrom).to.equal(tradeDate);
  });

  it("refuses an anonymous request that is signed, with the code REQUEST_INVALID", () => {
    expect(refusals({ isAnonymous: true })).to.deep.equal([
      'message.signature: "0xaa" - must be "0x": the request is anonymous, and a signature would show who asks',
    ]);
    expect(() => parseSignedRequest(altered(message, "request", { isAnonymous: true })))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
  });
});

describe("parseSignedPass", () => {
  it("refuses wrong fields by path, value and rule, with the code PASS_INVALID", () => {
    const pass = { request: ZeroHash, dealer: accountOf(1), reason: "x".repeat(1001), at: 5 };
    expect(issuesOf(() => parseSignedPass({ pass, signature: "0x" }))).to.deep.equal([
      `message.pass.reason: "${"x".repeat(56)}... - must be a text of at most 1000 characters`,
      `message.pass.at: 5 - ${whole(0n, 64)}`,
    ]);
    expect(() => parseSignedPass({}))
      .to.throw()
      .with.property("code", "PASS_INVALID");
  });
});

describe("parseSignedAcknowledgement", () => {
  it("refuses wrong fields by path, value and rule, with the code ACKNOWLEDGEMENT_INVALID", () => {
    const acknowledgement = { request: ZeroHash, dealer: accountOf(1), answers: [ZeroHash, "0x00"], at: "5" };
    expect(issuesOf(() => parseSignedAcknowledgement({ acknowledgement, signature: "0x" }))).to.deep.equal([
      'message.acknowledgement.answers[1]: "0x00" - must be 0x and 64 hexadecimal digits in lower case',
    ]);
    const none = { ...acknowledgement, answers: "none" };
    expect(
      issuesOf(() => parseSignedAcknowledgement({ acknowledgement: none, signature: "0x" })),
    ).to.deep.equal(['message.acknowledgement.answers: "none" - must be a list']);
    expect(() => parseSignedAcknowledgement(undefined))
      .to.throw()
      .with.property("code", "ACKNOWLEDGEMENT_INVALID");
  });
});
