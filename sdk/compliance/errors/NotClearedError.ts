import { KessaiError } from "../../errors/KessaiError.ts";
import type { ComplianceResult } from "../ComplianceReport.ts";

/** A rule that stops a trade. */
export interface Breach extends Pick<ComplianceResult, "rule" | "fund" | "status" | "text"> {
  /** Why each waiver that was shown for it does not count. */
  readonly waiverFaults: readonly string[];
}

/** Rules of the guidelines are breached, and nobody who may has waived them. */
export class NotClearedError extends KessaiError {
  /** Every breach that is not waived, in the order of the report. */
  readonly breaches: readonly Breach[];

  constructor(breaches: readonly Breach[]) {
    const count = breaches.length === 1 ? "1 breach" : `${breaches.length} breaches`;
    const lines = breaches.map(({ rule, fund, status, text, waiverFaults }) =>
      [`  ${rule}, fund ${fund}: ${status} - ${text}`, ...waiverFaults.map((fault) => `    ${fault}`)].join(
        "\n",
      ),
    );
    super({
      code: "COMPLIANCE_BREACHED",
      message: [`The trade is stopped by compliance (コンプライアンス・チェック): ${count}.`, ...lines].join(
        "\n",
      ),
      hint: "Change the order and check again, bring the facts that are missing, or ask a compliance officer for a waiver.",
      details: {
        breaches: breaches.map(({ rule, fund, status, text, waiverFaults }) => ({
          rule,
          fund,
          status,
          text,
          waiverFaults,
        })),
      },
    });
    this.breaches = breaches;
  }
}
