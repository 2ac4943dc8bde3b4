import { expect } from "chai";

import { UnreadableDocumentError } from "../../../../sdk/errors/UnreadableDocumentError.ts";
import { describeValue } from "../../../../sdk/terms/describeValue.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";

describe("readDocument", () => {
  it("reads YAML: whole numbers exactly, dates as texts", () => {
    expect(
      readDocument('amount: 9007199254740993\ndate: 2022-06-03\nrate: "0.050"\n', "terms"),
    ).to.deep.equal({
      amount: 9_007_199_254_740_993n,
      date: "2022-06-03",
      rate: "0.050",
    });
  });

  it("reads JSON", () => {
    expect(readDocument('{"amount": 5, "list": [true, null]}', "terms")).to.deep.equal({
      amount: 5n,
      list: [true, null],
    });
  });

  for (const [what, text, reason] of [
    ["a field twice", "a: 1\na: 2\n", /Map keys must be unique at line 2, column 1/],
    ["an open bracket", "a: [1\n", /at line \d+, column \d+/],
    ["two documents", "a: 1\n---\na: 2\n", /more than one document/],
    ["nothing", "", /it is empty/],
    ["an alias", "a: &x 1\nb: *x\n", /aliases \(\*name\) are not allowed/],
    ["an unknown tag", "a: !secret 1\n", /at line 1, column 4/],
  ] as const) {
    it(`given ${what}, refuses and says where`, () => {
      expect(() => readDocument(text, "terms.yaml"))
        .to.throw(UnreadableDocumentError, reason)
        .that.has.property("code", "DOCUMENT_UNREADABLE");
    });
  }
});

describe("describeValue", () => {
  for (const [value, shown] of [
    [undefined, "(missing)"],
    ["text", '"text"'],
    [5n, "5"],
    [null, "null"],
    [{ a: 1n }, '{"a":"1"}'],
    ["x".repeat(58), `"${"x".repeat(58)}"`],
    ["x".repeat(80), `"${"x".repeat(56)}...`],
  ] as const) {
    it(`shows ${shown}`, () => expect(describeValue(value)).to.equal(shown));
  }
});
