import { expect } from "chai";

import {
  asPeopleSay,
  offeringNumber,
  placeOf,
  priceWords,
  sellerWords,
  spreadWords,
  yieldWords,
} from "../../../../scripts/support/offering/offeringWords.ts";
import { otherTerms, otherTermsWords } from "../../../../scripts/support/offering/otherTerms.ts";
import { onChainOffering } from "../../../../sdk/offering/onChainOffering.ts";
import type { OfferingTerms } from "../../../../sdk/offering/OfferingTerms.ts";
import { FIRM, LEAD } from "../../sdk/offering/samples.ts";
import { accountOf, offeringSheet, schedule, termSheet } from "../../sdk/offering/sheetSamples.ts";

const FACE = 100_000_000n;

describe("Figures of an offering, in words", () => {
  for (const [price, face, words] of [
    [100_000_000n, FACE, "100.00"],
    [99_950_000n, FACE, "99.95"],
    [99_987_500n, FACE, "99.9875"],
    [99_900_000n, 90_000_000n, "111.00"],
    [100n, 3n, "3333.3333333..."],
  ] as const) {
    it(`${price} of ${face} is ${words} for 100`, () => {
      expect(priceWords(price, face)).to.equal(words);
    });
  }

  it("a spread of 10^-8 has four decimals, of which two are always written", () => {
    expect([383_000n, 393_746n, -5_000n, 1n].map(spreadWords)).to.deep.equal([
      "38.30",
      "39.3746",
      "-0.50",
      "0.0001",
    ]);
  });

  it("a yield of 10^-8 has six decimals, of which three are always written", () => {
    expect([1_100_000n, 1_234_567n, -50_000n].map(yieldWords)).to.deep.equal(["1.100", "1.234567", "-0.050"]);
  });

  it("people count from 1", () => {
    expect([offeringNumber(0n), placeOf(7n)]).to.deep.equal(["1", "8"]);
  });

  it("names stand for accounts, and the pot for no firm", () => {
    const names = (account: string): string | undefined => (account === LEAD ? "the lead" : undefined);
    const nobody = "0x0000000000000000000000000000000000000000";
    expect([LEAD, FIRM, nobody].map((firm) => sellerWords(firm, names))).to.deep.equal([
      "the lead",
      FIRM,
      "pot",
    ]);
    const hash = `0x${"ab".repeat(32)}`;
    expect(asPeopleSay(`${LEAD} and ${FIRM}: ${hash}`, names)).to.equal(`the lead and ${FIRM}: ${hash}`);
  });
});

describe("In which terms two offerings differ", () => {
  const terms = onChainOffering({
    sheet: offeringSheet(),
    termSheet,
    schedule,
    accounts: { of: accountOf, settlementBank: accountOf("bank") },
    ruleHash: `0x${"01".repeat(32)}`,
    isTap: false,
  });
  const [lead, second] = terms.syndicate;
  const differing = (change: Partial<OfferingTerms>): readonly string[] =>
    otherTerms(terms, { ...terms, ...change });

  it("none, whatever the case of an address", () => {
    expect(differing({ settlementBank: terms.settlementBank.toLowerCase() })).to.deep.equal([]);
    expect(otherTermsWords(terms, { ...terms })).to.equal(undefined);
  });

  it("a figure, a word, a moment", () => {
    expect(differing({ feePerUnit: 1n })).to.deep.equal([
      "feePerUnit is 400000 on the chain, 1 in the sheet",
    ]);
    expect(differing({ method: "standby" })).to.deep.equal([
      "method is firmCommitment on the chain, standby in the sheet",
    ]);
    expect(differing({ closeBy: terms.closeBy + 60n })).to.deep.equal([
      "closeBy is 2025-03-14 15:00 Asia/Tokyo on the chain, 2025-03-14 15:01 Asia/Tokyo in the sheet",
    ]);
  });

  it("the firms, what they answer for, and their order: the first is the lead manager", () => {
    if (lead === undefined || second === undefined) throw new Error("the sample has two firms");
    const words = ["the syndicate or its commitments are others"];
    expect(differing({ syndicate: [second, lead] })).to.deep.equal(words);
    expect(differing({ syndicate: [lead] })).to.deep.equal(words);
    expect(differing({ syndicate: [{ ...lead, commitment: 1n }, second] })).to.deep.equal(words);
  });

  it("many: the first three, and how many more", () => {
    const words = otherTermsWords(terms, {
      ...terms,
      units: 1n,
      minimumUnits: 1n,
      priceFloor: 1n,
      priceCap: 1n,
    });
    expect(words).to.match(/^units is 30 .*; minimumUnits is .*; priceFloor is .*; and 1 more terms$/);
  });
});
