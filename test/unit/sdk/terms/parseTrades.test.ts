import { expect } from "chai";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { parseTrades } from "../../../../sdk/terms/parseTrades.ts";
import { tradeAmount } from "../../../../sdk/terms/tradeAmount.ts";
import { issuesOf } from "../issuesOf.ts";
import { termsInput, ticketInput } from "./samples.ts";

const termSheet = parseTermSheet(termsInput);
const issues = (change: object): readonly string[] =>
  issuesOf(() => parseTrades({ trades: [{ ...ticketInput, ...change }] }, { termSheet }));

describe("parseTrades", () => {
  it("given no settlement date and no cut-off, settles on the next business day at 17:00", () => {
    expect(parseTrades({ trades: [ticketInput] }, { termSheet })).to.deep.equal([
      { ...ticketInput, settlementDate: "2025-06-20", cutOff: "17:00" },
    ]);
  });

  it("given a Friday before a holiday, settles on the Tuesday (2025-09-15 is Respect for the Aged Day)", () => {
    const [ticket] = parseTrades(
      { trades: [{ ...ticketInput, tradeDate: "2025-09-12" }] },
      { centre: "Asia/Tokyo" },
    );
    expect(ticket?.settlementDate).to.equal("2025-09-16");
  });

  it("given a settlement date and a cut-off, keeps them", () => {
    const written = { ...ticketInput, settlementDate: "2025-06-24", cutOff: "15:00" };
    expect(parseTrades({ trades: [written] })).to.deep.equal([written]);
  });

  it("accepts settlement on the trade date and a reference of 16 characters", () => {
    const written = { ...ticketInput, id: "TRADE-0123456789", settlementDate: ticketInput.tradeDate };
    expect(parseTrades({ trades: [written] }, { termSheet })).to.deep.equal([
      { ...written, cutOff: "17:00" },
    ]);
  });

  it("given a smallest part, keeps it; it may be the whole face", () => {
    for (const minimumPart of [100_000_000n, ticketInput.faceAmount]) {
      const written = { ...ticketInput, minimumPart };
      expect(parseTrades({ trades: [written] }, { termSheet })[0]?.minimumPart).to.equal(minimumPart);
    }
    const [none] = parseTrades({ trades: [ticketInput] }, { termSheet });
    expect(none).to.not.have.property("minimumPart");
  });

  it("without a term sheet, leaves the face to be checked later", () => {
    expect(parseTrades({ trades: [{ ...ticketInput, faceAmount: 1n }] })[0]?.faceAmount).to.equal(1n);
  });

  const referenceRule =
    "must be 1 to 16 of the characters A-Z, 0-9, / and -, without a slash at either end or two together";
  for (const [what, change, line] of [
    ["a long reference", { id: "TRADE-0123456789X" }, `trades[0].id: "TRADE-0123456789X" - ${referenceRule}`],
    ["a small letter in the reference", { id: "trade" }, `trades[0].id: "trade" - ${referenceRule}`],
    ["a slash at the start", { id: "/A" }, `trades[0].id: "/A" - ${referenceRule}`],
    ["a slash at the end", { id: "A/" }, `trades[0].id: "A/" - ${referenceRule}`],
    ["two slashes", { id: "A//B" }, `trades[0].id: "A//B" - ${referenceRule}`],
    ["no reference", { id: undefined }, "trades[0].id: (missing) - is required: must be a text"],
    [
      "another bond",
      { isin: "JP9JPXGDTB18" },
      'trades[0].isin: "JP9JPXGDTB18" - must be that of the term sheet, JP9NRIDIG157',
    ],
    ["a buyer that sells", { buyer: "dealer" }, 'trades[0].buyer: "dealer" - must not be the seller itself'],
    [
      "part of a bond",
      { faceAmount: 150_000_000n },
      "trades[0].faceAmount: 150000000 - must be a multiple of the denomination 100000000",
    ],
    [
      "more than the issue",
      { faceAmount: 3_100_000_000n },
      "trades[0].faceAmount: 3100000000 - must not exceed the total amount 3000000000",
    ],
    [
      "a smallest part that is part of a bond",
      { minimumPart: 150_000_000n },
      "trades[0].minimumPart: 150000000 - must be a multiple of the denomination 100000000",
    ],
    [
      "a smallest part larger than the face",
      { minimumPart: 400_000_000n },
      "trades[0].minimumPart: 400000000 - must not exceed the face amount 300000000",
    ],
    [
      "a smallest part of nothing",
      { minimumPart: 0n },
      'trades[0].minimumPart: 0 - must be a whole amount above zero, such as 100000000 or "100,000,000"',
    ],
    [
      "a price without quotes",
      { pricePer100: 99.872 },
      'trades[0].pricePer100: 99.872 - must be a decimal number in quotes with at most 7 decimals, such as "100.00"',
    ],
    ["a price of zero", { pricePer100: "0" }, 'trades[0].pricePer100: "0" - must be above zero'],
    [
      "a trade before pricing",
      { tradeDate: "2025-03-06", settlementDate: "2025-03-14" },
      'trades[0].tradeDate: "2025-03-06" - must not be before the pricing date 2025-03-07',
    ],
    [
      "a trade on a Sunday",
      { tradeDate: "2025-06-22" },
      'trades[0].tradeDate: "2025-06-22" - must be a business day in Asia/Tokyo',
    ],
    [
      "settlement on a Saturday",
      { settlementDate: "2025-06-21" },
      'trades[0].settlementDate: "2025-06-21" - must be a business day in Asia/Tokyo',
    ],
    [
      "settlement before the trade",
      { settlementDate: "2025-06-18" },
      'trades[0].settlementDate: "2025-06-18" - must not be before the trade date 2025-06-19',
    ],
    [
      "settlement before issue",
      { tradeDate: "2025-03-10", settlementDate: "2025-03-13" },
      'trades[0].settlementDate: "2025-03-13" - must not be before the issue date 2025-03-14',
    ],
    [
      "settlement in the closed period",
      { settlementDate: "2030-03-11" },
      'trades[0].settlementDate: "2030-03-11" - must be before 2030-03-11, when the register closes for redemption',
    ],
    [
      "a default settlement date in the closed period",
      { tradeDate: "2030-03-08" },
      'trades[0].settlementDate: "2030-03-11" - must be before 2030-03-11, when the register closes for redemption',
    ],
    [
      "a trade beyond the calendar",
      { tradeDate: "2051-06-19" },
      'trades[0].tradeDate: "2051-06-19" - must lie in the years whose holidays are known',
    ],
    [
      "a cut-off that is no time",
      { cutOff: "25:00" },
      'trades[0].cutOff: "25:00" - must be a time HH:MM on the 24-hour clock, such as "15:00"',
    ],
    [
      "an unknown field",
      { broker: "x" },
      'trades[0].broker: "x" - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues(change)).to.deep.equal([line]);
    });
  }

  describe("given a bond whose rate is not known from its term sheet", () => {
    const { couponRatePercent: _rate, ...withoutRate } = termsInput;
    const floating = parseTermSheet({ ...withoutRate, floating: { index: "TONA", marginPercent: "0.1" } });
    const decideBy = "2025-03-31";
    const stepped = parseTermSheet({
      ...termsInput,
      steps: [{ target: "rating", decideBy, firstPayment: 2n, stepPercent: "0.1" }],
    });
    const openRate =
      "must be one on which the running rate follows from the term sheet: this coupon's is fixed or decided later, " +
      "so that the interest accrued, and the amount, are not known from files";
    const onDates = (tradeDate: string, settlementDate: string): object => ({
      trades: [{ ...ticketInput, tradeDate, settlementDate }],
    });

    it("takes a trade that settles on the issue date, when nothing has accrued", () => {
      const [ticket] = parseTrades(onDates("2025-03-07", "2025-03-14"), { termSheet: floating });
      expect(ticket?.settlementDate).to.equal("2025-03-14");
    });

    it("takes a trade before the first coupon that a step changes, and refuses one in it", () => {
      const [ticket] = parseTrades(onDates("2025-06-19", "2025-06-20"), { termSheet: stepped });
      expect(ticket?.settlementDate).to.equal("2025-06-20");
      expect(
        issuesOf(() => parseTrades(onDates("2025-09-17", "2025-09-18"), { termSheet: stepped })),
      ).to.deep.equal([`trades[0].settlementDate: "2025-09-18" - ${openRate}`]);
    });

    it("refuses any later trade of a floating bond", () => {
      expect(
        issuesOf(() => parseTrades(onDates("2025-06-19", "2025-06-20"), { termSheet: floating })),
      ).to.deep.equal([`trades[0].settlementDate: "2025-06-20" - ${openRate}`]);
    });
  });

  it("refuses a reference used twice, and carries the code TRADES_INVALID", () => {
    const twice = { trades: [ticketInput, { ...ticketInput, faceAmount: 100_000_000n }] };
    expect(issuesOf(() => parseTrades(twice))).to.deep.equal([
      'trades[1].id: "TRADE-1" - must differ from trades[0].id',
    ]);
    expect(() => parseTrades(twice))
      .to.throw()
      .with.property("code", "TRADES_INVALID");
  });

  it("given no list, asks for one", () => {
    expect(issuesOf(() => parseTrades(undefined))).to.deep.equal([
      "file: (missing) - is required: must be a group of fields",
      "trades: (missing) - must be a list of at least one item",
    ]);
  });
});

describe("tradeAmount", () => {
  it("adds 98 days of interest to the price (0.3981753 per 100, vector; 300 million at 99.872, by hand)", () => {
    const tickets = parseTrades({ trades: [ticketInput] }, { termSheet });
    expect(tickets.map((ticket) => tradeAmount(ticket, couponSchedule(termSheet)))).to.deep.equal([
      { clean: 299_616_000n, accrued: 1_194_525n, total: 300_810_525n },
    ]);
  });

  it("reckons price and interest on the face that is left of an amortising bond (by hand)", () => {
    // Half of 300 million is left after the first coupon, paid on 12 September 2025. On 20 January 2026, 128 days
    // after 14 September: 1.483 x 128/365 = 0.5200657|53 on 100, x 1,500,000 = 780,098.55.
    const amortisation = [{ payment: 1n, percentOfFace: "50" }];
    const halved = parseTermSheet({ ...termsInput, amortisation });
    const written = { ...ticketInput, tradeDate: "2026-01-19", settlementDate: "2026-01-20" };
    const [ticket] = parseTrades({ trades: [written] }, { termSheet: halved });
    if (ticket === undefined) throw new Error("no ticket");
    expect(tradeAmount(ticket, couponSchedule(halved), halved)).to.deep.equal({
      clean: 149_808_000n,
      accrued: 780_098n,
      total: 150_588_098n,
    });
  });
});
