import { KessaiError } from "../../errors/KessaiError.ts";

/** The solver that larger plans need cannot be loaded. */
export class SolverUnavailableError extends KessaiError {
  constructor(packageName: string, cause: unknown) {
    super({
      code: "SOLVER_UNAVAILABLE",
      message: `The solver package ${packageName} cannot be loaded.`,
      hint: "Install the locked packages again (npm ci).",
      details: { packageName },
      cause,
    });
  }
}
