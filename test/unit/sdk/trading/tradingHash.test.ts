import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, getAddress, id, keccak256, ZeroAddress } from "ethers";
import { z } from "zod";

import { acknowledgementDigest, acknowledgementId } from "../../../../sdk/trading/acknowledgementHash.ts";
import { blindedAccount } from "../../../../sdk/trading/blindedAccount.ts";
import { dealersCommitment } from "../../../../sdk/trading/dealersCommitment.ts";
import { decodeQuote, encodeQuote } from "../../../../sdk/trading/encodeQuote.ts";
import { RepeatedDealerError } from "../../../../sdk/trading/errors/RepeatedDealerError.ts";
import { UnknownNumberError } from "../../../../sdk/trading/errors/UnknownNumberError.ts";
import { ANSWER_KINDS } from "../../../../sdk/trading/Evidence.ts";
import { evidenceHash } from "../../../../sdk/trading/evidenceHash.ts";
import { giveUpDigest, giveUpId } from "../../../../sdk/trading/giveUpHash.ts";
import { parseSignedAcknowledgement } from "../../../../sdk/trading/parseSignedAcknowledgement.ts";
import { parseSignedGiveUp } from "../../../../sdk/trading/parseSignedGiveUp.ts";
import { parseSignedPass } from "../../../../sdk/trading/parseSignedPass.ts";
import { parseSignedQuote } from "../../../../sdk/trading/parseSignedQuote.ts";
import { parseSignedRequest } from "../../../../sdk/trading/parseSignedRequest.ts";
import { parseSignedTicket } from "../../../../sdk/trading/parseSignedTicket.ts";
import { passDigest, passId } from "../../../../sdk/trading/passHash.ts";
import { quoteDigest, quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { requestDigest, requestId } from "../../../../sdk/trading/requestHash.ts";
import { signAcknowledgement } from "../../../../sdk/trading/signAcknowledgement.ts";
import { signGiveUp } from "../../../../sdk/trading/signGiveUp.ts";
import { signPass } from "../../../../sdk/trading/signPass.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import { signTicket } from "../../../../sdk/trading/signTicket.ts";
import { ticketDigest, ticketId } from "../../../../sdk/trading/ticketHash.ts";
import { tradingDomain } from "../../../../sdk/trading/tradingDomain.ts";
import type { TradingDomain } from "../../../../sdk/trading/tradingDomain.ts";
import { digestByHand, hashByHand } from "./eip712ByHand.ts";
import type { TypeTexts } from "./eip712ByHand.ts";
import {
  accountOf,
  addressOf,
  sampleGiveUp,
  sampleQuote,
  sampleRequest,
  sampleTicket,
  walletOf,
} from "./samples.ts";

const whole = z.string().transform(BigInt);
const named = z.looseObject({ name: z.string(), signature: z.string(), id: z.string(), digest: z.string() });
const vectors = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: whole,
      verifyingContract: z.string(),
    }),
    quotes: z.array(named),
    tickets: z.array(named),
    giveUps: z.array(named),
    requests: z.array(named),
    passes: z.array(named),
    acknowledgements: z.array(named),
    evidence: z.array(
      z.object({
        name: z.string(),
        evidence: z.object({
          request: z.string(),
          answers: z.array(
            z.object({ kind: z.enum(ANSWER_KINDS), dealer: z.string(), id: z.string(), receivedAt: whole }),
          ),
          chosen: z.string(),
          reason: z.string(),
          justification: z.object({ referencePriceE7: whole, source: z.string(), text: z.string() }),
          decidedAt: whole,
        }),
        hash: z.string(),
      }),
    ),
    blindedAccounts: z.array(z.object({ account: z.string(), salt: z.string(), blinded: z.string() })),
    dealersCommitments: z.array(
      z.object({ dealers: z.array(z.string()), salt: z.string(), commitment: z.string() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../../vectors/trading.json", import.meta.url), "utf8")));

/** The types as the specification of the trading room writes them. */
const TYPES: TypeTexts = {
  Quote:
    "Quote(bytes32 request,address dealer,address investor,address broker,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint8 kind,uint64 cleanPriceE7,uint112 cashPerUnit,uint112 minimumQuantity,uint112 maximumQuantity,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,uint40 validUntil,uint16 lastLook,uint48 sequence,bytes16 commonReference)",
  GiveUp:
    "GiveUp(address broker,address investor,bytes32 request,bytes12 isin,bytes3 currency,address settlementBank,uint112 maximumQuantity,uint112 feePerUnit,uint40 validUntil,bytes32 salt)",
  Share: "Share(address account,uint112 quantity)",
  Ticket:
    "Ticket(address manager,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint112 maximumQuantity,uint64 limitPriceE7,uint112 limitCashPerUnit,uint40 validUntil,uint40 settleBy,uint112 maximumFeePerUnit,bytes32 compliance,bytes32 salt,Share[] split)",
  Request:
    "Request(bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint112 quantity,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address asker,address broker,bool isAnonymous,bytes32 dealers,uint16 dealerCount,uint64 askedAt,uint64 answerBy,bytes16 commonReference,bytes32 salt)",
  Pass: "Pass(bytes32 request,address dealer,string reason,uint64 at)",
  Acknowledgement: "Acknowledgement(bytes32 request,address dealer,bytes32[] answers,uint64 at)",
  Answer: "Answer(uint8 kind,address dealer,bytes32 id,uint64 receivedAt)",
  Justification: "Justification(uint64 referencePriceE7,string source,string text)",
  Evidence:
    "Evidence(bytes32 request,Answer[] answers,bytes32 chosen,string reason,Justification justification,uint64 decidedAt)",
};
const { domain } = vectors;

interface Kind<T> {
  /** Name of the struct. */
  readonly struct: string;
  readonly cases: readonly z.infer<typeof named>[];
  readonly read: (given: z.infer<typeof named>) => T;
  readonly hash: (value: T) => string;
  readonly digest: (domain: TradingDomain, value: T) => string;
  readonly sign: (value: T) => Promise<{ readonly signature: string }>;
}

function checkKind<T>({ struct, cases, read, hash, digest, sign }: Kind<T>): void {
  describe(`the hashes of ${struct}`, () => {
    for (const given of cases) {
      it(`given the golden one: ${given.name}, has its id, digest and signature, which are EIP-712 written out`, async () => {
        const value = read(given);
        const byHand = hashByHand(struct, TYPES, value);
        expect(hash(value)).to.equal(given.id).and.to.equal(byHand);
        expect(digest(domain, value)).to.equal(given.digest).and.to.equal(digestByHand(domain, byHand));
        if (given.signature !== "0x") {
          expect(await sign(value)).to.have.property("signature", given.signature);
          expect(given.signature).to.have.length(2 + 2 * 64);
        }
      });
    }
  });
}

checkKind({
  struct: "Quote",
  cases: vectors.quotes,
  read: ({ quote, signature }) => parseSignedQuote({ quote, signature }).quote,
  hash: quoteId,
  digest: quoteDigest,
  sign: (quote) => signQuote(walletOf("dealer"), { domain, quote }),
});
checkKind({
  struct: "Ticket",
  cases: vectors.tickets,
  read: ({ ticket, signature }) =>
    parseSignedTicket({ format: "kessai-ticket", version: 1, ticket, signature }).ticket,
  hash: ticketId,
  digest: ticketDigest,
  sign: (ticket) => signTicket(walletOf("manager"), { domain, ticket }),
});
checkKind({
  struct: "GiveUp",
  cases: vectors.giveUps,
  read: ({ giveUp, signature }) =>
    parseSignedGiveUp({ format: "kessai-give-up", version: 1, giveUp, signature }).giveUp,
  hash: giveUpId,
  digest: giveUpDigest,
  sign: (giveUp) => signGiveUp(walletOf("broker"), { domain, giveUp }),
});
checkKind({
  struct: "Request",
  cases: vectors.requests,
  read: ({ request, signature }) => parseSignedRequest({ request, signature }).request,
  hash: requestId,
  digest: requestDigest,
  sign: (request) => signRequest(walletOf("investor"), { domain, request }),
});
checkKind({
  struct: "Pass",
  cases: vectors.passes,
  read: ({ pass, signature }) => parseSignedPass({ pass, signature }).pass,
  hash: passId,
  digest: passDigest,
  sign: (pass) => signPass(walletOf("dealer"), { domain, pass }),
});
checkKind({
  struct: "Acknowledgement",
  cases: vectors.acknowledgements,
  read: ({ acknowledgement, signature }) =>
    parseSignedAcknowledgement({ acknowledgement, signature }).acknowledgement,
  hash: acknowledgementId,
  digest: acknowledgementDigest,
  sign: (acknowledgement) => signAcknowledgement(walletOf("dealer"), { domain, acknowledgement }),
});

describe("evidenceHash", () => {
  for (const { name, evidence, hash } of vectors.evidence) {
    it(`given the golden evidence: ${name}, is EIP-712 written out`, () => {
      expect(evidenceHash(evidence))
        .to.equal(hash)
        .and.to.equal(hashByHand("Evidence", TYPES, evidence));
    });
  }
});

describe("tradingDomain", () => {
  it("is the one of the vectors", () => {
    const { chainId, verifyingContract } = domain;
    expect(tradingDomain({ chainId, rfq: verifyingContract })).to.deep.equal(domain);
  });
});

describe("hashes of trading", () => {
  it("given other fields beside their own, make no difference of them", () => {
    const note = { note: "of a client" };
    expect(quoteId({ ...sampleQuote(), ...note })).to.equal(quoteId(sampleQuote()));
    expect(ticketId({ ...sampleTicket(), ...note })).to.equal(ticketId(sampleTicket()));
    expect(giveUpId({ ...sampleGiveUp(), ...note })).to.equal(giveUpId(sampleGiveUp()));
    expect(requestId({ ...sampleRequest(), ...note })).to.equal(requestId(sampleRequest()));
  });

  it("refuse a text that the contract cannot keep, and a number that does not fit", () => {
    expect(() => quoteId(sampleQuote({ isin: "JP36334000011" }))).to.throw("at most 12 ASCII");
    expect(() => requestId(sampleRequest({ commonReference: "受渡" }))).to.throw("at most 16 ASCII");
    expect(() => ticketId(sampleTicket({ currency: "EURO" }))).to.throw("at most 3 ASCII");
    expect(() => giveUpId(sampleGiveUp({ currency: "円" }))).to.throw("at most 3 ASCII");
    expect(() => giveUpId(sampleGiveUp({ feePerUnit: 2n ** 112n }))).to.throw("out-of-bounds");
  });
});

describe("decodeQuote", () => {
  it("gives back what encodeQuote takes", () => {
    for (const kind of ["indicative", "single use", "divisible"] as const) {
      const quote = sampleQuote({ kind, side: kind === "divisible" ? "buyer" : "seller" });
      expect(decodeQuote(encodeQuote(quote))).to.deep.equal(quote);
    }
  });

  it("refuses a side or a kind that there is not", () => {
    const encoded = encodeQuote(sampleQuote());
    expect(() => decodeQuote({ ...encoded, side: 2n })).to.throw(
      UnknownNumberError,
      "2 is no side of a quote.",
    );
    expect(() => decodeQuote({ ...encoded, kind: 3n })).to.throw(
      UnknownNumberError,
      "3 is no kind of a quote.",
    );
  });
});

const abi = AbiCoder.defaultAbiCoder();

describe("blindedAccount", () => {
  for (const { account, salt, blinded } of vectors.blindedAccounts) {
    it(`given ${account}, is the golden address, the hash of account and salt cut to 20 bytes`, () => {
      const hash = BigInt(keccak256(abi.encode(["address", "bytes32"], [account, salt])));
      const cut = (hash & (2n ** 160n - 1n)).toString(16).padStart(40, "0");
      expect(blindedAccount(account, salt))
        .to.equal(blinded)
        .and.to.equal(getAddress(`0x${cut}`));
    });
  }

  it("differs by salt and by account", () => {
    const all = [1, 2].flatMap((number) =>
      ["a", "b"].map((salt) => blindedAccount(accountOf(number), id(salt))),
    );
    expect(new Set(all).size).to.equal(4);
  });
});

describe("dealersCommitment", () => {
  for (const { dealers, salt, commitment } of vectors.dealersCommitments) {
    it(`given ${dealers.length} dealers, is the golden hash of them, sorted, and of the salt`, () => {
      const sorted = dealers.toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
      const byHand = keccak256(abi.encode(["address[]", "bytes32"], [sorted, salt]));
      expect(dealersCommitment(dealers, salt)).to.equal(commitment).and.to.equal(byHand);
    });
  }

  it("is the same whatever order and case the dealers are given in, and differs by salt and by dealer", () => {
    const dealers = ["dealer 1", "dealer 2", "dealer 3"].map(addressOf);
    const lower = dealers.toReversed().map((dealer) => dealer.toLowerCase());
    expect(dealersCommitment(lower, id("salt"))).to.equal(dealersCommitment(dealers, id("salt")));
    expect(dealersCommitment(dealers, id("other"))).not.to.equal(dealersCommitment(dealers, id("salt")));
    expect(dealersCommitment(dealers.slice(1), id("salt"))).not.to.equal(
      dealersCommitment(dealers, id("salt")),
    );
  });

  it("refuses a dealer that is named twice, in whatever case", () => {
    const dealer = addressOf("dealer 1");
    expect(() => dealersCommitment([dealer, ZeroAddress, dealer.toLowerCase()], id("salt"))).to.throw(
      RepeatedDealerError,
      `The dealer ${dealer} is named twice among those that are asked.`,
    );
  });
});
