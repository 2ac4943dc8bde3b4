import { dataSlice, getBytes, scrypt, toUtf8Bytes } from "ethers";

import type { SealedBook } from "./SealedBook.ts";

/** A key that AES-GCM works with. */
export type CipherKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** What a password gives for a book. */
export interface BookKey {
  readonly key: CipherKey;
  /** Second half of what scrypt derives; says nothing about the key. */
  readonly check: string;
}

/** Derives the key of a book from its password. */
export async function bookKey(password: string, kdf: SealedBook["kdf"]): Promise<BookKey> {
  const { n, r, p, salt } = kdf;
  const derived = await scrypt(toUtf8Bytes(password.normalize("NFKC")), getBytes(salt), n, r, p, 64);
  const raw = new Uint8Array(getBytes(dataSlice(derived, 0, 32)));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, check: dataSlice(derived, 32, 64) };
}
