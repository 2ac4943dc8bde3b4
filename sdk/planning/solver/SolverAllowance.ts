import type { MipLimits, MipSpent } from "./MipProblem.ts";

/** Checkpoints that a question is given in any case: with fewer the solver would not get past its preparations. */
const FEWEST_CHECKPOINTS = 20;

/** A question that is not the last one may take half of what is left. */
const MOST_SHARES = 2;

/** What `SolverAllowance` divides. */
export interface SolverAllowanceOptions {
  /** Checkpoints times columns. */
  readonly work: number;
  /** Left out: no limit. */
  readonly seconds: number | undefined;
  /** How many questions are expected. */
  readonly questions: number;
}

/** Divides work and time between questions: each has an even share of what the ones before have left. */
export class SolverAllowance {
  #work: number;
  #seconds: number | undefined;
  #questions: number;

  constructor({ work, seconds, questions }: SolverAllowanceOptions) {
    this.#work = work;
    this.#seconds = seconds;
    this.#questions = questions;
  }

  /** The share of the next question, of so many columns. */
  limits(columns: number): MipLimits {
    const questions = Math.max(1, Math.min(MOST_SHARES, this.#questions));
    return {
      checkpoints: Math.max(FEWEST_CHECKPOINTS, Math.ceil(this.#work / questions / Math.max(1, columns))),
      seconds: this.#seconds === undefined ? undefined : this.#seconds / questions,
    };
  }

  /** A question of so many columns is answered. */
  spend({ checkpoints, seconds }: MipSpent, columns: number): void {
    this.#work = Math.max(0, this.#work - checkpoints * columns);
    if (this.#seconds !== undefined) this.#seconds = Math.max(0, this.#seconds - seconds);
    this.close(1);
  }

  /** So many questions need not be asked. */
  close(questions: number): void {
    this.#questions -= questions;
  }
}
