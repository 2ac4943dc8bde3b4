import { z } from "zod";

import { addBusinessDays } from "../calendar/addBusinessDays.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "./checkFields.ts";
import { checkList } from "./checkList.ts";
import {
  amountField,
  dateField,
  isinField,
  partyIdField,
  priceField,
  referenceField,
  timeField,
} from "./fields.ts";
import type { TermSheet } from "./TermSheet.ts";
import { DEFAULT_CUT_OFF } from "./TradeTicket.ts";
import type { TradeTicket } from "./TradeTicket.ts";
import { tradeRules } from "./tradeRules.ts";

/** What `parseTrades` may be told. */
export interface ParseTradesOptions {
  /** The terms of the bond traded, when known: the trades are then checked against them. */
  readonly termSheet?: TermSheet | undefined;
  /** The business centre of tickets, when there is no term sheet to say; Asia/Tokyo when left out. */
  readonly centre?: BusinessCentre | undefined;
}

const ticketSchema = z.strictObject({
  id: referenceField,
  isin: isinField,
  seller: partyIdField,
  buyer: partyIdField,
  faceAmount: amountField,
  minimumPart: amountField.optional(),
  pricePer100: priceField,
  tradeDate: dateField,
  settlementDate: dateField.optional(),
  cutOff: timeField.optional(),
});
const draftSchema = ticketSchema.partial().strip();
const fileSchema = z.strictObject({ trades: z.unknown().optional() });
const fileDraftSchema = fileSchema.partial().strip();

type WrittenTicket = z.output<typeof ticketSchema>;

/**
 * Checks a trade file: `trades`, a list of tickets in which no reference occurs twice. A ticket without
 * settlement date settles one business day after its trade date (T+1), one without cut-off at
 * DEFAULT_CUT_OFF.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (TRADES_INVALID) with every issue found, its path beginning with `trades`
 */
export function parseTrades(input: unknown, options: ParseTradesOptions = {}): readonly TradeTicket[] {
  const { termSheet } = options;
  const centre = termSheet?.businessCentre ?? options.centre ?? "Asia/Tokyo";
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const list = checkList<WrittenTicket>({
    input: file.draft.trades,
    path: "trades",
    unique: ["id"],
    checkItem: (item, path) => {
      const checked = checkFields<WrittenTicket>({ schema: ticketSchema, draftSchema, input: item, path });
      const settlementDate = checked.draft.settlementDate ?? nextBusinessDay(checked.draft.tradeDate, centre);
      const ticket = { ...checked.draft, settlementDate };
      return { ...checked, issues: [...checked.issues, ...tradeRules({ ticket, termSheet, centre, path })] };
    },
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length > 0)
    throw new InvalidInputError({ code: "TRADES_INVALID", subject: "trade file", issues });
  return list.values.map((ticket) => complete(ticket, centre));
}

function complete(ticket: WrittenTicket, centre: BusinessCentre): TradeTicket {
  const { tradeDate, settlementDate, cutOff } = ticket;
  return {
    ...ticket,
    settlementDate: settlementDate ?? addBusinessDays({ date: tradeDate, days: 1, centre }),
    cutOff: cutOff ?? DEFAULT_CUT_OFF,
  };
}

/** T+1, or nothing when the trade date is missing or outside the calendar, which `tradeRules` reports. */
function nextBusinessDay(date: CalendarDate | undefined, centre: BusinessCentre): CalendarDate | undefined {
  try {
    return date === undefined ? undefined : addBusinessDays({ date, days: 1, centre });
  } catch (error) {
    if (error instanceof DateOutsideCalendarError) return undefined;
    throw error;
  }
}
