import { isSameHex } from "../encoding/isSameHex.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";

/** What a report lacks of one result for every fund of its split and every rule that it names; nothing when it lacks nothing. */
export function reportGap({ proposal, results }: ComplianceReport): string | undefined {
  const funds = proposal.split.map(({ account }) => account);
  const rules = [...new Set(results.map(({ rule }) => rule))];
  if (funds.length === 0) return "it names no fund";
  if (rules.length === 0) return "it checked no rule";
  for (const fund of funds) {
    for (const rule of rules) {
      const own = results.filter((result) => result.rule === rule && isSameHex(result.fund, fund));
      if (own.length !== 1) return `it has ${own.length} results of the rule ${rule} for the fund ${fund}`;
    }
  }
  const stranger = results.find((result) => !funds.some((fund) => isSameHex(fund, result.fund)));
  return stranger === undefined
    ? undefined
    : `it has a result for ${stranger.fund}, which is not in its split`;
}
