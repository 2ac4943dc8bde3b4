import { expect } from "chai";
import fc from "fast-check";
import { hexlify, id, ZeroHash } from "ethers";

import { ROLES } from "../../../../sdk/transport/Login.ts";
import type { ClientMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { NOTICE_CODES } from "../../../../sdk/transport/messages/noticeCodes.ts";
import { parseClientMessage } from "../../../../sdk/transport/messages/parseClientMessage.ts";
import { parseHubMessage } from "../../../../sdk/transport/messages/parseHubMessage.ts";
import { requestOf } from "../../../../sdk/transport/messages/requestOf.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { issuesOf } from "../issuesOf.ts";
import {
  accountOf,
  addressOf,
  DEALERS,
  DEALERS_SALT,
  sampleQuote,
  sampleRequest,
} from "../trading/samples.ts";

const word = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes));
const words = fc.array(word, { maxLength: 3 });
const signature = fc.uint8Array({ maxLength: 70 }).map((bytes) => hexlify(bytes));
const account = fc.nat(999).map(accountOf);
const accounts = fc.array(account, { maxLength: 3 });
const moment = fc.bigInt(0n, 2n ** 64n - 1n);
const role = fc.constantFrom(...ROLES);
const text = fc.string({ unit: "grapheme", maxLength: 50 });

const signedRequest = fc
  .record({ quantity: fc.bigInt(1n, 2n ** 112n - 1n), salt: word, isAnonymous: fc.boolean(), signature })
  .map(({ signature: bytes, ...fields }) => ({
    request: sampleRequest(fields),
    signature: fields.isAnonymous ? "0x" : bytes,
  }));
const dealerMessage = fc.oneof(
  fc
    .record({
      cashPerUnit: fc.bigInt(1n, 2n ** 112n - 1n),
      sequence: fc.bigInt(0n, 2n ** 48n - 1n),
      signature,
    })
    .map(({ signature: bytes, ...fields }) => ({
      type: "quote" as const,
      quote: sampleQuote(fields),
      signature: bytes,
    })),
  fc.record({
    type: fc.constant("pass" as const),
    pass: fc.record({ request: word, dealer: account, reason: text, at: moment }),
    signature,
  }),
  fc.record({
    type: fc.constant("acknowledgement" as const),
    acknowledgement: fc.record({ request: word, dealer: account, answers: words, at: moment }),
    signature,
  }),
  fc.record({
    type: fc.constant("withdrawal" as const),
    withdrawal: fc.record({ request: word, quote: word, dealer: account, at: moment }),
    signature,
  }),
);
const outcome = fc.record({ type: fc.constant("outcome" as const), request: word, quotes: words });

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({
    type: fc.constant("login" as const),
    login: fc.record({ account, role, challenge: word }),
    signature,
  }),
  fc
    .record({ signed: signedRequest, dealers: accounts, dealersSalt: word })
    .map(({ signed, ...envelope }) => ({ type: "ask" as const, ...signed, ...envelope })),
  fc.record({ type: fc.constantFrom("close" as const, "cancel" as const), request: word }),
  outcome,
  dealerMessage,
);
const hubMessage: fc.Arbitrary<HubMessage> = fc.oneof(
  fc.record({ type: fc.constant("challenge" as const), challenge: word }),
  fc.record({ type: fc.constant("welcome" as const), account, role }),
  signedRequest.map((signed) => ({ type: "request" as const, ...signed })),
  fc.record({ type: fc.constant("closed" as const), request: word, timedOut: accounts }),
  fc.record({ type: fc.constant("cancelled" as const), request: word }),
  fc.record({
    type: fc.constant("notice" as const),
    code: fc.constantFrom(...NOTICE_CODES),
    text,
    request: word,
  }),
  outcome,
  dealerMessage,
);

const ask: ClientMessage = {
  type: "ask",
  request: sampleRequest(),
  signature: "0xaa",
  dealers: DEALERS.map(addressOf),
  dealersSalt: DEALERS_SALT,
};
/** A message as it is written, with some fields otherwise. */
const written = (message: ClientMessage | HubMessage, fields: object): string =>
  JSON.stringify({ ...(JSON.parse(formatMessage(message)) as object), ...fields });
const pass = { request: ZeroHash, dealer: accountOf(1), reason: "", at: 0n };

describe("messages to a hub", () => {
  it("given any, when it is written, then it is read as it was", () => {
    fc.assert(
      fc.property(clientMessage, (message) => {
        expect(parseClientMessage(formatMessage(message))).to.deep.equal(message);
      }),
      { numRuns: 200, seed: 20_261_208 },
    );
  });

  it("given one that carries more, when it is written, then that is left out", () => {
    const more = { ...ask, investor: "somebody", request: { ...ask.request, client: "secret" } };
    expect(formatMessage(more)).to.equal(formatMessage(ask));
  });

  it("given fields that are wrong or that no such message has, when it is read, then each is named", () => {
    const request = { ...sampleRequest(), quantity: "0" };
    const wrong = { dealers: [accountOf(1), "0x12"], dealersSalt: undefined, note: "of a client" };
    const text = written(ask, wrong).replace(`"quantity":"10"`, `"quantity":"${request.quantity}"`);
    expect(issuesOf(() => parseClientMessage(text))).to.deep.equal([
      `message.request.quantity: "0" - must be the digits in quotes of a whole number from 1 to ${2n ** 112n - 1n}`,
      'message.dealers[1]: "0x12" - must be an address (0x and 40 digits)',
      "message.dealersSalt: (missing) - is required: must be 0x and 64 hexadecimal digits in lower case",
      'message.note: "of a client" - is not a field known here: remove it or correct its name',
    ]);
  });

  it("given a request that contradicts itself, when it is read, then it is refused", () => {
    const fields = { answerBy: 1n, askedAt: 1n };
    const text = formatMessage({ ...ask, request: sampleRequest(fields) });
    expect(() => parseClientMessage(text))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    const signed = formatMessage({ ...ask, request: sampleRequest({ isAnonymous: true }) });
    expect(issuesOf(() => parseClientMessage(signed))).to.have.length(1);
  });

  for (const [name, message] of Object.entries({
    "no JSON": "{",
    nothing: "",
    "a list": "[]",
    null: "null",
    "no type": "{}",
    "an unknown type": '{"type":"trade"}',
    "a message of a hub": formatMessage({ type: "cancelled", request: ZeroHash }),
    "half a character": written({ type: "pass", pass, signature: "0x" }, {}).replace(
      '"reason":""',
      String.raw`"reason":"\ud800"`,
    ),
    "half a character, not escaped": written({ type: "pass", pass, signature: "0x" }, {}).replace(
      '"reason":""',
      `"reason":"\ud800"`,
    ),
    "a field of every object": '{"type":"close","__proto__":{"request":"0x"}}',
  })) {
    it(`refuses ${name} with MESSAGE_INVALID`, () => {
      expect(() => parseClientMessage(message))
        .to.throw()
        .with.property("code", "MESSAGE_INVALID");
    });
  }

  it("given characters that are escaped without need, when it is read, then they are what they are", () => {
    const text = written({ type: "pass", pass, signature: "0x" }, {}).replace(
      '"reason":""',
      String.raw`"reason":"\ud83d\ude00 \u30b5"`,
    );
    const message = parseClientMessage(text);
    expect(message.type === "pass" && message.pass.reason).to.equal("😀 サ");
  });

  it("given any, when it is asked which request it is about, then it says so", () => {
    const login = { account: accountOf(1), role: "asker", challenge: ZeroHash } as const;
    const request = id("request");
    expect(requestOf(ask)).to.equal(requestId(ask.request));
    expect(requestOf({ type: "login", login, signature: "0x" })).to.equal(ZeroHash);
    expect(requestOf({ type: "cancel", request })).to.equal(request);
    expect(requestOf({ type: "pass", pass: { ...pass, request }, signature: "0x" })).to.equal(request);
  });
});

describe("messages of a hub", () => {
  it("given any, when it is written, then it is read as it was", () => {
    fc.assert(
      fc.property(hubMessage, (message) => {
        expect(parseHubMessage(formatMessage(message))).to.deep.equal(message);
      }),
      { numRuns: 200, seed: 20_261_209 },
    );
  });

  it("given a request, when it is written, then its envelope is no part of it", () => {
    const text = formatMessage({ ...ask, type: "request" });
    expect(Object.keys(JSON.parse(text) as object)).to.deep.equal(["type", "request", "signature"]);
    expect(issuesOf(() => parseHubMessage(formatMessage(ask)))).to.have.length(1);
    const leaked = written({ type: "request", request: ask.request, signature: "0xaa" }, { dealers: [] });
    expect(issuesOf(() => parseHubMessage(leaked))).to.deep.equal([
      "message.dealers: [] - is not a field known here: remove it or correct its name",
    ]);
  });

  it("given a notice of no known kind, when it is read, then it is refused", () => {
    const notice = { type: "notice", code: "LOGIN_LATE", text: "", request: ZeroHash } as const;
    expect(issuesOf(() => parseHubMessage(written(notice, { code: "BUY_NOW" })))).to.have.length(1);
  });
});
