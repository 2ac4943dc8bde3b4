import { expect } from "chai";

import { OWNERS } from "./cast.ts";
import { addressOf } from "./house.ts";
import type { House } from "./house.ts";
import { bondAt, redemptionOf, runOf, sum, sumBy, supplyOf } from "./ledger.ts";
import { entitledTo, moneyOfPayments, requiredFor, unitsOf } from "./payments.ts";
import { missingFor, moneyOfRedemptions, priceOf, unitsLeft } from "./redemptions.ts";
import type { Agent, Bond, Ledger } from "./types.ts";

const UNITS = (1n << 255n) - 1n;

/** What must hold after every command that has gone through. */
export async function expectInvariants(house: House, ledger: Ledger): Promise<void> {
  for (const index of house.bonds.keys()) {
    await expectOutstanding(house, ledger, index);
    await expectRecordDates(house, ledger, index);
    expectPaid(bondAt(ledger, index));
  }
  await expectConserved(house, ledger);
}

/** INV-6: outstanding = issued - redeemed - cancelled. */
async function expectOutstanding(house: House, ledger: Ledger, index: number): Promise<void> {
  const bond = bondAt(ledger, index);
  const outstanding = bond.issued - bond.redeemed - bond.cancelled;
  expect(supplyOf(bond), "INV-6: units of all holders").to.equal(outstanding);
  expect(await house.bonds[index]?.token.totalSupply(), "INV-6: outstanding").to.equal(outstanding);
}

/** INV-7: the balances at each record date that has passed are those noted then, and sum to the supply at it. */
async function expectRecordDates(house: House, ledger: Ledger, index: number): Promise<void> {
  const owners = OWNERS.map((name) => addressOf(house, name));
  const token = house.bonds[index]?.token;
  for (const [date, { balances }] of bondAt(ledger, index).noted.entries()) {
    const [units, supply] = await Promise.all([
      token?.entitlementsAt(date, owners),
      token?.supplyAtRecordDate(date),
    ]);
    const expected = OWNERS.map((name) => balances.get(name) ?? 0n);
    const what = `INV-7: record date ${date} of bond ${index}`;
    expect(
      units?.map((each) => each & UNITS),
      what,
    ).to.deep.equal(expected);
    expect(supply, `${what}: supply`).to.equal(sum(expected));
  }
}

/** INV-8: a payment is completed exactly when all units of its record date are paid, by holders of that date. */
function expectPaid(bond: Bond): void {
  for (const [payment, { paid, paidUnits, isCompleted, spent, funded }] of bond.runs) {
    const entitled = entitledTo(bond, payment);
    const units = sumBy([...paid], (name) => entitled?.get(name) ?? 0n);
    expect(paidUnits, `INV-8: units paid by payment ${payment}`).to.equal(units);
    expect(spent <= funded, `INV-8: payment ${payment} spends what is funded`).to.equal(true);
    if (isCompleted) expect(units, `INV-8: payment ${payment} is complete`).to.equal(unitsOf(bond, payment));
  }
}

/** Each agent has what is funded and not spent, and what it keeps for others: not a yen more or less. */
async function expectConserved(house: House, ledger: Ledger): Promise<void> {
  const { cash, paymentAgent, redemptionAgent } = house.w;
  const [ofPayments, ofRedemptions] = await Promise.all([
    cash.balanceOf(paymentAgent),
    cash.balanceOf(redemptionAgent),
  ]);
  expect(ofPayments, "money of the payment agent").to.equal(moneyOfPayments(ledger));
  expect(ofRedemptions, "money of the redemption agent").to.equal(moneyOfRedemptions(ledger));
}

/** Everything that the contracts tell is what the model has. */
export async function expectAsModelled(house: House, ledger: Ledger): Promise<void> {
  await expectInvariants(house, ledger);
  for (const [name, balance] of ledger.cash) {
    expect(await house.w.cash.balanceOf(addressOf(house, name)), `cash of ${name}`).to.equal(balance);
  }
  for (const index of house.bonds.keys()) {
    await expectPayments(house, ledger, index);
    await expectRedemptions(house, ledger, index);
    for (const agent of ["paymentAgent", "redemptionAgent"] as const) {
      await expectSuspense(house, ledger, index, agent);
    }
  }
}

/** INV-8: nobody is paid who is not, nor the other way round; amounts are the model's. */
async function expectPayments(house: House, ledger: Ledger, index: number): Promise<void> {
  const bond = bondAt(ledger, index);
  const isin = house.bonds[index]?.isin ?? "";
  for (const payment of bond.payments.keys()) {
    const { paymentAgent } = house.w;
    const { paid, ...run } = runOf(bond, payment);
    const actual = await paymentAgent.statusOf(isin, payment);
    expect(
      [actual.supply, actual.required, actual.funded, actual.spent, actual.paidUnits, actual.isCompleted],
      `INV-8: payment ${payment} of bond ${index}`,
    ).to.deep.equal([
      unitsOf(bond, payment),
      requiredFor(ledger, bond, payment),
      run.funded,
      run.spent,
      run.paidUnits,
      run.isCompleted,
    ]);
    for (const name of OWNERS) {
      const isPaid = await paymentAgent.isPaid(isin, payment, addressOf(house, name));
      expect(isPaid, `INV-8: ${name} has had payment ${payment}`).to.equal(paid.has(name));
    }
  }
}

async function expectRedemptions(house: House, ledger: Ledger, index: number): Promise<void> {
  const bond = bondAt(ledger, index);
  const isin = house.bonds[index]?.isin ?? "";
  for (let redemption = 0; redemption <= bond.options.length; ++redemption) {
    const actual = await house.w.redemptionAgent.redemptionOf(isin, redemption);
    const { funded, spent, redeemedUnits, isAnnounced } = redemptionOf(bond, redemption);
    const { isOpen, pricePerUnit, units } = actual;
    expect(
      [isOpen, pricePerUnit, units, actual.funded, actual.spent, actual.redeemedUnits],
      `INV-6: redemption ${redemption}, lacking ${missingFor(ledger, bond, redemption)}`,
    ).to.deep.equal([
      isAnnounced,
      priceOf(ledger, bond, redemption),
      unitsLeft(bond, redemption),
      funded,
      spent,
      redeemedUnits,
    ]);
  }
}

async function expectSuspense(house: House, ledger: Ledger, index: number, agent: Agent): Promise<void> {
  const isin = house.bonds[index]?.isin ?? "";
  const kept = bondAt(ledger, index).suspense[agent];
  for (const name of [...OWNERS, "taxAccount"]) {
    const actual = await house.w[agent].suspenseOf(isin, addressOf(house, name));
    expect(actual, `${agent} keeps for ${name}`).to.equal(kept.get(name) ?? 0n);
  }
}
