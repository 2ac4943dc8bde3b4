import { KessaiError } from "./KessaiError.ts";

/** What UnreadableDocumentError is made of. */
export interface UnreadableDocumentOptions {
  /** The name under which the document was handed in. */
  readonly name: string;
  /** What the parser says, with line and column. */
  readonly reason: string;
  readonly cause?: unknown;
}

/** A text is neither YAML nor JSON. */
export class UnreadableDocumentError extends KessaiError {
  constructor({ name, reason, cause }: UnreadableDocumentOptions) {
    super({
      code: "DOCUMENT_UNREADABLE",
      message: `"${name}" cannot be read as YAML or JSON: ${reason}`,
      hint: "Correct the text at the place named; give each field once and one document per file.",
      details: { name, reason },
      cause,
    });
  }
}
