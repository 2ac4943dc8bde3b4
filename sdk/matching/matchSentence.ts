import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { formatMoment } from "../calendar/formatMoment.ts";
import { formatAmount } from "../encoding/formatAmount.ts";
import { formatMoney } from "../encoding/formatMoney.ts";
import { differenceOf } from "./differenceOf.ts";
import type { FieldForm } from "./matchFields.ts";
import type { MatchStatus } from "./MatchReport.ts";

/** What `matchSentence` works on. */
export interface MatchSentenceOptions {
  readonly form: FieldForm;
  readonly ours: string | bigint | undefined;
  readonly theirs: string | bigint | undefined;
  readonly status: MatchStatus;
  /** The tolerance, as the report has it. */
  readonly allowed: string;
  /** ISO 4217; left out when it is not known. */
  readonly currency?: string | undefined;
  readonly centre: BusinessCentre;
}

/**
 * What came of comparing a field, for a back office.
 *
 * @throws UnknownCurrencyError when amounts are in a currency that ISO 4217 does not have
 */
export function matchSentence(options: MatchSentenceOptions): string {
  const { form, ours, theirs, status, allowed } = options;
  const { kind, label } = form;
  const shown = (value: string | bigint): string => shownValue(value, options);
  if (ours === undefined)
    return theirs === undefined
      ? `Neither side names the ${label}.`
      : `We have no ${label}; the other side confirms ${shown(theirs)}.`;
  if (theirs === undefined) return `The other side does not confirm the ${label}; we have ${shown(ours)}.`;
  if (kind === "opposite")
    return status === "matched"
      ? `The ${label} agrees: we are the ${ours}, the other side is the ${theirs}.`
      : `The ${label} does not agree: both sides say that they are the ${ours}.`;
  if (status === "matched") return `The ${label} agrees: ${shown(ours)}.`;
  const both = `we have ${shown(ours)}, the other side confirms ${shown(theirs)}`;
  const distance = distanceOf(ours, theirs, options);
  if (status === "within tolerance")
    return `The ${label} differs within the tolerance of ${allowed}: ${both}${distance}.`;
  const bound = allowed === "exact" ? "" : `, above the tolerance of ${allowed}`;
  return `The ${label} does not agree: ${both}${distance}${bound}.`;
}

function distanceOf(ours: string | bigint, theirs: string | bigint, options: MatchSentenceOptions): string {
  const { kind } = options.form;
  const difference = differenceOf(kind, ours, theirs)?.difference;
  if (difference === undefined) return "";
  if (kind === "price") return `; the difference is ${formatDecimal(difference, PRICE_DECIMALS)}`;
  if (kind === "date" || kind === "moment") {
    const unit = kind === "date" ? "day" : "second";
    return `; the difference is ${formatAmount(difference)} ${unit}${difference === 1n ? "" : "s"}`;
  }
  return `; the difference is ${shownValue(difference, options)}`;
}

function shownValue(value: string | bigint, { form, currency, centre }: MatchSentenceOptions): string {
  if (typeof value === "string") return value;
  if (form.kind === "moment") return formatMoment(value, centre);
  if (form.kind === "units" || currency === undefined) return formatAmount(value);
  const money = formatMoney(value < 0n ? -value : value, currency);
  return `${currency} ${value < 0n ? "-" : ""}${money}`;
}
