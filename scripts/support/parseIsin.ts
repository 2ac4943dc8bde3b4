import { isinFault } from "../../sdk/identifiers/isin.ts";
import { UsageError } from "./UsageError.ts";

/**
 * The ISIN that --isin gives.
 *
 * @throws UsageError when it is none
 */
export function parseIsin(isin: string): string {
  const fault = isinFault(isin);
  if (fault === undefined) return isin;
  throw new UsageError(`--isin is "${isin}": ${fault}.`, "Check the ISIN.");
}
