/** What an account may let an operator do for it, as in contracts/libraries/Scopes.sol. */
export const SCOPE_BITS = { trade: 1n << 0n, cancel: 1n << 1n, issue: 1n << 2n } as const;

/** A kind of act that an operator may do for an account. */
export type Scope = keyof typeof SCOPE_BITS;

/** The bit mask of scopes. */
export function scopeMask(scopes: readonly Scope[]): bigint {
  return scopes.reduce((mask, scope) => mask | SCOPE_BITS[scope], 0n);
}
