import { isSameHex } from "../encoding/isSameHex.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { describeTolerance } from "./describeTolerance.ts";
import { differenceOf } from "./differenceOf.ts";
import { isWithinTolerance } from "./isWithinTolerance.ts";
import type { FieldForm, FieldKind } from "./matchFields.ts";
import { matchSentence } from "./matchSentence.ts";
import type { FieldMatch, MatchStatus } from "./MatchReport.ts";
import type { Tolerance } from "./Tolerance.ts";
import { writtenField } from "./writtenField.ts";

/** What `matchField` works on. */
export interface MatchFieldOptions {
  readonly form: FieldForm;
  readonly ours: string | bigint | undefined;
  readonly theirs: string | bigint | undefined;
  readonly tolerance: Tolerance;
  /** ISO 4217: the currency of our amounts; left out when we name none. */
  readonly currency?: string | undefined;
  /** By whose clock moments are written. */
  readonly centre: BusinessCentre;
}

/** Compares one field of a trade with its confirmation. */
export function matchField(options: MatchFieldOptions): FieldMatch {
  const { form, ours, theirs, tolerance, centre } = options;
  const { field, kind } = form;
  const status =
    ours === undefined || theirs === undefined ? "missing" : statusOf({ kind, ours, theirs, tolerance });
  const allowed = describeTolerance(tolerance, kind);
  return {
    field,
    ours: writtenField(kind, ours, centre),
    theirs: writtenField(kind, theirs, centre),
    tolerance: allowed,
    status,
    sentence: matchSentence({ ...options, status, allowed }),
  };
}

interface Compared {
  readonly kind: FieldKind;
  readonly ours: string | bigint;
  readonly theirs: string | bigint;
  readonly tolerance: Tolerance;
}

function statusOf({ kind, ours, theirs, tolerance }: Compared): MatchStatus {
  const difference = differenceOf(kind, ours, theirs);
  if (difference === undefined) return isSame(kind, `${ours}`, `${theirs}`) ? "matched" : "different";
  if (difference.difference === 0n) return "matched";
  return isWithinTolerance(difference, kind, tolerance) ? "within tolerance" : "different";
}

function isSame(kind: FieldKind, ours: string, theirs: string): boolean {
  if (kind === "opposite") return ours !== theirs;
  return kind === "hex" ? isSameHex(ours, theirs) : ours === theirs;
}
