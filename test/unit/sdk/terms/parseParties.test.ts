import { expect } from "chai";

import { parseParties } from "../../../../sdk/terms/parseParties.ts";
import { issuesOf } from "../issuesOf.ts";
import { partyInput } from "./samples.ts";

const issues = (...parties: readonly object[]): readonly string[] =>
  issuesOf(() => parseParties({ parties }));

describe("parseParties", () => {
  it("given right parties, gives them; the Japanese name may be left out", () => {
    const { nameJa, ...other } = { ...partyInput, id: "fund", lei: "999900YAYOI000000004" };
    expect(nameJa).to.be.a("string");
    expect(parseParties({ parties: [partyInput, other] })).to.deep.equal([partyInput, other]);
  });

  for (const [what, change, line] of [
    [
      "wrong check digits",
      { lei: "999900JPXGROUP000069" },
      'parties[0].lei: "999900JPXGROUP000069" - check digits must be 68 (ISO 17442)',
    ],
    [
      "an id with a capital",
      { id: "Issuer" },
      'parties[0].id: "Issuer" - must be a party id: a lower-case letter, then at most 31 lower-case letters, digits or hyphens',
    ],
    [
      "no legal name",
      { legalName: undefined },
      "parties[0].legalName: (missing) - is required: must be a text",
    ],
    ["no role", { roles: [] }, "parties[0].roles: [] - must name at least one role"],
    [
      "an unknown role",
      { roles: ["issuer", "broker"] },
      'parties[0].roles[1]: "broker" - must be one of issuer, securitiesFirm, trustBank, settlementBank, investor, registrar, fiscalAgent',
    ],
    [
      "a role named twice",
      { roles: ["issuer", "issuer"] },
      'parties[0].roles[1]: "issuer" - must be named once only',
    ],
    [
      "a class named twice",
      { classes: ["resident", "resident"] },
      'parties[0].classes[1]: "resident" - must be named once only',
    ],
    [
      "a date that does not exist",
      { kycExpiry: "2030-02-29" },
      'parties[0].kycExpiry: "2030-02-29" - must be a real calendar date written YYYY-MM-DD',
    ],
    [
      "an unknown field",
      { phone: "1" },
      'parties[0].phone: "1" - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues({ ...partyInput, ...change })).to.deep.equal([line]);
    });
  }

  it("refuses an id and an LEI used twice", () => {
    expect(issues(partyInput, partyInput)).to.deep.equal([
      'parties[1].id: "issuer" - must differ from parties[0].id',
      'parties[1].lei: "999900JPXGROUP000068" - must differ from parties[0].lei',
    ]);
  });

  it("finds the issues of every party", () => {
    expect(issues({ ...partyInput, id: "1" }, { ...partyInput, lei: "2" })).to.have.length(2);
  });

  for (const input of [{ parties: [] }, {}, { parties: partyInput }]) {
    it(`given ${JSON.stringify(input).slice(0, 20)}, asks for a list`, () => {
      expect(issuesOf(() => parseParties(input)).join()).to.match(
        /^parties: .* - must be a list of at least one item$/,
      );
    });
  }

  it("given something beside the list, refuses it, and carries the code PARTIES_INVALID", () => {
    const input = { parties: [partyInput], trades: 1n };
    expect(issuesOf(() => parseParties(input))).to.deep.equal([
      "file.trades: 1 - is not a field known here: remove it or correct its name",
    ]);
    expect(() => parseParties(input))
      .to.throw()
      .with.property("code", "PARTIES_INVALID");
  });
});
