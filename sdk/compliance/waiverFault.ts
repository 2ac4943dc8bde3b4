import { formatMoment } from "../calendar/formatMoment.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import { isWaiverSigned } from "./isWaiverSigned.ts";
import type { SignedWaiver } from "./Waiver.ts";

/** What `waiverFault` works on. */
export interface WaiverFaultOptions {
  readonly signed: SignedWaiver;
  /** Hash of the report that it is shown for. */
  readonly report: string;
  /** Accounts of the compliance officers. */
  readonly officers: readonly string[];
  /** Accounts that decide or execute the trade, and so cannot waive. */
  readonly dealingWith: readonly string[];
  /** In seconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
  readonly domain: TradingDomain;
}

/** Why a waiver does not count, as a sentence; nothing when it does. */
export function waiverFault(options: WaiverFaultOptions): string | undefined {
  const { signed, report, officers, dealingWith, now, domain } = options;
  const { waiver, officer } = signed;
  const isOfficer = (account: string): boolean => isSameHex(account, officer);
  const subject = `The waiver of ${officer}`;
  if (!isSameHex(waiver.report, report)) return `${subject} is for another report, ${waiver.report}.`;
  if (!officers.some(isOfficer)) return `${subject} does not count: it is no compliance officer.`;
  if (dealingWith.some(isOfficer))
    return `${subject} does not count: it is the manager or a trader of this ticket.`;
  if (!isWaiverSigned(domain, signed)) return `${subject} is not signed by it.`;
  if (waiver.validUntil <= now) return `${subject} expired at ${formatMoment(waiver.validUntil)}.`;
  if (waiver.reason.trim() === "") return `${subject} gives no reason.`;
  return undefined;
}
