import type { Position } from "./Position.ts";

/** One text for an account's position in an instrument, however the account's hexadecimal digits are written. */
export function positionKey({ account, instrument }: Pick<Position, "account" | "instrument">): string {
  return `${account.toLowerCase()}/${instrument}`;
}
