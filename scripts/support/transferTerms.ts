import { ZeroAddress } from "ethers";
import { z } from "zod";

import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { currencyField, isinField, partyIdField, referenceField } from "../../sdk/terms/fields.ts";
import { InvalidInputError } from "../../sdk/errors/InvalidInputError.ts";
import { issue } from "../../sdk/terms/issue.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { AddressBook } from "./AddressBook.ts";
import { CENTRE } from "./centre.ts";
import { parseCutOff } from "./parseCutOff.ts";
import { parseWhole } from "./parseWhole.ts";
import { parseSettleDate } from "./settlementDates.ts";
import { UsageError } from "./UsageError.ts";

/** What moves, one way: bonds free of payment, or money. */
export type TransferLeg =
  | { readonly isin: string; readonly units: bigint }
  | { readonly currency: string; readonly bank: string; readonly amount: bigint };

/** What a transfer agrees on; parties by their ids. */
export interface TransferTerms {
  readonly reference: string;
  readonly from: string;
  readonly to: string;
  readonly leg: TransferLeg;
  /** Left out: the day on which it is agreed. */
  readonly settleDate: CalendarDate | undefined;
  /** As it was written; left out: DEFAULT_CUT_OFF. */
  readonly cutOff: string | undefined;
}

const written = z.object({
  reference: referenceField,
  from: partyIdField,
  to: partyIdField,
  isin: isinField.optional(),
  units: z.string().optional(),
  currency: currencyField.optional(),
  bank: partyIdField.optional(),
  amount: z.string().optional(),
  settleDate: z.string().optional(),
  cutOff: z.string().optional(),
});

/**
 * Checks the options of a transfer.
 *
 * @throws InvalidInputError, UsageError when one is wrong, or they do not make one leg
 */
export function readTransfer(options: unknown): TransferTerms {
  const result = written.safeParse(options);
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => {
      const [key = ""] = path.map(String);
      const value: unknown =
        typeof options === "object" && options !== null ? Reflect.get(options, key) : options;
      return issue(`--${key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`, value, message);
    });
    throw new InvalidInputError({ code: "TRANSFER_INVALID", subject: "transfer", issues });
  }
  const { reference, from, to, settleDate, cutOff } = result.data;
  if (from === to) throw new UsageError(`${from} cannot transfer to itself.`, "Give two parties.");
  const date = settleDate === undefined ? undefined : parseSettleDate(settleDate, CENTRE);
  if (date !== undefined && cutOff !== undefined) parseCutOff(cutOff, { date, centre: CENTRE });
  return { reference, from, to, leg: legOf(result.data), settleDate: date, cutOff };
}

function legOf({ isin, units, currency, bank, amount }: z.infer<typeof written>): TransferLeg {
  const ofBonds = isin !== undefined || units !== undefined;
  const ofMoney = currency !== undefined || bank !== undefined || amount !== undefined;
  if (ofBonds !== ofMoney) {
    if (isin !== undefined && units !== undefined) return { isin, units: parseWhole("--units", units) };
    if (currency !== undefined && bank !== undefined && amount !== undefined)
      return { currency, bank, amount: parseWhole("--amount", amount) };
  }
  throw new UsageError(
    "A transfer moves bonds or money, one of them.",
    "Give --isin and --units for bonds, or --currency, --bank and --amount for money.",
  );
}

/** The fields of a trade that the leg and its parties make: who gives bonds sells, who gives money buys. */
export function transferFields(
  { from, to, leg, reference }: TransferTerms,
  book: AddressBook,
): Omit<Trade, "tradeDate" | "settleFrom" | "settleBy" | "sequence"> {
  const [giver, taker] = [book.accountOf(from), book.accountOf(to)];
  const common = { venue: ZeroAddress, commonReference: reference, minimumPart: 0n };
  if ("isin" in leg)
    return {
      ...common,
      isin: leg.isin,
      quantity: leg.units,
      seller: giver,
      buyer: taker,
      currency: "",
      settlementBank: ZeroAddress,
      amount: 0n,
    };
  return {
    ...common,
    isin: "",
    quantity: 0n,
    seller: taker,
    buyer: giver,
    currency: leg.currency,
    settlementBank: book.accountOf(leg.bank),
    amount: leg.amount,
  };
}
