import { expect } from "chai";

import { parseParties } from "../../../../sdk/terms/parseParties.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { settlementBankOf } from "../../../../sdk/terms/settlementBankOf.ts";
import { issuesOf } from "../issuesOf.ts";
import { partyInput, termsInput } from "./samples.ts";

const bank = { ...partyInput, id: "bank", lei: "999900SETTLEBANK0068", roles: ["settlementBank"] };
const second = { ...bank, id: "second", lei: "999900NOMURATRUST044" };
const terms = parseTermSheet(termsInput);
const partiesOf = (...list: readonly object[]): ReturnType<typeof parseParties> =>
  parseParties({ parties: list });

describe("settlementBankOf", () => {
  it("is the bank that the term sheet names", () => {
    const named = parseTermSheet({ ...termsInput, settlementBank: "second" });
    expect(settlementBankOf({ terms: named, parties: partiesOf(partyInput, bank, second) })).to.equal(
      "second",
    );
  });

  it("is the only settlement bank of the party list when the term sheet names none", () => {
    expect(settlementBankOf({ terms, parties: partiesOf(partyInput, bank) })).to.equal("bank");
  });

  for (const [what, parties, found] of [
    ["no settlement bank", partiesOf(partyInput), "has no settlement bank"],
    ["two settlement banks", partiesOf(bank, second), "has 2 settlement banks"],
  ] as const) {
    it(`given ${what}, asks for a name`, () => {
      expect(issuesOf(() => settlementBankOf({ terms, parties }))).to.deep.equal([
        `terms.settlementBank: (missing) - is required, since the party list ${found}: name the bank whose digital currency pays`,
      ]);
    });
  }
});
