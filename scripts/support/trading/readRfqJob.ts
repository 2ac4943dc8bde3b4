import { z } from "zod";

import type { CalendarDate } from "../../../sdk/calendar/CalendarDate.ts";
import {
  amountField,
  dateField,
  partyIdField,
  priceField,
  referenceField,
  timeField,
} from "../../../sdk/terms/fields.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { parseSignedGiveUp } from "../../../sdk/trading/parseSignedGiveUp.ts";
import type { SignedGiveUp } from "../../../sdk/trading/GiveUp.ts";
import type { RequestTicket, SheetJustification } from "../../../sdk/trading/market/MarketSheet.ts";
import { parseSignedTicket } from "../../../sdk/trading/parseSignedTicket.ts";
import type { SignedTicket } from "../../../sdk/trading/Ticket.ts";
import { parseMoment } from "../advanceTo.ts";
import { readNamedFile } from "../files.ts";
import { UsageError } from "../UsageError.ts";
import { jsonOf } from "./jsonOf.ts";
import { readMarket } from "./readMarket.ts";
import type { ReadMarket } from "./readMarket.ts";
import { readOptions } from "./readOptions.ts";
import { parseHubUrl } from "./requireHub.ts";

/** What is asked, of whom, and what is to be done with the answers. */
export interface RfqJob extends ReadMarket {
  readonly ticket: RequestTicket;
  /** Parties. */
  readonly dealers: readonly string[];
  readonly hub: string;
  /** A dealer, "best", or "none" to look only. */
  readonly take: string;
  /** Why another than the best is taken; empty when the best is. */
  readonly reason: string;
  readonly signedTicket: SignedTicket | undefined;
  readonly giveUp: SignedGiveUp | undefined;
  readonly isEarmarked: boolean;
  readonly at: bigint | undefined;
}

const schema = z.object({
  request: referenceField.optional(),
  as: partyIdField.optional(),
  buy: amountField.optional(),
  sell: amountField.optional(),
  reference: referenceField.optional(),
  tradeDate: dateField.optional(),
  settlementDate: dateField.optional(),
  cutOff: timeField.default("15:00"),
  seconds: z.coerce.number({ error: "must be seconds" }).int().min(1).max(86_400).default(30),
  anonymous: z.boolean().default(false),
  dealers: z.string().optional(),
  hub: z.string(),
  take: z.string().default("best"),
  reason: z.string().max(1000).default(""),
  referencePrice: priceField.optional(),
  referenceSource: z.string().min(1).max(1000).optional(),
  justify: z.string().min(1).max(1000).optional(),
  ticket: z.string().optional(),
  giveUp: z.string().optional(),
  earmark: z.boolean().default(false),
  at: z.string().optional(),
});
type Options = z.infer<typeof schema>;

/** Reads what is to be asked: a request of the market sheet, or one of the command line. */
export function readRfqJob(written: unknown): RfqJob {
  const options = readOptions({
    schema,
    written,
    subject: "request for quote",
    rules: askingRules,
  });
  const market = readMarket(written);
  const { sheet, scenario } = market;
  const ticket = options.request === undefined ? ticketOf(options, market) : inSheet(options.request, market);
  const known = sheet.dealers.map(({ firm }) => firm);
  const dealers = options.dealers?.split(",").map((each) => each.trim()) ?? known;
  if (dealers.length === 0 || dealers.includes("") || new Set(dealers).size < dealers.length)
    throw new UsageError("Who is asked?", "Give --dealers as different parties with commas between.");
  if (!["best", "none", ...dealers].includes(options.take))
    throw new UsageError(
      `${options.take} is not asked, so nothing can be taken of it.`,
      `Asked are ${dealers.join(", ")}.`,
    );
  return {
    ...market,
    ticket: { ...ticket, justification: justificationOf(options) ?? ticket.justification },
    dealers,
    hub: parseHubUrl(options.hub),
    take: options.take,
    reason: options.reason,
    signedTicket:
      options.ticket === undefined
        ? undefined
        : parseSignedTicket(documentIn(options.ticket, "a ticket, as the job ticket sign writes it")),
    giveUp:
      options.giveUp === undefined
        ? undefined
        : parseSignedGiveUp(documentIn(options.giveUp, "a broker's consent, as the broker has signed it")),
    isEarmarked: options.earmark,
    at: options.at === undefined ? undefined : parseMoment(options.at, scenario.terms.businessCentre),
  };
}

/** What is asked stands in one place: the market sheet, or the command line. */
function askingRules({
  request,
  as,
  buy,
  sell,
  reference,
  tradeDate,
  settlementDate,
}: Options): InputIssue[] {
  if (request === undefined)
    return (buy === undefined) === (sell === undefined)
      ? [issue("--buy", buy, "is required, or --sell: one of them; or --request <id> of the market sheet")]
      : [];
  const others = {
    "--as": as,
    "--buy": buy,
    "--sell": sell,
    "--reference": reference,
    "--trade-date": tradeDate,
    "--settlement-date": settlementDate,
  };
  return Object.entries(others).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [issue(name, value, "must be left out with --request: the market sheet says it")],
  );
}

function documentIn(path: string, what: string): unknown {
  return jsonOf({ path, text: readNamedFile(path), what });
}

function inSheet(id: string, { sheet }: ReadMarket): RequestTicket {
  const found = sheet.requests.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = sheet.requests.map((each) => each.id).join(", ");
  throw new UsageError(
    `The market sheet has no request ${id}.`,
    `It has ${known}. Or give --as, --buy or --sell.`,
  );
}

function ticketOf(options: Options, { scenario }: ReadMarket): RequestTicket {
  const { as: investor, buy, sell, settlementDate, tradeDate = dayOf(options.at) } = options;
  const { isin, denomination } = scenario.terms;
  const faceAmount = buy ?? sell ?? 0n;
  if (investor === undefined) throw new UsageError("Who asks?", "Give --as <party>.");
  if (settlementDate === undefined || tradeDate === undefined)
    throw new UsageError(
      "When is it traded, and when settled?",
      "Give --trade-date and --settlement-date as YYYY-MM-DD.",
    );
  if (settlementDate < tradeDate)
    throw new UsageError(
      `The settlement date ${settlementDate} is before the trade date ${tradeDate}.`,
      "Give --settlement-date on the trade date or later.",
    );
  if (faceAmount % denomination !== 0n)
    throw new UsageError(
      `${faceAmount} is no multiple of the denomination ${denomination}.`,
      "Ask for whole units of the bond.",
    );
  return {
    id: options.reference ?? `RFQ-${tradeDate.replaceAll("-", "").slice(2)}-01`,
    isin,
    investor,
    does: buy === undefined ? "sell" : "buy",
    faceAmount,
    tradeDate,
    settlementDate,
    cutOff: options.cutOff,
    answerSeconds: BigInt(options.seconds),
    isAnonymous: options.anonymous,
  };
}

/** The day of a moment, if it is written. */
function dayOf(moment: string | undefined): CalendarDate | undefined {
  const parsed = dateField.safeParse(moment?.slice(0, 10));
  return parsed.success ? parsed.data : undefined;
}

function justificationOf({
  referencePrice,
  referenceSource,
  justify,
}: Options): SheetJustification | undefined {
  const given = [referencePrice, referenceSource, justify];
  if (given.every((each) => each === undefined)) return undefined;
  if (justify === undefined || referencePrice === undefined || referenceSource === undefined)
    throw new UsageError(
      "A justification compares with a price.",
      "Give --justify, --reference-price and --reference-source, all three.",
    );
  return { referencePrice, source: referenceSource, text: justify };
}
