import { expect } from "chai";

import { factsOf, parseFacts } from "../../../../scripts/support/trading/factsFile.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { accountOf } from "../../sdk/trading/samples.ts";
import { FACTS } from "./files.ts";

const ACCOUNTS: Readonly<Record<string, string>> = {
  "sakura-fund": accountOf(0xf1),
  "kiku-fund": accountOf(0xf2),
  "settlement-bank": accountOf(0xb1),
  "nomura-securities": accountOf(0xd1),
};

/** Facts with something else in their file. */
function parsed(from = "", to = ""): ReturnType<typeof parseFacts> {
  expect(FACTS).to.include(from);
  return parseFacts(readDocument(FACTS.replace(from, to), "facts.yaml"));
}

describe("A file of the facts that guidelines are held against", () => {
  it("names everybody by the address book, and what it leaves out is not known", () => {
    expect(factsOf(parsed(), (party) => ACCOUNTS[party] ?? "")).to.deep.equal({
      asOf: 1_654_214_400n,
      bond: {
        isin: "JP9JPXGDTB18",
        issuer: "jpx",
        currency: "JPY",
        denomination: 100_000_000n,
        maturityDate: "2023-06-03",
        outstandingFace: 500_000_000n,
        ratings: [{ agency: "R&I", grade: "AA" }],
        labels: ["green"],
      },
      funds: [
        {
          account: accountOf(0xf1),
          id: "sakura-fund",
          currency: "JPY",
          netAssets: 3_000_000_000n,
          positions: [{ isin: "JP9JPXGDTB18", issuer: "jpx", face: 0n, freeFace: 0n, marketValue: 0n }],
          cash: [{ currency: "JPY", settlementBank: accountOf(0xb1), free: 250_000_000n }],
        },
        { account: accountOf(0xf2), id: "kiku-fund", cash: undefined },
      ],
      dealers: [{ account: accountOf(0xd1), id: "nomura-securities" }],
    });
  });

  it("may know nothing of bond and dealers", () => {
    const facts = factsOf(parseFacts({ asOf: "2022-06-03", funds: [] }), () => "");
    expect(facts).to.deep.equal({ asOf: 1_654_182_000n, funds: [], dealers: [] });
  });

  for (const [from, to, message] of [
    ["asOf: 2022-06-03T09:00", "asOf: noon", 'facts.asOf: "noon" - must be a moment in Tokyo'],
    ["asOf: 2022-06-03T09:00", "", "facts.asOf: (missing) - is required: must be a moment"],
    ["isin: JP9JPXGDTB18\n  issuer", "isin: JP9JPXGDTB19\n  issuer", "facts.bond.isin"],
    ["maturityDate: 2023-06-03", "maturityDate: 2023-06-31", "facts.bond.maturityDate"],
    ["free: 250000000", "free: -1", "facts.funds[0].cash[0].free: -1 - must be a whole amount, zero or more"],
    ["netAssets", "nav", "facts.funds[0].nav: 3000000000 - is not a field known here"],
    [
      "- fund: kiku-fund",
      "- fund: sakura-fund",
      'facts.funds[1].fund: "sakura-fund" - must be named once only',
    ],
    ["[nomura-securities]", "[a, a]", 'facts.dealers[1]: "a" - must be named once only'],
    ["labels: [green]", "labels: [Green]", 'facts.bond.labels[0]: "Green" - must be a label'],
  ] as const)
    it(`is refused with ${to === "" ? `no ${from}` : to}`, () => {
      expect(() => parsed(from, to)).to.throw(InvalidInputError, message);
    });
});
