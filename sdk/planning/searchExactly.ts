import { isBetterRank } from "./isBetterRank.ts";
import { inOrderOfMerit } from "./inOrderOfMerit.ts";
import type { Column, NettingModel } from "./NettingModel.ts";
import type { Rank } from "./Rank.ts";
import { rankOf } from "./rankOf.ts";
import { SearchBoard } from "./SearchBoard.ts";

/** What `searchExactly` works on. */
export interface SearchExactlyOptions {
  readonly model: NettingModel;
  /** All priority classes, highest first. */
  readonly priorities: readonly number[];
  /** A set that can settle, the better the quicker. */
  readonly start: readonly Column[];
  /** How many sets may be looked at before the search gives up. */
  readonly nodes: number;
}

/** What `searchExactly` found. */
export interface SearchedSet {
  /** The best set found, at least as good as the start. */
  readonly columns: readonly Column[];
  /** Whether nothing was left to look at: then no set has a better rank. */
  readonly isProven: boolean;
}

/** Looks for the set of the best rank by trying what is undecided, in exact arithmetic throughout. */
export function searchExactly({ model, priorities, start, nodes }: SearchExactlyOptions): SearchedSet {
  const board = new SearchBoard(model, inOrderOfMerit(model.columns), priorities);
  let best: readonly Column[] = start;
  let bestRank: Rank = rankOf(start, priorities);
  let looked = 0;
  const look = (): void => {
    if (++looked > nodes || !isBetterRank(board.potential, bestRank)) return;
    const choice = board.nextOpen();
    if (choice === undefined) {
      best = board.columns();
      bestRank = [...board.potential];
      return;
    }
    const { depth } = board;
    for (const state of ["in", "out"] as const) {
      if (board.decide(choice, state)) look();
      board.undo(depth);
    }
  };
  look();
  return { columns: best, isProven: looked <= nodes };
}
