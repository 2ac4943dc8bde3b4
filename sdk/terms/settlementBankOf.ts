import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { Scenario } from "./Scenario.ts";

/**
 * The party whose digital currency pays what the bond pays: the one that the term sheet names, or the only settlement bank
 * of the scenario.
 *
 * @returns its party id
 * @throws InvalidInputError (TERMS_INVALID) when the term sheet names none and the party list has none, or several
 */
export function settlementBankOf({ terms, parties }: Pick<Scenario, "terms" | "parties">): string {
  if (terms.settlementBank !== undefined) return terms.settlementBank;
  const [bank, ...others] = parties.filter(({ roles }) => roles.includes("settlementBank"));
  if (bank !== undefined && others.length === 0) return bank.id;
  const found = bank === undefined ? "has no settlement bank" : `has ${others.length + 1} settlement banks`;
  const rule = `is required, since the party list ${found}: name the bank whose digital currency pays`;
  throw new InvalidInputError({
    code: "TERMS_INVALID",
    subject: "term sheet",
    issues: [issue("terms.settlementBank", undefined, rule)],
  });
}
