import { id } from "ethers";

import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";

/** What `failsChargeReference` works on. */
export interface FailsChargeReferenceOptions {
  /** Id of the failed trade. */
  readonly tradeId: string;
  /** The parties' reference of the failed trade. */
  readonly commonReference: string;
  /** First day charged. */
  readonly from: CalendarDate;
  /** The day after the last one charged. */
  readonly until: CalendarDate;
}

/**
 * The reference of a payment of a fails charge: FC- and 13 letters and digits. The same for everybody, so that both
 * sides write it alike, and another one for every failed trade and period charged: the end of a keccak-256 hash of
 * the four values, 67 bits of it.
 */
export function failsChargeReference(options: FailsChargeReferenceOptions): string {
  const { tradeId, commonReference, from, until } = options;
  const hash = BigInt(id(canonicalJson({ tradeId, commonReference, from, until })));
  return `FC-${(hash % 36n ** 13n).toString(36).toUpperCase().padStart(13, "0")}`;
}
