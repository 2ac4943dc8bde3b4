import type { Progress } from "../Progress.ts";
import { committedGas } from "./committedGas.ts";
import { GAS_CASES } from "./gasCases.ts";
import type { GasCase } from "./gasCases.ts";
import type { GasFigure } from "./GasFigure.ts";
import { GasHouse } from "./GasHouse.ts";

/** How far to go. */
export interface MeasureGasOptions {
  /** Sizes above this are left out. */
  readonly mostTrades: number;
  readonly progress: Progress;
}

type Committed = Readonly<Record<string, number>>;

/** Gas per trade of a single trade and of sets of growing size, on the embedded chain, every rule enforced. */
export async function measureGas({ mostTrades, progress }: MeasureGasOptions): Promise<readonly GasFigure[]> {
  progress.say(`gas: a house with ${2 * mostTrades + 1} people ...`);
  const { house: ofHouse, sets: ofSets } = committedGas();
  const house = await GasHouse.open(mostTrades);
  progress.say("gas: single trade");
  const single: GasFigure = {
    what: "single trade, two signatures",
    trades: 1,
    gasPerTrade: Number(await house.gasOfSingle()),
    committed: ofHouse?.["settleSigned"],
  };
  const figures = [single];
  for (const each of GAS_CASES) {
    const sizes = each.sizes.filter((size) => size <= mostTrades);
    progress.say(`gas: ${each.what}: ${sizes.join(", ")} trades`);
    figures.push(...(await measureCase(house, { ...each, sizes }, ofSets ?? {})));
  }
  return figures;
}

async function measureCase(
  house: GasHouse,
  { what, way, sizes, trade, committed }: GasCase,
  ofSets: Committed,
): Promise<readonly GasFigure[]> {
  const figures: GasFigure[] = [];
  let before: { readonly trades: number; readonly gas: bigint } | undefined;
  for (const trades of sizes) {
    const isCommitted = committed?.trades === trades;
    const first = isCommitted ? committed.first : 1n;
    const set = Array.from({ length: trades }, (_, index) =>
      house.trade({ ...trade(index, trades), sequence: first + BigInt(index) }),
    );
    const gas = await house.gasOfSet(way, set);
    figures.push({
      what,
      trades,
      gasPerTrade: dividedUp(gas, trades),
      gasPerFurtherTrade:
        before === undefined ? undefined : dividedUp(gas - before.gas, trades - before.trades),
      committed: isCommitted ? ofSets[committed.name] : undefined,
    });
    before = { trades, gas };
  }
  return figures;
}

function dividedUp(gas: bigint, count: number): number {
  return Number((gas + BigInt(count) - 1n) / BigInt(count));
}
