import { acknowledgementDigest } from "../../trading/acknowledgementHash.ts";
import { passDigest } from "../../trading/passHash.ts";
import { quoteDigest } from "../../trading/quoteHash.ts";
import { requestDigest } from "../../trading/requestHash.ts";
import { ownKeyChecks } from "../../transport/SignatureChecks.ts";
import type { SignatureChecks } from "../../transport/SignatureChecks.ts";
import { withdrawalDigest } from "../../transport/withdrawalHash.ts";
import type { Kessai } from "../Kessai.ts";
import { isSignedFor } from "./isSignedFor.ts";

/** Takes what accounts have signed with their own keys, and what the chain takes as theirs: operators and contract wallets. */
export function signatureChecks(kessai: Kessai): SignatureChecks {
  const domain = kessai.tradingDomain;
  const own = ownKeyChecks(domain);
  const onChain = (account: string, digest: string, signature: string): Promise<boolean> =>
    isSignedFor(kessai, { account, digest, signature });
  return {
    request: async (message) =>
      (await own.request(message)) ||
      (await onChain(message.request.asker, requestDigest(domain, message.request), message.signature)),
    quote: async (message) =>
      (await own.quote(message)) ||
      (await onChain(message.quote.dealer, quoteDigest(domain, message.quote), message.signature)),
    pass: async (message) =>
      (await own.pass(message)) ||
      (await onChain(message.pass.dealer, passDigest(domain, message.pass), message.signature)),
    acknowledgement: async (message) => {
      const { acknowledgement, signature } = message;
      const digest = acknowledgementDigest(domain, acknowledgement);
      return (
        (await own.acknowledgement(message)) || (await onChain(acknowledgement.dealer, digest, signature))
      );
    },
    withdrawal: async (message) => {
      const { withdrawal, signature } = message;
      const digest = withdrawalDigest(domain, withdrawal);
      return (await own.withdrawal(message)) || (await onChain(withdrawal.dealer, digest, signature));
    },
  };
}
