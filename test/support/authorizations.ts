import type { BigNumberish } from "ethers";
import { Signature } from "ethers";

import type { Signer, World } from "./useWorld.ts";
import { EVIDENCE, FAR } from "./world.ts";

const TRANSFER = [
  { name: "from", type: "address" },
  { name: "to", type: "address" },
  { name: "value", type: "uint256" },
  { name: "validAfter", type: "uint256" },
  { name: "validBefore", type: "uint256" },
  { name: "nonce", type: "bytes32" },
];

/** What an ERC-3009 transfer is signed over. */
export interface Authorization {
  readonly from: string;
  readonly to: string;
  readonly value: bigint;
  readonly validAfter: number;
  readonly validBefore: number;
  readonly nonce: string;
}

type Kind = "TransferWithAuthorization" | "ReceiveWithAuthorization";
type Arguments = [string, string, bigint, BigNumberish, BigNumberish, string, number, string, string];

/** Signs ERC-3009 authorizations for the world's digital currency. */
export async function authorizationsIn(w: World) {
  const { chainId } = await w.ethers.provider.getNetwork();
  const domain = {
    name: "Kessai Digital Currency",
    version: "1",
    chainId,
    verifyingContract: await w.cash.getAddress(),
  };
  const authorization = (fields: Partial<Authorization> = {}): Authorization => ({
    from: w.seller.address,
    to: w.buyer.address,
    value: 25n,
    validAfter: 0,
    validBefore: FAR,
    nonce: EVIDENCE,
    ...fields,
  });

  /** The arguments of a call with the signature of `signer`, the payer when nobody else is named. */
  const signed = async (
    kind: Kind,
    fields: Partial<Authorization> = {},
    signer: Signer = w.seller,
  ): Promise<Arguments> => {
    const of = authorization(fields);
    const { v, r, s } = Signature.from(await signer.signTypedData(domain, { [kind]: TRANSFER }, of));
    return [of.from, of.to, of.value, of.validAfter, of.validBefore, of.nonce, v, r, s];
  };

  const signedCancel = async (
    nonce: string,
    authorizer: Signer = w.seller,
    signer: Signer = authorizer,
  ): Promise<[string, string, number, string, string]> => {
    const types = {
      CancelAuthorization: [
        { name: "authorizer", type: "address" },
        { name: "nonce", type: "bytes32" },
      ],
    };
    const value = { authorizer: authorizer.address, nonce };
    const { v, r, s } = Signature.from(await signer.signTypedData(domain, types, value));
    return [authorizer.address, nonce, v, r, s];
  };

  return { signed, signedCancel };
}

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same message by the same key, with the high s that EIP-2 forbids. */
export function withHighS(v: number, s: string): { v: number; s: string } {
  return { v: v === 27 ? 28 : 27, s: "0x" + (ORDER - BigInt(s)).toString(16).padStart(64, "0") };
}
