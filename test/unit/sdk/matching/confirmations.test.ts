import { expect } from "chai";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { confirmationOf } from "../../../../sdk/matching/confirmationOf.ts";
import type { ConfirmationOfOptions } from "../../../../sdk/matching/confirmationOf.ts";
import { detailsOfDeal } from "../../../../sdk/matching/detailsOfDeal.ts";
import type { DetailsOfDealOptions } from "../../../../sdk/matching/detailsOfDeal.ts";
import { formatConfirmation } from "../../../../sdk/matching/formatConfirmation.ts";
import { formatInstant } from "../../../../sdk/matching/formatInstant.ts";
import { listUnmatched } from "../../../../sdk/matching/listUnmatched.ts";
import { matchTrade } from "../../../../sdk/matching/matchTrade.ts";
import { parseConfirmation } from "../../../../sdk/matching/parseConfirmation.ts";
import { parseInstant } from "../../../../sdk/matching/parseInstant.ts";
import { placeOfSettlement } from "../../../../sdk/matching/placeOfSettlement.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";
import {
  accountOf,
  BANK,
  BROKER,
  CUT_OFF,
  DEALER,
  dealersDetails,
  FUND,
  ISIN,
  PLACE,
  sampleDetails,
  sampleQuote,
  sampleTrade,
} from "./samples.ts";

const confirmed = (fields: Partial<ConfirmationOfOptions> = {}) =>
  confirmationOf({
    trade: sampleTrade(),
    quote: sampleQuote(),
    facePerUnit: 100_000_000n,
    place: PLACE,
    centre: "Asia/Tokyo",
    ...fields,
  });
const dealt = (fields: Partial<DetailsOfDealOptions> = {}) =>
  detailsOfDeal({
    ticket: { isin: ISIN, currency: "JPY", settlementBank: BANK, side: "buyer" },
    quote: sampleQuote(),
    account: FUND,
    quantity: 2n,
    facePerUnit: 100_000_000n,
    place: PLACE,
    centre: "Asia/Tokyo",
    ...fields,
  });
const giveUp = { broker: BROKER, feePerUnit: 1500n };
/** The same offer with a broker in place of the fund. */
const brokered = sampleQuote({ broker: BROKER });

describe("confirmationOf and detailsOfDeal", () => {
  it("given the trade of a deal, when the dealer confirms it, then it is what the fund has, from the other side", () => {
    expect(confirmed()).to.deep.equal(dealersDetails());
    expect(dealt()).to.deep.equal(sampleDetails());
    expect(matchTrade({ ours: dealt(), theirs: confirmed() }).isMatched).to.equal(true);
  });

  it("given a bid, when a fund sells on it, then the fund is the seller", () => {
    const quote = sampleQuote({ side: "buyer" });
    const ours = dealt({
      quote,
      ticket: { isin: ISIN, currency: "JPY", settlementBank: BANK, side: "seller" },
    });
    const theirs = confirmed({ quote, trade: sampleTrade({ seller: FUND, buyer: DEALER }) });
    expect(ours).to.include({ side: "seller", seller: FUND, buyer: DEALER, amount: 199_998_492n });
    expect(theirs).to.deep.equal({ ...ours, side: "buyer" });
  });

  // Two bonds at a fee of 1,500 each: 199,998,492 and 3,000.
  it("given a broker between, when a fund buys, then it pays the fee on top", () => {
    const ours = dealt({ quote: brokered, giveUp });
    expect(ours).to.include({
      seller: BROKER,
      buyer: FUND,
      fee: 3000n,
      accrued: 28_492n,
      amount: 200_001_492n,
    });
    const trade = sampleTrade({ seller: BROKER, amount: 200_001_492n });
    const theirs = confirmed({ quote: brokered, trade });
    expect(theirs).to.deep.equal({ ...ours, side: "seller" });
  });

  it("given a broker between, when a fund sells, then the fee is kept back", () => {
    const quote = sampleQuote({ side: "buyer", broker: BROKER });
    const ticket = { isin: ISIN, currency: "JPY", settlementBank: BANK, side: "seller" as const };
    const ours = dealt({ quote, ticket, giveUp });
    expect(ours).to.include({
      seller: FUND,
      buyer: BROKER,
      fee: 3000n,
      accrued: 28_492n,
      amount: 199_995_492n,
    });
    const trade = sampleTrade({ seller: FUND, buyer: BROKER, amount: 199_995_492n });
    expect(confirmed({ quote, trade })).to.deep.equal({ ...ours, side: "buyer" });
  });

  it("given the broker's own trade with the dealer, when the dealer confirms it, then there is no fee", () => {
    const trade = sampleTrade({ buyer: BROKER });
    expect(confirmed({ quote: brokered, trade })).to.include({ buyer: BROKER, fee: 0n });
  });

  it("given a broker between, when its consent is not shown, then it is the counterparty without a fee", () => {
    expect(dealt({ quote: brokered })).to.include({ seller: BROKER, fee: 0n, amount: 199_998_492n });
    expect(dealt({ quote: brokered, giveUp: { broker: accountOf(9), feePerUnit: 0n } }).seller).to.equal(
      accountOf(9),
    );
  });

  it("given a price that is no whole number for the face, when it is taken apart, then the clean price is cut", () => {
    // 1 x 333 at 99.9999999: 332.9999996..., cut to 332; the rest of 400 is interest.
    const quote = sampleQuote({ cleanPriceE7: 999_999_999n, cashPerUnit: 400n });
    const details = dealt({ quote, quantity: 1n, facePerUnit: 333n });
    expect(details).to.include({ faceAmount: 333n, accrued: 68n, amount: 400n, pricePer100: "99.9999999" });
    // For three of them 998.99..., cut once: 1,200 less 998.
    expect(dealt({ quote, quantity: 3n, facePerUnit: 333n })).to.include({ accrued: 202n, amount: 1200n });
  });

  it("given accounts without checksum, when they are written, then they have it", () => {
    const mixed = accountOf(0xabcdef);
    const lower = mixed.toLowerCase();
    const quote = sampleQuote({ dealer: lower });
    const trade = sampleTrade({ seller: lower, buyer: lower, settlementBank: lower });
    expect(confirmed({ quote, trade })).to.include({ seller: mixed, buyer: mixed, settlementBank: mixed });
    const broker = sampleQuote({ broker: lower });
    expect(confirmed({ quote: broker, trade: sampleTrade({ seller: mixed }) }).seller).to.equal(mixed);
    const ticket = { isin: ISIN, currency: "JPY", settlementBank: lower, side: "buyer" as const };
    const ours = dealt({ quote, ticket, account: lower });
    expect(ours).to.include({ seller: mixed, buyer: mixed, settlementBank: mixed });
    expect(dealt({ giveUp: { ...giveUp, broker: lower } }).seller).to.equal(mixed);
  });

  it("given a quote for another bond than the ticket's, when it is compared, then it shows", () => {
    const ticket = { isin: "JP9NRIDIG157", currency: "JPY", settlementBank: BROKER, side: "seller" as const };
    const report = matchTrade({ ours: dealt({ ticket }), theirs: confirmed() });
    expect(
      report.fields.filter(({ status }) => status === "different").map(({ field }) => field),
    ).to.deep.equal(["isin", "side", "seller", "buyer", "settlementBank"]);
  });

  for (const [what, fields, reason] of [
    ["a payment", { trade: sampleTrade({ quantity: 0n }) }, "it is payment"],
    ["free of payment", { trade: sampleTrade({ amount: 0n }) }, "it is free of payment"],
    [
      "of another bond",
      { quote: sampleQuote({ isin: "JP9NRIDIG157" }) },
      "it is of JP9JPXGDTB18 in JPY, the quote is for JP9NRIDIG157 in JPY",
    ],
    [
      "in another currency",
      { trade: sampleTrade({ currency: "USD" }) },
      "it is of JP9JPXGDTB18 in USD, the quote is for JP9JPXGDTB18 in JPY",
    ],
    [
      "of less cash than was quoted",
      { quote: brokered, trade: sampleTrade({ seller: BROKER, amount: 199_998_491n }) },
      "its amount is 199998491, where the quote comes to 199998492",
    ],
    [
      "of more cash than was bid",
      {
        quote: sampleQuote({ side: "buyer" }),
        trade: sampleTrade({ seller: FUND, buyer: DEALER, amount: 199_998_493n }),
      },
      "its amount is 199998493, where the quote comes to 199998492",
    ],
    [
      "between others",
      { trade: sampleTrade({ seller: BROKER }) },
      `its seller ${BROKER} is neither dealer nor broker of the quote`,
    ],
    [
      "between others on a bid",
      { quote: sampleQuote({ side: "buyer", broker: BROKER }) },
      `its buyer ${FUND} is neither dealer nor broker of the quote`,
    ],
    [
      "with the dealer itself at a fee",
      { trade: sampleTrade({ amount: 199_998_493n }) },
      "its amount is 199998493, where the quote comes to 199998492",
    ],
    [
      "with the bidding dealer itself at a fee",
      {
        quote: sampleQuote({ side: "buyer" }),
        trade: sampleTrade({ seller: FUND, buyer: DEALER, amount: 199_998_491n }),
      },
      "its amount is 199998491, where the quote comes to 199998492",
    ],
  ] as const) {
    it(`given a trade ${what}, when it is confirmed, then it is refused`, () => {
      expect(() => confirmed(fields))
        .to.throw(`The trade cannot be confirmed: ${reason}.`)
        .with.property("code", "CONFIRMATION_IMPOSSIBLE");
    });
  }
});

describe("placeOfSettlement", () => {
  it("is chain and contract as CAIP-10 writes them, with the checksum", () => {
    const escrow = accountOf(0xabcdef);
    expect(placeOfSettlement({ chainId: 1n, escrow: escrow.toLowerCase() })).to.equal(`eip155:1:${escrow}`);
  });
});

describe("formatInstant and parseInstant", () => {
  it("write and read a moment with its time zone", () => {
    expect(formatInstant(CUT_OFF, "Asia/Tokyo")).to.equal("2022-09-15T15:00:00+09:00");
    expect(parseInstant("2022-09-15T15:00:00+09:00")).to.equal(CUT_OFF);
    expect(parseInstant("2022-09-15T06:00:00Z")).to.equal(CUT_OFF);
    expect(parseInstant("2022-09-15T01:29:59-04:30")).to.equal(CUT_OFF - 1n);
    expect(parseInstant("1970-01-01T00:00:00Z")).to.equal(0n);
    expect(formatInstant(0n, "Asia/Tokyo")).to.equal("1970-01-01T09:00:00+09:00");
    expect(() => formatInstant(0n, "Europe/London")).to.throw();
  });

  for (const text of [
    "",
    "2022-09-15",
    "2022-09-15T15:00:00",
    "2022-09-15T15:00+09:00",
    "2022-09-15 15:00:00+09:00",
    "2022-02-30T15:00:00Z",
    "2022-09-15T24:00:00Z",
    "2022-09-15T15:60:00Z",
    "2022-09-15T15:00:60Z",
    "2022-09-15T15:00:00+24:00",
    "2022-09-15T15:00:00+09:60",
    "2022-09-15T15:00:00z",
    "1970-01-01T00:00:00+00:01",
    "x2022-09-15T15:00:00Z",
  ]) {
    it(`refuse "${text}"`, () => {
      expect(() => parseInstant(text))
        .to.throw()
        .with.property("code", "TIME_INVALID");
    });
  }
});

describe("formatConfirmation and parseConfirmation", () => {
  const written = {
    reference: "RFQ-22-0007",
    isin: "JP9JPXGDTB18",
    currency: "JPY",
    side: "seller",
    seller: DEALER,
    buyer: FUND,
    quantity: "2",
    faceAmount: "200000000",
    pricePer100: "99.9850000",
    accrued: "28492",
    fee: "0",
    amount: "199998492",
    tradeDate: "2022-09-14",
    settlementDate: "2022-09-15",
    cutOff: "2022-09-15T15:00:00+09:00",
    settlementBank: BANK,
    place: PLACE,
  };
  const file = (confirmation: object) => ({ format: "kessai-confirmation", version: 1, confirmation });
  const parse = (change: object) => parseConfirmation(file({ ...written, ...change }));

  it("write a confirmation as JSON with amounts as texts, and read it back", () => {
    const text = formatConfirmation(dealersDetails());
    expect(JSON.parse(text)).to.deep.equal(file(written));
    expect(Object.keys((JSON.parse(text) as { confirmation: object }).confirmation)).to.deep.equal(
      Object.keys(written),
    );
    expect(text.endsWith("}\n")).to.equal(true);
    expect(parseConfirmation(JSON.parse(text))).to.deep.equal(dealersDetails());
  });

  it("write the cut-off by the clock that is asked for", () => {
    expect(() => formatConfirmation(dealersDetails(), "TARGET")).to.throw();
    expect(formatConfirmation({ reference: "A" }, "TARGET")).to.include('"reference": "A"');
  });

  it("read the same from YAML, with whole numbers and commas", () => {
    const yaml = [
      "format: kessai-confirmation",
      "version: 1",
      "confirmation:",
      "  reference: RFQ-22-0007",
      "  isin: JP9JPXGDTB18",
      "  currency: JPY",
      "  side: seller",
      `  seller: "${DEALER.toLowerCase()}"`,
      `  buyer: "${FUND}"`,
      "  quantity: 2",
      '  faceAmount: "200,000,000"',
      '  pricePer100: "99.985"',
      '  accrued: "28,492"',
      "  amount: 199998492",
      "  tradeDate: 2022-09-14",
      "  settlementDate: 2022-09-15",
      "  cutOff: 2022-09-15T06:00:00Z",
      `  settlementBank: "${BANK}"`,
      `  place: ${PLACE.toLowerCase()}`,
      "",
    ].join("\n");
    const read = parseConfirmation(readDocument(yaml, "confirmation.yaml"));
    expect(read).to.deep.equal(dealersDetails({ pricePer100: "99.985" }));
    expect(matchTrade({ ours: sampleDetails(), theirs: read }).isMatched).to.equal(true);
  });

  it("leave to the comparison what a confirmation leaves out, but for a fee", () => {
    const read = parseConfirmation(file({ reference: "RFQ-22-0007" }));
    expect(read).to.deep.equal({ reference: "RFQ-22-0007", fee: 0n });
    const report = matchTrade({ ours: sampleDetails(), theirs: read });
    expect(listUnmatched(report)).to.have.length(15);
    expect(
      report.fields.filter(({ status }) => status === "matched").map(({ field }) => field),
    ).to.deep.equal(["reference", "fee"]);
  });

  it("take interest that is negative, and numbers as JSON has them", () => {
    expect(parse({ accrued: "-1,200" }).accrued).to.equal(-1200n);
    expect(parse({ accrued: -5, fee: 7, amount: 9 })).to.include({ accrued: -5n, fee: 7n, amount: 9n });
    expect(parse({ accrued: 0n, settlementDate: "2022-09-16" })).to.include({
      accrued: 0n,
      settlementDate: parseCalendarDate("2022-09-16"),
    });
  });

  it("refuse every wrong field by path, value and rule, with the code CONFIRMATION_INVALID", () => {
    const address = "must be an address (0x and 40 digits)";
    const amount = 'must be a whole amount above zero, such as 100000000 or "100,000,000"';
    const wrong = {
      reference: "rfq",
      isin: "JP9JPXGDTB17",
      currency: "YEN",
      side: "dealer",
      seller: "dealer",
      buyer: 7,
      quantity: 0,
      faceAmount: "1.5",
      pricePer100: 99.985,
      accrued: "28492.5",
      fee: -1,
      amount: "-1",
      tradeDate: "2022-9-14",
      settlementDate: "",
      cutOff: "15:00",
      settlementBank: "0x",
      place: `eip155:x:${DEALER}`,
      remark: "none",
    };
    expect(issuesOf(() => parseConfirmation(file(wrong)))).to.deep.equal([
      'file.confirmation.reference: "rfq" - must be 1 to 16 of the characters A-Z, 0-9, / and -, without a slash at either end or two together',
      'file.confirmation.isin: "JP9JPXGDTB17" - check digit must be 8 (ISO 6166)',
      'file.confirmation.currency: "YEN" - must be the code of a currency in ISO 4217, such as JPY',
      'file.confirmation.side: "dealer" - must be one of seller, buyer',
      `file.confirmation.seller: "dealer" - ${address}`,
      `file.confirmation.buyer: 7 - ${address}`,
      `file.confirmation.quantity: 0 - ${amount}`,
      `file.confirmation.faceAmount: "1.5" - ${amount}`,
      'file.confirmation.pricePer100: 99.985 - must be a decimal number in quotes with at most 7 decimals, such as "100.00"',
      'file.confirmation.accrued: "28492.5" - must be a whole amount, such as 14246, 0 or "-1,200"',
      'file.confirmation.fee: -1 - must be a whole amount of zero or more, such as 0 or "25,000"',
      `file.confirmation.amount: "-1" - ${amount}`,
      'file.confirmation.tradeDate: "2022-9-14" - must be a real calendar date written YYYY-MM-DD',
      'file.confirmation.settlementDate: "" - must be a real calendar date written YYYY-MM-DD',
      'file.confirmation.cutOff: "15:00" - must be a moment with its time zone, such as "2022-09-15T15:00:00+09:00"',
      `file.confirmation.settlementBank: "0x" - ${address}`,
      `file.confirmation.place: "eip155:x:${DEALER}" - must be a place of settlement: eip155:, the chain id, a colon and the address of the contract`,
      'file.confirmation.remark: "none" - is not a field known here: remove it or correct its name',
    ]);
    expect(() => parseConfirmation(undefined))
      .to.throw()
      .with.property("code", "CONFIRMATION_INVALID");
  });

  for (const [what, change, rule] of [
    ["no number", { accrued: 1.5 }, 'accrued: 1.5 - must be a whole amount, such as 14246, 0 or "-1,200"'],
    ["no number", { accrued: null }, 'accrued: null - must be a whole amount, such as 14246, 0 or "-1,200"'],
    [
      "a number with zeros",
      { fee: "007" },
      'fee: "007" - must be a whole amount of zero or more, such as 0 or "25,000"',
    ],
    ["a list", { fee: ["7"] }, 'fee: ["7"] - must be a whole amount of zero or more, such as 0 or "25,000"'],
    [
      "commas elsewhere",
      { fee: "1,00" },
      'fee: "1,00" - must be a whole amount of zero or more, such as 0 or "25,000"',
    ],
    [
      "a moment that is no text",
      { cutOff: 15 },
      'cutOff: 15 - must be a moment with its time zone, such as "2022-09-15T15:00:00+09:00"',
    ],
  ] as const) {
    it(`refuse ${what}: ${rule.slice(0, 30)}`, () => {
      expect(issuesOf(() => parse(change))).to.deep.equal([`file.confirmation.${rule}`]);
    });
  }

  it("refuse a place with a wrong checksum", () => {
    const right = accountOf(0xabcdef);
    const wrong = right.replace(/[a-f]/, (letter) => letter.toUpperCase());
    expect(wrong).to.not.equal(right);
    expect(issuesOf(() => parse({ place: `eip155:1:${wrong}` }))).to.have.length(1);
    expect(parse({ place: `eip155:1:${right}` }).place).to.equal(`eip155:1:${right}`);
  });

  it("refuse another file, another version and no reference", () => {
    const input = { format: "kessai-ticket", version: 2, confirmation: {}, by: "dealer" };
    expect(issuesOf(() => parseConfirmation(input))).to.deep.equal([
      'file.format: "kessai-ticket" - must be one of kessai-confirmation',
      "file.version: 2 - must be 1",
      "file.confirmation.reference: (missing) - is required: must be a text",
      'file.by: "dealer" - is not a field known here: remove it or correct its name',
    ]);
  });
});
