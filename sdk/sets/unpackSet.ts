import type { Trade } from "../trade/Trade.ts";
import { readSet } from "./readSet.ts";

/**
 * The trades of a packed set, in their order: the twin of `packSet`.
 *
 * @param packed hexadecimal
 * @throws MalformedSetError when the bytes are not those of a set
 */
export function unpackSet(packed: string): readonly Trade[] {
  return readSet(packed).map(({ trade }) => trade);
}
