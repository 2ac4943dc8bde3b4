import { Contract, recoverAddress, Signature, ZeroAddress } from "ethers";

import { SCOPE_BITS } from "../../participants/scopes.ts";
import type { SignatureClaim } from "../../trading/viewEvidence.ts";
import type { Kessai } from "../Kessai.ts";

const ERC1271 = ["function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)"];
const IS_VALID = "0x1626ba7e";

/** Whether the chain takes a signature as an account's: of its operator in scope trade, or of its contract wallet (ERC-1271). */
export async function isSignedFor(kessai: Kessai, claim: SignatureClaim): Promise<boolean> {
  const { account, digest, signature } = claim;
  const signer = signerOf(digest, signature);
  if (signer !== ZeroAddress && (await kessai.registry.isOperator(account, signer, SCOPE_BITS.trade))) {
    return true;
  }
  if ((await kessai.provider.getCode(account)) === "0x") return false;
  try {
    const wallet = new Contract(account, ERC1271, kessai.provider);
    const answer: unknown = await wallet.getFunction("isValidSignature")(digest, signature);
    return answer === IS_VALID;
  } catch {
    return false;
  }
}

/** Who has signed, or nobody. */
function signerOf(digest: string, signature: string): string {
  try {
    return recoverAddress(digest, Signature.from(signature));
  } catch {
    return ZeroAddress;
  }
}
