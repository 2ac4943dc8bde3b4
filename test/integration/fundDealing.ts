import { id, ZeroAddress } from "ethers";

import { dateAt } from "../../sdk/calendar/dateAt.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { acceptQuote } from "../../sdk/client/actions/acceptQuote.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { mintCash } from "../../sdk/client/actions/mintCash.ts";
import { setExposure } from "../../sdk/client/actions/setExposure.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Quote } from "../../sdk/trading/Quote.ts";
import { signQuote } from "../../sdk/trading/signQuote.ts";
import type { SignedTicket } from "../../sdk/trading/Ticket.ts";
import { tradesOfAcceptance } from "../../sdk/trading/tradesOfAcceptance.ts";
import { ISIN } from "./jobHouse.ts";
import type { JobHouse } from "./jobHouse.ts";

/** The fund, and the reference of what is dealt for it. */
export const FUND = "sakura-fund";
export const REFERENCE = "RFQ-1";
/** Who plays which part. */
export const [CUSTODIAN, DEALER] = ["nomura-trust", "nomura-securities"] as const;
export const [MANAGER, TRADER, OFFICER] = ["yayoi-asset", "uzuki-bank", "satsuki-pension"] as const;

/** Investment guidelines of the fund, of which an order of 200 million breaches one. */
export const GUIDELINES = `
name: Core bonds of the Sakura fund
validMinutes: 480
rules:
  - { id: issuers, kind: issuers, eligible: [jpx] }
  - { id: concentration, kind: issuerConcentration, maximumPercent: "5" }
  - { id: lots, kind: lots }
  - { id: dealers, kind: dealers, approved: [${DEALER}] }
  - { id: cash, kind: cash }
`;
/** The facts that they are held against. */
export const FACTS = `
asOf: 2022-06-03T09:00
bond: { isin: ${ISIN}, issuer: jpx, currency: JPY, denomination: 100000000, maturityDate: 2023-06-03 }
funds:
  - fund: ${FUND}
    currency: JPY
    netAssets: 3000000000
    positions: []
    cash: [{ currency: JPY, bank: settlement-bank, free: 250000000 }]
dealers: [${DEALER}]
`;

/** For whom something is dealt, and under which ticket. */
interface Dealing {
  readonly fund: string;
  readonly signed: SignedTicket;
}

/** What was dealt. */
interface Dealt {
  readonly trade: Trade;
  readonly quote: Quote;
}

/** The fund's trader takes the dealer's offer of two units at 100, for settlement today. */
export async function dealForFund(house: JobHouse, { fund, signed }: Dealing): Promise<Dealt> {
  const { kessai } = house;
  const dealer = house.accountOf(DEALER);
  const operator = kessai.deployment.addresses.requestForQuote;
  const now = await kessai.now();
  const today = secondsAtStartOfDay(dateAt(now, "Asia/Tokyo"), "Asia/Tokyo");
  const settlementBank = house.accountOf("settlement-bank");
  const money = { currency: "JPY", settlementBank, account: fund, amount: 250_000_000n, reference: "FUND-1" };
  await house.act(settlementBank, await mintCash(kessai, money));
  await house.act(DEALER, appointOperator(kessai, { operator, scopes: ["trade"], expiry: now + 86_400n }));
  await house.act(DEALER, setExposure(kessai, { isin: ISIN, sellCap: 5n, buyCap: 0n }));
  const quote: Quote = {
    request: id("request"),
    dealer,
    investor: ZeroAddress,
    broker: ZeroAddress,
    isin: ISIN,
    currency: "JPY",
    settlementBank,
    side: "seller",
    kind: "single use",
    cleanPriceE7: 1_000_000_000n,
    cashPerUnit: 100_000_000n,
    minimumQuantity: 1n,
    maximumQuantity: 2n,
    tradeDate: today,
    settleFrom: today,
    settleBy: today + 86_400n,
    validUntil: now + 3_600n,
    lastLook: 0n,
    sequence: 1n,
    commonReference: REFERENCE,
  };
  const offer = await signQuote(await house.provider.getSigner(dealer), {
    domain: kessai.tradingDomain,
    quote,
  });
  const sequence = await nextSequence(kessai, { seller: dealer, buyer: fund, venue: ZeroAddress });
  const allocations = [{ account: fund, quantity: 2n, sequence }];
  const acceptance = { allocations, then: "match", evidence: id("answers"), ticket: signed } as const;
  await house.act(TRADER, acceptQuote(kessai, { signed: offer, acceptance }));
  const [trade] = tradesOfAcceptance({ quote, acceptance });
  if (trade === undefined) throw new Error("nothing was agreed");
  return { trade, quote };
}
