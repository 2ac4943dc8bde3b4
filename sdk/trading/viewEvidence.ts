import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import { acknowledgementDigest } from "./acknowledgementHash.ts";
import type { EvidenceFile, GivenAnswer } from "./EvidenceFile.ts";
import { isAcknowledgementSigned } from "./isAcknowledgementSigned.ts";
import { isPassSigned } from "./isPassSigned.ts";
import { isQuoteSigned } from "./isQuoteSigned.ts";
import { isRequestSigned } from "./isRequestSigned.ts";
import { passDigest, passId } from "./passHash.ts";
import { quoteDigest, quoteId } from "./quoteHash.ts";
import { requestDigest, requestId } from "./requestHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** A signature that is not of the account's own key. */
export interface SignatureClaim {
  readonly account: string;
  readonly digest: string;
  readonly signature: string;
}

/** What `viewEvidence` works on. */
export interface ViewEvidenceOptions {
  readonly file: EvidenceFile;
  readonly domain: TradingDomain;
  /**
   * Asked where an account's own key has not signed: whether the chain takes the signature, as that of its contract wallet
   * (ERC-1271) or of its operator. When left out, no other is taken.
   */
  readonly isSignedBy?: ((claim: SignatureClaim) => boolean) | undefined;
}

/** An answer with what is known of it. */
export interface SeenAnswer {
  readonly given: GivenAnswer;
  readonly id: string;
  readonly dealer: string;
  /** Id of the request that it says it answers. */
  readonly request: string;
  readonly receivedAt: bigint;
  readonly isSigned: boolean;
}

/** An acknowledgement, and whether it counts as its dealer's. */
export interface SeenAcknowledgement extends SignedAcknowledgement {
  readonly isSigned: boolean;
}

/** Evidence with ids and signatures looked at once. */
export interface EvidenceView {
  readonly file: EvidenceFile;
  /** Id of the request. */
  readonly id: string;
  readonly isRequestSigned: boolean;
  readonly answers: readonly SeenAnswer[];
  readonly late: readonly SeenAnswer[];
  readonly acknowledgements: readonly SeenAcknowledgement[];
  /** The dealers asked, each once. */
  readonly dealers: readonly string[];
  /** The same in lower case. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Reads ids and signatures of evidence.
 *
 * @throws InvalidTextError, or an error of ethers, when something in it cannot be hashed
 */
export function viewEvidence({ file, domain, isSignedBy = () => false }: ViewEvidenceOptions): EvidenceView {
  const { request, signature } = file.request;
  const seen = (given: GivenAnswer): SeenAnswer => {
    const { dealer, request: answered } = given.kind === "quote" ? given.quote : given.pass;
    const isQuote = given.kind === "quote";
    const id = isQuote ? quoteId(given.quote) : passId(given.pass);
    const digest = isQuote ? quoteDigest(domain, given.quote) : passDigest(domain, given.pass);
    const isOwn = isQuote ? isQuoteSigned(domain, given) : isPassSigned(domain, given);
    const isSigned = isOwn || isSignedBy({ account: dealer, digest, signature: given.signature });
    return { given, id, dealer, request: answered, receivedAt: given.receivedAt, isSigned };
  };
  const isSignedOtherwise = (): boolean =>
    !request.isAnonymous &&
    isSignedBy({ account: request.asker, digest: requestDigest(domain, request), signature });
  const dealers = new Map(file.dealers.map((dealer) => [dealer.toLowerCase(), dealer]));
  return {
    file,
    id: requestId(request),
    isRequestSigned: isRequestSigned(domain, file.request) || isSignedOtherwise(),
    answers: file.answers.map(seen),
    late: file.late.map(seen),
    acknowledgements: file.acknowledgements.map((signed) => {
      const claim = {
        account: signed.acknowledgement.dealer,
        digest: acknowledgementDigest(domain, signed.acknowledgement),
        signature: signed.signature,
      };
      return { ...signed, isSigned: isAcknowledgementSigned(domain, signed) || isSignedBy(claim) };
    }),
    dealers: [...dealers.values()],
    asked: new Set(dealers.keys()),
  };
}
