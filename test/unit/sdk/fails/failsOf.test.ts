import { expect } from "chai";
import fc from "fast-check";

import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { ageFails } from "../../../../sdk/fails/ageFails.ts";
import type { Attempt } from "../../../../sdk/fails/Attempt.ts";
import { DuplicateTradeError } from "../../../../sdk/fails/errors/DuplicateTradeError.ts";
import { InvalidAgeingBucketsError } from "../../../../sdk/fails/errors/InvalidAgeingBucketsError.ts";
import type { FailsReport, OpenTrade } from "../../../../sdk/fails/Fail.ts";
import { failsOf } from "../../../../sdk/fails/failsOf.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { BUYER, moment, sampleTrade } from "./samples.ts";

const open = (tradeId: string, fields: Partial<Trade> = {}): OpenTrade => ({
  tradeId,
  trade: sampleTrade(fields),
});
const intended = (tradeId: string, date: string, fields: Partial<Trade> = {}): OpenTrade =>
  open(tradeId, { settleFrom: moment(date), ...fields });
const attempt = (tradeId: string, at: bigint, ...codes: readonly string[]): Attempt => ({
  tradeId,
  at,
  reasons: codes.map((code) => ({ code })),
});

function report(trades: readonly OpenTrade[], now: bigint, attempts: readonly Attempt[] = []): FailsReport {
  return failsOf({ trades, attempts, now, centre: "Asia/Tokyo" });
}

describe("failsOf", () => {
  // The sample is to settle on Friday 2025-09-12; Monday the 15th is Respect for the Aged Day.
  for (const [date, time, calendarDays, businessDays] of [
    ["2025-09-13", "00:00", 1, 1],
    ["2025-09-16", "23:59", 4, 1],
    ["2025-09-17", "00:00", 5, 2],
    ["2025-09-30", "16:59", 18, 10],
  ] as const) {
    it(`at ${time} on ${date}, the trade is ${calendarDays} calendar and ${businessDays} business days old`, () => {
      const { fails } = report([open("0x01")], moment(date, time));
      expect(fails).to.have.length(1);
      expect(fails[0]).to.deep.include({
        tradeId: "0x01",
        trade: sampleTrade(),
        intendedSettlementDate: "2025-09-12",
        calendarDays,
        businessDays,
        openAmount: 300_000_000n,
        failingSide: "undecided",
        attempts: [],
        status: "recycling",
      });
    });
  }

  it("until its intended settlement date has ended, a trade does not fail", () => {
    const trades = [open("0x01"), open("0x02", { settleFrom: moment("2025-09-12", "09:00") })];
    expect(report(trades, moment("2025-09-11", "12:00")).fails).to.deep.equal([]);
    expect(report(trades, moment("2025-09-12", "23:59")).fails).to.deep.equal([]);
    expect(report(trades, moment("2025-09-13")).fails).to.have.length(2);
  });

  it("given an intended date on which banks are closed, fails once the next business day has ended", () => {
    const trades = [intended("0x01", "2025-09-13")]; // a Saturday; the 16th is the next business day
    expect(report(trades, moment("2025-09-16", "23:59")).fails).to.deep.equal([]);
    expect(report(trades, moment("2025-09-17")).fails[0]).to.deep.include({
      calendarDays: 4,
      businessDays: 1,
    });
  });

  it("recycles until the cut-off, and has expired from it on", () => {
    const cutOff = moment("2025-09-30", "17:00");
    expect(report([open("0x01")], cutOff - 1n).fails[0]?.status).to.equal("recycling");
    expect(report([open("0x01")], cutOff).fails[0]?.status).to.equal("expired");
  });

  it("keeps every attempt with its reasons, oldest first, and lets the last one say which side fails", () => {
    const friday = attempt("0x01", moment("2025-09-12", "10:00"), "LACK");
    const saturday = attempt("0x01", moment("2025-09-13", "10:00"), "LACK", "MONY");
    const tuesday = attempt("0x01", moment("2025-09-16", "10:00"), "MONY");
    const attempts = [
      tuesday,
      attempt("0x02", moment("2025-09-16", "11:00"), "LACK"),
      saturday,
      attempt("0x01", moment("2025-09-12") - 1n, "FUTU"),
      friday,
    ];
    const at = (date: string, time: string) => report([open("0x01")], moment(date, time), attempts).fails[0];
    expect(at("2025-09-13", "09:00")).to.deep.include({ attempts: [friday], failingSide: "seller" });
    expect(at("2025-09-13", "10:00")).to.deep.include({
      attempts: [friday, saturday],
      failingSide: "undecided",
    });
    expect(at("2025-09-16", "12:00")).to.deep.include({
      attempts: [friday, saturday, tuesday],
      failingSide: "buyer",
    });
  });

  it("takes an attempt at the second of settleFrom, and names the side by account", () => {
    const frozen = {
      tradeId: "0x01",
      at: moment("2025-09-12"),
      reasons: [{ code: "FROZ", account: BUYER }],
    };
    expect(report([open("0x01")], moment("2025-09-13"), [frozen]).fails[0]).to.deep.include({
      attempts: [frozen],
      failingSide: "buyer",
    });
  });

  it("leaves out the cash that has settled in parts, and refuses more than there is", () => {
    const part = { ...open("0x01"), settledAmount: 100_000_000n };
    expect(report([part], moment("2025-09-13")).fails[0]?.openAmount).to.equal(200_000_000n);
    const tooMuch = { ...open("0x01"), settledAmount: 300_000_001n };
    expect(() => report([tooMuch], moment("2025-09-13"))).to.throw(
      InvalidAmountError,
      "The open amount is -1",
    );
  });

  it("sorts by intended settlement, then by id, whatever the order of the input", () => {
    const trades = [
      intended("0x03", "2025-09-12"),
      intended("0x02", "2025-09-12"),
      intended("0x04", "2025-09-10"),
      open("0x01", { settleFrom: moment("2025-09-12", "09:00") }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(trades, { minLength: 4 }), (shuffled) => {
        const ids = report(shuffled, moment("2025-09-17")).fails.map(({ tradeId }) => tradeId);
        expect(ids).to.deep.equal(["0x04", "0x02", "0x03", "0x01"]);
      }),
    );
  });

  it("groups by business days, with totals for each currency, empty buckets included", () => {
    // On Wednesday 2025-10-15 they are 1, 4, 5, 9, 10, 19 and 20 business days old: 15 and 23 September and
    // 13 October are holidays.
    const trades = [
      intended("0x01", "2025-10-14", { amount: 1n }),
      intended("0x04", "2025-10-08", { amount: 40n, currency: "USD" }),
      intended("0x05", "2025-10-07", { amount: 500n }),
      intended("0x09", "2025-10-01", { amount: 9_000n }),
      intended("0x10", "2025-09-30", { amount: 10_000n }),
      intended("0x19", "2025-09-16", { amount: 1_900_000n }),
      intended("0x20", "2025-09-12", { amount: 0n, currency: "" }),
    ];
    const { at, date, ageing, fails } = report(trades, moment("2025-10-15", "08:00"));
    expect({ at, date }).to.deep.equal({ at: moment("2025-10-15", "08:00"), date: "2025-10-15" });
    expect(fails.map(({ businessDays }) => businessDays)).to.deep.equal([20, 19, 10, 9, 5, 4, 1]);
    const shown = ageing.map(({ from, to, totals, ...bucket }) => ({
      from,
      to,
      ids: bucket.fails.map(({ tradeId }) => tradeId),
      totals,
    }));
    expect(shown).to.deep.equal([
      { from: 1, to: 1, ids: ["0x01"], totals: [{ currency: "JPY", trades: 1, amount: 1n }] },
      { from: 2, to: 4, ids: ["0x04"], totals: [{ currency: "USD", trades: 1, amount: 40n }] },
      { from: 5, to: 9, ids: ["0x09", "0x05"], totals: [{ currency: "JPY", trades: 2, amount: 9_500n }] },
      {
        from: 10,
        to: 19,
        ids: ["0x19", "0x10"],
        totals: [{ currency: "JPY", trades: 2, amount: 1_910_000n }],
      },
      { from: 20, to: undefined, ids: ["0x20"], totals: [{ currency: "", trades: 1, amount: 0n }] },
    ]);
    expect(report([], moment("2025-10-15")).ageing.map(({ totals }) => totals)).to.deep.equal([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it("takes a house's own buckets", () => {
    const { ageing } = failsOf({
      trades: [open("0x01"), intended("0x02", "2025-09-16", { currency: "EUR", amount: 7n })],
      attempts: [],
      now: moment("2025-09-17"),
      centre: "Asia/Tokyo",
      ageingBuckets: [1],
    });
    expect(ageing.map(({ from, to, totals }) => ({ from, to, totals }))).to.deep.equal([
      {
        from: 1,
        to: undefined,
        totals: [
          { currency: "EUR", trades: 1, amount: 7n },
          { currency: "JPY", trades: 1, amount: 300_000_000n },
        ],
      },
    ]);
  });

  it("puts every fail into exactly one bucket, and every yen into one total", () => {
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.bigInt({ min: 0n, max: 10n ** 12n })),
      { maxLength: 12 },
    );
    const bounds = fc
      .uniqueArray(fc.integer({ min: 2, max: 50 }), { maxLength: 5 })
      .map((more) => [1, ...more.sort((a, b) => a - b)]);
    fc.assert(
      fc.property(amounts, bounds, (given, ageingBuckets) => {
        const trades = given.map(([days, amount], index) =>
          open(`0x${index}`, { settleFrom: moment("2025-09-12") - BigInt(days) * 86_400n, amount }),
        );
        const { fails, ageing } = failsOf({
          trades,
          attempts: [],
          now: moment("2025-09-13"),
          centre: "Asia/Tokyo",
          ageingBuckets,
        });
        expect(ageing.toReversed().flatMap((bucket) => bucket.fails)).to.deep.equal(fails);
        const total = ageing.flatMap(({ totals }) => totals).reduce((sum, { amount }) => sum + amount, 0n);
        expect(total).to.equal(given.reduce((sum, [, amount]) => sum + amount, 0n));
      }),
    );
  });

  it("refuses a trade that stands twice in the list", () => {
    expect(() => report([open("0x01"), open("0x01")], moment("2025-09-13")))
      .to.throw(DuplicateTradeError, "The trade 0x01 stands twice in the list of open trades.")
      .with.property("code", "TRADE_DUPLICATE");
  });

  it("refuses a moment in unknown years", () => {
    expect(() => report([], moment("2050-12-31", "23:59") + 60n)).to.throw(
      DateOutsideCalendarError,
      "2051-01-01 lies outside",
    );
  });
});

describe("ageFails", () => {
  for (const bounds of [[], [2], [0, 1], [1, 1], [1, 5, 2], [1, 2.5], [1, Number.NaN]]) {
    it(`refuses the bounds [${bounds.join(", ")}]`, () => {
      expect(() => ageFails([], bounds))
        .to.throw(
          InvalidAgeingBucketsError,
          `[${bounds.join(", ")}] are not the first days of ageing buckets.`,
        )
        .with.property("code", "AGEING_BUCKETS_INVALID");
    });
  }
});
