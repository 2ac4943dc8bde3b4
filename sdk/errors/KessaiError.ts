/** A value that an error may carry for a program to read: JSON plus bigint. */
export type DetailValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly DetailValue[]
  | { readonly [key: string]: DetailValue };

/** What every error of this library is made of. */
export interface KessaiErrorOptions {
  /** Stable name for programs, in capitals, such as "TERMS_INVALID". It never changes once published. */
  readonly code: string;
  /** What happened, in words a back office understands. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The figures behind the message. */
  readonly details?: Readonly<Record<string, DetailValue>>;
  /** The error underneath, if there is one. */
  readonly cause?: unknown;
}

/** The form in which an error is logged or sent: bigint values are decimal strings. */
export interface KessaiErrorJson {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details: unknown;
  readonly cause?: string;
}

/**
 * The base of every error this library throws: a stable code, what happened, what to do next.
 * Each failure has a subclass of its own, so that callers may tell them apart with `instanceof`.
 */
export class KessaiError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, DetailValue>>;

  constructor(options: KessaiErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }

  /** The error as plain JSON data. The cause appears by its message alone; no stack is shown. */
  toJSON(): KessaiErrorJson {
    const json = {
      name: this.name,
      code: this.code,
      message: this.message,
      hint: this.hint,
      details: plain(this.details),
    };
    if (this.cause === undefined) return json;
    return { ...json, cause: this.cause instanceof Error ? this.cause.message : "not an Error" };
  }
}

function plain(value: DetailValue): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
