import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, concat, id, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import { z } from "zod";

import { encodeGiveUp } from "../../../sdk/trading/encodeGiveUp.ts";
import { encodeTicket } from "../../../sdk/trading/encodeTicket.ts";
import type { GiveUp } from "../../../sdk/trading/GiveUp.ts";
import { giveUpDigest, giveUpId } from "../../../sdk/trading/giveUpHash.ts";
import { parseSignedGiveUp } from "../../../sdk/trading/parseSignedGiveUp.ts";
import { parseSignedTicket } from "../../../sdk/trading/parseSignedTicket.ts";
import type { Ticket } from "../../../sdk/trading/Ticket.ts";
import { ticketDigest, ticketId } from "../../../sdk/trading/ticketHash.ts";
import { RequestForQuote__factory } from "../../../typechain-types/index.ts";
import type { Desk } from "../../support/blocks.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientParts,
  consentTo,
  through,
  useDesk,
} from "../../support/blocks.ts";
import { digestOf } from "../../support/quotes.ts";
import { withWord } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";

const golden = z.looseObject({ name: z.string(), signature: z.string(), id: z.string(), digest: z.string() });
const vectors = z
  .object({
    domain: z.object({ verifyingContract: z.string() }),
    tickets: z.array(golden),
    giveUps: z.array(golden),
  })
  .parse(JSON.parse(readFileSync(new URL("../../vectors/trading.json", import.meta.url), "utf8")));

const coder = AbiCoder.defaultAbiCoder();
const typeHash = (text: string): string => keccak256(toUtf8Bytes(text));

// EIP-712 once more, field by field: nothing here is taken from the library or the contract.

const TICKET_TYPE =
  "Ticket(address manager,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint112 maximumQuantity,uint64 limitPriceE7,uint112 limitCashPerUnit,uint40 validUntil,uint40 settleBy,uint112 maximumFeePerUnit,bytes32 compliance,bytes32 salt,Share[] split)";
const SHARE_TYPE = "Share(address account,uint112 quantity)";
const GIVE_UP_TYPE =
  "GiveUp(address broker,address investor,bytes32 request,bytes12 isin,bytes3 currency,address settlementBank,uint112 maximumQuantity,uint112 feePerUnit,uint40 validUntil,bytes32 salt)";

/** The types of a struct's fields, as its text has them. */
const wordsOf = (text: string): readonly string[] =>
  text
    .slice(text.indexOf("(") + 1, -1)
    .split(",")
    .map((field) => field.split(" ")[0] ?? "");

function plainTicketHash(ticket: Ticket): string {
  const { split, ...fields } = encodeTicket(ticket);
  const shares = split.map(({ account, quantity }) =>
    keccak256(coder.encode(["bytes32", ...wordsOf(SHARE_TYPE)], [typeHash(SHARE_TYPE), account, quantity])),
  );
  const words = [...wordsOf(TICKET_TYPE).slice(0, -1), "bytes32"];
  return keccak256(
    coder.encode(
      ["bytes32", ...words],
      [
        typeHash(TICKET_TYPE + SHARE_TYPE),
        fields.manager,
        fields.isin,
        fields.currency,
        fields.settlementBank,
        fields.side,
        fields.maximumQuantity,
        fields.limitPriceE7,
        fields.limitCashPerUnit,
        fields.validUntil,
        fields.settleBy,
        fields.maximumFeePerUnit,
        fields.compliance,
        fields.salt,
        keccak256(concat(shares)),
      ],
    ),
  );
}

function plainGiveUpHash(giveUp: GiveUp): string {
  const fields = encodeGiveUp(giveUp);
  return keccak256(
    coder.encode(
      ["bytes32", ...wordsOf(GIVE_UP_TYPE)],
      [
        typeHash(GIVE_UP_TYPE),
        fields.broker,
        fields.investor,
        fields.request,
        fields.isin,
        fields.currency,
        fields.settlementBank,
        fields.maximumQuantity,
        fields.feePerUnit,
        fields.validUntil,
        fields.salt,
      ],
    ),
  );
}

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((each) => `0x${Buffer.from(each).toString("hex")}`);
const unsigned = (bits: bigint) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n });
const bond = {
  isin: fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/),
  currency: fc.stringMatching(/^[A-Z]{3}$/),
  settlementBank: hex(20),
};
const anyTicket: fc.Arbitrary<Ticket> = fc.record({
  manager: hex(20),
  ...bond,
  side: fc.constantFrom("seller", "buyer"),
  maximumQuantity: unsigned(112n),
  limitPriceE7: unsigned(64n),
  limitCashPerUnit: unsigned(112n),
  validUntil: unsigned(40n),
  settleBy: unsigned(40n),
  maximumFeePerUnit: unsigned(112n),
  compliance: hex(32),
  salt: hex(32),
  split: fc.array(fc.record({ account: hex(20), quantity: unsigned(112n) }), { maxLength: 6 }),
});
const anyGiveUp: fc.Arbitrary<GiveUp> = fc.record({
  broker: hex(20),
  investor: hex(20),
  request: hex(32),
  ...bond,
  maximumQuantity: unsigned(112n),
  feePerUnit: unsigned(112n),
  validUntil: unsigned(40n),
  salt: hex(32),
});

/** A ticket as the contract takes it. */
function onChain(ticket: Ticket) {
  const encoded = encodeTicket(ticket);
  return { ...encoded, split: [...encoded.split] };
}

describe("RequestForQuote.ticketId, ticketDigest and giveUpDigest", () => {
  const current = useDesk();

  /** The market at the address of the golden figures. */
  async function goldenMarket(m: Desk) {
    const { verifyingContract } = vectors.domain;
    await m.networkHelpers.setCode(verifyingContract, await m.ethers.provider.getCode(m.rfq));
    return RequestForQuote__factory.connect(verifyingContract, m.outsider);
  }

  for (const { name, signature, id: expected, digest, ...rest } of vectors.tickets) {
    it(`given the golden ticket: ${name}, when the contract hashes it then it gives the golden figures`, async () => {
      const m = current();
      const input = { format: "kessai-ticket", version: 1, ticket: rest["ticket"], signature };
      const { ticket } = parseSignedTicket(input);
      const market = await goldenMarket(m);
      expect(await market.ticketId(onChain(ticket))).to.equal(expected);
      expect(await market.ticketDigest(onChain(ticket))).to.equal(digest);
      expect(plainTicketHash(ticket)).to.equal(expected);
    });
  }

  for (const { name, signature, id: expected, digest, ...rest } of vectors.giveUps) {
    it(`given the golden give-up: ${name}, when the contract hashes it then it gives the golden figures`, async () => {
      const m = current();
      const input = { format: "kessai-give-up", version: 1, giveUp: rest["giveUp"], signature };
      const { giveUp } = parseSignedGiveUp(input);
      const market = await goldenMarket(m);
      expect(await market.giveUpDigest(encodeGiveUp(giveUp))).to.equal(digest);
      expect(plainGiveUpHash(giveUp)).to.equal(expected);
    });
  }

  it("given any ticket, when it is hashed then contract, library and the plain encoding agree", async () => {
    const { rfq, rfqDomain } = current();
    const separator = await rfq.DOMAIN_SEPARATOR();
    await fc.assert(
      fc.asyncProperty(anyTicket, async (ticket) => {
        const hash = plainTicketHash(ticket);
        expect(await rfq.ticketId(onChain(ticket))).to.equal(hash);
        expect(ticketId(ticket)).to.equal(hash);
        const digest = digestOf(separator, hash);
        expect(await rfq.ticketDigest(onChain(ticket))).to.equal(digest);
        expect(ticketDigest(rfqDomain, ticket)).to.equal(digest);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it("given any give-up, when it is hashed then contract, library and the plain encoding agree", async () => {
    const { rfq, rfqDomain } = current();
    const separator = await rfq.DOMAIN_SEPARATOR();
    await fc.assert(
      fc.asyncProperty(anyGiveUp, async (giveUp) => {
        const hash = plainGiveUpHash(giveUp);
        expect(giveUpId(giveUp)).to.equal(hash);
        const digest = digestOf(separator, hash);
        expect(await rfq.giveUpDigest(encodeGiveUp(giveUp))).to.equal(digest);
        expect(giveUpDigest(rfqDomain, giveUp)).to.equal(digest);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it("given a give-up that is used, then what it is used for counts under its id", async () => {
    const m = current();
    const giveUp = consentTo(m, m.agent);
    await acceptBlock(m, brokeredQuote(m), {
      allocations: [...clientParts(m, 1n, 2n)],
      then: THEN.match,
      ...(await through(m, giveUp)),
    });
    const readable: GiveUp = {
      broker: m.broker.address,
      investor: m.agent.address,
      request: id("request"),
      isin: "JP3633400001",
      currency: "JPY",
      settlementBank: m.settlementBank.address,
      maximumQuantity: 10n,
      feePerUnit: 10_000n,
      validUntil: BigInt(giveUp.validUntil),
      salt: id("give-up"),
    };
    expect(await m.rfq.givenUpOf(giveUpId(readable))).to.equal(3n);
  });

  it("given words with bits that their types have not, when they are hashed then it reverts without data: one thing has one hash", async () => {
    const m = current();
    const ticket = m.funds.ticket();
    const { data, to } = await m.rfq.ticketDigest.populateTransaction(ticket);
    // word 0 is where the ticket begins; its fields follow, then the place of the split
    for (const [field, bit] of [
      ["manager", 1n << 160n],
      ["isin", 1n],
      ["currency", 1n],
      ["settlementBank", 1n << 160n],
      ["side", 2n],
      ["maximumQuantity", 1n << 112n],
      ["limitPriceE7", 1n << 64n],
      ["limitCashPerUnit", 1n << 112n],
      ["validUntil", 1n << 40n],
      ["settleBy", 1n << 40n],
      ["maximumFeePerUnit", 1n << 112n],
    ] as const) {
      const index = 1 + wordOf(TICKET_TYPE, field);
      await expect(
        m.outsider.call({ to, data: withWord(data, index, (word) => word | bit) }),
        field,
      ).to.be.revertedWithoutReason(m.ethers);
    }
    const giveUp = m.giveUp();
    const call = await m.rfq.giveUpDigest.populateTransaction(giveUp);
    for (const [field, bit] of [
      ["broker", 1n << 160n],
      ["investor", 1n << 160n],
      ["isin", 1n],
      ["currency", 1n],
      ["settlementBank", 1n << 160n],
      ["maximumQuantity", 1n << 112n],
      ["feePerUnit", 1n << 112n],
      ["validUntil", 1n << 40n],
    ] as const) {
      const index = wordOf(GIVE_UP_TYPE, field);
      await expect(
        m.outsider.call({ to: call.to, data: withWord(call.data, index, (word) => word | bit) }),
        field,
      ).to.be.revertedWithoutReason(m.ethers);
    }
  });
});

/** The place of a field in its struct. */
function wordOf(text: string, field: string): number {
  return text
    .slice(text.indexOf("(") + 1, -1)
    .split(",")
    .findIndex((each) => each.endsWith(` ${field}`));
}
