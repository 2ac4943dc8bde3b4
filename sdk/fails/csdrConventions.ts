import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import type { Side } from "../trade/Trade.ts";
import type { ChargeRate, FailsConvention } from "./FailsConvention.ts";

/** The types of fail in the Annex of Delegated Regulation (EU) 2017/389, in its order. */
export const CSDR_FAIL_TYPES = [
  "liquidShares",
  "illiquidShares",
  "smeGrowthMarket",
  "sovereignDebt",
  "otherDebt",
  "smeGrowthMarketDebt",
  "otherInstruments",
  "cash",
] as const;

/** A type of fail: what is lacking. `sovereignDebt` includes other public issuers and what they guarantee. */
export type CsdrFailType = (typeof CSDR_FAIL_TYPES)[number];

/**
 * Penalties of central securities depositories in the European Union, for every business day from the intended
 * settlement date until settlement, on the quantity that failed at its reference price of the day, lack of cash
 * included (article 3). Where the price changes, charge every day by itself: the charges add up, since each day is
 * rounded.
 */
export const csdrConventions: Readonly<Record<CsdrFailType, FailsConvention>> = {
  liquidShares: lackOfSecurities(1, "shares with a liquid market", "1.0"),
  illiquidShares: lackOfSecurities(2, "shares without a liquid market", "0.5"),
  smeGrowthMarket: lackOfSecurities(3, "instruments traded on SME growth markets, but for debt", "0.25"),
  sovereignDebt: lackOfSecurities(4, "debt of sovereign and other public issuers", "0.10"),
  otherDebt: lackOfSecurities(5, "other debt instruments, such as corporate bonds", "0.20"),
  smeGrowthMarketDebt: lackOfSecurities(6, "debt traded on SME growth markets", "0.15"),
  otherInstruments: lackOfSecurities(7, "all other instruments", "0.5"),
  cash: convention({
    point: 8,
    lacking: "cash",
    side: "buyer",
    rate: { kind: "reference", floorPercent: "0", daysInYear: 360 },
    assumption:
      "The reference rate is the central bank's official rate for overnight credit in the settlement currency. The Annex does not say by which year it is divided: 360 days, as in the money market of the euro. Rounded to the nearest minor unit.",
  }),
};

interface AnnexPoint {
  readonly point: number;
  readonly lacking: string;
  readonly side: Side;
  readonly rate: ChargeRate;
  readonly assumption: string;
}

function lackOfSecurities(point: number, lacking: string, basisPointsPerDay: string): FailsConvention {
  return convention({
    point,
    lacking,
    side: "seller",
    rate: { kind: "fixed", basisPointsPerDay },
    assumption: "Rounded to the nearest minor unit.",
  });
}

function convention({ point, lacking, side, rate, assumption }: AnnexPoint): FailsConvention {
  return {
    name: `CSDR penalty, lack of ${lacking}`,
    chargedSides: [side],
    parameters: [
      {
        effectiveFrom: parseCalendarDate("2022-02-01"),
        source: `Commission Delegated Regulation (EU) 2017/389 of 11 November 2016, Annex, point ${point}; penalties in use from 1 February 2022, to which settlement discipline was postponed. The rates that ESMA advised on 19 November 2024 (ESMA74-2119945925-2059) are not in it`,
        assumption,
        rate,
        chargedDays: "business",
        rounding: { of: "day", unit: 1n, direction: "halfUp" },
      },
    ],
  };
}
