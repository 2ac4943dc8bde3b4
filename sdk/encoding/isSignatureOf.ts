import { getAddress, recoverAddress, Signature } from "ethers";

/** What `isSignatureOf` works on. */
export interface SignatureOfOptions {
  /** Makes the digest that was signed; when it throws there is none, and nobody has signed it. */
  readonly digest: () => string;
  readonly signature: string;
  /** The account whose own key is to have signed. */
  readonly signer: string;
}

/**
 * Whether an account's own key has signed a digest, in a form that the chain takes: 64 bytes (ERC-2098) or 65 (r, s, v), with
 * the lower of the two values of s, and 27 or 28 for v. False for anything else. What a contract wallet (ERC-1271) or an
 * operator has signed only the chain can tell: false here.
 */
export function isSignatureOf({ digest, signature, signer }: SignatureOfOptions): boolean {
  try {
    const read = Signature.from(signature);
    const forms = [read.compactSerialized, read.serialized];
    if (!read.isValid() || !forms.includes(signature.toLowerCase())) return false;
    return recoverAddress(digest(), read) === getAddress(signer);
  } catch {
    return false;
  }
}
