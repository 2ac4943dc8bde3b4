import { expect } from "chai";
import fc from "fast-check";

import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import type { FailsCharge } from "../../../../sdk/fails/chargeTypes.ts";
import { csdrConventions } from "../../../../sdk/fails/csdrConventions.ts";
import { ChargeBelowThresholdError } from "../../../../sdk/fails/errors/ChargeBelowThresholdError.ts";
import { FailsCurrencyError } from "../../../../sdk/fails/errors/FailsCurrencyError.ts";
import { FailsPeriodError } from "../../../../sdk/fails/errors/FailsPeriodError.ts";
import { SideNotChargedError } from "../../../../sdk/fails/errors/SideNotChargedError.ts";
import { UndecidedFailError } from "../../../../sdk/fails/errors/UndecidedFailError.ts";
import { ZeroFailsChargeError } from "../../../../sdk/fails/errors/ZeroFailsChargeError.ts";
import type { FailingSide } from "../../../../sdk/fails/Fail.ts";
import { failsCharge } from "../../../../sdk/fails/failsCharge.ts";
import type { FailsChargeOptions } from "../../../../sdk/fails/failsCharge.ts";
import { failsChargeReference } from "../../../../sdk/fails/failsChargeReference.ts";
import { failsChargeTrade } from "../../../../sdk/fails/failsChargeTrade.ts";
import { failsOf } from "../../../../sdk/fails/failsOf.ts";
import { jsdaConvention } from "../../../../sdk/fails/jsdaConvention.ts";
import { tmpgConvention } from "../../../../sdk/fails/tmpgConvention.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { BANK, BUYER, moment, ratesFrom, sampleTrade, SELLER, VENUE } from "./samples.ts";

const OTHER_VENUE = "0x5555555555555555555555555555555555555555";
const timing = {
  tradeDate: moment("2025-09-16"),
  settleFrom: moment("2025-09-17"),
  settleBy: moment("2025-09-17", "17:00"),
  sequence: 9n,
};

function failing(failingSide: FailingSide, fields: Partial<Trade> = {}) {
  return {
    tradeId: "0x01",
    trade: sampleTrade(fields),
    intendedSettlementDate: day("2025-09-12"),
    failingSide,
  };
}

/** 300 million yen from Friday to Tuesday at 2.5 %: 82,191.7... */
function charge(more: Partial<FailsChargeOptions> = {}): FailsCharge {
  return failsCharge({
    convention: jsdaConvention,
    currency: "JPY",
    amount: 300_000_000n,
    from: day("2025-09-12"),
    until: day("2025-09-16"),
    centre: "Asia/Tokyo",
    referenceRates: ratesFrom("2025-09-12", ["0.5", "0.5", "0.5", "0.5"]),
    ...more,
  });
}

const dollars = (amount: bigint): FailsCharge =>
  charge({
    convention: tmpgConvention,
    currency: "USD",
    amount,
    until: day("2025-09-13"),
    referenceRates: ratesFrom("2025-09-12", ["0"]),
  });

describe("failsChargeTrade", () => {
  it("given a seller that failed, makes it pay the buyer, without a delivery leg", () => {
    expect(failsChargeTrade({ fail: failing("seller"), charge: charge(), ...timing })).to.deep.equal({
      isin: "",
      currency: "JPY",
      settlementBank: BANK,
      seller: BUYER,
      buyer: SELLER,
      quantity: 0n,
      amount: 82_191n,
      tradeDate: moment("2025-09-16"),
      settleFrom: moment("2025-09-17"),
      settleBy: moment("2025-09-17", "17:00"),
      venue: VENUE,
      sequence: 9n,
      commonReference: failsChargeReference({
        tradeId: "0x01",
        commonReference: "TRADE-1",
        from: day("2025-09-12"),
        until: day("2025-09-16"),
      }),
      minimumPart: 0n,
    });
  });

  it("given a buyer that failed, makes it pay the seller, through the venue asked for", () => {
    // 300 million at 4 % over 360 for two business days, Friday and Tuesday: 33,333 each.
    const cash = charge({
      convention: csdrConventions.cash,
      until: day("2025-09-17"),
      referenceRates: ratesFrom("2025-09-12", ["4", "4", "4", "4", "4"]),
    });
    expect(
      failsChargeTrade({ fail: failing("buyer"), charge: cash, ...timing, venue: OTHER_VENUE }),
    ).to.deep.include({ seller: SELLER, buyer: BUYER, amount: 66_666n, venue: OTHER_VENUE });
  });

  it("takes a fail as failsOf reports it", () => {
    const now = moment("2025-09-16", "09:00");
    const { fails } = failsOf({
      trades: [{ tradeId: "0x01", trade: sampleTrade() }],
      attempts: [{ tradeId: "0x01", at: now, reasons: [{ code: "LACK", account: SELLER }] }],
      now,
      centre: "Asia/Tokyo",
    });
    const [fail] = fails;
    if (fail === undefined) throw new Error("no fail");
    expect(failsChargeTrade({ fail, charge: charge(), ...timing })).to.deep.equal(
      failsChargeTrade({ fail: failing("seller"), charge: charge(), ...timing }),
    );
  });

  it("charges a later period of the same fail", () => {
    const later = charge({
      from: day("2025-09-15"),
      until: day("2025-09-16"),
    });
    expect(failsChargeTrade({ fail: failing("seller"), charge: later, ...timing }).amount).to.equal(20_547n);
  });

  it("given a charge of zero, refuses", () => {
    const none = charge({ referenceRates: ratesFrom("2025-09-12", ["3", "3", "3", "3"]) });
    expect(() => failsChargeTrade({ fail: failing("seller"), charge: none, ...timing }))
      .to.throw(
        ZeroFailsChargeError,
        "The fails charge of the trade 0x01 from 2025-09-12 until 2025-09-16 is zero: there is nothing to pay.",
      )
      .with.property("code", "FAILS_CHARGE_ZERO");
  });

  it("given a charge that does not reach the threshold, refuses; one cent more is paid", () => {
    const fail = failing("seller", { currency: "USD" });
    expect(() => failsChargeTrade({ fail, charge: dollars(6_000_000_00n), ...timing }))
      .to.throw(
        ChargeBelowThresholdError,
        "The fails charge of the trade 0x01 is not claimed: 50000 minor units of USD do not reach the threshold of 50000.",
      )
      .with.deep.include({ code: "FAILS_CHARGE_BELOW_THRESHOLD", claim: 500_00n, threshold: 500_00n });
    expect(failsChargeTrade({ fail, charge: dollars(6_000_120_00n), ...timing })).to.deep.include({
      currency: "USD",
      amount: 500_01n,
    });
  });

  it("given no side that fails alone, refuses", () => {
    expect(() => failsChargeTrade({ fail: failing("undecided"), charge: charge(), ...timing }))
      .to.throw(UndecidedFailError, "The trade 0x01 fails on both sides or on neither")
      .with.property("code", "FAILING_SIDE_UNDECIDED");
  });

  it("given a side that the convention does not charge, refuses", () => {
    expect(() => failsChargeTrade({ fail: failing("buyer"), charge: charge(), ...timing }))
      .to.throw(
        SideNotChargedError,
        "The trade 0x01 fails on the side of its buyer; the JSDA fails charge, government bonds charges the seller.",
      )
      .with.property("code", "FAILING_SIDE_NOT_CHARGED");
  });

  it("given a charge in another currency, refuses", () => {
    const fail = failing("seller", { currency: "EUR" });
    expect(() => failsChargeTrade({ fail, charge: charge(), ...timing })).to.throw(
      FailsCurrencyError,
      "A fail in EUR cannot be charged in JPY.",
    );
  });

  it("given a charge from before the intended settlement date, refuses", () => {
    const fail = { ...failing("seller"), intendedSettlementDate: day("2025-09-16") };
    expect(() => failsChargeTrade({ fail, charge: charge(), ...timing })).to.throw(
      FailsPeriodError,
      "from 2025-09-12 until 2025-09-16: the intended settlement date of the trade 0x01 is 2025-09-16.",
    );
  });
});

describe("failsChargeReference", () => {
  const claim = {
    tradeId: "0x01",
    commonReference: "TRADE-0123456789",
    from: day("2025-09-12"),
    until: day("2025-09-16"),
  };

  it("is always the same for one trade and period, 16 characters that every settlement system takes", () => {
    const dates = fc.integer({ min: 7_400, max: 29_100 }).map(dateFromDayNumber);
    fc.assert(
      fc.property(fc.string(), fc.string(), dates, dates, (tradeId, commonReference, from, until) => {
        const reference = failsChargeReference({ tradeId, commonReference, from, until });
        expect(reference).to.match(/^FC-[0-9A-Z]{13}$/);
        expect(failsChargeReference({ until, from, commonReference, tradeId })).to.equal(reference);
      }),
    );
  });

  it("differs for another trade, another reference and every other period", () => {
    const references = [
      claim,
      { ...claim, tradeId: "0x02" },
      { ...claim, commonReference: "TRADE-2" },
      { ...claim, from: day("2025-09-13") },
      { ...claim, until: day("2025-09-17") },
    ].map(failsChargeReference);
    expect(new Set(references).size).to.equal(5);
  });
});
