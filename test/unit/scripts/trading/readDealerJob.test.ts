import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { dealerPricer } from "../../../../scripts/support/trading/dealerPricer.ts";
import { readDealerJob } from "../../../../scripts/support/trading/readDealerJob.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { issuesOf } from "../../sdk/issuesOf.ts";

const CURVE = `
format: kessai-curve
version: 1
currency: JPY
asOf: 2022-09-15
points: [{ years: "1", yieldPercent: "0.04" }]
`;
const written = { scenario: "jpx-2022", hub: "ws://127.0.0.1:8787", as: "take-securities" };

describe("readDealerJob", () => {
  let folder: string;
  let curve: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kessai-dealer-"));
    curve = join(folder, "curve.yaml");
    writeFileSync(curve, CURVE);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("given a firm of the market sheet, quotes its prices up to its limit, and signs itself", () => {
    const { scenario, sheet, ...job } = readDealerJob(written);
    expect([scenario.terms.isin, sheet?.bid]).to.deep.equal(["JP9JPXGDTB18", "99.955"]);
    expect(job).to.deep.equal({
      dealer: "take-securities",
      signer: "take-securities",
      hub: "ws://127.0.0.1:8787",
      curve: undefined,
      prices: undefined,
      limit: 200_000_000n,
      validSeconds: 300n,
      lastLookSeconds: 0n,
      stopAfter: undefined,
    });
  });

  it("given a curve, wants to have what it has, and twice that at most", () => {
    const job = readDealerJob({ ...written, curve, inventory: "300,000,000", limit: "100,000,000" });
    const { curve: read, ...quoting } = job.curve ?? {};
    expect(read).to.include({ currency: "JPY", asOf: "2022-09-15" });
    expect(quoting).to.deep.equal({
      spreadBp: "5",
      skewBp: "0",
      inventory: 300_000_000n,
      target: 300_000_000n,
      most: 600_000_000n,
    });
    expect(job.limit).to.equal(100_000_000n);
    const { inventory } = dealerPricer(job);
    expect(inventory?.position("JP9JPXGDTB18")).to.include({ units: 3n, targetUnits: 3n, mostUnits: 6n });
  });

  it("given an operator, a time, a last look and an end, takes them", () => {
    const options = { by: "nomura-trust", valid: "60", lastLook: "5", stopAfter: "2" };
    expect(readDealerJob({ ...written, ...options })).to.include({
      signer: "nomura-trust",
      validSeconds: 60n,
      lastLookSeconds: 5n,
      stopAfter: 2,
    });
  });

  it("given faces that are no whole units, refuses each of them by its name", () => {
    const faces = { inventory: "150,000,000", target: "50,000,000", most: "99", limit: "350,000,001" };
    expect(issuesOf(() => readDealerJob({ ...written, curve, ...faces }))).to.deep.equal(
      Object.entries(faces).map(
        ([name, face]) =>
          `--${name}: ${face.replaceAll(",", "")} - must be a multiple of the denomination, 100000000`,
      ),
    );
  });

  it("given a firm that is not in the sheet, has no limit, and nothing to quote", () => {
    const job = readDealerJob({ ...written, as: "uzuki-bank" });
    expect([job.sheet, job.limit]).to.deep.equal([undefined, undefined]);
    expect(() => dealerPricer(job)).to.throw(UsageError, "Nothing says what uzuki-bank quotes.");
  });

  it("given what cannot be, says everything that is wrong", () => {
    const wrong = { spreadBp: "-1", limit: "0", valid: "86401", lastLook: "1.5", stopAfter: "0" };
    const issues = issuesOf(() => readDealerJob({ ...written, ...wrong }));
    expect(issues.map((line) => line.split(":")[0])).to.deep.equal([
      "--spread-bp",
      "--limit",
      "--valid",
      "--last-look",
      "--stop-after",
    ]);
  });

  it("given a curve without an inventory, or beside a file of prices, says so", () => {
    const issues = issuesOf(() => readDealerJob({ ...written, curve, prices: "prices.yaml" }));
    expect(issues).to.have.length(2);
    expect(issues[0]).to.include("--prices").and.include("must be left out with --curve");
    expect(issues[1]).to.include("--inventory").and.include("is required with --curve");
  });

  it("given an address that is not of a hub, refuses it", () => {
    expect(() => readDealerJob({ ...written, hub: "8787" })).to.throw(UsageError, '"8787" is not an address');
  });
});
