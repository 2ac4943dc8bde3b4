import type { InputIssue } from "../errors/InvalidInputError.ts";
import { buildModel } from "./buildModel.ts";
import { checkMarket } from "./checkMarket.ts";
import { InvalidMarketError } from "./errors/InvalidMarketError.ts";
import { marketIssue } from "./marketIssue.ts";
import type { Column } from "./NettingModel.ts";
import type { SplitPlanOptions } from "./SplitPlanOptions.ts";

/**
 * The trades that are to be split.
 *
 * @throws InvalidMarketError when trades or positions contradict themselves, an id is unknown or given twice, two trades
 * share a number, or `mostTrades` is not a whole number above zero
 */
export function checkSplit(options: SplitPlanOptions): readonly Column[] {
  const { candidates, positions, mostTrades } = options;
  checkMarket({ candidates, positions });
  const isCount = Number.isSafeInteger(mostTrades) && mostTrades > 0;
  const chosen = new Set(options.chosen);
  const { columns, rivals } = buildModel({
    candidates: candidates.filter(({ id }) => chosen.has(id)),
    positions,
    valueOf: ({ trade }) => trade.amount,
  });
  const issues = [
    ...chosenIssues(options),
    ...rivals.map((group) => {
      const ids = group.map(({ id }) => id);
      return marketIssue("chosen", ids, "must not have two trades of the same number");
    }),
    ...(isCount ? [] : [marketIssue("mostTrades", mostTrades, "must be a whole number above 0")]),
  ];
  if (issues.length > 0) throw new InvalidMarketError(issues);
  return columns;
}

function chosenIssues({ candidates, chosen }: SplitPlanOptions): readonly InputIssue[] {
  const known = new Set(candidates.map(({ id }) => id));
  return chosen.flatMap((id, index) => {
    const path = `chosen[${index}]`;
    if (!known.has(id)) return [marketIssue(path, id, "must be the id of a candidate")];
    const first = chosen.indexOf(id);
    return first === index ? [] : [marketIssue(path, id, `must differ from chosen[${first}]`)];
  });
}
