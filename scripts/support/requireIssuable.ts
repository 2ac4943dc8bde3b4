import { ZeroAddress } from "ethers";

import type { CurrencyName } from "../../sdk/client/Kessai.ts";
import { currencyInfo } from "../../sdk/client/readers/currencyInfo.ts";
import { decodeRevert } from "../../sdk/errors/decodeRevert.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { refuseUnlessDry } from "./refuseUnlessDry.ts";

/** The bond that is to be issued: who receives it, and the money in which it pays. */
export interface IssuableBond extends CurrencyName {
  readonly isin: string;
  readonly issuer: string;
}

/** What is asked of the context. */
type Context = Pick<JobContext, "kessai" | "names" | "options" | "reporter">;

/**
 * Checks what the chain would refuse only after something has been sent: the issuer takes part, and its settlement bank has a
 * currency.
 *
 * @throws KessaiError that names the job that comes first
 */
export async function requireIssuable(context: Context, bond: IssuableBond): Promise<void> {
  const { kessai, names } = context;
  const { isin, issuer, currency, settlementBank } = bond;
  try {
    await kessai.registry.requireEligible(ZeroAddress, issuer, 0);
  } catch (error) {
    const refusal = decodeRevert(error, names);
    if (refusal === undefined) throw error;
    refuseUnlessDry(context, refusal);
  }
  if ((await currencyInfo(kessai, { currency, settlementBank })) !== undefined) return;
  const bank = names(settlementBank) ?? settlementBank;
  refuseUnlessDry(
    context,
    new JobError(
      `${bank} has no digital ${currency} yet, in which ${isin} pays.`,
      "Run the mint-cash job first, with the same scenario or files; nothing was sent.",
    ),
  );
}
