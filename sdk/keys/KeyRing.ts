import { getAddress } from "ethers";
import type { Provider, Signer } from "ethers";

/** Gives the signer of an account. */
export interface KeyRing {
  /** The signer of an account, connected to the chain; `undefined` when its key is not at hand. */
  readonly signerOf: (account: string) => Promise<Signer | undefined>;
}

/** The keys given, whatever they come from: keyfiles, a keystore, a signing service. */
export async function ringOf(signers: readonly Signer[], provider: Provider): Promise<KeyRing> {
  const entries = await Promise.all(
    signers.map(async (signer) => [getAddress(await signer.getAddress()), signer.connect(provider)] as const),
  );
  const byAccount = new Map(entries);
  return { signerOf: (account) => Promise.resolve(byAccount.get(getAddress(account))) };
}
