import { existsSync } from "node:fs";
import { join } from "node:path";

import type { MarketSheet } from "../../../sdk/trading/market/MarketSheet.ts";
import { parseMarketSheet } from "../../../sdk/trading/market/parseMarketSheet.ts";
import { parseParties } from "../../../sdk/terms/parseParties.ts";
import type { Party } from "../../../sdk/terms/Party.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import { readNamedFile } from "../files.ts";

/** The secondary market of a scenario, and the firms that only it has. */
export interface LoadedMarket {
  readonly sheet: MarketSheet;
  /** Dealers that are not among the parties of the scenario. */
  readonly dealers: readonly Party[];
}

/**
 * The secondary market of a scenario, when it has one.
 *
 * @throws InvalidInputError with every issue found
 */
export function loadMarket(scenario: string, termSheet: TermSheet): LoadedMarket | undefined {
  const folder = join("scenarios", scenario);
  const [market, dealers] = [join(folder, "market.yaml"), join(folder, "dealers.yaml")];
  if (!existsSync(market)) return undefined;
  return {
    sheet: parseMarketSheet(readDocument(readNamedFile(market), market), { termSheet }),
    dealers: existsSync(dealers) ? parseParties(readDocument(readNamedFile(dealers), dealers)) : [],
  };
}
