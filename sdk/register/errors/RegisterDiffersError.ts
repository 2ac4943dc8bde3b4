import { KessaiError } from "../../errors/KessaiError.ts";
import type { RegisterDifference } from "../compareRegister.ts";

/** A register made from the log does not agree with what the contracts have stored: one of them must not be relied on. */
export class RegisterDiffersError extends KessaiError {
  constructor(isin: string, differences: readonly RegisterDifference[]) {
    const lines = differences.map(
      ({ account, figure, log, storage }) =>
        `  ${account ?? "the bond"}: ${figure} is ${log} by the log and ${storage} in storage`,
    );
    super({
      code: "REGISTER_DIFFERS",
      message: [`The register of ${isin} does not agree with storage.`, ...lines].join("\n"),
      hint: "Ask another node, and check the block in kessai.json; do not use this register until it agrees.",
      details: {
        differences: differences.map(({ account, figure, log, storage }) => ({
          account: account ?? null,
          figure,
          log,
          storage,
        })),
      },
    });
  }
}
