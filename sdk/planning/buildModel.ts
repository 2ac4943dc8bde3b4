import type { Candidate } from "./Candidate.ts";
import { movementsOf } from "./movementsOf.ts";
import type { Movement } from "./movementsOf.ts";
import type { Column, Entry, NettingModel, Row } from "./NettingModel.ts";
import { numberOf } from "./numberOf.ts";
import type { Position } from "./Position.ts";
import { positionKey } from "./positionKey.ts";

/** What `buildModel` works on. */
export interface BuildModelOptions {
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
  /** Value of a candidate; it need not be cash. */
  readonly valueOf: (candidate: Candidate) => bigint;
}

/** The question which of the candidates settle together, whatever their dates and obstacles. */
export function buildModel({ candidates, positions, valueOf }: BuildModelOptions): NettingModel {
  const rowOf = rowFinder(positions);
  const ordered = candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const columns = new Map(
    ordered.map((candidate): [Candidate, Column] => [
      candidate,
      {
        id: candidate.id,
        priority: candidate.priority,
        value: valueOf(candidate),
        entries: entriesOf(candidate, rowOf),
      },
    ]),
  );
  const groups = Map.groupBy(columns.keys(), ({ trade }) => numberOf(trade));
  return {
    columns: [...columns.values()],
    rivals: [...groups.values()]
      .filter((group) => group.length > 1)
      .map((group) => group.flatMap((candidate) => columns.get(candidate) ?? [])),
  };
}

type RowOf = (account: string, movement: Movement) => Row;

function rowFinder(positions: readonly Position[]): RowOf {
  const free = new Map(positions.map((position) => [positionKey(position), position.free]));
  const rows = new Map<string, Row>();
  return (account, { instrument, shortageCode }) => {
    const key = positionKey({ account, instrument });
    const row = rows.get(key) ?? { account, instrument, free: free.get(key) ?? 0n, shortageCode };
    rows.set(key, row);
    return row;
  };
}

function entriesOf(candidate: Candidate, rowOf: RowOf): readonly Entry[] {
  return movementsOf(candidate).flatMap((movement) => {
    const { from, to, amount, isHeld } = movement;
    const arrives = { row: rowOf(to, movement), delta: amount };
    return isHeld ? [arrives] : [{ row: rowOf(from, movement), delta: -amount }, arrives];
  });
}
