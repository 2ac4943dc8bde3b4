import { decodeBase64, getBytes, isHexString, toUtf8String } from "ethers";
import { z } from "zod";

import { IdentityBookAlteredError } from "../errors/IdentityBookAlteredError.ts";
import { IdentityBookFormatError } from "../errors/IdentityBookFormatError.ts";
import { IdentityBookPasswordError } from "../errors/IdentityBookPasswordError.ts";
import { bookKey } from "./bookKey.ts";
import type { CipherKey } from "./bookKey.ts";
import { boundHeader } from "./boundHeader.ts";
import { checksumOf } from "./checksumOf.ts";
import { BOOK_FORMAT, BOOK_VERSION } from "./IdentityBook.ts";
import type { IdentityBook } from "./IdentityBook.ts";
import { parseIdentityBook } from "./parseIdentityBook.ts";
import type { SealedBook } from "./SealedBook.ts";

/** What `openIdentityBook` works on. */
export interface OpenBookOptions {
  /** The file's name for messages. */
  readonly name: string;
  readonly text: string;
  readonly password: string;
}

const bytes = (length: number): z.ZodType<string> =>
  z.string().refine((value): boolean => isHexString(value, length));

/** Limits keep a file made by somebody else from using up the memory of this computer. */
const sealedSchema = z.strictObject({
  format: z.literal(BOOK_FORMAT),
  version: z.literal(BOOK_VERSION),
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    n: z
      .int()
      .min(2)
      .max(1 << 20)
      .refine((n) => (n & (n - 1)) === 0),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: bytes(32),
  }),
  cipher: z.strictObject({ name: z.literal("aes-256-gcm"), iv: bytes(12) }),
  check: bytes(32),
  content: z.base64(),
  checksum: bytes(32),
});

/**
 * Opens an encrypted identity book. Neither password nor content ever appears in an error.
 *
 * @throws IdentityBookFormatError when the file is no identity book, or of another version
 * @throws IdentityBookAlteredError when the file is not as it was written
 * @throws IdentityBookPasswordError when the password does not open it
 */
export async function openIdentityBook({ name, text, password }: OpenBookOptions): Promise<IdentityBook> {
  const sealed = readSealed(name, text);
  if (checksumOf(sealed) !== sealed.checksum) throw new IdentityBookAlteredError(name);
  const { key, check } = await bookKey(password, sealed.kdf);
  if (check !== sealed.check) throw new IdentityBookPasswordError(`The password does not open ${name}.`);
  return parseIdentityBook(await decrypted(name, sealed, key));
}

function readSealed(name: string, text: string): SealedBook {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new IdentityBookFormatError(name, "it is not JSON");
  }
  const result = sealedSchema.safeParse(input);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.map(String).join(".")))];
  throw new IdentityBookFormatError(name, `it has no readable ${fields.join(", ")}`);
}

async function decrypted(name: string, sealed: SealedBook, key: CipherKey): Promise<string> {
  try {
    const opened = await crypto.subtle.decrypt(
      {
        name: "AES-GCM",
        iv: new Uint8Array(getBytes(sealed.cipher.iv)),
        additionalData: new Uint8Array(boundHeader(sealed)),
      },
      key,
      new Uint8Array(decodeBase64(sealed.content)),
    );
    return toUtf8String(new Uint8Array(opened));
  } catch {
    throw new IdentityBookAlteredError(name);
  }
}
