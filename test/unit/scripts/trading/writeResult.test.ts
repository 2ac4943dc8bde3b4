import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { Reporter } from "../../../../scripts/support/Reporter.ts";
import { writeResult } from "../../../../scripts/support/trading/writeResult.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";

describe("A file that a job writes", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kessai-result-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Writes a file and gives what became of that. */
  function write(name: string, text: string, dryRun = false): string | undefined {
    const reporter = new Reporter({ json: true });
    reporter.progress = () => undefined;
    const common = { network: "localhost", deployments: "deployments", keyfile: [], keystore: false };
    const options = { ...common, json: true, debug: false, dryRun };
    writeResult({ reporter, options }, { path: join(folder, name), text });
    return reporter.steps[0]?.outcome;
  }
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");

  it("is written once, and not at all in a dry run", () => {
    expect(write("a.json", '{"format":"a"}', true)).to.equal("would do");
    expect(() => read("a.json")).to.throw();
    expect(write("a.json", '{"format":"a"}')).to.equal("done");
    expect(write("a.json", '{"format":"a"}')).to.equal("already done");
    expect(read("a.json")).to.equal('{"format":"a"}');
  });

  it("takes the place of an older one of its kind", () => {
    expect(write("a.json", '{"format":"a","more":1}', true)).to.equal("would do");
    expect(write("a.json", '{"format":"a","more":1}')).to.equal("done");
    expect(read("a.json")).to.equal('{"format":"a","more":1}');
  });

  for (const other of ['{"format":"b"}', "name: guidelines", "null", ""])
    it(`never takes the place of ${JSON.stringify(other)}`, () => {
      writeFileSync(join(folder, "b.yaml"), other);
      expect(() => write("b.yaml", '{"format":"a"}')).to.throw(
        UsageError,
        "b.yaml holds something else, which is kept.",
      );
      expect(read("b.yaml")).to.equal(other);
    });
});
