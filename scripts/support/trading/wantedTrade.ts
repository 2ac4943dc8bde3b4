import { z } from "zod";

import { addressField, wholeField } from "../../../sdk/terms/chainFields.ts";
import { currencyField, isinField, referenceField } from "../../../sdk/terms/fields.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { readMessage } from "../../../sdk/trading/readMessage.ts";
import { readNamedFile } from "../files.ts";
import { jsonOf } from "./jsonOf.ts";

/** Which trade is meant: by its id, by the reference that both parties have for it, or the one in a file. */
export type WantedTrade =
  | { readonly by: "id" | "reference"; readonly text: string }
  | { readonly by: "file"; readonly path: string; readonly trade: Trade };

const amountField = wholeField(1n, 2n ** 112n - 1n);
const secondsField = wholeField(0n, 2n ** 40n - 1n);

/** A trade as it stands in trades.json; whatever else is known of it there is not needed. */
const fileSchema = z.object({
  trade: z.strictObject({
    isin: isinField,
    currency: currencyField,
    settlementBank: addressField,
    seller: addressField,
    buyer: addressField,
    quantity: amountField,
    amount: amountField,
    tradeDate: secondsField,
    settleFrom: secondsField,
    settleBy: secondsField,
    venue: addressField,
    sequence: wholeField(0n, 2n ** 48n - 1n),
    commonReference: referenceField,
    minimumPart: wholeField(0n, 2n ** 112n - 1n).default(0n),
  }),
});

/**
 * What `--trade` names: an id (0x and 64 digits), a reference (at most 16 of A-Z, 0-9, / and -), else a file with one trade as it
 * stands in `trades.json`.
 *
 * @throws UsageError when there is no such file; InvalidInputError (TRADE_INVALID) with every issue found in it
 */
export function wantedTrade(text: string): WantedTrade {
  if (/^0x[0-9a-f]{64}$/i.test(text)) return { by: "id", text };
  if (referenceField.safeParse(text).success) return { by: "reference", text };
  const input = jsonOf({ path: text, text: readNamedFile(text), what: "a trade, as trades.json has it" });
  const kind = { code: "TRADE_INVALID", subject: `trade in ${text}` };
  const { trade } = readMessage({ schema: fileSchema, input, path: "file", ...kind });
  return { by: "file", path: text, trade };
}
