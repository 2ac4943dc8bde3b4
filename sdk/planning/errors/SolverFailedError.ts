import { KessaiError } from "../../errors/KessaiError.ts";

/** The solver has broken down over a question, for want of memory for example. */
export class SolverFailedError extends KessaiError {
  constructor(packageName: string, cause: unknown) {
    super({
      code: "SOLVER_FAILED",
      message: `The solver ${packageName} has broken down.`,
      hint: "Plan with fewer trades at a time, or with another solver.",
      details: { packageName },
      cause,
    });
  }
}
