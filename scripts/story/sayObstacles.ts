import { explainTrade } from "../../sdk/client/readers/explainTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Case } from "./beginCase.ts";

/** Says why a trade would not settle now; with an account only what concerns that one. */
export async function sayObstacles({ house, narrator }: Case, trade: Trade, only?: string): Promise<void> {
  const obstacles = await explainTrade(house.kessai, trade, { names: house.nameOf });
  for (const { code, sentence, account } of obstacles) {
    if (only === undefined || account === only) narrator.say(`Not yet: ${code} ${sentence}`);
  }
}
