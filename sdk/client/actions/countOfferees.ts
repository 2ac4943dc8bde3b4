import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What `countOfferees` needs to know. */
export interface CountOffereesOptions {
  readonly isin: string;
  /** The member of the syndicate that approaches them. */
  readonly firm: string;
  readonly investors: readonly string[];
}

/** Counts investors as offerees of a bond (勧誘の相手方). Sender: the firm, or its operator in scope trade. */
export function countOfferees(kessai: Kessai, { isin, firm, investors }: CountOffereesOptions): Call {
  const data = kessai.offering.interface.encodeFunctionData("countOfferees", [
    isinBytes(isin),
    firm,
    [...investors],
  ]);
  return offeringCall(kessai, data, `count ${investors.length} offerees of ${isin}`);
}
