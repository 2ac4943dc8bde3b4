import type { SignedAcknowledgement } from "../trading/Acknowledgement.ts";
import { isAcknowledgementSigned } from "../trading/isAcknowledgementSigned.ts";
import { isPassSigned } from "../trading/isPassSigned.ts";
import { isQuoteSigned } from "../trading/isQuoteSigned.ts";
import { isRequestSigned } from "../trading/isRequestSigned.ts";
import type { SignedPass } from "../trading/Pass.ts";
import type { SignedQuote } from "../trading/Quote.ts";
import type { SignedRequest } from "../trading/Request.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import { isWithdrawalSigned } from "./isWithdrawalSigned.ts";
import type { SignedWithdrawal } from "./Withdrawal.ts";

/** An answer that may take a while, as when a chain is asked. */
export type Eventually<T> = T | Promise<T>;

/** Whether messages are signed as they must be, one question for each kind. */
export interface SignatureChecks {
  readonly request: (message: SignedRequest) => Eventually<boolean>;
  readonly quote: (message: SignedQuote) => Eventually<boolean>;
  readonly pass: (message: SignedPass) => Eventually<boolean>;
  readonly acknowledgement: (message: SignedAcknowledgement) => Eventually<boolean>;
  readonly withdrawal: (message: SignedWithdrawal) => Eventually<boolean>;
}

/**
 * Takes the signatures of accounts' own keys, and no others. Whoever deals with contract wallets (ERC-1271) or operators puts
 * questions to the chain in place of these.
 */
export function ownKeyChecks(domain: TradingDomain): SignatureChecks {
  return {
    request: (message) => isRequestSigned(domain, message),
    quote: (message) => isQuoteSigned(domain, message),
    pass: (message) => isPassSigned(domain, message),
    acknowledgement: (message) => isAcknowledgementSigned(domain, message),
    withdrawal: (message) => isWithdrawalSigned(domain, message),
  };
}
