import { isSameHex } from "../encoding/isSameHex.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { CheckedTicket } from "./CheckedTicket.ts";
import { complianceHash } from "./complianceHash.ts";
import type { ComplianceReport, ComplianceResult } from "./ComplianceReport.ts";
import type { Deal } from "./Deal.ts";
import { dealDifferences } from "./dealDifferences.ts";
import { ComplianceMismatchError } from "./errors/ComplianceMismatchError.ts";
import { IncompleteReportError } from "./errors/IncompleteReportError.ts";
import { NotClearedError } from "./errors/NotClearedError.ts";
import type { Breach } from "./errors/NotClearedError.ts";
import { OtherTicketError } from "./errors/OtherTicketError.ts";
import { ReportNotInForceError } from "./errors/ReportNotInForceError.ts";
import { reportGap } from "./reportGap.ts";
import { ticketDifferences } from "./ticketDifferences.ts";
import type { SignedWaiver } from "./Waiver.ts";
import { waiverFault } from "./waiverFault.ts";

/** What `requireCleared` works on. */
export interface RequireClearedOptions {
  readonly report: ComplianceReport;
  readonly ticket: CheckedTicket;
  readonly waivers: readonly SignedWaiver[];
  /** Accounts that are compliance officers of every fund of the split. */
  readonly officers: readonly string[];
  /** Accounts that may execute the ticket: none of them can waive, nor can the ticket's manager. */
  readonly traders: readonly string[];
  /** In seconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
  readonly domain: TradingDomain;
  /** What is about to be dealt, when it is known: it is then held against what was checked. */
  readonly deal?: Deal | undefined;
}

/**
 * Stops a trade whose ticket was not cleared: its report must be the one that the ticket carries, be about what the ticket says,
 * be complete and in force, and every breach in it must be waived by a compliance officer that is neither manager nor trader.
 *
 * Whether the report is what the guidelines and the facts come to, `isReportOf` tells; whether the manager has signed the ticket,
 * `isTicketSigned`.
 *
 * @returns the waivers that were needed, in the order of the breaches
 * @throws ComplianceMismatchError when the ticket carries the hash of another report
 * @throws OtherTicketError when the report was made for something else than the ticket, or the deal
 * @throws IncompleteReportError when the report has not one result for every fund and rule
 * @throws ReportNotInForceError when the facts of the report are too old, or not of the past
 * @throws NotClearedError naming every breach that is not waived
 */
export function requireCleared(options: RequireClearedOptions): readonly SignedWaiver[] {
  const { report, ticket, deal, now } = options;
  const hash = complianceHash(report);
  if (!isSameHex(ticket.compliance, hash)) throw new ComplianceMismatchError(ticket.compliance, hash);
  const differences = [
    ...ticketDifferences(report, ticket),
    ...(deal === undefined ? [] : dealDifferences(report.proposal, deal)),
  ];
  if (differences.length > 0) throw new OtherTicketError(differences);
  const gap = reportGap(report);
  if (gap !== undefined) throw new IncompleteReportError(gap);
  if (now < report.asOf || now >= report.validUntil) throw new ReportNotInForceError({ ...report, now });

  const found = report.results
    .filter(({ status }) => status === "breached" || status === "unknown")
    .map((result) => waiversOf(result, hash, options));
  const breaches = found.flatMap(({ waiver, breach }) => (waiver === undefined ? [breach] : []));
  if (breaches.length > 0) throw new NotClearedError(breaches);
  return found.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver]));
}

interface WaivedBreach {
  readonly breach: Breach;
  /** The first one that counts. */
  readonly waiver: SignedWaiver | undefined;
}

function waiversOf(result: ComplianceResult, report: string, options: RequireClearedOptions): WaivedBreach {
  const { rule, fund, status, text } = result;
  const { ticket, waivers, officers, traders, now, domain } = options;
  const dealingWith = [ticket.manager, ...traders];
  const shown = waivers
    .filter(({ waiver }) => waiver.rule === rule && isSameHex(waiver.fund, fund))
    .map((signed) => ({
      signed,
      fault: waiverFault({ signed, report, officers, dealingWith, now, domain }),
    }));
  const waiverFaults = shown.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  return {
    breach: { rule, fund, status, text, waiverFaults },
    waiver: shown.find(({ fault }) => fault === undefined)?.signed,
  };
}
