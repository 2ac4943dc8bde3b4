import { basename } from "node:path";

import { Wallet } from "ethers";

import { KeyError } from "../../sdk/errors/KeyError.ts";
import { ringOf } from "../../sdk/keys/KeyRing.ts";
import type { KeyRing } from "../../sdk/keys/KeyRing.ts";
import { nodeKeyRing } from "../../sdk/keys/nodeKeyRing.ts";
import { openKeyfile } from "../../sdk/keys/openKeyfile.ts";
import { askPassword } from "./askPassword.ts";
import { readNamedFile } from "./files.ts";
import type { Chain } from "./openChain.ts";
import type { CommonOptions } from "./options.ts";

/** The keys of a run. */
export interface Keys extends KeyRing {
  /** The keys that this process has itself, the deployer's first; none when the node signs. */
  readonly wallets: readonly Wallet[];
}

/**
 * The keys to sign with: encrypted keyfiles, else Hardhat's keystore, else, on a development node, its test accounts.
 */
export async function openKeys(
  chain: Chain,
  options: CommonOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Keys> {
  const wallets = await openWallets(options, environment);
  if (wallets.length > 0) return { wallets, ...(await ringOf(wallets, chain.provider)) };
  if (chain.isDevelopment) return { wallets, ...(await nodeKeyRing(chain.provider)) };
  return { wallets, signerOf: () => Promise.resolve(undefined) };
}

async function openWallets(
  { keyfile, keystore }: CommonOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly Wallet[]> {
  if (keystore) return [await fromHardhatKeystore()];
  const wallets: Wallet[] = [];
  for (const path of keyfile) {
    const name = basename(path);
    const text = readNamedFile(path);
    const password =
      environment["KESSAI_KEYFILE_PASSWORD"] ?? (await askPassword(name, "KESSAI_KEYFILE_PASSWORD"));
    wallets.push(await openKeyfile({ name, text, password }));
  }
  return wallets;
}

async function fromHardhatKeystore(): Promise<Wallet> {
  const { default: hre } = await import("hardhat");
  const { custom } = hre.config.networks;
  const accounts = custom?.type === "http" && Array.isArray(custom.accounts) ? custom.accounts : [];
  const [first] = accounts;
  if (first === undefined)
    throw new KeyError("Hardhat's keystore names no key.", "hardhat keystore set KESSAI_PRIVATE_KEY");
  return new Wallet(await first.getHexString());
}
