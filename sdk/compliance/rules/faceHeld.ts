import type { FundPosition } from "../ComplianceFacts.ts";
import { notNegative } from "./notNegative.ts";

/** The face that a fund holds of an issue, in minor units; nothing when it cannot be told. */
export function faceHeld(positions: readonly FundPosition[] | undefined, isin: string): bigint | undefined {
  return positions
    ?.filter((position) => position.isin === isin)
    .reduce<bigint | undefined>((sum, position) => {
      const face = notNegative(position.face);
      return sum === undefined || face === undefined ? undefined : sum + face;
    }, 0n);
}
