import { parseAllDocuments } from "yaml";

import { UnreadableDocumentError } from "../errors/UnreadableDocumentError.ts";

/**
 * Reads a YAML 1.2 text (of which JSON is a part) as plain data. Whole numbers become bigint, so that no
 * amount is rounded; dates stay texts. A field given twice, a second document or an alias is refused.
 *
 * @param text the content of the file; reading files is the caller's business
 * @param name the name to show in errors
 * @throws UnreadableDocumentError with line and column
 */
export function readDocument(text: string, name: string): unknown {
  const documents = parseAllDocuments(text, { intAsBigInt: true, version: "1.2", schema: "core" });
  const [document, ...others] = Array.isArray(documents) ? documents : [];
  if (document === undefined) throw new UnreadableDocumentError({ name, reason: "it is empty" });
  if (others.length > 0)
    throw new UnreadableDocumentError({ name, reason: "it holds more than one document" });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw new UnreadableDocumentError({ name, reason: problem.message.trimEnd(), cause: problem });
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new UnreadableDocumentError({ name, reason: "aliases (*name) are not allowed", cause });
  }
}
