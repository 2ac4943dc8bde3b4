import { getAddress, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import type { FieldMatch } from "../../../../sdk/matching/MatchReport.ts";
import type { MatchField } from "../../../../sdk/matching/matchFields.ts";
import { matchTrade } from "../../../../sdk/matching/matchTrade.ts";
import { placeOfSettlement } from "../../../../sdk/matching/placeOfSettlement.ts";
import type { Tolerance } from "../../../../sdk/matching/Tolerance.ts";
import type { Confirmation, TradeDetails } from "../../../../sdk/matching/TradeDetails.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { must } from "../../../support/must.ts";

/** An account that is nothing but its number. */
export const accountOf = (number: number): string => getAddress(toBeHex(number, 20));

export const ISIN = "JP9JPXGDTB18";
export const FUND = accountOf(0xf1);
export const DEALER = accountOf(0xd1);
export const BROKER = accountOf(0xb1);
export const BANK = accountOf(0xba);
export const PLACE = placeOfSettlement({ chainId: 31_337n, escrow: accountOf(0xe5) });
/** Midnight of 14 and of 15 September 2022, and three in the afternoon of the 15th, in Tokyo. */
export const TRADE_DATE = 1_663_081_200n;
export const SETTLEMENT_DATE = TRADE_DATE + 86_400n;
export const CUT_OFF = SETTLEMENT_DATE + 15n * 3600n;

/** The dealer's offer in the secondary trade of JPX 2022: 99.985, and 99,999,246 yen for one bond with its interest. */
export const sampleQuote = (fields: Partial<Quote> = {}): Quote => ({
  request: ZeroHash,
  dealer: DEALER,
  investor: ZeroAddress,
  broker: ZeroAddress,
  isin: ISIN,
  currency: "JPY",
  settlementBank: BANK,
  side: "seller",
  kind: "single use",
  cleanPriceE7: 999_850_000n,
  cashPerUnit: 99_999_246n,
  minimumQuantity: 1n,
  maximumQuantity: 5n,
  tradeDate: TRADE_DATE,
  settleFrom: SETTLEMENT_DATE,
  settleBy: CUT_OFF,
  validUntil: TRADE_DATE + 36_000n,
  lastLook: 0n,
  sequence: 7n,
  commonReference: "RFQ-22-0007",
  ...fields,
});

/** Two bonds from the dealer to the fund. */
export const sampleTrade = (fields: Partial<Trade> = {}): Trade => ({
  isin: ISIN,
  currency: "JPY",
  settlementBank: BANK,
  seller: DEALER,
  buyer: FUND,
  quantity: 2n,
  amount: 199_998_492n,
  tradeDate: TRADE_DATE,
  settleFrom: SETTLEMENT_DATE,
  settleBy: CUT_OFF,
  venue: ZeroAddress,
  sequence: 0n,
  commonReference: "RFQ-22-0007",
  minimumPart: 0n,
  ...fields,
});

/** The fund's books of the same trade, written out: 2 x 99,985,000 clean, 28,492 of interest. */
export const sampleDetails = (fields: Partial<TradeDetails> = {}): TradeDetails => ({
  reference: "RFQ-22-0007",
  isin: ISIN,
  currency: "JPY",
  side: "buyer",
  seller: DEALER,
  buyer: FUND,
  quantity: 2n,
  faceAmount: 200_000_000n,
  pricePer100: "99.9850000",
  accrued: 28_492n,
  fee: 0n,
  amount: 199_998_492n,
  tradeDate: parseCalendarDate("2022-09-14"),
  settlementDate: parseCalendarDate("2022-09-15"),
  cutOff: CUT_OFF,
  settlementBank: BANK,
  place: PLACE,
  ...fields,
});

/** The dealer's books of it. */
export const dealersDetails = (fields: Partial<TradeDetails> = {}): TradeDetails =>
  sampleDetails({ side: "seller", ...fields });

/** What came of one field of the sample when the dealer's side has something else there. */
export function matchOf(field: MatchField, theirs: Confirmation, tolerance?: Tolerance): FieldMatch {
  const { fields } = matchTrade({
    ours: sampleDetails(),
    theirs: { ...dealersDetails(), ...theirs },
    tolerances: { [field]: tolerance },
  });
  return must(fields.find((one) => one.field === field));
}
