import { getAddress, id, toBeHex, Wallet } from "ethers";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { checkCompliance } from "../../../../sdk/compliance/checkCompliance.ts";
import type { CheckedTicket } from "../../../../sdk/compliance/CheckedTicket.ts";
import type {
  BondFacts,
  ComplianceFacts,
  FundFacts,
  FundPosition,
} from "../../../../sdk/compliance/ComplianceFacts.ts";
import { complianceHash } from "../../../../sdk/compliance/complianceHash.ts";
import type { ComplianceReport, ComplianceResult } from "../../../../sdk/compliance/ComplianceReport.ts";
import type { GuidelineRule, Guidelines } from "../../../../sdk/compliance/Guidelines.ts";
import { RATING_SCALES } from "../../../../sdk/compliance/ratingScales.ts";
import type { TicketProposal } from "../../../../sdk/compliance/TicketProposal.ts";
import { tradingDomain } from "../../../../sdk/trading/tradingDomain.ts";
import { must } from "../../../support/must.ts";

/** An account that is nothing but its number. */
export const accountOf = (number: number): string => getAddress(toBeHex(number, 20));

export const ISIN = "JP3633400001";
export const OTHER_ISIN = "JP9NRIDIG157";
export const YAYOI = accountOf(0xabcdef01);
export const UZUKI = accountOf(0xabcdef02);
export const DEALER = accountOf(0xd1);
export const BROKER = accountOf(0xb1);
export const BANK = accountOf(0xba);
export const DOMAIN = tradingDomain({ chainId: 31_337n, rfq: accountOf(0x4f) });
/** 2025-09-12T00:00:00Z */
export const AS_OF = 1_757_635_200n;
/** 2025-09-16T15:00 in Tokyo */
export const CUT_OFF = 1_758_002_400n;

export const manager = new Wallet(id("manager"));
export const trader = new Wallet(id("trader"));
export const officer = new Wallet(id("officer"));
export const stranger = new Wallet(id("stranger"));

/** Three bonds of 100 million, at 100.1 million for one at most. */
export const sampleProposal = (fields: Partial<TicketProposal> = {}): TicketProposal => ({
  isin: ISIN,
  currency: "JPY",
  settlementBank: BANK,
  side: "buyer",
  limitPriceE7: 999_850_000n,
  limitCashPerUnit: 100_100_000n,
  maximumFeePerUnit: 10_000n,
  settlementDate: parseCalendarDate("2025-09-16"),
  settleBy: CUT_OFF,
  dealers: [DEALER],
  split: [{ account: YAYOI, faceAmount: 300_000_000n }],
  ...fields,
});

export const sampleBond = (fields: Partial<BondFacts> = {}): BondFacts => ({
  isin: ISIN,
  issuer: "momiji",
  currency: "JPY",
  denomination: 100_000_000n,
  maturityDate: parseCalendarDate("2030-09-13"),
  outstandingFace: 10_000_000_000n,
  ratings: [
    { agency: "R&I", grade: "A" },
    { agency: "JCR", grade: "A+" },
  ],
  labels: ["green"],
  ...fields,
});

/** Two bonds of the issue, of which one is free. */
export const samplePosition = (fields: Partial<FundPosition> = {}): FundPosition => ({
  isin: ISIN,
  issuer: "momiji",
  face: 200_000_000n,
  freeFace: 100_000_000n,
  marketValue: 200_000_000n,
  ...fields,
});

/** Net assets of ten thousand million, of which 500 million are in bonds of the issuer, and 400 million in cash. */
export const sampleFund = (fields: Partial<FundFacts> = {}): FundFacts => ({
  account: YAYOI,
  id: "yayoi",
  currency: "JPY",
  netAssets: 10_000_000_000n,
  positions: [
    samplePosition(),
    { isin: OTHER_ISIN, issuer: "momiji", face: 300_000_000n, marketValue: 300_000_000n },
    { isin: "JP9JPXGDTB18", issuer: "kaede", face: 900_000_000n, marketValue: 890_000_000n },
  ],
  cash: [{ currency: "JPY", settlementBank: BANK, free: 400_000_000n }],
  ...fields,
});

export const sampleFacts = (fields: Partial<ComplianceFacts> = {}): ComplianceFacts => ({
  asOf: AS_OF,
  bond: sampleBond(),
  funds: [sampleFund()],
  dealers: [
    { account: DEALER, id: "hazuki-securities" },
    { account: BROKER, id: "nagatsuki-securities" },
  ],
  ...fields,
});

/** Guidelines of these rules, good for a day. */
export const guidelinesOf = (...rules: readonly GuidelineRule[]): Guidelines => ({
  name: "House guidelines",
  validMinutes: 1440,
  ratingScales: RATING_SCALES,
  rules,
});

/** What one rule is held against; the samples where nothing is said. */
export interface Case {
  readonly proposal?: Partial<TicketProposal>;
  readonly bond?: Partial<BondFacts>;
  readonly fund?: Partial<FundFacts>;
  readonly facts?: Partial<ComplianceFacts>;
}

/** The result of one rule for the first fund. */
export function resultOf(rule: GuidelineRule, { proposal, bond, fund, facts }: Case = {}): ComplianceResult {
  const { results } = checkCompliance({
    guidelines: guidelinesOf(rule),
    ticketProposal: sampleProposal(proposal),
    facts: sampleFacts({ bond: sampleBond(bond), funds: [sampleFund(fund)], ...facts }),
  });
  return must(results[0]);
}

/** The status of one rule for the first fund. */
export const statusOf = (rule: GuidelineRule, one: Case = {}): string => resultOf(rule, one).status;

/** The result that a rule whose facts are missing has. */
export const unknown = (rule: string, fact: string, limit: string): ComplianceResult => ({
  rule,
  fund: YAYOI,
  status: "unknown",
  value: "",
  limit,
  text: `Not known: ${fact}. The rule counts as breached.`,
});

/** A report with a rule that is kept, one that is breached and one that is unknown. */
export const sampleReport = (): ComplianceReport =>
  checkCompliance({
    guidelines: guidelinesOf(
      { id: "lots", kind: "lots" },
      {
        id: "size",
        kind: "ticketSize",
        of: "ticket",
        limits: [{ currency: "JPY", maximumFace: 200_000_000n }],
      },
      { id: "labels", kind: "labels", need: "every", required: ["green"] },
    ),
    ticketProposal: sampleProposal(),
    facts: sampleFacts({ bond: sampleBond({ labels: undefined }) }),
  });

/** The ticket that is written on a report. */
export const ticketOn = (report: ComplianceReport, fields: Partial<CheckedTicket> = {}): CheckedTicket => ({
  manager: manager.address,
  isin: ISIN,
  currency: "JPY",
  settlementBank: BANK,
  side: "buyer",
  maximumQuantity: 3n,
  limitPriceE7: 999_850_000n,
  limitCashPerUnit: 100_100_000n,
  settleBy: CUT_OFF,
  maximumFeePerUnit: 10_000n,
  compliance: complianceHash(report),
  split: [{ account: YAYOI, quantity: 3n }],
  ...fields,
});
