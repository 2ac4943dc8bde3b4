import { tradeState } from "../../../sdk/client/readers/tradeState.ts";
import { isSameHex } from "../../../sdk/encoding/isSameHex.ts";
import { SIDES } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { JobContext } from "../JobContext.ts";
import { UsageError } from "../UsageError.ts";
import { fundTrades } from "./fundTrades.ts";
import type { FundSide } from "./fundTrades.ts";
import type { Fund } from "./requireFund.ts";
import type { WantedTrade } from "./wantedTrade.ts";

/**
 * The trade of a fund that is meant: the one in a file, or the one that the chain's events know under an id or a reference. Of
 * several with one reference it is the only one that the fund has on hold.
 *
 * @throws UsageError when there is no such trade of this fund, or it cannot be told which of several is meant
 */
export async function findFundTrade(
  context: Pick<JobContext, "kessai">,
  fund: Fund,
  wanted: WantedTrade,
): Promise<FundSide> {
  if (wanted.by === "file") return sideOf(fund, wanted);
  const { text } = wanted;
  const found = (await fundTrades(context.kessai, fund.account)).filter(({ id, trade }) =>
    wanted.by === "id" ? isSameHex(id, text) : trade.commonReference === text,
  );
  const [only, ...others] = found;
  if (only === undefined)
    throw new UsageError(
      `The chain knows no trade ${text} of ${fund.name}.`,
      `See which trades wait: npm run kessai -- fund-account status --fund ${fund.name}`,
    );
  if (others.length === 0) return only;
  const states = await Promise.all(found.map(({ trade }) => tradeState(context.kessai, trade)));
  const waiting = found.filter(({ side }, index) => {
    const state = states[index];
    return state !== undefined && state.status !== "closed" && state[`${side}OnHold`];
  });
  const [waits, ...more] = waiting;
  if (waits !== undefined && more.length === 0) return waits;
  const ids = (waiting.length === 0 ? found : waiting).map(({ id }) => id).join(", ");
  throw new UsageError(
    `${fund.name} has ${found.length} trades with the reference ${text}, ${waiting.length} of them on hold.`,
    `Name the one that is meant by its id: ${ids}`,
  );
}

function sideOf({ name, account }: Fund, { trade, path }: WantedTrade & { readonly by: "file" }): FundSide {
  const side = SIDES.find((each) => isSameHex(trade[each], account));
  if (side !== undefined) return { id: tradeId(trade), trade, side };
  throw new UsageError(
    `${name} is neither the seller nor the buyer of the trade in ${path}.`,
    "Name the fund whose trade it is, or the file of its trade.",
  );
}
