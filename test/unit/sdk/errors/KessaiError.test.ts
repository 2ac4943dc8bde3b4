import { expect } from "chai";

import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { KessaiError } from "../../../../sdk/errors/KessaiError.ts";

describe("KessaiError", () => {
  it("given a code, a message and a hint, keeps them and names itself after its class", () => {
    const error = new InvalidAmountError("face", -1n);
    expect(error).to.be.instanceOf(KessaiError).and.instanceOf(Error);
    expect(error.name).to.equal("InvalidAmountError");
    expect(error.code).to.equal("AMOUNT_INVALID");
    expect(error.message).to.equal("The face is -1; it must not be negative.");
    expect(error.hint).to.match(/zero or more/);
  });

  it("when written as JSON, shows bigint as digits and the cause by its message", () => {
    const cause = new Error("underneath");
    const error = new KessaiError({
      code: "X",
      message: "m",
      hint: "h",
      details: { list: [1n, { deep: 2n }], none: null },
      cause,
    });
    expect(JSON.parse(JSON.stringify(error))).to.deep.equal({
      name: "KessaiError",
      code: "X",
      message: "m",
      hint: "h",
      details: { list: ["1", { deep: "2" }], none: null },
      cause: "underneath",
    });
  });

  it("given no cause, has none", () => {
    const error = new KessaiError({ code: "X", message: "m", hint: "h" });
    expect(error).to.not.have.property("cause");
    expect(error.toJSON()).to.not.have.property("cause");
  });
});

describe("InvalidInputError", () => {
  it("lists every issue as path, value and rule", () => {
    const issues = [
      { path: "terms.isin", value: '"X"', rule: "must be right" },
      { path: "terms.name", value: "(missing)", rule: "is required" },
    ];
    const error = new InvalidInputError({ code: "TERMS_INVALID", subject: "term sheet", issues });
    expect(error.message).to.equal(
      'The term sheet was refused: 2 issues.\n  terms.isin: "X" - must be right\n  terms.name: (missing) - is required',
    );
    expect(error.toJSON().details).to.deep.equal({ issues });
  });
});
