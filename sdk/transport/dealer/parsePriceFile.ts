import { z } from "zod";

import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import type { InputIssue } from "../../errors/InvalidInputError.ts";
import { checkFields } from "../../terms/checkFields.ts";
import { checkList } from "../../terms/checkList.ts";
import { isinField, priceField } from "../../terms/fields.ts";
import { issue } from "../../terms/issue.ts";
import { SIDES } from "../../trade/Trade.ts";
import type { Side } from "../../trade/Trade.ts";
import type { FilePrice } from "./PriceFile.ts";
import { styleFields, styleOf, styleRules } from "./styleFields.ts";
import type { WrittenStyle } from "./styleFields.ts";

/** The name and the version of a file of prices. */
export const PRICES_FORMAT = "kessai-prices";
export const PRICES_VERSION = 1;

interface WrittenPrice extends WrittenStyle {
  readonly isin: string;
  readonly side: Side;
  readonly price: string;
}

const priceSchema = z.strictObject({
  isin: isinField,
  side: z.enum(SIDES),
  price: priceField,
  ...styleFields,
});
const draftSchema = priceSchema.partial().strip();
const fileSchema = z.strictObject({
  format: z.literal(PRICES_FORMAT),
  version: z.union([z.literal(PRICES_VERSION), z.literal(BigInt(PRICES_VERSION))], {
    error: `must be ${PRICES_VERSION}`,
  }),
  prices: z.unknown().optional(),
});
const fileDraftSchema = fileSchema.partial().strip();

/**
 * Checks a file of a dealer's prices: `format`, `version`, and `prices`, a list of `isin`, `side` (the dealer's), `price`, `kind`,
 * `maximumUnits`, `validSeconds`, and where wanted `minimumUnits` and `lastLookSeconds`; one for a bond and a side.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (PRICES_INVALID) with every issue found, its path beginning with `file` or `prices`
 */
export function parsePriceFile(input: unknown): readonly FilePrice[] {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const places = new Map<string, string>();
  const list = checkList<WrittenPrice>({
    input: file.draft.prices,
    path: "prices",
    unique: [],
    checkItem: (item, path) => {
      const checked = checkFields<WrittenPrice>({ schema: priceSchema, draftSchema, input: item, path });
      const rules = [...styleRules(checked.draft, path), ...repeated(checked.draft, path, places)];
      return { ...checked, issues: [...checked.issues, ...rules] };
    },
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length > 0)
    throw new InvalidInputError({ code: "PRICES_INVALID", subject: "file of prices", issues });
  return list.values.map(({ isin, side, price, ...style }) => ({ isin, side, price, ...styleOf(style) }));
}

/** @param places where each bond and side that was read already stands */
function repeated(
  { isin, side }: Partial<Record<"isin" | "side", string | undefined>>,
  path: string,
  places: Map<string, string>,
): readonly InputIssue[] {
  if (isin === undefined || side === undefined) return [];
  const key = `${isin} ${side}`;
  const first = places.get(key);
  if (first !== undefined) return [issue(path, key, `must differ from ${first} in isin or side`)];
  places.set(key, path);
  return [];
}
