import { expect } from "chai";
import { AbiCoder, encodeBytes32String, id, ZeroAddress, ZeroHash } from "ethers";

import { OUTCOMES } from "../../../../sdk/trading/Acceptance.ts";
import type { Acceptance } from "../../../../sdk/trading/Acceptance.ts";
import { encodeBlock } from "../../../../sdk/trading/encodeBlock.ts";
import { IBlocks__factory } from "../../../../typechain-types/index.ts";
import { must } from "../../../support/must.ts";
import { accountOf, BANK, sampleGiveUp, sampleTicket, SETTLE_BY, SETTLE_FROM } from "./samples.ts";

const acceptance = (fields: Partial<Acceptance> = {}): Acceptance => ({
  allocations: [{ account: accountOf(0xf1), quantity: 7n, sequence: 3n }],
  then: "match",
  evidence: id("evidence"),
  ...fields,
});

const { inputs } = must(IBlocks__factory.createInterface().getFunction("acceptBlock"));
/** What the contract reads of a block: plain lists. */
const readBack = (given: Acceptance): unknown => {
  const coder = AbiCoder.defaultAbiCoder();
  const type = must(inputs[2]);
  return must(coder.decode([type], coder.encode([type], [encodeBlock(given)])).toArray(true)[0]);
};
/** Text as the first bytes of fixed ones. */
const fixed = (text: string, bytes: number): string => encodeBytes32String(text).slice(0, 2 + 2 * bytes);
const [ISIN, JPY] = [fixed("JP9NRIDIG157", 12), fixed("JPY", 3)];
const [NO_ISIN, NO_CURRENCY] = ["0x" + "00".repeat(12), "0x000000"];

const NO_TICKET = [
  ...[ZeroAddress, NO_ISIN, NO_CURRENCY, ZeroAddress, 0n, 0n, 0n, 0n, 0n, 0n, 0n, ZeroHash, ZeroHash],
  [],
];
const NO_GIVE_UP = [
  ZeroAddress,
  ZeroAddress,
  ZeroHash,
  NO_ISIN,
  NO_CURRENCY,
  ZeroAddress,
  0n,
  0n,
  0n,
  ZeroHash,
];

describe("encodeBlock", () => {
  it("given no salt, ticket, broker and set, is zero where they would be", () => {
    const parts = [[accountOf(0xf1), 7n, 3n]];
    const expected = [parts, 0n, ZeroHash, id("evidence"), NO_TICKET, "0x", NO_GIVE_UP, "0x", "0x"];
    expect(readBack(acceptance())).to.deep.equal(expected);
  });

  it("given each outcome, has its number on the chain", () => {
    expect(OUTCOMES.map((then) => encodeBlock(acceptance({ then })).then)).to.deep.equal([0n, 1n, 2n]);
  });

  it("given a salt, a ticket, a give-up and a set, has every field in its place", () => {
    const [ticket, giveUp] = [sampleTicket(), sampleGiveUp({ request: id("request") })];
    const given = acceptance({
      salt: id("salt"),
      ticket: { ticket, signature: "0xaa" },
      giveUp: { giveUp, signature: "0xbb" },
      set: "0xcc",
    });
    const [, , salt, , ticketRead, ticketSignature, giveUpRead, giveUpSignature, set] = readBack(
      given,
    ) as readonly unknown[];
    expect([salt, ticketSignature, giveUpSignature, set]).to.deep.equal([id("salt"), "0xaa", "0xbb", "0xcc"]);
    expect(ticketRead).to.deep.equal([
      ticket.manager,
      ISIN,
      JPY,
      BANK,
      1n,
      100n,
      1_000_000_000n,
      100_500_000n,
      SETTLE_FROM,
      SETTLE_BY,
      2_000n,
      ticket.compliance,
      ticket.salt,
      ticket.split.map(({ account, quantity }) => [account, quantity]),
    ]);
    expect(giveUpRead).to.deep.equal([
      giveUp.broker,
      giveUp.investor,
      id("request"),
      ISIN,
      JPY,
      BANK,
      50n,
      1_000n,
      SETTLE_FROM,
      giveUp.salt,
    ]);
  });

  it("given lists, makes its own of them", () => {
    const ticket = sampleTicket();
    const given = acceptance({ ticket: { ticket, signature: "0xaa" } });
    const block = encodeBlock(given);
    block.allocations.length = 0;
    block.ticket.split.length = 0;
    expect([given.allocations.length, ticket.split.length]).to.deep.equal([1, 3]);
  });
});
