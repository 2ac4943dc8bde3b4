import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { readProposal } from "../../../../scripts/support/trading/proposalOptions.ts";
import { termsOfIsin } from "../../../../scripts/support/trading/termsOfIsin.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { FACTS, GUIDELINES } from "./files.ts";

const ISIN = "JP9JPXGDTB18";

describe("What a fund manager means to trade, as the command line says it", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kessai-proposal-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const written = (fields: object = {}): object => ({
    isin: ISIN,
    buy: "300,000,000",
    limit: "100.05",
    split: "sakura-fund=200000000,kiku-fund=100000000",
    guidelines: file("guidelines.yaml", GUIDELINES),
    facts: file("facts.yaml", FACTS),
    ...fields,
  });

  it("is read with its term sheet, which is that of a scenario unless one is named", () => {
    const { termSheet, guidelines, facts, schedule, ...proposal } = readProposal(written());
    expect(proposal).to.deep.equal({
      side: "buyer",
      face: 300_000_000n,
      split: [
        { fund: "sakura-fund", face: 200_000_000n },
        { fund: "kiku-fund", face: 100_000_000n },
      ],
      limit: "100.05",
      fee: 0n,
      settleDate: undefined,
      cutOff: undefined,
      bank: undefined,
      dealers: ["nomura-securities"],
    });
    expect([
      termSheet.isin,
      guidelines.rules.length,
      facts.funds.length,
      schedule.periods.length,
    ]).to.deep.equal([ISIN, 3, 2, 2]);
    const terms = "scenarios/jpx-2022/terms.yaml";
    expect(readProposal(written({ isin: undefined, terms })).termSheet).to.deep.equal(termSheet);
    expect(readProposal(written({ scenario: "jpx-2022" })).termSheet).to.deep.equal(termSheet);
  });

  it("takes a sale, a fee, a date, a bank and dealers", () => {
    const fields = {
      buy: undefined,
      sell: "300000000",
      fee: "1,000",
      settleDate: "2022-06-07",
      bank: "settlement-bank",
      dealers: ["matsu-securities"],
    };
    expect(readProposal(written(fields))).to.include({
      side: "seller",
      face: 300_000_000n,
      fee: 1_000n,
      settleDate: "2022-06-07",
      bank: "settlement-bank",
    });
    expect(readProposal(written(fields)).dealers).to.deep.equal(["matsu-securities"]);
  });

  it("may be of a face that is no whole number of bonds: the guidelines say so", () => {
    const odd = { buy: "150000000", split: "sakura-fund=150000000" };
    expect(readProposal(written(odd)).face).to.equal(150_000_000n);
  });

  const bad = (from: string, to: string): string => {
    expect(FACTS).to.include(from);
    return file("bad.yaml", FACTS.replace(from, to));
  };
  const cases: readonly (readonly [fields: () => object, message: string])[] = [
    [() => ({ buy: undefined }), "--buy: (missing) - is required, or --sell: one of the two"],
    [() => ({ sell: "300000000" }), "--sell: 300000000 - must be left out beside --buy"],
    [() => ({ buy: "400000000" }), "--split: 300000000 - must come to the face of the order, 400000000"],
    [() => ({ buy: "0" }), '--buy: "0" - must be a whole amount above zero'],
    [() => ({ limit: "0.00" }), '--limit: "0.00" - must be above zero'],
    [() => ({ limit: "1e2" }), '--limit: "1e2" - must be a decimal number'],
    [() => ({ isin: "JP9JPXGDTB19" }), '--isin: "JP9JPXGDTB19" - check digit must be 8'],
    [() => ({ settleDate: "2022-06-31" }), "--settle-date"],
    [() => ({ dealers: ["Nomura"] }), "--dealers"],
    [
      () => ({ facts: bad("issuer: jpx\n  currency", "issuer: nri\n  currency") }),
      "must be that of the term sheet, jpx",
    ],
    [
      () => ({ facts: bad('"100,000,000"', "1000") }),
      "facts.bond.denomination: 1000 - must be that of the term sheet",
    ],
    [() => ({ guidelines: file("g.yaml", "name: x") }), "guidelines.validMinutes"],
  ];
  for (const [fields, message] of cases)
    it(`is refused: ${message}`, () => {
      expect(() => readProposal(written(fields()))).to.throw(InvalidInputError, message);
    });

  for (const [fields, message] of [
    [{ isin: "US0378331005" }, "No scenario has the bond US0378331005."],
    [{ isin: undefined }, "No term sheet was named."],
    [{ scenario: "nri-2025" }, "The term sheet is of JP9NRIDIG157, and --isin is JP9JPXGDTB18."],
    [{ facts: "nowhere.yaml" }, "The file nowhere.yaml cannot be read."],
  ] as const)
    it(`is refused: ${message}`, () => {
      expect(() => readProposal(written(fields))).to.throw(UsageError, message);
    });
});

describe("termsOfIsin", () => {
  it("finds the term sheet of a scenario by its bond, and nothing where there is none", () => {
    expect(termsOfIsin(ISIN)).to.equal("scenarios/jpx-2022/terms.yaml");
    expect(termsOfIsin("US0378331005")).to.equal(undefined);
    expect(termsOfIsin(ISIN, "nowhere")).to.equal(undefined);
  });
});
