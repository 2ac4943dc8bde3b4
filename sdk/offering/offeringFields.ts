import { z } from "zod";

import { parseDecimal } from "../bonds/parseDecimal.ts";
import { parseSignedDecimal } from "../bonds/parseSignedDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { isCalendarDate } from "../calendar/isCalendarDate.ts";

/** The fields that only inputs of offerings have; `fields.ts` has the others. Every rule is one sentence for people. */

/** Decimals of a spread in basis points: one basis point is 10^4 units of 10^-8. */
export const SPREAD_DECIMALS = 4;

const MAX_SPREAD_BP = 10_000n;

/** A moment by the clock of the business centre. */
export const momentField = text(
  'must be a local moment YYYY-MM-DDTHH:MM, such as "2025-03-03T09:00"',
  (value) => /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(value) && isCalendarDate(value.slice(0, 10)),
);

/** A fee per 100 of face; it may be zero. */
export const feeField = text(
  `must be a decimal number in quotes with at most ${PRICE_DECIMALS} decimals, such as "0.40"`,
  (value) => decimal(() => parseDecimal(value, PRICE_DECIMALS)) !== undefined,
);

/** A spread over the reference yield; it may be negative. */
export const spreadField = text(
  `must be a number of basis points in quotes, at most ${SPREAD_DECIMALS} decimals and 10,000 up or down, such as "12.5"`,
  (value) => {
    const spread = decimal(() => parseSignedDecimal(value, SPREAD_DECIMALS));
    const most = MAX_SPREAD_BP * 10n ** BigInt(SPREAD_DECIMALS);
    return spread !== undefined && spread <= most && spread >= -most;
  },
);

/** A field that is known and refused, with the reason. */
export function refusedField(reason: string): z.ZodOptional<z.ZodUndefined> {
  return z.undefined({ error: `must be left out: ${reason}` }).optional();
}

function text(rule: string, isRight: (value: string) => boolean): z.ZodType<string> {
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is required: ${rule}` : rule;
  return z.string({ error }).refine(isRight, rule);
}

function decimal(parse: () => bigint): bigint | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
