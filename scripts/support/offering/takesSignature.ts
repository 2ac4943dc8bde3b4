import { Interface, recoverAddress } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import { orderDigest } from "../../../sdk/offering/orderHash.ts";
import { scopeMask } from "../../../sdk/participants/scopes.ts";

/** ERC-1271. */
const WALLET = new Interface([
  "function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)",
]);
/** What a contract answers when it takes a signature. */
const IS_VALID = "0x1626ba7e";

/**
 * Whether the chain takes a signature under an order that is not of the investor's own key: as that of its operator in scope
 * trade, or of its contract.
 */
export async function takesSignature(
  { registry, provider, offeringDomain }: Kessai,
  { order: { investor, ...rest }, signature }: SignedOrder,
  blockTag: number | "latest",
): Promise<boolean> {
  const digest = orderDigest(offeringDomain, { investor, ...rest });
  const signer = signerOf(digest, signature);
  if (
    signer !== undefined &&
    (await registry.isOperator(investor, signer, scopeMask(["trade"]), { blockTag }))
  )
    return true;
  if ((await provider.getCode(investor, blockTag)) === "0x") return false;
  try {
    const data = WALLET.encodeFunctionData("isValidSignature", [digest, signature]);
    return (await provider.call({ to: investor, data, blockTag })).startsWith(IS_VALID);
  } catch {
    return false; // the contract refuses to answer, as the chain would find
  }
}

function signerOf(digest: string, signature: string): string | undefined {
  try {
    return recoverAddress(digest, signature);
  } catch {
    return undefined;
  }
}
