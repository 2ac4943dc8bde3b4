import { z } from "zod";

import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../bonds/types.ts";
import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import type { InputIssue } from "../../errors/InvalidInputError.ts";
import { checkFields } from "../../terms/checkFields.ts";
import type { Draft } from "../../terms/checkFields.ts";
import { checkList } from "../../terms/checkList.ts";
import {
  amountField,
  dateField,
  flagField,
  isinField,
  partyIdField,
  priceField,
  referenceField,
  textField,
  timeField,
} from "../../terms/fields.ts";
import { issue } from "../../terms/issue.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import type { DealerSheet, MarketSheet, RequestTicket } from "./MarketSheet.ts";

const dealerSchema = z.strictObject({
  firm: partyIdField,
  bid: priceField.optional(),
  offer: priceField.optional(),
  limit: amountField,
});
const requestSchema = z.strictObject({
  id: referenceField,
  isin: isinField,
  investor: partyIdField,
  does: z.enum(["buy", "sell"]),
  faceAmount: amountField,
  tradeDate: dateField,
  settlementDate: dateField,
  cutOff: timeField,
  answerSeconds: amountField,
  isAnonymous: flagField,
  justification: z
    .strictObject({ referencePrice: priceField, source: textField, text: textField })
    .readonly()
    .optional(),
});
const fileSchema = z.strictObject({ dealers: z.unknown().optional(), requests: z.unknown().optional() });
const drafts = {
  dealer: dealerSchema.partial().strip(),
  request: requestSchema.partial().strip(),
  file: fileSchema.partial().strip(),
};

/**
 * Checks the sheet of a secondary market: `dealers`, each with a bid, an offer or neither, and `requests`, each for whole units of
 * the bond.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (MARKET_INVALID) with every issue found, its path beginning with `dealers` or `requests`
 */
export function parseMarketSheet(
  input: unknown,
  { termSheet }: { readonly termSheet: TermSheet },
): MarketSheet {
  const file = checkFields({ schema: fileSchema, draftSchema: drafts.file, input, path: "file" });
  const dealers = checkList<DealerSheet>({
    input: file.draft.dealers,
    path: "dealers",
    unique: ["firm"],
    checkItem: (item, path) => {
      const checked = checkFields<DealerSheet>({
        schema: dealerSchema,
        draftSchema: drafts.dealer,
        input: item,
        path,
      });
      return { ...checked, issues: [...checked.issues, ...dealerRules(checked.draft, path)] };
    },
  });
  const requests = checkList<RequestTicket>({
    input: file.draft.requests,
    path: "requests",
    unique: ["id"],
    checkItem: (item, path) => {
      const checked = checkFields<RequestTicket>({
        schema: requestSchema,
        draftSchema: drafts.request,
        input: item,
        path,
      });
      return { ...checked, issues: [...checked.issues, ...requestRules(checked.draft, termSheet, path)] };
    },
  });
  const issues = [...file.issues, ...dealers.issues, ...requests.issues];
  if (issues.length > 0) {
    throw new InvalidInputError({ code: "MARKET_INVALID", subject: "market sheet", issues });
  }
  return { dealers: dealers.values, requests: requests.values };
}

function dealerRules({ bid, offer }: Draft<DealerSheet>, path: string): readonly InputIssue[] {
  const isCrossed =
    bid !== undefined &&
    offer !== undefined &&
    parseDecimal(bid, PRICE_DECIMALS) > parseDecimal(offer, PRICE_DECIMALS);
  return isCrossed ? [issue(`${path}.bid`, bid, `must be at most the offer, ${offer}`)] : [];
}

function requestRules(
  { isin, faceAmount, tradeDate, settlementDate }: Draft<RequestTicket>,
  termSheet: TermSheet,
  path: string,
): readonly InputIssue[] {
  const { denomination } = termSheet;
  return [
    ...(isin === undefined || isin === termSheet.isin
      ? []
      : [issue(`${path}.isin`, isin, `must be the bond's, ${termSheet.isin}`)]),
    ...(faceAmount === undefined || faceAmount % denomination === 0n
      ? []
      : [issue(`${path}.faceAmount`, faceAmount, `must be a multiple of the denomination, ${denomination}`)]),
    ...(tradeDate === undefined || settlementDate === undefined || tradeDate <= settlementDate
      ? []
      : [issue(`${path}.settlementDate`, settlementDate, `must not be before the trade date, ${tradeDate}`)]),
  ];
}
