import { z } from "zod";

import type { MarketSheet } from "../../../sdk/trading/market/MarketSheet.ts";
import { parseMarketSheet } from "../../../sdk/trading/market/parseMarketSheet.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import { readNamedFile } from "../files.ts";
import { loadScenario } from "../loadScenario.ts";
import type { LoadedScenario } from "../loadScenario.ts";
import { scenarioOptions } from "../options.ts";
import { requireMarket } from "./requireMarket.ts";

const marketOptions = scenarioOptions.extend({ market: z.string().optional() });

/** A scenario and its secondary market. */
export interface ReadMarket {
  readonly scenario: LoadedScenario;
  readonly sheet: MarketSheet;
}

/**
 * Reads the scenario and the market sheet that a command line names.
 *
 * @throws UsageError when the scenario has no market and none was named
 * @throws InvalidInputError with every issue found
 */
export function readMarket(written: unknown): ReadMarket {
  const options = marketOptions.parse(written);
  const scenario = loadScenario(options);
  const { terms: termSheet } = scenario;
  if (options.market !== undefined) {
    const document = readDocument(readNamedFile(options.market), options.market);
    return { scenario, sheet: parseMarketSheet(document, { termSheet }) };
  }
  return { scenario, sheet: requireMarket(options.scenario, termSheet).sheet };
}
