import { expect } from "chai";

import { readRegisterOptions } from "../../../scripts/support/registerOptions.ts";
import { UsageError } from "../../../scripts/support/UsageError.ts";
import { InvalidDateError } from "../../../sdk/errors/InvalidDateError.ts";

const ISIN = "JP9JPXGDTB18";
const plain = { format: "table", language: "en", isin: ISIN };

describe("readRegisterOptions", () => {
  it("asks for the newest block, in Tokyo, unless told otherwise", () => {
    expect(readRegisterOptions(plain)).to.deep.equal({
      task: "print",
      isin: ISIN,
      time: { at: "newest" },
      centre: "Asia/Tokyo",
      format: "table",
      out: undefined,
      language: "en",
      book: undefined,
      anchor: false,
      terms: undefined,
    });
  });

  for (const [option, time] of [
    [{ date: "2022-09-15" }, { at: "endOfDay", date: "2022-09-15", centre: "Asia/Tokyo" }],
    [{ block: "0" }, { at: "block", blockNumber: 0 }],
    [{ recordDate: "2" }, { at: "recordDate", number: 2 }],
  ] as const) {
    it(`takes ${Object.entries(option).flat().join(" ")}`, () => {
      expect(readRegisterOptions({ ...plain, ...option })).to.deep.include({ time });
    });
  }

  it("takes ISIN and particulars from a scenario", () => {
    const task = readRegisterOptions({ format: "table", language: "ja", scenario: "jpx-2022" });
    expect(task).to.include({ task: "print", isin: ISIN });
    expect(task.task === "print" ? task.terms?.terms.isin : undefined).to.equal(ISIN);
  });

  it("verifies a file, whatever else is said", () => {
    expect(readRegisterOptions({ ...plain, verify: "old.json" })).to.deep.equal({
      task: "verify",
      file: "old.json",
    });
  });

  for (const [options, message] of [
    [{ isin: undefined }, "The register of which bond?"],
    [{ isin: "JP0000000001" }, '--isin is "JP0000000001"'],
    [{ isin: "US0378331005", scenario: "jpx-2022" }, "The term sheet is of JP9JPXGDTB18"],
    [{ date: "2022-06-03", block: "5" }, "A register is of one moment."],
    [{ block: "x" }, '--block is "x"'],
    [{ block: "-1" }, '--block is "-1"'],
    [{ recordDate: "0" }, '--record-date is "0"'],
    [{ format: "pdf" }, "Where shall the pdf file be written?"],
    [{ format: "xlsx" }, "Where shall the xlsx file be written?"],
    [{ out: "x" }, "A table is for the terminal."],
    [{ format: "csv", json: true }, "cannot both be printed"],
    [{ format: "json", anchor: true }, "cannot both be printed"],
    [{ terms: "scenarios/jpx-2022/terms.yaml" }, "No parties file was named."],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => readRegisterOptions({ ...plain, ...options })).to.throw(UsageError, message);
    });
  }

  it("refuses a day that is none", () => {
    expect(() => readRegisterOptions({ ...plain, date: "2022-06-31" })).to.throw(InvalidDateError);
  });
});
