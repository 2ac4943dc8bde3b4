import { TypedDataEncoder } from "ethers";

import { encodeAscii } from "../encoding/asciiBytes.ts";
import { SIDES } from "../trade/Trade.ts";
import { COMPLIANCE_STATUSES } from "./ComplianceReport.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";
import { REPORT_TYPES } from "./reportTypes.ts";

/**
 * The hash of a compliance report, which its ticket carries as `compliance`: the EIP-712 struct hash (hashStruct, without a domain)
 * of the type
 *
 * ```text
 * ComplianceReport(Proposal proposal,bytes32 guidelines,bytes32 facts,uint112 denomination,uint40 asOf,uint40 validUntil,
 *   Result[] results)
 * Proposal(bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint64 limitPriceE7,uint112 limitCashPerUnit,
 *   uint112 maximumFeePerUnit,string settlementDate,uint40 settleBy,address[] dealers,ProposedShare[] split)
 * ProposedShare(address account,uint112 faceAmount)
 * Result(string rule,address fund,uint8 status,string value,string limit,string text)
 * ```
 *
 * each on one line and in this order, without the breaks. ISIN and currency are ASCII, left-aligned; `side` is 0 for the seller and
 * 1 for the buyer (ITrades.Side); `settlementDate` is YYYY-MM-DD; `status` is the place in COMPLIANCE_STATUSES: 0 passed,
 * 1 breached, 2 unknown, 3 not applicable. `guidelines` and `facts` are `guidelinesHash` and `factsHash`.
 *
 * @throws InvalidTextError when a text does not fit; an error of ethers when another field does not fit its type
 */
export function complianceHash(report: ComplianceReport): string {
  const { proposal, results } = report;
  return TypedDataEncoder.hashStruct("ComplianceReport", REPORT_TYPES, {
    ...report,
    proposal: {
      ...proposal,
      isin: encodeAscii(proposal.isin, 12),
      currency: encodeAscii(proposal.currency, 3),
      side: SIDES.indexOf(proposal.side),
    },
    results: results.map((result) => ({ ...result, status: COMPLIANCE_STATUSES.indexOf(result.status) })),
  });
}
