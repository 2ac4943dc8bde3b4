import type { Kessai } from "../../sdk/client/Kessai.ts";
import type { BondInfo, LifeCycle } from "../../sdk/client/readers/bondInfo.ts";
import { isIssued } from "../../sdk/client/readers/isIssued.ts";

/** Where a bond is, in a word: redeemed once no unit that was issued is left, whatever the date is. */
export async function bondState(
  kessai: Kessai,
  { isin, outstanding, lifeCycle }: Pick<BondInfo, "isin" | "outstanding" | "lifeCycle">,
): Promise<LifeCycle | "redeemed"> {
  return outstanding === 0n && (await isIssued(kessai, isin)) ? "redeemed" : lifeCycle;
}
