import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { isCalendarDate } from "../../sdk/calendar/isCalendarDate.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import type { LoadedOffering } from "../support/offering/loadOffering.ts";
import { buildBook, fixPrice, offerThroughSyndicate } from "./bringToMarket.ts";
import { beginCase, prepare } from "./beginCase.ts";
import type { Case } from "./beginCase.ts";
import { allotByRule, closeInOne } from "./closeMarket.ts";
import type { LoadedMarket } from "../support/trading/loadMarket.ts";
import { openMarket } from "./openMarket.ts";
import { tradeByRequest } from "./tradeByRequest.ts";
import type { Narrator } from "./Narrator.ts";
import { sellDirectly } from "./sellDirectly.ts";
import { serviceBond } from "./serviceBond.ts";
import { tryToCheat } from "./tryToCheat.ts";

/** Bonds of at most so many coupons are told to their end; of others the life after the trades would only repeat itself. */
const COUPONS_TOLD = 2;

/** How a bond comes to market, and how it is traded there. */
export interface Markets {
  /** Left out: one underwriter buys the issue and sells it on. */
  readonly offering?: LoadedOffering | undefined;
  readonly market: LoadedMarket;
}

/** Tells a whole case: issuance, underwriting, distribution, secondary trades, five attempts to cheat, coupons, redemption. */
export async function tellCase(
  scenario: Scenario,
  narrator: Narrator,
  { offering, market }: Markets,
): Promise<void> {
  const day = dayOf(offering?.sheet.bookOpens) ?? scenario.terms.pricingDate;
  const told = await beginCase(scenario, narrator, { day, others: market.dealers });
  await prepare(told, offering !== undefined);
  if (offering === undefined) await sellDirectly(told);
  else await sellThroughSyndicate(told, offering);
  await openMarket(told, market);
  await tryToCheat(told, await tradeByRequest(told, market.sheet));
  if (told.schedule.periods.length <= COUPONS_TOLD) await serviceBond(told);
}

/** A syndicate brings the issue to market, and everything is paid for at once. */
async function sellThroughSyndicate(begun: Case, offering: LoadedOffering): Promise<void> {
  const told = await offerThroughSyndicate(begun, offering);
  const orders = await buildBook(told);
  const pricing = await fixPrice(told, orders);
  await allotByRule(told, orders, pricing);
  await closeInOne(told, pricing);
}

/** The day of a local moment YYYY-MM-DDTHH:MM. */
function dayOf(moment: string | undefined): CalendarDate | undefined {
  const day = moment?.slice(0, 10);
  return day !== undefined && isCalendarDate(day) ? day : undefined;
}
