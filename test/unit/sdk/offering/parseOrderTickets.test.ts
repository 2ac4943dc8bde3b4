import { expect } from "chai";

import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { parseOrderTickets } from "../../../../sdk/offering/parseOrderTickets.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";
import { offeringInput, offeringSheet, termSheet } from "./sheetSamples.ts";

const sheet = offeringSheet();
const orderInput = {
  investor: "life",
  firm: "second",
  amount: 300_000_000n,
  minimumAmount: 100_000_000n,
  limit: { price: "100.00", spreadBp: "12.5" },
};
const issues = (change: object): readonly string[] =>
  issuesOf(() => parseOrderTickets({ orders: [{ ...orderInput, ...change }] }, { sheet, termSheet }));

const spreadRule =
  'must be a number of basis points in quotes, at most 4 decimals and 10,000 up or down, such as "12.5"';

describe("parseOrderTickets", () => {
  it("reads a YAML file of people: a firm or the pot, limits of price, of spread, of both, or none", () => {
    const text = `
      orders:
        - { investor: life, firm: second, amount: 300000000, limit: { price: "100.00" } }
        - { investor: bank, pot: true, amount: "200,000,000", limit: { spreadBp: "-3" } }
        - { investor: fund, pot: true, amount: 100000000, minimumAmount: 100000000 }
    `;
    expect(parseOrderTickets(readDocument(text, "orders"), { sheet, termSheet })).to.deep.equal([
      { investor: "life", firm: "second", amount: 300_000_000n, limit: { price: "100.00" } },
      { investor: "bank", amount: 200_000_000n, limit: { spreadBp: "-3" } },
      { investor: "fund", amount: 100_000_000n, minimumAmount: 100_000_000n },
    ]);
    expect(parseOrderTickets({ orders: [orderInput] }, { sheet, termSheet })).to.deep.equal([orderInput]);
  });

  it("takes two orders of one investor, the extremes of a spread, and a limit above the cap", () => {
    const limits = [{ spreadBp: "10000" }, { spreadBp: "-10000.0000" }, { price: "101" }];
    const orders = limits.map((limit) => ({ ...orderInput, limit }));
    expect(parseOrderTickets({ orders }, { sheet, termSheet })).to.have.length(3);
  });

  it("without offering and bond, leaves to later what depends on them", () => {
    const odd = { investor: "issuer", firm: "nobody", amount: 5_000_000_001n, limit: { price: "1.0000001" } };
    expect(parseOrderTickets({ orders: [odd] })).to.deep.equal([odd]);
    expect(issuesOf(() => parseOrderTickets({ orders: [odd] }, { termSheet }))).to.deep.equal([
      'orders[0].investor: "issuer" - must not be the issuer itself',
      "orders[0].amount: 5000000001 - must be a multiple of the denomination 100000000",
      'orders[0].limit.price: "1.0000001" - must come to whole minor units of the face 100000000 of one bond',
    ]);
  });

  for (const [what, change, line] of [
    [
      "neither firm nor pot",
      { firm: undefined },
      "orders[0].firm: (missing) - is required: the firm that sells, or pot: true for the pot, which the lead manager sells from",
    ],
    ["both firm and pot", { pot: true }, "orders[0].pot: true - must be left out when a firm sells"],
    ["a pot that is false", { pot: false }, "orders[0].pot: false - must be one of true"],
    [
      "a firm outside the syndicate",
      { firm: "third" },
      'orders[0].firm: "third" - must be a member of the syndicate: dealer, second',
    ],
    [
      "an investor that is the firm",
      { investor: "second" },
      'orders[0].investor: "second" - must not be the firm that sells',
    ],
    [
      "an investor that is another member",
      { investor: "dealer" },
      'orders[0].investor: "dealer" - must not be a member of the syndicate, whose own demand would prop up the price',
    ],
    [
      "the issuer as investor",
      { investor: "issuer" },
      'orders[0].investor: "issuer" - must not be the issuer itself',
    ],
    [
      "no amount",
      { amount: undefined },
      'orders[0].amount: (missing) - is required: must be a whole amount above zero, such as 100000000 or "100,000,000"',
    ],
    [
      "part of a bond",
      { amount: 350_000_000n },
      "orders[0].amount: 350000000 - must be a multiple of the denomination 100000000",
    ],
    [
      "more than is offered",
      { amount: 3_100_000_000n },
      "orders[0].amount: 3100000000 - must not exceed the total amount 3000000000",
    ],
    [
      "a least amount above the amount",
      { minimumAmount: 400_000_000n },
      "orders[0].minimumAmount: 400000000 - must not exceed the amount 300000000",
    ],
    [
      "a least amount that is part of a bond",
      { minimumAmount: 50_000_000n },
      "orders[0].minimumAmount: 50000000 - must be a multiple of the denomination 100000000",
    ],
    [
      "an empty limit",
      { limit: {} },
      "orders[0].limit: {} - must name a price, a spreadBp or both; without a limit leave it out",
    ],
    [
      "a price without quotes",
      { limit: { price: 100.5 } },
      'orders[0].limit.price: 100.5 - must be a decimal number in quotes with at most 7 decimals, such as "100.00"',
    ],
    [
      "a price below the floor",
      { limit: { price: "99.49" } },
      'orders[0].limit.price: "99.49" - must not be below 99.50, the lowest price of the offering',
    ],
    [
      "a price that is no whole yen",
      { limit: { price: "99.9999999" } },
      'orders[0].limit.price: "99.9999999" - must come to whole minor units of the face 100000000 of one bond',
    ],
    [
      "a spread in percent",
      { limit: { spreadBp: "0.12%" } },
      `orders[0].limit.spreadBp: "0.12%" - ${spreadRule}`,
    ],
    [
      "a spread that is too fine",
      { limit: { spreadBp: "0.12345" } },
      `orders[0].limit.spreadBp: "0.12345" - ${spreadRule}`,
    ],
    [
      "a spread that is too wide",
      { limit: { spreadBp: "-10000.0001" } },
      `orders[0].limit.spreadBp: "-10000.0001" - ${spreadRule}`,
    ],
    [
      "an unknown field",
      { price: "100" },
      'orders[0].price: "100" - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues(change)).to.deep.equal([line]);
    });
  }

  it("reckons a limit on the face that is left on the payment date", () => {
    // 99.500001 on 100 million is 99,500,001; on the half that is left after the first coupon it is half a yen more than whole.
    const halved = { ...termSheet, amortisation: [{ payment: 1, percentOfFace: "50" }] };
    const orders = [{ ...orderInput, limit: { price: "99.500001" } }];
    const onPayment = (paymentDate: string): readonly unknown[] => {
      const offered = parseOfferingSheet({ ...offeringInput, paymentDate });
      return parseOrderTickets({ orders }, { sheet: offered, termSheet: halved });
    };
    expect(onPayment("2025-03-14")).to.have.length(1);
    expect(issuesOf(() => onPayment("2025-09-18"))).to.deep.equal([
      'orders[0].limit.price: "99.500001" - must come to whole minor units of the face 50000000 of one bond',
    ]);
  });

  it("given no list, asks for one, and carries the code ORDER_TICKETS_INVALID", () => {
    expect(issuesOf(() => parseOrderTickets({}))).to.deep.equal([
      "orders: (missing) - must be a list of at least one item",
    ]);
    expect(issuesOf(() => parseOrderTickets({ orders: ["life"] }))).to.deep.equal([
      'orders[0]: "life" - must be a group of fields',
      "orders[0].firm: (missing) - is required: the firm that sells, or pot: true for the pot, which the lead manager sells from",
    ]);
    expect(() => parseOrderTickets(undefined))
      .to.throw()
      .with.property("code", "ORDER_TICKETS_INVALID");
  });
});
