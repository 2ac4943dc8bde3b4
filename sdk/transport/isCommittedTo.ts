import { dealersCommitment } from "../trading/dealersCommitment.ts";
import type { Request } from "../trading/Request.ts";

/** Dealers, and the salt with which a request commits to them. */
export interface AskedDealers {
  readonly request: Request;
  /** Accounts, with their checksums. */
  readonly dealers: readonly string[];
  readonly dealersSalt: string;
}

/** Whether these dealers are the ones that a request commits to, each named once. */
export function isCommittedTo({ request, dealers, dealersSalt }: AskedDealers): boolean {
  const isEachOnce = new Set(dealers).size === dealers.length;
  if (!isEachOnce || request.dealerCount !== BigInt(dealers.length)) return false;
  return dealersCommitment(dealers, dealersSalt) === request.dealers;
}
