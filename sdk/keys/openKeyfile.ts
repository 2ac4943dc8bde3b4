import { decryptKeystoreJson, isKeystoreJson, Wallet } from "ethers";

import { KeyError } from "../errors/KeyError.ts";

/** What `openKeyfile` works on. */
export interface KeyfileOptions {
  /** The keyfile's name for messages. */
  readonly name: string;
  /** Its content: an encrypted key (Web3 Secret Storage, as ethers, geth and MetaMask write it). */
  readonly text: string;
  readonly password: string;
}

/**
 * The key in an encrypted keyfile. Neither key nor password ever appears in an error.
 *
 * @throws KeyError when the file is not a keyfile or the password does not open it
 */
export async function openKeyfile({ name, text, password }: KeyfileOptions): Promise<Wallet> {
  if (!isKeystoreJson(text))
    throw new KeyError(`${name} is not an encrypted keyfile.`, "Give a keystore file of version 3 (JSON).");
  try {
    return new Wallet((await decryptKeystoreJson(text, password)).privateKey);
  } catch {
    throw new KeyError(
      `The password does not open ${name}.`,
      "Set KESSAI_KEYFILE_PASSWORD to the file's password, or leave it unset to be asked.",
    );
  }
}
