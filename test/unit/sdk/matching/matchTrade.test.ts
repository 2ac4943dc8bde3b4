import { expect } from "chai";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { listUnmatched } from "../../../../sdk/matching/listUnmatched.ts";
import { MATCH_FIELDS } from "../../../../sdk/matching/matchFields.ts";
import { matchTrade } from "../../../../sdk/matching/matchTrade.ts";
import { requireMatched } from "../../../../sdk/matching/requireMatched.ts";
import type { Tolerance } from "../../../../sdk/matching/Tolerance.ts";
import type { Confirmation } from "../../../../sdk/matching/TradeDetails.ts";
import {
  accountOf,
  BANK,
  BROKER,
  CUT_OFF,
  dealersDetails,
  FUND,
  matchOf,
  PLACE,
  sampleDetails,
} from "./samples.ts";

const absolute = (value: bigint): Tolerance => ({ kind: "absolute", value });
const relative = (percent: string): Tolerance => ({ kind: "relative", percent });
const days = (count: number): Tolerance => ({ kind: "days", days: count });
const date = parseCalendarDate;

describe("matchTrade", () => {
  it("given the same trade seen from both sides, when it is compared, then every field is matched", () => {
    const report = matchTrade({ ours: sampleDetails(), theirs: dealersDetails() });
    expect(report.isMatched).to.equal(true);
    expect(report.fields.map(({ field }) => field)).to.deep.equal(Object.keys(sampleDetails()));
    expect(new Set(report.fields.map(({ status }) => status))).to.deep.equal(new Set(["matched"]));
    expect(new Set(report.fields.map(({ tolerance }) => tolerance))).to.deep.equal(new Set(["exact"]));
    expect(listUnmatched(report)).to.deep.equal([]);
    expect(() => {
      requireMatched(report);
    }).to.not.throw();
  });

  it("given a matched trade, when it is read, then each field says what agrees", () => {
    const { fields } = matchTrade({ ours: sampleDetails(), theirs: dealersDetails() });
    expect(fields.map(({ sentence }) => sentence)).to.deep.equal([
      "The common reference agrees: RFQ-22-0007.",
      "The bond (銘柄) agrees: JP9JPXGDTB18.",
      "The currency (通貨) agrees: JPY.",
      "The side (売買の別) agrees: we are the buyer, the other side is the seller.",
      `The seller (売方) agrees: ${accountOf(0xd1)}.`,
      `The buyer (買方) agrees: ${FUND}.`,
      "The number of bonds (口数) agrees: 2.",
      "The face (額面金額) agrees: JPY 200,000,000.",
      "The clean price (約定単価) agrees: 99.9850000.",
      "The accrued interest (経過利子) agrees: JPY 28,492.",
      "The fee (手数料) agrees: JPY 0.",
      "The settlement amount (受渡代金) agrees: JPY 199,998,492.",
      "The trade date (約定日) agrees: 2022-09-14.",
      "The settlement date (受渡日) agrees: 2022-09-15.",
      "The cut-off (締切時刻) agrees: 2022-09-15 15:00 Asia/Tokyo.",
      `The settlement bank agrees: ${BANK}.`,
      `The place of settlement (決済場所) agrees: ${PLACE}.`,
    ]);
  });

  const different: readonly (readonly [
    theirs: Confirmation,
    ours: string,
    theirs: string,
    sentence: string,
  ])[] = [
    [
      { reference: "RFQ-22-0008" },
      "RFQ-22-0007",
      "RFQ-22-0008",
      "The common reference does not agree: we have RFQ-22-0007, the other side confirms RFQ-22-0008.",
    ],
    [
      { isin: "JP9NRIDIG157" },
      "JP9JPXGDTB18",
      "JP9NRIDIG157",
      "The bond (銘柄) does not agree: we have JP9JPXGDTB18, the other side confirms JP9NRIDIG157.",
    ],
    [
      { currency: "USD" },
      "JPY",
      "USD",
      "The currency (通貨) does not agree: we have JPY, the other side confirms USD.",
    ],
    [
      { side: "buyer" },
      "buyer",
      "buyer",
      "The side (売買の別) does not agree: both sides say that they are the buyer.",
    ],
    [
      { seller: BROKER },
      accountOf(0xd1),
      BROKER,
      `The seller (売方) does not agree: we have ${accountOf(0xd1)}, the other side confirms ${BROKER}.`,
    ],
    [
      { buyer: BROKER },
      FUND,
      BROKER,
      `The buyer (買方) does not agree: we have ${FUND}, the other side confirms ${BROKER}.`,
    ],
    [
      { quantity: 1002n },
      "2",
      "1002",
      "The number of bonds (口数) does not agree: we have 2, the other side confirms 1,002; the difference is 1,000.",
    ],
    [
      { faceAmount: 100_000_000n },
      "200000000",
      "100000000",
      "The face (額面金額) does not agree: we have JPY 200,000,000, the other side confirms JPY 100,000,000; the difference is JPY 100,000,000.",
    ],
    [
      { pricePer100: "99.99" },
      "99.9850000",
      "99.99",
      "The clean price (約定単価) does not agree: we have 99.9850000, the other side confirms 99.99; the difference is 0.0050000.",
    ],
    [
      { accrued: -28_492n },
      "28492",
      "-28492",
      "The accrued interest (経過利子) does not agree: we have JPY 28,492, the other side confirms JPY -28,492; the difference is JPY 56,984.",
    ],
    [
      { fee: 1n },
      "0",
      "1",
      "The fee (手数料) does not agree: we have JPY 0, the other side confirms JPY 1; the difference is JPY 1.",
    ],
    [
      { amount: 199_998_493n },
      "199998492",
      "199998493",
      "The settlement amount (受渡代金) does not agree: we have JPY 199,998,492, the other side confirms JPY 199,998,493; the difference is JPY 1.",
    ],
    [
      { tradeDate: date("2022-09-13") },
      "2022-09-14",
      "2022-09-13",
      "The trade date (約定日) does not agree: we have 2022-09-14, the other side confirms 2022-09-13; the difference is 1 day.",
    ],
    [
      { settlementDate: date("2022-09-20") },
      "2022-09-15",
      "2022-09-20",
      "The settlement date (受渡日) does not agree: we have 2022-09-15, the other side confirms 2022-09-20; the difference is 5 days.",
    ],
    [
      { cutOff: CUT_OFF + 7200n },
      "2022-09-15T15:00:00+09:00",
      "2022-09-15T17:00:00+09:00",
      "The cut-off (締切時刻) does not agree: we have 2022-09-15 15:00 Asia/Tokyo, the other side confirms 2022-09-15 17:00 Asia/Tokyo; the difference is 7,200 seconds.",
    ],
    [
      { settlementBank: BROKER },
      BANK,
      BROKER,
      `The settlement bank does not agree: we have ${BANK}, the other side confirms ${BROKER}.`,
    ],
    [
      { place: "eip155:1:0x" },
      PLACE,
      "eip155:1:0x",
      `The place of settlement (決済場所) does not agree: we have ${PLACE}, the other side confirms eip155:1:0x.`,
    ],
  ];
  for (const [index, [change, ours, theirs, sentence]] of different.entries()) {
    const form = MATCH_FIELDS[index];
    if (form === undefined) throw new Error("no such field");
    const { field } = form;

    it(`given another ${field}, when it is compared, then it alone is different`, () => {
      const report = matchTrade({ ours: sampleDetails(), theirs: { ...dealersDetails(), ...change } });
      expect(report.isMatched).to.equal(false);
      const found = report.fields.filter(({ status }) => status !== "matched");
      expect(found).to.deep.equal([
        { field, ours, theirs, tolerance: "exact", status: "different", sentence },
      ]);
      expect(listUnmatched(report)).to.deep.equal([sentence]);
    });

    it(`given no ${field} on one side or on either, when it is compared, then it is missing`, () => {
      const theirsWithout = matchTrade({
        ours: sampleDetails(),
        theirs: { ...dealersDetails(), [field]: undefined },
      });
      const oursWithout = matchTrade({
        ours: { ...sampleDetails(), [field]: undefined },
        theirs: dealersDetails(),
      });
      const neither = matchTrade({
        ours: { ...sampleDetails(), [field]: undefined },
        theirs: { ...dealersDetails(), [field]: undefined },
      });
      const reports = [theirsWithout, oursWithout, neither];
      expect(reports.map(({ isMatched }) => isMatched)).to.deep.equal([false, false, false]);
      const found = reports.map(({ fields }) => fields[index]);
      expect(found.map((one) => one?.status)).to.deep.equal(["missing", "missing", "missing"]);
      expect(found.map((one) => [one?.ours === "", one?.theirs === ""])).to.deep.equal([
        [false, true],
        [true, false],
        [true, true],
      ]);
      const sentences = found.map((one) => one?.sentence ?? "");
      expect(sentences[0]).to.match(/^The other side does not confirm the .*; we have .*\.$/);
      expect(sentences[1]).to.match(/^We have no .*; the other side confirms .*\.$/);
      expect(sentences[2]).to.equal(`Neither side names the ${form.label}.`);
    });
  }

  it("given a price with and without zeros at its end, when it is compared, then it is the same", () => {
    expect(matchOf("pricePer100", { pricePer100: "99.985" }).status).to.equal("matched");
  });

  it("given accounts with and without checksum, when they are compared, then they are the same", () => {
    const mixed = accountOf(0xabcdef);
    const fields = { settlementBank: mixed, place: `eip155:1:${mixed}` };
    const lower = { settlementBank: mixed.toLowerCase(), place: `eip155:1:${mixed.toLowerCase()}` };
    expect(matchTrade({ ours: sampleDetails(fields), theirs: dealersDetails(lower) }).isMatched).to.equal(
      true,
    );
    // But texts are not.
    expect(matchOf("reference", { reference: "rfq-22-0007" }).status).to.equal("different");
  });

  it("given references that look like dates, when they differ, then they are no days apart", () => {
    const ours = sampleDetails({ reference: "2022-09-14" });
    const report = matchTrade({ ours, theirs: dealersDetails({ reference: "2022-09-15" }) });
    expect(listUnmatched(report)).to.deep.equal([
      "The common reference does not agree: we have 2022-09-14, the other side confirms 2022-09-15.",
    ]);
  });

  it("given amounts of dollars, when they differ, then they are written as dollars and cents", () => {
    const ours = sampleDetails({ currency: "USD", amount: 1_234_567n });
    const report = matchTrade({ ours, theirs: dealersDetails({ currency: "USD", amount: 1_234_500n }) });
    expect(listUnmatched(report)).to.deep.equal([
      "The settlement amount (受渡代金) does not agree: we have USD 12,345.67, the other side confirms USD 12,345.00; the difference is USD 0.67.",
    ]);
  });

  it("given no currency of ours, when amounts are written, then they are in minor units", () => {
    const report = matchTrade({
      ours: { ...sampleDetails(), currency: undefined },
      theirs: dealersDetails({ amount: 1000n }),
    });
    expect(listUnmatched(report)).to.deep.equal([
      "We have no currency (通貨); the other side confirms JPY.",
      "The settlement amount (受渡代金) does not agree: we have 199,998,492, the other side confirms 1,000; the difference is 199,997,492.",
    ]);
  });

  it("given two fields that do not agree, when the trade is required to match, then both are named", () => {
    const theirs = dealersDetails({ quantity: 3n, side: "buyer" });
    const report = matchTrade({ ours: sampleDetails(), theirs });
    expect(() => {
      requireMatched(report);
    })
      .to.throw(
        "The trade is not matched (約定照合 不一致): 2 fields.\n" +
          "  The side (売買の別) does not agree: both sides say that they are the buyer.\n" +
          "  The number of bonds (口数) does not agree: we have 2, the other side confirms 3; the difference is 1.",
      )
      .with.property("code", "TRADE_UNMATCHED");
    expect(() => {
      requireMatched(matchTrade({ ours: sampleDetails(), theirs: dealersDetails({ quantity: 3n }) }));
    }).to.throw("1 field.");
  });
});

describe("matchTrade: tolerances", () => {
  const off = (difference: bigint) => ({ amount: 199_998_492n + difference });

  it("given one yen of market practice, when the amount is one yen off, then it is within tolerance", () => {
    const theirs = { ...dealersDetails(), ...off(-1n) };
    const report = matchTrade({ ours: sampleDetails(), theirs, tolerances: { amount: absolute(1n) } });
    expect(report.isMatched).to.equal(true);
    expect(listUnmatched(report)).to.deep.equal([]);
    expect(report.fields.filter(({ status }) => status !== "matched")).to.deep.equal([
      {
        field: "amount",
        ours: "199998492",
        theirs: "199998491",
        tolerance: "1",
        status: "within tolerance",
        sentence:
          "The settlement amount (受渡代金) differs within the tolerance of 1: we have JPY 199,998,492, the other side confirms JPY 199,998,491; the difference is JPY 1.",
      },
    ]);
  });

  it("given one yen of tolerance, when the amount is two yen off, then it is different", () => {
    for (const difference of [2n, -2n]) {
      expect(matchOf("amount", off(difference), absolute(1n)).status).to.equal("different");
    }
    expect(matchOf("amount", off(2n), absolute(1n)).sentence).to.match(
      /; the difference is JPY 2, above the tolerance of 1\.$/,
    );
    expect(matchOf("amount", off(0n), absolute(1n))).to.include({ status: "matched", tolerance: "1" });
  });

  it("given a part of the larger figure, when it is reached exactly, then it is within tolerance", () => {
    // 0.01 % of 200,000,000 is 20,000: 199,980,000 is as far from it as allowed, 199,979,999 is not.
    const small = { faceAmount: 199_980_000n };
    expect(matchOf("faceAmount", small, relative("0.01"))).to.include({
      status: "within tolerance",
      tolerance: "0.01 %",
    });
    expect(matchOf("faceAmount", { faceAmount: 199_979_999n }, relative("0.01")).status).to.equal(
      "different",
    );
    // The larger figure may be theirs: 200,020,002 is 20,002 away, and 0.01 % of itself is 20,002.0002.
    expect(matchOf("faceAmount", { faceAmount: 200_020_002n }, relative("0.01")).status).to.equal(
      "within tolerance",
    );
    expect(matchOf("faceAmount", { faceAmount: 200_020_003n }, relative("0.01")).status).to.equal(
      "different",
    );
    expect(matchOf("accrued", { accrued: -28_492n }, relative("100")).status).to.equal("different");
  });

  it("given a tolerance of a price, when it is reached exactly, then it is within tolerance", () => {
    expect(matchOf("pricePer100", { pricePer100: "99.986" }, absolute(10_000n))).to.include({
      status: "within tolerance",
      tolerance: "0.0010000",
    });
    expect(matchOf("pricePer100", { pricePer100: "99.9860001" }, absolute(10_000n)).status).to.equal(
      "different",
    );
    expect(matchOf("pricePer100", { pricePer100: "99" }, relative("1")).status).to.equal("within tolerance");
    expect(matchOf("pricePer100", { pricePer100: "98" }, relative("1")).status).to.equal("different");
  });

  it("given a tolerance of days, when it is reached exactly, then it is within tolerance", () => {
    const on = (text: string) => ({ settlementDate: date(text) });
    expect(matchOf("settlementDate", on("2022-09-17"), days(2))).to.include({
      status: "within tolerance",
      tolerance: "2 days",
    });
    expect(matchOf("settlementDate", on("2022-09-13"), days(2)).status).to.equal("within tolerance");
    expect(matchOf("settlementDate", on("2022-09-18"), days(2)).status).to.equal("different");
    expect(matchOf("settlementDate", on("2022-09-14"), days(1)).tolerance).to.equal("1 day");
    expect(matchOf("settlementDate", on("2022-09-14"), days(0)).status).to.equal("different");
  });

  it("given a tolerance of a moment, in seconds or days, when it is reached exactly, then it is within tolerance", () => {
    const after = (seconds: bigint) => ({ cutOff: CUT_OFF + seconds });
    expect(matchOf("cutOff", after(60n), absolute(60n))).to.include({
      status: "within tolerance",
      tolerance: "60 seconds",
    });
    expect(matchOf("cutOff", after(-61n), absolute(60n)).status).to.equal("different");
    expect(matchOf("cutOff", after(86_400n), days(1)).status).to.equal("within tolerance");
    expect(matchOf("cutOff", after(86_401n), days(1)).status).to.equal("different");
  });

  it("given a tolerance that the field does not have, when a program made it, then nothing may differ", () => {
    const wide = [absolute(10n ** 20n), relative("100"), days(31)] as const;
    for (const tolerance of wide) {
      expect(matchOf("reference", { reference: "OTHER" }, tolerance).status).to.equal("different");
      expect(matchOf("side", { side: "buyer" }, tolerance).status).to.equal("different");
      expect(matchOf("buyer", { buyer: BROKER }, tolerance).status).to.equal("different");
    }
    const later = { settlementDate: date("2022-09-16") };
    expect(matchOf("settlementDate", later, absolute(10n)).status).to.equal("different");
    expect(matchOf("settlementDate", later, relative("100")).status).to.equal("different");
    expect(matchOf("cutOff", { cutOff: CUT_OFF + 1n }, relative("100")).status).to.equal("different");
    expect(matchOf("amount", off(1n), days(31)).status).to.equal("different");
  });

  it("given a tolerance, when the field is missing, then it is missing all the same", () => {
    expect(matchOf("amount", { amount: undefined }, absolute(10n ** 20n)).status).to.equal("missing");
  });
});
