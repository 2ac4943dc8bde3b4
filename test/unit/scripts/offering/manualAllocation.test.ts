import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import {
  manualAllotments,
  readManualAllocation,
} from "../../../../scripts/support/offering/manualAllocation.ts";
import type { ManualLine } from "../../../../scripts/support/offering/manualAllocation.ts";
import { restToAllot } from "../../../../scripts/support/offering/planAllocation.ts";
import { JobError } from "../../../../scripts/support/JobError.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { ISIN, sampleOrder } from "../../sdk/offering/samples.ts";
import { accountOf } from "../../sdk/offering/sheetSamples.ts";

const order = (position: number, investor: string, firm: string) => ({
  position: BigInt(position),
  order: sampleOrder({ investor: accountOf(investor), firm: accountOf(firm) }),
});

const orders = [
  order(0, "kisaragi", "lead"),
  order(1, "yayoi", "lead"),
  order(3, "yayoi", "second"),
  order(4, "uzuki", "second"),
];

const issuesOf = (action: () => unknown): readonly string[] => {
  try {
    action();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(({ path, rule }) => `${path} ${rule}`);
  }
  return [];
};

describe("An allocation that somebody has made", () => {
  const place = (lines: readonly ManualLine[]) =>
    manualAllotments({ lines, orders, denomination: 1_000n, accountOf });

  it("belongs to the only order of its investor, or to that of the firm it names, by rising position", () => {
    const allotments = place([
      { investor: "uzuki", amount: 2_000n },
      { investor: "yayoi", firm: "second", amount: 3_000n },
      { investor: "kisaragi", amount: 1_000n },
    ]);
    expect(allotments).to.deep.equal([
      { position: 0n, units: 1n },
      { position: 3n, units: 3n },
      { position: 4n, units: 2n },
    ]);
  });

  for (const [what, line, message] of [
    [
      "an amount that is no number of bonds",
      { investor: "uzuki", amount: 1_500n },
      /^allocation\[0\]\.amount must be a multiple of the denomination 1000$/,
    ],
    [
      "an investor without an order",
      { investor: "nobody", amount: 1_000n },
      /^allocation\[0\]\.investor must have an order in the book with which/,
    ],
    [
      "a firm that has no order of it",
      { investor: "uzuki", firm: "lead", amount: 1_000n },
      /^allocation\[0\]\.investor must have an order in the book that lead sells/,
    ],
    [
      "an investor with two orders",
      { investor: "yayoi", amount: 1_000n },
      /^allocation\[0\]\.firm must tell which order of yayoi is meant: it has numbers 2, 4$/,
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const [issue, ...others] = issuesOf(() => place([line]));
      expect(others).to.deep.equal([]);
      expect(issue).to.match(message);
    });
  }

  it("refuses an order that is given units twice", () => {
    const line = { investor: "uzuki", amount: 1_000n };
    expect(issuesOf(() => place([line, { ...line, firm: "second" }]))).to.deep.equal([
      "allocation[1].investor must be given units once only",
    ]);
  });

  describe("in a file", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "kessai-allocation-"))));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const read = (text: string): readonly ManualLine[] => {
      const path = join(folder, "manual.yaml");
      writeFileSync(path, text);
      return readManualAllocation(path);
    };

    it("is a list of investors with what they are given", () => {
      expect(
        read('- { investor: uzuki, amount: "1,000" }\n- { investor: yayoi, firm: lead, amount: 5 }'),
      ).to.deep.equal([
        { investor: "uzuki", amount: 1_000n },
        { investor: "yayoi", firm: "lead", amount: 5n },
      ]);
    });

    it("is refused with every issue in it", () => {
      const wrong = "- { investor: Uzuki, amount: 0 }\n- { amount: 5, price: 3 }";
      expect(issuesOf(() => read(wrong)).map((each) => each.split(" ")[0])).to.deep.equal([
        "allocation[0].investor",
        "allocation[0].amount",
        "allocation[1].investor",
        "allocation[1].price",
      ]);
      expect(issuesOf(() => read("{}"))).to.deep.equal(["allocation must be a list of at least one item"]);
    });
  });
});

describe("What is left to be allotted", () => {
  const given = [
    { position: 0n, units: 8n },
    { position: 2n, units: 3n },
    { position: 5n, units: 1n },
  ];
  const sent = (...allotted: readonly (readonly [position: bigint, units: bigint])[]) =>
    allotted.map(([position, quantity]) => ({ position, trade: { quantity } }));

  it("is everything at first, then what comes after the last page, and nothing at the end", () => {
    expect(restToAllot(given, sent(), ISIN)).to.deep.equal(given);
    expect(restToAllot(given, sent([0n, 8n]), ISIN)).to.deep.equal(given.slice(1));
    expect(restToAllot(given, sent([0n, 8n], [2n, 3n], [5n, 1n]), ISIN)).to.deep.equal([]);
  });

  for (const [what, before, message] of [
    ["had other units", sent([0n, 7n]), /order 1 has 7, not 8/],
    ["was passed over", sent([2n, 3n]), /order 1 has 0, not 8/],
    ["should have got nothing", sent([0n, 8n], [1n, 4n]), /order 2 has 4, not 0/],
  ] as const) {
    it(`is refused when one that was sent before ${what}`, () => {
      expect(() => restToAllot(given, before, ISIN))
        .to.throw(JobError, message)
        .with.property("hint")
        .that.includes("Allotments are final");
    });
  }
});
