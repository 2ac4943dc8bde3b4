import type { Reporter } from "../Reporter.ts";

/** Faults that a message shows; all are in the JSON text. */
const SHOWN = 10;

/** Says whether a proof holds, and what does not. */
export function tellFaults(reporter: Reporter, what: string, faults: readonly string[]): void {
  if (faults.length === 0) {
    reporter.step({ what, outcome: "done" });
    return;
  }
  const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [];
  const hint = "Do not pay on; show this to the auditor.";
  const remark = [...faults.slice(0, SHOWN), ...more, hint].join("\n");
  reporter.step({ what, outcome: "failed", remark });
}
