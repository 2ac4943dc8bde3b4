import { expect } from "chai";
import { id } from "ethers";

import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import { accountOf } from "./samples.ts";

const ONE = accountOf(0xabc);
const TWO = accountOf(0xdef);
const first = { name: "anchors", investors: [ONE, TWO], classes: [] };
const second = { name: "institutions", investors: [], classes: ["resident", "individual"] } as const;
const rule: AllocationRule = { tiers: [first, second], lotUnits: 10n };

describe("ruleHash", () => {
  it("is keccak256 of the canonical JSON of the rule", () => {
    expect(ruleHash(rule)).to.equal(
      id(
        '{"lotUnits":"10","tiers":[' +
          '{"classes":[],"investors":["0x0000000000000000000000000000000000000abc",' +
          '"0x0000000000000000000000000000000000000def"],"name":"anchors"},' +
          '{"classes":["individual","resident"],"investors":[],"name":"institutions"}]}',
      ),
    );
  });

  const same: readonly [string, AllocationRule][] = [
    ["accounts in another order", { ...rule, tiers: [{ ...first, investors: [TWO, ONE] }, second] }],
    [
      "accounts in lower case",
      { ...rule, tiers: [{ ...first, investors: [ONE, TWO].map((each) => each.toLowerCase()) }, second] },
    ],
    ["an account said twice", { ...rule, tiers: [{ ...first, investors: [ONE, TWO, ONE] }, second] }],
    [
      "classes in another order",
      { ...rule, tiers: [first, { ...second, classes: ["individual", "resident"] }] },
    ],
  ];
  for (const [name, other] of same) {
    it(`is the same with ${name}`, () => expect(ruleHash(other)).to.equal(ruleHash(rule)));
  }

  const different: readonly [string, AllocationRule][] = [
    ["another lot", { ...rule, lotUnits: 1n }],
    ["tiers in another order", { ...rule, tiers: [second, first] }],
    ["a tier less", { ...rule, tiers: [first] }],
    ["another name", { ...rule, tiers: [{ ...first, name: "friends" }, second] }],
    ["an account less", { ...rule, tiers: [{ ...first, investors: [ONE] }, second] }],
    ["a class less", { ...rule, tiers: [first, { ...second, classes: ["resident"] }] }],
  ];
  for (const [name, other] of different) {
    it(`is another with ${name}`, () => expect(ruleHash(other)).not.to.equal(ruleHash(rule)));
  }
});
