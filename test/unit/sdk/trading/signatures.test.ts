import { expect } from "chai";
import { concat, id, Signature, toBeHex } from "ethers";

import { AnonymousRequestError } from "../../../../sdk/trading/errors/AnonymousRequestError.ts";
import { isAcknowledgementSigned } from "../../../../sdk/trading/isAcknowledgementSigned.ts";
import { isGiveUpSigned } from "../../../../sdk/trading/isGiveUpSigned.ts";
import { isPassSigned } from "../../../../sdk/trading/isPassSigned.ts";
import { isQuoteSigned } from "../../../../sdk/trading/isQuoteSigned.ts";
import { isRequestSigned } from "../../../../sdk/trading/isRequestSigned.ts";
import { isTicketSigned } from "../../../../sdk/trading/isTicketSigned.ts";
import { signAcknowledgement } from "../../../../sdk/trading/signAcknowledgement.ts";
import { signGiveUp } from "../../../../sdk/trading/signGiveUp.ts";
import { signPass } from "../../../../sdk/trading/signPass.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import { signTicket } from "../../../../sdk/trading/signTicket.ts";
import type { TradingDomain } from "../../../../sdk/trading/tradingDomain.ts";
import {
  accountOf,
  addressOf,
  DOMAIN,
  sampleGiveUp,
  sampleQuote,
  sampleRequest,
  sampleTicket,
  walletOf,
} from "./samples.ts";

/** One kind of what is signed: its check, with the signature given or the content altered. */
interface Kind {
  readonly name: string;
  readonly signature: () => Promise<string>;
  readonly check: (domain: TradingDomain, signature: string, change?: object) => boolean;
  /** Changes that no signature survives; the second is of who signs, the last cannot be hashed. */
  readonly changes: readonly object[];
}

const pass = { request: id("request"), dealer: addressOf("dealer 1"), reason: "no inventory", at: 5n };
const acknowledgement = { request: id("request"), dealer: addressOf("dealer 1"), answers: [id("a")], at: 5n };

const KINDS: readonly Kind[] = [
  {
    name: "isQuoteSigned",
    signature: async () =>
      (await signQuote(walletOf("dealer 1"), { domain: DOMAIN, quote: sampleQuote() })).signature,
    check: (domain, signature, change) =>
      isQuoteSigned(domain, { quote: { ...sampleQuote(), ...change }, signature }),
    changes: [
      { cashPerUnit: 1n },
      { dealer: accountOf(2) },
      { broker: accountOf(2) },
      { side: "buyer" },
      { isin: "債券" },
    ],
  },
  {
    name: "isRequestSigned",
    signature: async () =>
      (await signRequest(walletOf("investor"), { domain: DOMAIN, request: sampleRequest() })).signature,
    check: (domain, signature, change) =>
      isRequestSigned(domain, { request: { ...sampleRequest(), ...change }, signature }),
    changes: [
      { quantity: 1n },
      { asker: accountOf(2) },
      { broker: accountOf(2) },
      { side: "seller" },
      { asker: "nobody" },
    ],
  },
  {
    name: "isPassSigned",
    signature: async () => (await signPass(walletOf("dealer 1"), { domain: DOMAIN, pass })).signature,
    check: (domain, signature, change) => isPassSigned(domain, { pass: { ...pass, ...change }, signature }),
    changes: [{ reason: "" }, { dealer: accountOf(2) }, { at: 6n }, { at: -1n }],
  },
  {
    name: "isAcknowledgementSigned",
    signature: async () =>
      (await signAcknowledgement(walletOf("dealer 1"), { domain: DOMAIN, acknowledgement })).signature,
    check: (domain, signature, change) =>
      isAcknowledgementSigned(domain, { acknowledgement: { ...acknowledgement, ...change }, signature }),
    changes: [{ answers: [] }, { dealer: accountOf(2) }, { answers: [id("a"), id("b")] }, { answers: ["a"] }],
  },
  {
    name: "isTicketSigned",
    signature: async () =>
      (await signTicket(walletOf("manager"), { domain: DOMAIN, ticket: sampleTicket() })).signature,
    check: (domain, signature, change) =>
      isTicketSigned(domain, { ticket: { ...sampleTicket(), ...change }, signature }),
    changes: [
      { split: [] },
      { manager: accountOf(2) },
      { side: "seller" },
      { settleBy: 1n },
      { maximumFeePerUnit: 1n },
      { validUntil: 2n ** 40n },
    ],
  },
  {
    name: "isGiveUpSigned",
    signature: async () =>
      (await signGiveUp(walletOf("broker"), { domain: DOMAIN, giveUp: sampleGiveUp() })).signature,
    check: (domain, signature, change) =>
      isGiveUpSigned(domain, { giveUp: { ...sampleGiveUp(), ...change }, signature }),
    changes: [
      { feePerUnit: 0n },
      { broker: accountOf(2) },
      { request: id("one") },
      { currency: "EUR" },
      { settlementBank: accountOf(2) },
      { salt: "0x00" },
    ],
  },
];

for (const { name, signature, check, changes } of KINDS) {
  describe(name, () => {
    it("given what was signed, then it is, in 64 bytes or in 65", async () => {
      const given = await signature();
      expect(given).to.have.length(2 + 2 * 64);
      expect(check(DOMAIN, given)).to.be.true;
      expect(check(DOMAIN, Signature.from(given).serialized)).to.be.true;
    });

    it("given what was signed, when it is altered, then it is not", async () => {
      const given = await signature();
      for (const change of changes)
        expect(check(DOMAIN, given, change), JSON.stringify(Object.keys(change))).to.be.false;
    });

    it("given what was signed, when it is shown to another contract or chain, then it is not", async () => {
      const given = await signature();
      expect(check({ ...DOMAIN, verifyingContract: accountOf(7) }, given)).to.be.false;
      expect(check({ ...DOMAIN, chainId: 1n }, given)).to.be.false;
    });

    it("given a signature that the chain does not take, then it is not", async () => {
      const { r, s, yParity } = Signature.from(await signature());
      for (const none of ["0x", "signed", concat([r, toBeHex(1n, 32)]), concat([r, s, toBeHex(yParity)])]) {
        expect(check(DOMAIN, none), none).to.be.false;
      }
    });
  });
}

describe("an anonymous request", () => {
  const request = sampleRequest({ isAnonymous: true });

  it("is as it has to be without a signature, and not with one", async () => {
    const { signature } = await signRequest(walletOf("investor"), {
      domain: DOMAIN,
      request: { ...request, isAnonymous: false },
    });
    expect(isRequestSigned(DOMAIN, { request, signature: "0x" })).to.be.true;
    expect(isRequestSigned(DOMAIN, { request, signature })).to.be.false;
  });

  it("is not signed", async () => {
    let refused: unknown;
    await signRequest(walletOf("investor"), { domain: DOMAIN, request }).catch(
      (error: unknown) => (refused = error),
    );
    expect(refused).to.be.instanceOf(AnonymousRequestError).and.to.have.property("code", "REQUEST_ANONYMOUS");
  });
});
