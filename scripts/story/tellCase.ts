import type { Scenario } from "../../sdk/terms/Scenario.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import { beginCase, distribute, prepare, tradeBetweenInvestors, underwrite } from "./chapters.ts";
import type { Narrator } from "./Narrator.ts";
import { serviceBond } from "./serviceBond.ts";
import { tryToCheat } from "./tryToCheat.ts";

/** Bonds of at most so many coupons are told to their end; of others the life after the trades would only repeat itself. */
const COUPONS_TOLD = 2;

/** Tells a whole case: issuance, underwriting, distribution, secondary trades, five attempts to cheat, coupons, redemption. */
export async function tellCase(scenario: Scenario, narrator: Narrator): Promise<void> {
  const { issuer, underwriting } = scenario.terms;
  const isUnderwriting = (ticket: TradeTicket): boolean => ticket.seller === issuer;
  const isDistribution = (ticket: TradeTicket): boolean => ticket.seller === underwriting.underwriter;

  const told = await beginCase(scenario, narrator);
  await prepare(told);
  for (const ticket of scenario.trades.filter(isUnderwriting)) await underwrite(told, ticket);
  await distribute(told, scenario.trades.filter(isDistribution));
  for (const ticket of scenario.trades.filter((each) => !isUnderwriting(each) && !isDistribution(each))) {
    const settled = await tradeBetweenInvestors(told, ticket);
    await tryToCheat(told, settled);
  }
  if (told.schedule.periods.length <= COUPONS_TOLD) await serviceBond(told);
}
