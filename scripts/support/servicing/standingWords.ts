import type { BondLife } from "../../../sdk/client/readers/scheduledTypes.ts";

/** What the words for a bond's standing follow from. */
export interface StandingOptions extends Pick<BondLife, "standing"> {
  /** Units outstanding. */
  readonly supply: bigint;
  /** Whether units were ever issued. */
  readonly issued: boolean;
}

/** How a bond stands, in words: one without units performs nothing, it is redeemed or not issued yet. */
export function standingWords({ standing, supply, issued }: StandingOptions): string {
  if (standing !== "performing" || supply > 0n) return standing;
  return issued ? "redeemed" : "not issued yet";
}
