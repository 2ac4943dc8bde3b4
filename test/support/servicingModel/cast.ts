import type { Picks } from "./Picks.ts";
import type { Name } from "./types.ts";

export const HOLDERS = ["seller", "buyer", "third", "outsider", "issuer"] as const;
/** Who take the place of holders that have lost their keys. */
export const SPARES = ["spare", "spareToo"] as const;
export const OWNERS = [...HOLDERS, ...SPARES] as const;
/** All that may be paid. */
export const PAID = [...OWNERS, "taxAccount"] as const;
export const AGENTS = ["paymentAgent", "redemptionAgent"] as const;

/** All that may stand in a page of holders: doubled, left out, foreign, in any order. */
export function pageOf(choice: Picks): readonly Name[] {
  const page: Name[] = choice.someOf([...OWNERS, "stranger", "taxAccount"]);
  return choice.chance(40) ? [...page, choice.oneOf(OWNERS), choice.oneOf(OWNERS)] : page;
}
