import type { Command } from "commander";
import { z } from "zod";

import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import { parseTermSheet } from "../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import { readNamedFile } from "./files.ts";
import { scenarioFile } from "./scenarioFile.ts";
import { UsageError } from "./UsageError.ts";

/** The options of jobs that work on a term sheet alone. */
export const termsOptions = z.object({ scenario: z.string().optional(), terms: z.string().optional() });

/** A term sheet and the coupons of its bond. */
export interface LoadedTerms {
  readonly termSheet: TermSheet;
  readonly schedule: CouponSchedule;
}

/** Adds the options of jobs that work on a term sheet alone. */
export function withTerms(command: Command): Command {
  return command
    .option("--terms <file>", "the term sheet")
    .option("--scenario <name>", "instead of --terms: a folder of scenarios/, such as jpx-2022");
}

/** Reads and checks a term sheet. */
export function loadTerms({ terms, scenario }: z.infer<typeof termsOptions>): LoadedTerms {
  const path = terms ?? (scenario && scenarioFile(scenario, "terms"));
  if (path === undefined || path === "")
    throw new UsageError("No term sheet was named.", "Give --terms <file>, or --scenario <name>.");
  const termSheet = parseTermSheet(readDocument(readNamedFile(path), path));
  return { termSheet, schedule: couponSchedule(termSheet) };
}
