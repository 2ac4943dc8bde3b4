import { expect } from "chai";
import { AbiCoder, concat, encodeBytes32String, id, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";

import { complianceHash } from "../../../../sdk/compliance/complianceHash.ts";
import { COMPLIANCE_STATUSES } from "../../../../sdk/compliance/ComplianceReport.ts";
import type { ComplianceReport } from "../../../../sdk/compliance/ComplianceReport.ts";
import { formatComplianceReport } from "../../../../sdk/compliance/formatComplianceReport.ts";
import { parseComplianceReport } from "../../../../sdk/compliance/parseComplianceReport.ts";
import { issuesOf } from "../issuesOf.ts";
import { AS_OF, BANK, BROKER, DEALER, sampleProposal, sampleReport, UZUKI, YAYOI } from "./samples.ts";

const abi = AbiCoder.defaultAbiCoder();
const PROPOSAL =
  "Proposal(bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint64 limitPriceE7,uint112 limitCashPerUnit,uint112 maximumFeePerUnit,string settlementDate,uint40 settleBy,address[] dealers,ProposedShare[] split)";
const SHARE = "ProposedShare(address account,uint112 faceAmount)";
const RESULT = "Result(string rule,address fund,uint8 status,string value,string limit,string text)";
const REPORT =
  "ComplianceReport(Proposal proposal,bytes32 guidelines,bytes32 facts,uint112 denomination,uint40 asOf,uint40 validUntil,Result[] results)";

const encoded = (types: string, values: readonly unknown[]): string =>
  keccak256(abi.encode(types.split(" "), values));
const textHash = (text: string): string => keccak256(toUtf8Bytes(text));

/** EIP-712 written out: each field in 32 bytes behind the hash of its type, referenced types behind it by name. */
function hashByHand({ proposal, results, ...report }: ComplianceReport): string {
  const { guidelines, facts, denomination, asOf, validUntil } = report;
  const split = proposal.split.map(({ account, faceAmount }) =>
    encoded("bytes32 address uint256", [id(SHARE), account, faceAmount]),
  );
  const dealers = proposal.dealers.map((dealer) => abi.encode(["address"], [dealer]));
  const proposed = encoded(
    "bytes32 bytes32 bytes32 address uint256 uint256 uint256 uint256 bytes32 uint256 bytes32 bytes32",
    [
      id(PROPOSAL + SHARE),
      encodeBytes32String(proposal.isin),
      encodeBytes32String(proposal.currency),
      proposal.settlementBank,
      proposal.side === "seller" ? 0 : 1,
      proposal.limitPriceE7,
      proposal.limitCashPerUnit,
      proposal.maximumFeePerUnit,
      textHash(proposal.settlementDate),
      proposal.settleBy,
      keccak256(concat(dealers)),
      keccak256(concat(split)),
    ],
  );
  const numbers = { passed: 0, breached: 1, unknown: 2, "not applicable": 3 };
  const found = results.map(({ rule, fund, status, value, limit, text }) =>
    encoded("bytes32 bytes32 address uint256 bytes32 bytes32 bytes32", [
      id(RESULT),
      textHash(rule),
      fund,
      numbers[status],
      textHash(value),
      textHash(limit),
      textHash(text),
    ]),
  );
  return encoded("bytes32 bytes32 bytes32 bytes32 uint256 uint256 uint256 bytes32", [
    id(REPORT + PROPOSAL + SHARE + RESULT),
    proposed,
    guidelines,
    facts,
    denomination,
    asOf,
    validUntil,
    keccak256(concat(found)),
  ]);
}

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => keccak256(bytes));
const anyReport: fc.Arbitrary<ComplianceReport> = fc.record({
  proposal: fc
    .record({
      side: fc.constantFrom("seller" as const, "buyer" as const),
      limitPriceE7: fc.bigInt(0n, 2n ** 64n - 1n),
      limitCashPerUnit: fc.bigInt(0n, 2n ** 112n - 1n),
      maximumFeePerUnit: fc.bigInt(0n, 2n ** 112n - 1n),
      settleBy: fc.bigInt(0n, 2n ** 40n - 1n),
      dealers: fc.subarray([DEALER, BROKER]),
      split: fc.array(
        fc.record({
          account: fc.constantFrom(YAYOI, UZUKI),
          faceAmount: fc.bigInt(1n, 2n ** 112n - 1n),
        }),
        { maxLength: 3 },
      ),
    })
    .map(sampleProposal),
  guidelines: bytes32,
  facts: bytes32,
  denomination: fc.bigInt(0n, 2n ** 112n - 1n),
  asOf: fc.bigInt(0n, 2n ** 40n - 1n),
  validUntil: fc.bigInt(0n, 2n ** 40n - 1n),
  results: fc.array(
    fc.record({
      rule: fc.constantFrom("lots", "cash"),
      fund: fc.constantFrom(YAYOI, UZUKI),
      status: fc.constantFrom(...COMPLIANCE_STATUSES),
      value: fc.string(),
      limit: fc.string(),
      text: fc.string({ unit: "grapheme" }),
    }),
    { maxLength: 3 },
  ),
});
const RUNS = { numRuns: 100, seed: 20_260_402 };

describe("complianceHash", () => {
  it("is EIP-712 written out, whatever the report", () => {
    expect(complianceHash(sampleReport())).to.equal(hashByHand(sampleReport()));
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(complianceHash(report)).to.equal(hashByHand(report));
      }),
      RUNS,
    );
  });

  it("changes with every part of a report", () => {
    const report = sampleReport();
    const [first, ...others] = report.results;
    const changes: readonly Partial<ComplianceReport>[] = [
      { proposal: sampleProposal({ limitPriceE7: 1n }) },
      { proposal: sampleProposal({ dealers: [BROKER] }) },
      { guidelines: id("other") },
      { facts: id("other") },
      { denomination: 1n },
      { asOf: AS_OF + 1n },
      { validUntil: AS_OF },
      { results: others },
      ...(first === undefined ? [] : [{ results: [{ ...first, status: "breached" as const }, ...others] }]),
    ];
    const hashes = changes.map((change) => complianceHash({ ...report, ...change }));
    expect(new Set([complianceHash(report), ...hashes]).size).to.equal(10);
  });

  it("refuses an ISIN that the chain cannot keep", () => {
    expect(() =>
      complianceHash({ ...sampleReport(), proposal: sampleProposal({ isin: "JP36334000011" }) }),
    ).to.throw("at most 12 ASCII");
  });
});

describe("formatComplianceReport and parseComplianceReport", () => {
  it("give back every report", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(parseComplianceReport(JSON.parse(formatComplianceReport(report)))).to.deep.equal(report);
      }),
      RUNS,
    );
  });

  it("write it as JSON with whole numbers as texts", () => {
    const report = { ...sampleReport(), guidelines: id("guidelines"), facts: id("facts") };
    expect(
      JSON.parse(formatComplianceReport({ ...report, results: report.results.slice(0, 1) })),
    ).to.deep.equal({
      format: "kessai-compliance-report",
      version: 1,
      report: {
        proposal: {
          isin: "JP3633400001",
          currency: "JPY",
          settlementBank: BANK,
          side: "buyer",
          limitPriceE7: "999850000",
          limitCashPerUnit: "100100000",
          maximumFeePerUnit: "10000",
          settlementDate: "2025-09-16",
          settleBy: "1758002400",
          dealers: [DEALER],
          split: [{ account: YAYOI, faceAmount: "300000000" }],
        },
        guidelines: id("guidelines"),
        facts: id("facts"),
        denomination: "100000000",
        asOf: "1757635200",
        validUntil: "1757721600",
        results: [
          {
            rule: "lots",
            fund: YAYOI,
            status: "passed",
            value: "300000000",
            limit: "100000000",
            text: "A face of 300,000,000 comes to whole bonds of 100,000,000 (各社債の金額).",
          },
        ],
      },
    });
    expect(formatComplianceReport(report).endsWith("}\n")).to.equal(true);
  });

  it("refuse every wrong field by path, value and rule, with the code COMPLIANCE_REPORT_INVALID", () => {
    const whole = (least: bigint, most: bigint): string =>
      `must be the digits in quotes of a whole number from ${least} to ${most}`;
    const most = 2n ** 112n - 1n;
    const hash = "must be 0x and 64 hexadecimal digits in lower case";
    const address = "must be an address (0x and 40 digits)";
    const words = "must be a text of at most 10000 characters";
    const input = {
      format: "kessai-waivers",
      version: 2,
      report: {
        proposal: {
          isin: "JP3633400002",
          currency: "YEN",
          settlementBank: "bank",
          side: "both",
          limitPriceE7: 1,
          limitCashPerUnit: "-1",
          maximumFeePerUnit: 7,
          settlementDate: "2025-02-29",
          dealers: ["dealer"],
          split: [{ account: YAYOI, faceAmount: "0" }],
        },
        guidelines: "0x",
        facts: undefined,
        denomination: "-1",
        asOf: "now",
        validUntil: (2n ** 40n).toString(),
        results: [
          { rule: "Lots", fund: "fund", status: "kept", value: 1, text: "x".repeat(10_001), note: "" },
        ],
      },
    };
    expect(issuesOf(() => parseComplianceReport(input))).to.deep.equal([
      'file.format: "kessai-waivers" - must be one of kessai-compliance-report',
      "file.version: 2 - must be one of 1",
      'file.report.proposal.isin: "JP3633400002" - check digit must be 1 (ISO 6166)',
      'file.report.proposal.currency: "YEN" - must be the code of a currency in ISO 4217, such as JPY',
      `file.report.proposal.settlementBank: "bank" - ${address}`,
      'file.report.proposal.side: "both" - must be one of seller, buyer',
      `file.report.proposal.limitPriceE7: 1 - ${whole(0n, 2n ** 64n - 1n)}`,
      `file.report.proposal.limitCashPerUnit: "-1" - ${whole(0n, most)}`,
      `file.report.proposal.maximumFeePerUnit: 7 - ${whole(0n, most)}`,
      'file.report.proposal.settlementDate: "2025-02-29" - must be a real calendar date written YYYY-MM-DD',
      `file.report.proposal.settleBy: (missing) - is required: ${whole(0n, 2n ** 40n - 1n)}`,
      `file.report.proposal.dealers[0]: "dealer" - ${address}`,
      `file.report.proposal.split[0].faceAmount: "0" - ${whole(1n, most)}`,
      `file.report.guidelines: "0x" - ${hash}`,
      `file.report.facts: (missing) - is required: ${hash}`,
      `file.report.denomination: "-1" - ${whole(0n, most)}`,
      `file.report.asOf: "now" - ${whole(0n, 2n ** 40n - 1n)}`,
      `file.report.validUntil: "1099511627776" - ${whole(0n, 2n ** 40n - 1n)}`,
      'file.report.results[0].rule: "Lots" - must be a lower-case letter, then at most 31 lower-case letters, digits or hyphens',
      `file.report.results[0].fund: "fund" - ${address}`,
      'file.report.results[0].status: "kept" - must be one of passed, breached, unknown, not applicable',
      `file.report.results[0].value: 1 - ${words}`,
      `file.report.results[0].limit: (missing) - is required: ${words}`,
      `file.report.results[0].text: "${"x".repeat(56)}... - ${words}`,
      'file.report.results[0].note: "" - is not a field known here: remove it or correct its name',
    ]);
    expect(() => parseComplianceReport(undefined))
      .to.throw()
      .with.property("code", "COMPLIANCE_REPORT_INVALID");
  });
});
