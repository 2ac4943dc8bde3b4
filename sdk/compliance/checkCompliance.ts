import { getAddress } from "ethers";

import { isSameHex } from "../encoding/isSameHex.ts";
import type { ComplianceFacts } from "./ComplianceFacts.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";
import { InvalidProposalError } from "./errors/InvalidProposalError.ts";
import { RepeatedFactsError } from "./errors/RepeatedFactsError.ts";
import { factsHash } from "./factsHash.ts";
import type { Guidelines } from "./Guidelines.ts";
import { guidelinesHash } from "./guidelinesHash.ts";
import { aboveZero } from "./rules/aboveZero.ts";
import { checkRule } from "./rules/checkRule.ts";
import type { RuleContext } from "./rules/RuleContext.ts";
import type { TicketProposal } from "./TicketProposal.ts";

/** What `checkCompliance` works on. */
export interface CheckComplianceOptions {
  readonly guidelines: Guidelines;
  readonly ticketProposal: TicketProposal;
  readonly facts: ComplianceFacts;
}

/**
 * Holds what is to be traded against the guidelines, before anybody is asked for a price: one result for every fund of the split and
 * every rule. A rule whose facts are missing is "unknown", which stops a trade as a breach does: nothing passes in silence.
 * Facts of another bond than the one proposed are no facts.
 *
 * @throws InvalidProposalError when the proposal names no fund, no face, or no cash to buy for
 * @throws RepeatedFactsError when the facts of a fund or a dealer are given twice
 * @throws UnknownCurrencyError when amounts are in a currency that ISO 4217 does not have
 * @throws InvalidDecimalError when a bound in guidelines that were not parsed is no decimal number
 */
export function checkCompliance({
  guidelines,
  ticketProposal,
  facts,
}: CheckComplianceOptions): ComplianceReport {
  const proposal = normal(ticketProposal);
  checkProposal(proposal);
  checkFacts(facts);
  const bond = facts.bond?.isin === proposal.isin ? facts.bond : undefined;
  const accounts = [...new Set(proposal.split.map(({ account }) => account))];
  const results = accounts.flatMap((account) => {
    const faces = proposal.split
      .filter((share) => share.account === account)
      .map((share) => share.faceAmount);
    const context: RuleContext = {
      proposal,
      faces,
      face: faces.reduce((sum, face) => sum + face, 0n),
      bond,
      fund: facts.funds.find((fund) => isSameHex(fund.account, account)),
      dealerOf: (dealer) => facts.dealers.find((named) => isSameHex(named.account, dealer))?.id,
      ratingScales: guidelines.ratingScales,
    };
    return guidelines.rules.map((rule) => ({ rule: rule.id, fund: account, ...checkRule(rule, context) }));
  });
  return {
    proposal,
    guidelines: guidelinesHash(guidelines),
    facts: factsHash(facts),
    denomination: aboveZero(bond?.denomination) ?? 0n,
    asOf: facts.asOf,
    validUntil: facts.asOf + BigInt(guidelines.validMinutes) * 60n,
    results,
  };
}

/** With the checksums of addresses, and without whatever else the objects carry. */
function normal(proposal: TicketProposal): TicketProposal {
  const { isin, currency, settlementBank, side, limitPriceE7, limitCashPerUnit } = proposal;
  return {
    isin,
    currency,
    settlementBank: getAddress(settlementBank),
    side,
    limitPriceE7,
    limitCashPerUnit,
    maximumFeePerUnit: proposal.maximumFeePerUnit,
    settlementDate: proposal.settlementDate,
    settleBy: proposal.settleBy,
    dealers: proposal.dealers.map((dealer) => getAddress(dealer)),
    split: proposal.split.map(({ account, faceAmount }) => ({ account: getAddress(account), faceAmount })),
  };
}

function checkProposal({ side, limitCashPerUnit, split }: TicketProposal): void {
  if (split.length === 0) throw new InvalidProposalError("its split names no fund");
  const empty = split.find(({ faceAmount }) => faceAmount <= 0n);
  if (empty !== undefined) throw new InvalidProposalError(`the face for ${empty.account} is not above zero`);
  if (limitCashPerUnit < 0n || (side === "buyer" && limitCashPerUnit === 0n))
    throw new InvalidProposalError(`${limitCashPerUnit} is no limit of the cash for one unit`);
}

function checkFacts({ funds, dealers }: ComplianceFacts): void {
  const fund = repeated(funds.map(({ account }) => account));
  if (fund !== undefined) throw new RepeatedFactsError("fund", fund);
  const dealer = repeated(dealers.map(({ account }) => account));
  if (dealer !== undefined) throw new RepeatedFactsError("dealer", dealer);
}

function repeated(accounts: readonly string[]): string | undefined {
  return accounts.find((account, index) => accounts.findIndex((each) => isSameHex(each, account)) !== index);
}
