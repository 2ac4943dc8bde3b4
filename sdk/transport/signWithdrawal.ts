import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { SignedWithdrawal, Withdrawal } from "./Withdrawal.ts";
import { WITHDRAWAL_TYPES } from "./withdrawalTypes.ts";

/** What `signWithdrawal` works on. */
export interface SignWithdrawalOptions {
  readonly domain: TradingDomain;
  readonly withdrawal: Withdrawal;
}

/** Signs a withdrawal for its dealer: 64 bytes (ERC-2098). */
export async function signWithdrawal(
  signer: Signer,
  { domain, withdrawal }: SignWithdrawalOptions,
): Promise<SignedWithdrawal> {
  const signature = await signer.signTypedData({ ...domain }, WITHDRAWAL_TYPES, { ...withdrawal });
  return { withdrawal, signature: Signature.from(signature).compactSerialized };
}
