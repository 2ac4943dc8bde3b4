import { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { CashDeposit, CashDeposits } from "./CashDeposits.ts";
import { checkFields } from "./checkFields.ts";
import { checkList } from "./checkList.ts";
import { amountField, currencyField, partyIdField, referenceField } from "./fields.ts";

const depositSchema = z.strictObject({ reference: referenceField, party: partyIdField, amount: amountField });
const draftSchema = depositSchema.partial().strip();
const fileSchema = z.strictObject({ currency: currencyField, deposits: z.unknown().optional() });
const fileDraftSchema = fileSchema.partial().strip();

/**
 * Checks a list of cash deposits: `currency`, and `deposits`, in which no reference occurs twice.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (CASH_INVALID) with every issue found, its path beginning with `cash`
 */
export function parseCashDeposits(input: unknown): CashDeposits {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "cash" });
  const list = checkList<CashDeposit>({
    input: file.draft.deposits,
    path: "cash.deposits",
    unique: ["reference"],
    checkItem: (item, path) =>
      checkFields<CashDeposit>({ schema: depositSchema, draftSchema, input: item, path }),
  });
  const issues = [...file.issues, ...list.issues];
  if (file.value === undefined || issues.length > 0) {
    throw new InvalidInputError({ code: "CASH_INVALID", subject: "list of cash deposits", issues });
  }
  return { currency: file.value.currency, deposits: list.values };
}
