import type { Movement } from "./movementsOf.ts";
import { positionKey } from "./positionKey.ts";
import type { InstrumentLiquidity, NetPosition } from "./SettlementPlan.ts";

/** What netting does to movements. */
export interface LiquidityReport {
  /** By instrument. */
  readonly liquidity: readonly InstrumentLiquidity[];
  /** By account, then instrument. */
  readonly nets: readonly NetPosition[];
}

/** What each account delivers and receives on balance, and how much less moves than leg by leg. */
export function reportLiquidity(movements: readonly Movement[]): LiquidityReport {
  const nets = netPositions(movements);
  const byInstrument = Map.groupBy(nets, ({ instrument }) => instrument);
  return {
    nets,
    liquidity: [...byInstrument]
      .map(([instrument, positions]) => liquidityOf(instrument, positions))
      .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1)),
  };
}

function liquidityOf(instrument: string, positions: readonly NetPosition[]): InstrumentLiquidity {
  const gross = positions.reduce((sum, { delivered }) => sum + delivered, 0n);
  const net = positions.reduce((sum, position) => (position.net < 0n ? sum - position.net : sum), 0n);
  return { instrument, gross, net, saved: gross - net };
}

function netPositions(movements: readonly Movement[]): readonly NetPosition[] {
  const nets = new Map<string, NetPosition>();
  const count = (account: string, { instrument, amount }: Movement, isReceiver: boolean): void => {
    const key = positionKey({ account, instrument });
    const known = nets.get(key) ?? { account, instrument, delivered: 0n, received: 0n, net: 0n };
    nets.set(
      key,
      isReceiver
        ? { ...known, received: known.received + amount, net: known.net + amount }
        : { ...known, delivered: known.delivered + amount, net: known.net - amount },
    );
  };
  for (const movement of movements) {
    count(movement.from, movement, false);
    count(movement.to, movement, true);
  }
  const ordered = [...nets].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ordered.map(([, position]) => position);
}
