import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { isCalendarDate } from "../../sdk/calendar/isCalendarDate.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import type { LoadedOffering } from "../support/offering/loadOffering.ts";
import { buildBook, fixPrice, offerThroughSyndicate } from "./bringToMarket.ts";
import { beginCase, distribute, prepare, tradeBetweenInvestors, underwrite } from "./chapters.ts";
import type { Case } from "./chapters.ts";
import { allotByRule, closeInOne } from "./closeMarket.ts";
import type { LoadedMarket } from "../support/trading/loadMarket.ts";
import { openMarket } from "./openMarket.ts";
import { tradeByRequest } from "./tradeByRequest.ts";
import type { Narrator } from "./Narrator.ts";
import { serviceBond } from "./serviceBond.ts";
import { tryToCheat } from "./tryToCheat.ts";

/** Bonds of at most so many coupons are told to their end; of others the life after the trades would only repeat itself. */
const COUPONS_TOLD = 2;

/** How a bond comes to market, and how it is traded there. */
export interface Markets {
  /** Left out: one underwriter buys the issue and sells it on. */
  readonly offering?: LoadedOffering | undefined;
  /** Left out: investors trade with each other as the tickets of the scenario say. */
  readonly market?: LoadedMarket | undefined;
}

/** Tells a whole case: issuance, underwriting, distribution, secondary trades, five attempts to cheat, coupons, redemption. */
export async function tellCase(
  scenario: Scenario,
  narrator: Narrator,
  { offering, market }: Markets,
): Promise<void> {
  const { issuer, pricingDate } = scenario.terms;
  const day = dayOf(offering?.sheet.bookOpens) ?? pricingDate;
  const told = await beginCase(scenario, narrator, { day, others: market?.dealers ?? [] });
  await prepare(told, offering !== undefined);
  if (offering === undefined) await sellDirectly(told);
  else await sellThroughSyndicate(told, offering);
  const firms = scenario.parties.filter(({ roles }) => roles.includes("securitiesFirm")).map(({ id }) => id);
  const isPrimary = ({ seller }: TradeTicket): boolean => seller === issuer || firms.includes(seller);
  if (market === undefined) {
    for (const ticket of scenario.trades.filter((each) => !isPrimary(each))) {
      const settled = await tradeBetweenInvestors(told, ticket);
      await tryToCheat(told, { settled, seller: settled.seller });
    }
  } else {
    await openMarket(told, market);
    await tryToCheat(told, await tradeByRequest(told, market.sheet));
  }
  if (told.schedule.periods.length <= COUPONS_TOLD) await serviceBond(told);
}

/** One underwriter buys the issue and sells it on. */
async function sellDirectly(told: Case): Promise<void> {
  const { trades, terms } = told.scenario;
  const { issuer, underwriting } = terms;
  for (const ticket of trades.filter(({ seller }) => seller === issuer)) await underwrite(told, ticket);
  await distribute(
    told,
    trades.filter(({ seller }) => seller === underwriting.underwriter),
  );
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
