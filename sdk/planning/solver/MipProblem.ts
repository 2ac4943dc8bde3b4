/** Upper limit on a weighted sum of choices: the sum of values of chosen columns is at most `upper`. */
export interface MipRow {
  readonly upper: number;
  /** Zero-based column indexes, each at most once. */
  readonly columns: readonly number[];
  /** A value for each of them. */
  readonly values: readonly number[];
}

/** A question with yes-or-no answers: choose columns within all rows so that the sum of their gains is the largest. */
export interface MipProblem {
  /** For each column. */
  readonly gains: readonly number[];
  readonly rows: readonly MipRow[];
  /** Columns that are not asked about: whether they are chosen, by zero-based index. */
  readonly fixed: ReadonlyMap<number, boolean>;
  /** Columns of a set that is within all rows, to start from. */
  readonly start: readonly number[];
  readonly limits: MipLimits;
}

/** When the solver stops though it has not finished. */
export interface MipLimits {
  /** Number of times that the solver may ask whether to go on; the same on every machine. */
  readonly checkpoints: number;
  /** Seconds on the solver's own clock; left out: no limit. With it the answer depends on the machine's speed. */
  readonly seconds?: number | undefined;
}

/** The solver's answer, as good as floating point numbers and its limits make it. */
export interface MipAnswer {
  /** Zero-based indexes of the chosen columns; `undefined` when it found none in time. */
  readonly chosen: readonly number[] | undefined;
  /** No choice gains more, by the solver's arithmetic; infinite when it does not know. */
  readonly bound: number;
  readonly spent: MipSpent;
}

/** What an answer has cost, in the measures of `MipLimits`. */
export interface MipSpent {
  readonly checkpoints: number;
  readonly seconds: number;
}

/** Solves one question after the other. */
export type SolveMip = (problem: MipProblem) => MipAnswer;

/** Makes a solver ready; called only when one is needed. */
export type LoadSolver = () => Promise<SolveMip>;
