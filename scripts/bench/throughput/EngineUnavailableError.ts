/** An engine cannot be had on this machine. The message says why and what to do. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
}
