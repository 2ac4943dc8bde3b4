import { Balances } from "./Balances.ts";
import type { Column, NettingModel } from "./NettingModel.ts";
import type { LeftBehindReason } from "./SettlementPlan.ts";

/** For each column that is not chosen every reason why it cannot settle together with the chosen ones, by id. */
export function whyNotTogether(
  { columns, rivals }: NettingModel,
  chosen: readonly Column[],
): ReadonlyMap<string, readonly LeftBehindReason[]> {
  const isChosen = new Set(chosen);
  const balances = new Balances();
  for (const column of chosen) balances.add(column);
  const left = columns.filter((column) => !isChosen.has(column));
  return new Map(
    left.map((column) => {
      const sharing = rivals.filter((group) => group.includes(column)).flat();
      const taken = sharing.filter((other) => isChosen.has(other));
      return [column.id, [...taken.map(numberTaken), ...shortages(column, balances)]];
    }),
  );
}

function numberTaken({ id }: Column): LeftBehindReason {
  return { code: "REFE", account: undefined, rival: id };
}

function shortages(column: Column, balances: Balances): readonly LeftBehindReason[] {
  return column.entries.flatMap(({ row, delta }) => {
    const after = balances.of(row) + delta;
    if (delta > 0n || after >= 0n) return [];
    const { account, instrument, shortageCode } = row;
    return [{ code: shortageCode, account, shortfall: { instrument, amount: -after } }];
  });
}
