import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { failCharges } from "../../../scripts/support/failCharges.ts";
import type { TradeRecord } from "../../../scripts/support/tradeRecords.ts";
import { parseCalendarDate } from "../../../sdk/calendar/parseCalendarDate.ts";
import type { Fail } from "../../../sdk/fails/Fail.ts";
import type { FailsConvention } from "../../../sdk/fails/FailsConvention.ts";

describe("failCharges, by a convention that claims by counterparty and month", () => {
  const convention: FailsConvention = {
    name: "By month",
    currency: "USD",
    chargedSides: ["seller"],
    parameters: [
      {
        effectiveFrom: parseCalendarDate("2020-01-01"),
        source: "a test",
        rate: { kind: "fixed", basisPointsPerDay: "1" },
        chargedDays: "calendar",
        rounding: { of: "day", unit: 1n, direction: "down" },
        claimThreshold: { amount: 500n, reached: "above", scope: "counterpartyMonth" },
      },
    ],
  };
  const [seller, buyer, other] = ["1", "2", "3"].map((digit) => `0x${digit.repeat(40)}`);
  const failOf = (tradeId: string, from: string, to: string | undefined = buyer): Fail => ({
    tradeId,
    trade: {
      isin: "JP9JPXGDTB18",
      currency: "USD",
      settlementBank: ZeroAddress,
      seller: seller ?? "",
      buyer: to ?? "",
      quantity: 1n,
      amount: 100_000n,
      tradeDate: 0n,
      settleFrom: 0n,
      settleBy: 1n,
      venue: ZeroAddress,
      sequence: 0n,
      commonReference: tradeId,
      minimumPart: 0n,
    },
    intendedSettlementDate: parseCalendarDate(from),
    calendarDays: 1,
    businessDays: 1,
    openAmount: 100_000n,
    failingSide: "seller",
    attempts: [],
    status: "expired",
  });
  const charged = (
    fails: readonly Fail[],
    until: string,
    claims: readonly TradeRecord[] = [],
  ): readonly unknown[] =>
    failCharges(fails, { convention, rates: [], until: parseCalendarDate(until), claims }).map(
      ({ fail, from, until: end, charge }) =>
        `${fail.tradeId} ${from} ${end}: ${charge?.total} of ${charge?.claim}, ${charge?.reachesThreshold ? "claimed" : "not claimed"}`,
    );

  it("charges every month by itself, with the month's other charges against the same counterparty", () => {
    // 10 a day: neither of the two reaches 500 alone
    const fails = [failOf("A", "2022-05-03"), failOf("B", "2022-05-05"), failOf("C", "2022-05-05", other)];
    expect(charged(fails, "2022-06-02")).to.deep.equal([
      "A 2022-05-03 2022-06-01: 290 of 560, claimed",
      "A 2022-06-01 2022-06-02: 10 of 20, not claimed",
      "B 2022-05-05 2022-06-01: 270 of 560, claimed",
      "B 2022-06-01 2022-06-02: 10 of 20, not claimed",
      "C 2022-05-05 2022-06-01: 270 of 270, not claimed",
      "C 2022-06-01 2022-06-02: 10 of 10, not claimed",
    ]);
  });

  it("charges no day that was claimed before, and counts what was claimed in its month", () => {
    const fail = failOf("A", "2022-05-03");
    const period = { from: parseCalendarDate("2022-05-03"), until: parseCalendarDate("2022-05-30") };
    const claim: TradeRecord = {
      id: "0x01",
      trade: { ...fail.trade, seller: buyer ?? "", buyer: seller ?? "", amount: 520n },
      signatures: {},
      charge: { trade: "A", convention: convention.name, ...period },
    };
    expect(charged([fail], "2022-06-01", [claim])).to.deep.equal([
      "A 2022-05-30 2022-06-01: 20 of 540, claimed",
    ]);
    expect(charged([fail], "2022-05-30", [claim])).to.deep.equal([]);
  });
});
