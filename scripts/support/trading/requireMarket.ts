import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { UsageError } from "../UsageError.ts";
import { loadMarket } from "./loadMarket.ts";
import type { LoadedMarket } from "./loadMarket.ts";

/**
 * The secondary market of a scenario.
 *
 * @throws UsageError when the scenario has none, or none is named
 * @throws InvalidInputError with every issue found
 */
export function requireMarket(scenario: string | undefined, termSheet: TermSheet): LoadedMarket {
  const market = scenario === undefined ? undefined : loadMarket(scenario, termSheet);
  if (market !== undefined) return market;
  throw new UsageError(
    "There is no secondary market.",
    "Give --scenario <name> of one that has a market.yaml.",
  );
}
