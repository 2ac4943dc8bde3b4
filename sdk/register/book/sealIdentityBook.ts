import { encodeBase64, hexlify, toUtf8Bytes } from "ethers";

import { IdentityBookPasswordError } from "../errors/IdentityBookPasswordError.ts";
import { bookKey } from "./bookKey.ts";
import { boundHeader } from "./boundHeader.ts";
import { checksumOf } from "./checksumOf.ts";
import { formatIdentityBook } from "./formatIdentityBook.ts";
import { BOOK_FORMAT, BOOK_VERSION } from "./IdentityBook.ts";
import type { IdentityBook } from "./IdentityBook.ts";
import type { BookCost } from "./SealedBook.ts";

/** What a try costs: 128 MB and the better part of a second. */
export const BOOK_COST: BookCost = { n: 1 << 17, r: 8, p: 1 };

/** What `sealIdentityBook` works on. */
export interface SealBookOptions {
  readonly book: IdentityBook;
  readonly password: string;
  /** So many random bytes, fresh each time. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly cost?: BookCost | undefined;
}

/**
 * The text of an encrypted book: AES-256-GCM under a key that scrypt derives from the password, with a fresh salt and a
 * fresh nonce each time.
 *
 * @throws IdentityBookPasswordError when the password is empty
 */
export async function sealIdentityBook({
  book,
  password,
  randomBytes,
  cost = BOOK_COST,
}: SealBookOptions): Promise<string> {
  if (password === "") throw new IdentityBookPasswordError("The identity book cannot do without a password.");
  const salt = hexlify(randomBytes(32));
  const nonce = new Uint8Array(randomBytes(12));
  const kdf = { name: "scrypt", ...cost, salt } as const;
  const cipher = { name: "aes-256-gcm", iv: hexlify(nonce) } as const;
  const { key, check } = await bookKey(password, kdf);
  const header = { format: BOOK_FORMAT, version: BOOK_VERSION, kdf, cipher, check };
  const encrypted = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: new Uint8Array(boundHeader(header)) },
    key,
    new Uint8Array(toUtf8Bytes(formatIdentityBook(book))),
  );
  const sealed = { ...header, content: encodeBase64(new Uint8Array(encrypted)) };
  return `${JSON.stringify({ ...sealed, checksum: checksumOf(sealed) }, null, 2)}\n`;
}
