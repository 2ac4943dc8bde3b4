import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";

import { checkCompliance } from "../../../../sdk/compliance/checkCompliance.ts";
import { contentHash } from "../../../../sdk/compliance/contentHash.ts";
import { factsHash } from "../../../../sdk/compliance/factsHash.ts";
import type { GuidelineRule } from "../../../../sdk/compliance/Guidelines.ts";
import { guidelinesHash } from "../../../../sdk/compliance/guidelinesHash.ts";
import { isReportOf } from "../../../../sdk/compliance/isReportOf.ts";
import {
  accountOf,
  AS_OF,
  BANK,
  DEALER,
  guidelinesOf,
  OTHER_ISIN,
  resultOf,
  sampleBond,
  sampleFacts,
  sampleFund,
  sampleProposal,
  statusOf,
  UZUKI,
  YAYOI,
} from "./samples.ts";

const lots: GuidelineRule = { id: "lots", kind: "lots" };
const cash: GuidelineRule = { id: "cash", kind: "cash" };
const short: GuidelineRule = { id: "short", kind: "shortSale" };
/** One rule of every kind, none of which the samples keep when they are asked. */
const every: readonly GuidelineRule[] = [
  { id: "issuers", kind: "issuers", excluded: ["momiji"] },
  { id: "rating", kind: "rating", need: "any", minimum: [{ agency: "R&I", grade: "AAA" }] },
  { id: "labels", kind: "labels", need: "any", required: ["social"] },
  { id: "currencies", kind: "currencies", eligible: ["EUR"] },
  { id: "tenor", kind: "tenor", maximumYears: "1" },
  { id: "concentration", kind: "issuerConcentration", maximumPercent: "1" },
  { id: "holding", kind: "issueHolding", maximumPercent: "1" },
  { id: "cash", kind: "cash" },
  { id: "lots", kind: "lots" },
  { id: "size", kind: "ticketSize", of: "ticket", limits: [{ currency: "JPY", maximumFace: 1n }] },
  { id: "dealers", kind: "dealers", approved: ["momiji"] },
  { id: "short", kind: "shortSale" },
];
const odd = { split: [{ account: YAYOI, faceAmount: 450_000_000n }] };
const poor = { cash: [] };
const statusesOf = (side: "buyer" | "seller"): readonly string[] =>
  every.map((rule) => statusOf(rule, { proposal: { ...odd, side }, fund: poor }));

describe("checkCompliance", () => {
  it("given two funds and two rules, when it is checked, then there is one result for each, by fund and rule", () => {
    const proposal = sampleProposal({
      split: [
        { account: YAYOI.toLowerCase(), faceAmount: 200_000_000n },
        { account: UZUKI, faceAmount: 50_000_000n },
        { account: YAYOI, faceAmount: 100_000_000n },
      ],
    });
    const guidelines = guidelinesOf(lots, cash);
    const funds = [sampleFund(), sampleFund({ account: UZUKI, id: "uzuki" })];
    const facts = sampleFacts({ funds });
    const report = checkCompliance({ guidelines, ticketProposal: proposal, facts });
    expect(report.results.map(({ rule, fund, status }) => [rule, fund, status])).to.deep.equal([
      ["lots", YAYOI, "passed"],
      ["cash", YAYOI, "passed"],
      ["lots", UZUKI, "breached"],
      ["cash", UZUKI, "passed"],
    ]);
    // Both shares of the first: 3 x 100,100,000.
    expect(report.results[1]?.value).to.equal("300300000");
    expect(report).to.deep.include({
      guidelines: guidelinesHash(guidelines),
      facts: factsHash(facts),
      denomination: 100_000_000n,
      asOf: AS_OF,
      validUntil: AS_OF + 86_400n,
    });
    expect(report.proposal.split[0]?.account).to.equal(YAYOI);
  });

  it("given a purchase, when every kind of rule is asked, then all but that of short sales apply", () => {
    expect(statusesOf("buyer")).to.deep.equal([...Array<string>(11).fill("breached"), "not applicable"]);
    expect(resultOf(short)).to.include({
      value: "",
      limit: "",
      text: "The fund buys: it delivers nothing that it could be short of.",
    });
  });

  it("given a sale, when every kind of rule is asked, then what is no longer eligible may be sold", () => {
    expect(statusesOf("seller")).to.deep.equal([
      ...Array<string>(8).fill("not applicable"),
      ...Array<string>(4).fill("breached"),
    ]);
    expect(resultOf(cash, { proposal: { side: "seller" } }).text).to.equal(
      "The fund sells: what it may have and spend is asked when it buys.",
    );
  });

  it("given a rule for some funds, when it is another, then it does not apply", () => {
    const facts = { facts: { bond: undefined } };
    expect(resultOf({ ...lots, funds: ["uzuki"] }, facts)).to.include({
      status: "not applicable",
      text: "The rule is not for the fund yayoi.",
    });
    expect(statusOf({ ...lots, funds: ["uzuki", "yayoi"] }, facts)).to.equal("unknown");
    expect(statusOf({ ...lots, funds: ["yayoi"] })).to.equal("passed");
  });

  it("given a fund that nobody knows, when a rule is for some funds, then it is unknown, not passed over", () => {
    const one = { facts: { funds: [sampleFund({ account: UZUKI })] } };
    expect(resultOf({ ...lots, funds: ["uzuki"] }, one)).to.include({
      status: "unknown",
      text: "Not known: which fund this is, and whether the rule is for it. The rule counts as breached.",
    });
    expect(statusOf(lots, one)).to.equal("passed");
  });

  it("given facts of another bond, when it is checked, then they are no facts", () => {
    const bond = sampleBond({ isin: OTHER_ISIN });
    expect(statusOf(lots, { facts: { bond } })).to.equal("unknown");
    const report = checkCompliance({
      guidelines: guidelinesOf(lots),
      ticketProposal: sampleProposal(),
      facts: sampleFacts({ bond }),
    });
    expect(report.denomination).to.equal(0n);
  });

  it("given addresses in another case in the facts, when it is checked, then they are the same accounts", () => {
    const mixed = accountOf(0xabcdef);
    const one = {
      proposal: { split: [{ account: mixed, faceAmount: 100_000_000n }], dealers: [mixed] },
      facts: {
        funds: [sampleFund({ account: mixed.toLowerCase() })],
        dealers: [{ account: mixed.toLowerCase(), id: "hazuki-securities" }],
      },
    };
    expect(statusOf(cash, one)).to.equal("passed");
    expect(statusOf({ id: "dealers", kind: "dealers", approved: ["hazuki-securities"] }, one)).to.equal(
      "passed",
    );
  });

  it("given addresses without checksum in the proposal, when it is checked, then the report has it", () => {
    const mixed = accountOf(0xabcdef);
    const lower = mixed.toLowerCase();
    const split = [lower, mixed].map((account) => ({ account, faceAmount: 50_000_000n }));
    const { proposal, results } = checkCompliance({
      guidelines: guidelinesOf(lots),
      ticketProposal: sampleProposal({ settlementBank: lower, dealers: [lower], split }),
      facts: sampleFacts(),
    });
    expect(proposal).to.deep.include({ settlementBank: mixed, dealers: [mixed] });
    expect(proposal.split.map(({ account }) => account)).to.deep.equal([mixed, mixed]);
    expect(results.map(({ fund, value }) => [fund, value])).to.deep.equal([[mixed, "50000000, 50000000"]]);
  });

  for (const [what, proposal, reason] of [
    ["no fund", { split: [] }, "its split names no fund"],
    [
      "a face of nothing",
      { split: [{ account: UZUKI, faceAmount: 0n }] },
      `the face for ${UZUKI} is not above zero`,
    ],
    ["no cash to buy for", { limitCashPerUnit: 0n }, "0 is no limit of the cash for one unit"],
    [
      "less than no cash to sell for",
      { side: "seller", limitCashPerUnit: -1n },
      "-1 is no limit of the cash for one unit",
    ],
  ] as const) {
    it(`given a proposal with ${what}, when it is checked, then it is refused`, () => {
      expect(() => resultOf(lots, { proposal }))
        .to.throw(`The proposal cannot be checked: ${reason}.`)
        .with.property("code", "PROPOSAL_INVALID");
    });
  }

  it("given a sale without limit, when it is checked, then it is none the worse", () => {
    expect(statusOf(lots, { proposal: { side: "seller", limitCashPerUnit: 0n } })).to.equal("passed");
  });

  it("given facts twice for a fund or a dealer, when it is checked, then they are refused", () => {
    const lower = accountOf(0xabcdef).toLowerCase();
    const funds = [accountOf(0xabcdef), UZUKI, lower].map((account) => sampleFund({ account }));
    expect(() => resultOf(lots, { facts: { funds } }))
      .to.throw(`Facts are given twice for the fund ${lower}.`)
      .with.property("code", "FACTS_REPEATED");
    const dealers = [DEALER, DEALER].map((account, index) => ({ account, id: `dealer-${index}` }));
    expect(() => resultOf(lots, { facts: { dealers } })).to.throw(
      `Facts are given twice for the dealer ${DEALER}.`,
    );
  });
});

describe("contentHash", () => {
  it("is keccak256 of canonical JSON, addresses in lower case", () => {
    const value = { b: [1n, null, "Text"], a: accountOf(0xabcdef), left: undefined, is: true, n: 2 };
    const text = '{"a":"0x0000000000000000000000000000000000abcdef","b":["1",null,"Text"],"is":true,"n":2}';
    expect(contentHash(value)).to.equal(keccak256(toUtf8Bytes(text)));
    expect(contentHash([undefined])).to.equal(keccak256(toUtf8Bytes("[null]")));
    expect(contentHash(undefined)).to.equal(keccak256(toUtf8Bytes("null")));
    expect(() => contentHash({ run: () => 1 })).to.throw(TypeError, "a function has no hash");
  });

  it("is different for guidelines and facts that differ, and the same for addresses in another case", () => {
    expect(guidelinesHash(guidelinesOf(lots))).to.not.equal(guidelinesHash(guidelinesOf(cash)));
    expect(guidelinesHash(guidelinesOf(lots, cash))).to.not.equal(guidelinesHash(guidelinesOf(cash, lots)));
    const account = accountOf(0xabcdef);
    const facts = sampleFacts({ dealers: [{ account, id: "dealer" }] });
    const lower = sampleFacts({ dealers: [{ account: account.toLowerCase(), id: "dealer" }] });
    expect(factsHash(facts)).to.equal(factsHash(lower));
    expect(factsHash(facts)).to.not.equal(factsHash({ ...facts, asOf: AS_OF + 1n }));
  });
});

describe("isReportOf", () => {
  const guidelines = guidelinesOf(lots, cash);
  const facts = sampleFacts();
  const report = checkCompliance({ guidelines, ticketProposal: sampleProposal(), facts });

  it("given a report, when the check is made again, then it is the same", () => {
    expect(isReportOf({ report, guidelines, facts })).to.equal(true);
  });

  it("given a report that was polished, when the check is made again, then it is found out", () => {
    const results = report.results.map((result) => ({ ...result, text: "All is well." }));
    expect(isReportOf({ report: { ...report, results }, guidelines, facts })).to.equal(false);
    const fewer = { ...report, results: report.results.slice(1) };
    expect(isReportOf({ report: fewer, guidelines, facts })).to.equal(false);
  });

  it("given other guidelines or facts, when the check is made again, then it is another report", () => {
    expect(isReportOf({ report, guidelines: { ...guidelines, name: "Others" }, facts })).to.equal(false);
    const richer = sampleFacts({
      funds: [sampleFund({ cash: [{ currency: "JPY", settlementBank: BANK, free: 1n }] })],
    });
    expect(isReportOf({ report, guidelines, facts: richer })).to.equal(false);
  });
});
