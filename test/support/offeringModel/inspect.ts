import { expect } from "chai";

import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import { offeringStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { must } from "../must.ts";
import { STATUS } from "../settlement.ts";
import { allotmentTrade, eachOf } from "./house.ts";
import type { House } from "./house.ts";
import { CAST, of, sum } from "./ledger.ts";
import type { Ledger, Name } from "./types.ts";

const inOrder = (amounts: ReadonlyMap<Name, bigint>): readonly bigint[] =>
  CAST.map((name) => of(amounts, name));

/** Everything that the contracts tell is what the model has. */
export async function expectAsModelled(house: House, ledger: Ledger): Promise<void> {
  await expectBalances(house, ledger);
  await expectOffering(house, ledger);
  await expectTrades(house, ledger);
}

/** INV-3 and INV-6: balances are those of the model and sum to the supply, which is what was issued and paid for. */
async function expectBalances(house: House, ledger: Ledger): Promise<void> {
  const { m, bond } = house;
  const money = await eachOf(house, (account) => m.cash.positionOf(account));
  const units = await eachOf(house, (account) => bond.positionOf(account));
  const balances = [...money.values()].map(({ balance }) => balance);
  const held = [...money.values()].map((each) => each.held);
  expect(balances, "money").to.deep.equal(inOrder(ledger.cash));
  expect(held, "INV-3: held for open allotments").to.deep.equal(inOrder(ledger.held));
  const holdings = [...units.values()].map(({ balance }) => balance);
  expect(holdings, "units").to.deep.equal(inOrder(ledger.bonds));

  const others = [m.seller, m.buyer, m.third, m.settlementBank];
  const ofOthers = await Promise.all(others.map((each) => m.cash.balanceOf(each)));
  const unitsOfOthers = await Promise.all(others.map((each) => bond.balanceOf(each)));
  expect(sum([...balances, ...ofOthers]), "INV-3: all money").to.equal(await m.cash.totalSupply());
  const supply = await bond.totalSupply();
  expect(sum([...holdings, ...unitsOfOthers]), "INV-3: all units").to.equal(supply);
  expect(supply, "INV-6: outstanding").to.equal(ledger.supply);
  const lockedUp = await eachOf(house, async (account) => (await bond.lockUpOf(account)).units);
  expect([...lockedUp.values()], "locked up").to.deep.equal(inOrder(ledger.lockedUp));
}

/** What the contract keeps of the offering is what the model has. */
async function expectOffering({ m, isin }: House, ledger: Ledger): Promise<void> {
  const status = must(await offeringStatus(m.kessai, isin));
  const left = ledger.allotments.filter(({ state }) => state !== "failed");
  const open = ledger.allotments.filter(({ state }) => state === "open");
  const pot = left.filter(({ isFromPot }) => isFromPot);
  expect({
    stage: status.stage,
    shares: status.members.map(({ units, amount, retained }) => ({ units, amount, retained })),
    allottedUnits: status.allottedUnits,
    potUnits: status.potUnits,
    openTrades: status.openTrades,
    proceedsSequence: status.proceedsSequence,
  }).to.deep.equal({
    stage: ledger.stage,
    shares: ledger.shares,
    allottedUnits: sum(left.map(({ units }) => units)),
    potUnits: sum(pot.map(({ units }) => units)),
    openTrades: BigInt(open.length),
    proceedsSequence: BigInt(ledger.allotments.length),
  });
}

/** INV-1 and INV-10: the escrow and the log say of each allotment what the model does. */
async function expectTrades(house: House, { allotments }: Ledger): Promise<void> {
  const { m, isin } = house;
  const told = await offeringAllotments(m.kessai, { isin, number: 0n });
  expect(
    told.map(({ position, state, isEarmarked }) => ({ position: Number(position), state, isEarmarked })),
    "INV-10: allotments by the log",
  ).to.deep.equal(allotments.map(({ position, state, isEarmarked }) => ({ position, state, isEarmarked })));
  for (const each of allotments) {
    const { status } = await m.escrow.stateOf(encodeTrade(allotmentTrade(house, each)));
    const isOpen = each.state === "open" && !each.isCancelled;
    expect(status, `INV-1: trade of position ${each.position}`).to.equal(
      isOpen ? STATUS.matched : STATUS.closed,
    );
  }
}
