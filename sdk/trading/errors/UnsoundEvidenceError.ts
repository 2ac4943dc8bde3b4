import { KessaiError } from "../../errors/KessaiError.ts";
import type { Finding } from "../EvidenceReport.ts";

/** Evidence was to be made that its own verification would find wrong. */
export class UnsoundEvidenceError extends KessaiError {
  readonly findings: readonly Finding[];

  /** @param findings the errors, never empty */
  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ code, text }) => `  ${code}: ${text}`);
    super({
      code: "EVIDENCE_UNSOUND",
      message: ["The decision cannot be made as it stands:", ...lines].join("\n"),
      hint: "Correct every line: choose a quote that can be taken, and say why where another than the best, or the only one, is taken.",
      details: { findings: findings.map(({ code, text }) => ({ code, text })) },
    });
    this.findings = findings;
  }
}
