import { readFileSync } from "node:fs";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import type { CouponSchedule } from "../../../../sdk/bonds/types.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../../../sdk/terms/TermSheet.ts";
import { termsInput } from "../terms/samples.ts";

/** A term sheet and its coupons, as functions of bonds take them. */
export interface Sheet {
  readonly termSheet: TermSheet;
  readonly schedule: CouponSchedule;
}

/** The bond of the term sheet samples (14 March and 14 September 2025 to 2030) with changes. */
export function sheet(change: object = {}): Sheet {
  const termSheet = parseTermSheet({ ...termsInput, ...change });
  return { termSheet, schedule: couponSchedule(termSheet) };
}

/** The same without the fields of a fixed rate. */
export function floatingSheet(change: object): Sheet {
  const { couponRatePercent: _rate, ...terms } = termsInput;
  const termSheet = parseTermSheet({ ...terms, ...change });
  return { termSheet, schedule: couponSchedule(termSheet) };
}

/** A term sheet of scenarios/samples/. */
export function sampleSheet(name: string): Sheet {
  const file = new URL(`../../../../scenarios/samples/${name}.yaml`, import.meta.url);
  const termSheet = parseTermSheet(readDocument(readFileSync(file, "utf8"), name));
  return { termSheet, schedule: couponSchedule(termSheet) };
}
