import { basename } from "node:path";

import { openIdentityBook } from "../../sdk/register/book/openIdentityBook.ts";
import type { IdentityBook } from "../../sdk/register/book/IdentityBook.ts";
import { askPassword } from "./askPassword.ts";

/** Where the password of the identity book may stand. */
export const BOOK_PASSWORD = "KESSAI_BOOK_PASSWORD";

/** The registrar's identity book, and the password that opened it. */
export interface OpenedBook {
  readonly book: IdentityBook;
  readonly password: string;
}

/**
 * Opens an identity book with the password from the environment, else from the terminal.
 *
 * @param text the content of the file; `undefined` for a book that is still to be written
 */
export async function openRegisterBook(
  path: string,
  text: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<OpenedBook> {
  const name = basename(path);
  const password = environment[BOOK_PASSWORD] ?? (await askPassword(name, BOOK_PASSWORD));
  if (text === undefined) return { book: { entries: [] }, password };
  return { book: await openIdentityBook({ name, text, password }), password };
}
