/** What a password costs to try: parameters of scrypt (RFC 7914). */
export interface BookCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** A book as it lies in a file. Everything but `content` is in the clear, and bound to it. */
export interface SealedBook {
  readonly format: string;
  readonly version: number;
  readonly kdf: BookCost & { readonly name: "scrypt"; readonly salt: string };
  readonly cipher: { readonly name: "aes-256-gcm"; readonly iv: string };
  /** What the password gives besides the key: tells a wrong password from an altered file. */
  readonly check: string;
  /** The encrypted book and its authentication tag, base64. */
  readonly content: string;
  /** keccak256 of all the fields above: shows that the file was damaged, whatever the password. */
  readonly checksum: string;
}
