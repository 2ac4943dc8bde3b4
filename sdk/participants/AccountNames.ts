/** The name by which an account is known to the reader, or `undefined`. */
export type AccountNames = (account: string) => string | undefined;

/** Knows no names: every account is shown by its address. */
export const noNames: AccountNames = () => undefined;
