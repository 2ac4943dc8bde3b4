import { earmarkAllotment } from "../../../sdk/client/actions/earmarkAllotment.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { schedule } from "../actions.ts";
import { fund } from "../closings.ts";
import { firmAt, investorAt, send } from "../offerings.ts";
import { DELAYS, EVIDENCE } from "../world.ts";
import { MONEY } from "./allotting.ts";
import { allotmentTrade } from "./house.ts";
import type { House } from "./house.ts";
import { add, firm, FIRMS, freeOf, investor, of, sum } from "./ledger.ts";
import type { Ledger } from "./types.ts";

// What happens between allotment and closing, on the contracts and in the model.

/** Gives investors the money of the model's beginning. */
export async function giveInvestorsMoney({ m }: House, { plan }: Ledger): Promise<void> {
  for (const index of plan.circumstances.keys()) {
    const before = await m.cash.balanceOf(investorAt(m, index));
    await fund(m, investorAt(m, index), MONEY - before);
  }
}

/** Has the cash held for the allotments of the plan, as far as there is any. */
export async function holdCash(house: House, ledger: Ledger): Promise<void> {
  for (const each of ledger.allotments) {
    if (ledger.plan.orders[each.position]?.isEarmarked !== true) continue;
    if (freeOf(ledger, each.investor) < each.amount) continue;
    const trade = allotmentTrade(house, each);
    const allotment = { position: BigInt(each.position), trade };
    await send(
      investorAt(house.m, Number(each.investor.split(" ")[1])),
      earmarkAllotment(house.m.kessai, allotment),
    );
    each.isEarmarked = true;
    add(ledger.held, each.investor, each.amount);
  }
}

/** A court cancels the trade that the plan names, if there is such a one. */
export async function letCourtCancel(house: House, ledger: Ledger): Promise<void> {
  const { m } = house;
  const cancelled = ledger.allotments[ledger.plan.cancelled ?? -1];
  if (cancelled === undefined) return;
  const trade = encodeTrade(allotmentTrade(house, cancelled));
  const order = m.escrow.cancelByCourtOrder.populateTransaction(trade, EVIDENCE);
  await schedule(m, m.courtOrder, order, DELAYS.courtOrderDelay);
  await m.escrow.connect(m.courtOrder).cancelByCourtOrder(trade, EVIDENCE);
  cancelled.isCancelled = true;
  if (cancelled.isEarmarked) add(ledger.held, cancelled.investor, -cancelled.amount);
}

/** Investors that are not solvent keep a part of what they still owe. */
export async function spendMoney({ m }: House, ledger: Ledger): Promise<void> {
  for (const [index, percent] of ledger.plan.solvency.entries()) {
    const name = investor(index);
    const due = ledger.allotments.filter((each) => each.investor === name && !each.isEarmarked);
    const kept = (sum(due.map(({ amount }) => amount)) * percent) / 100n;
    const spent = freeOf(ledger, name) - kept;
    if (percent === 100n || spent <= 0n) continue;
    await m.cash.connect(investorAt(m, index)).transfer(m.third, spent);
    add(ledger.cash, name, -spent);
  }
}

/** Stops investors whom the plan stops. */
export async function obstruct({ m, bond }: House, { plan }: Ledger): Promise<void> {
  for (const [index, circumstance] of plan.circumstances.entries()) {
    const account = investorAt(m, index);
    if (circumstance === "suspended") await m.registry.connect(m.compliance).suspend(account, EVIDENCE);
    if (circumstance === "moneyFrozen") await m.cash.connect(m.compliance).setAccountFrozen(account, true);
    if (circumstance === "bondsFrozen") {
      await bond.connect(m.compliance).setAccountFrozen(account, true);
    }
  }
}

/** Gives firms the money for whatever they take, once. */
export async function giveFirmsMoney({ m }: House, ledger: Ledger): Promise<void> {
  for (let index = 0; index < FIRMS; index += 1) {
    if (of(ledger.cash, firm(index)) > 0n) continue;
    await fund(m, firmAt(m, index), MONEY);
    add(ledger.cash, firm(index), MONEY);
  }
}

/** Stops the currency, or lets it go on. */
export async function pauseMoney({ m }: House, ledger: Ledger, isPaused: boolean): Promise<void> {
  if (isPaused === ledger.isPaused) return;
  await m.cash.connect(m.pauser)[isPaused ? "pause" : "unpause"]();
  ledger.isPaused = isPaused;
}
