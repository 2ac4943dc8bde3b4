import { expect } from "chai";

import { parseScenario } from "../../../../sdk/terms/parseScenario.ts";
import { issuesOf } from "../issuesOf.ts";
import { depositInput, partyInput, termsInput, ticketInput } from "./samples.ts";

const qualified = ["qualifiedInstitutionalInvestor"];
const parties = [
  partyInput,
  { ...partyInput, id: "dealer", lei: "999900NOMURASEC00069", roles: ["securitiesFirm"], classes: qualified },
  { ...partyInput, id: "trust", lei: "999900NOMURATRUST044", roles: ["registrar", "fiscalAgent"] },
  { ...partyInput, id: "fund", lei: "999900YAYOI000000004", roles: ["investor"], classes: qualified },
];
const files = {
  terms: termsInput,
  parties: { parties },
  trades: { trades: [ticketInput] },
  cash: { currency: "JPY", deposits: [depositInput] },
};

/** JSON is a part of YAML; amounts are written as digits. */
function write(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner));
}

function read(change: object): ReturnType<typeof parseScenario> {
  const { terms, parties: list, trades, cash } = { ...files, ...change };
  return parseScenario({
    terms: write(terms),
    parties: write(list),
    trades: write(trades),
    cash: write(cash),
  });
}

const without = (id: string): object => ({
  parties: { parties: parties.filter((party) => party.id !== id) },
});
const spoiled = (id: string, change: object): object => ({
  parties: { parties: parties.map((party) => (party.id === id ? { ...party, ...change } : party)) },
});

describe("parseScenario", () => {
  it("given four files that fit, gives them", () => {
    const { terms, trades, cash } = read({});
    expect(terms.isin).to.equal(ticketInput.isin);
    expect(trades).to.have.length(1);
    expect(cash.deposits).to.deep.equal([depositInput]);
  });

  it("accepts a buyer whose identity check expires on the settlement date", () => {
    expect(read(spoiled("fund", { kycExpiry: "2025-06-20" })).trades).to.have.length(1);
  });

  const listed = "must be the id of a party in the party list";
  for (const [what, change, line] of [
    ["an issuer that is not listed", without("issuer"), `terms.issuer: "issuer" - ${listed}`],
    [
      "an issuer without the role",
      spoiled("issuer", { roles: ["investor"] }),
      'terms.issuer: "issuer" - must be a party with the role issuer',
    ],
    [
      "a fiscal agent without the role",
      spoiled("trust", { roles: ["registrar"] }),
      'terms.fiscalAgent: "trust" - must be a party with the role fiscalAgent',
    ],
    [
      "a registrar without the role",
      spoiled("trust", { roles: ["fiscalAgent"] }),
      'terms.registrar: "trust" - must be a party with the role registrar',
    ],
    [
      "a settlement bank without the role",
      { terms: { ...termsInput, settlementBank: "trust" } },
      'terms.settlementBank: "trust" - must be a party with the role settlementBank',
    ],
    [
      "tax paid to somebody who is not listed",
      { terms: { ...termsInput, tax: { account: "nobody" } } },
      `terms.tax.account: "nobody" - ${listed}`,
    ],
    [
      "an underwriter without the role",
      spoiled("dealer", { roles: ["investor"] }),
      'terms.underwriting.underwriter: "dealer" - must be a party with the role securitiesFirm',
    ],
    [
      "a seller that is not listed",
      { trades: { trades: [{ ...ticketInput, seller: "nobody" }] } },
      `trades[0].seller: "nobody" - ${listed}`,
    ],
    ["a buyer that is not listed", without("fund"), `trades[0].buyer: "fund" - ${listed}`],
    [
      "a buyer of the wrong class",
      spoiled("fund", { classes: [] }),
      'trades[0].buyer: "fund" - must belong to the class qualifiedInstitutionalInvestor, which the bond requires',
    ],
    [
      "a buyer whose check has expired",
      spoiled("fund", { kycExpiry: "2025-06-19" }),
      'trades[0].buyer: "fund" - must have an identity check valid on 2025-06-20; it expired on 2025-06-19',
    ],
    [
      "cash of another currency",
      { cash: { currency: "EUR", deposits: [depositInput] } },
      'cash.currency: "EUR" - must be the bond\'s currency JPY',
    ],
    [
      "a depositor that is not listed",
      { cash: { currency: "JPY", deposits: [{ ...depositInput, party: "nobody" }] } },
      `cash.deposits[0].party: "nobody" - ${listed}`,
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issuesOf(() => read(change))).to.deep.equal([line]);
    });
  }

  it("lists the issues of all files together, and carries the code SCENARIO_INVALID", () => {
    const change = { terms: { ...termsInput, isin: "X" }, parties: {}, trades: {}, cash: {} };
    const paths = issuesOf(() => read(change)).map((line) => line.slice(0, line.indexOf(":")));
    expect(paths).to.deep.equal(["terms.isin", "parties", "trades", "cash.currency", "cash.deposits"]);
    expect(() => read(change))
      .to.throw()
      .with.property("code", "SCENARIO_INVALID");
  });
});
