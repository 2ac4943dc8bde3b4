import { expect } from "chai";

import { actingAs, OTHER_ISIN, planBond } from "../../support/actions.ts";
import { must } from "../../support/must.ts";
import type { Signer, World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { BondToken__factory } from "../../../typechain-types/index.ts";
import { DAY, START } from "../../support/world.ts";

const RUNS = Number(process.env["HISTORY_RUNS"] ?? 6);
const STEPS = 120;

/** A small generator, so that a failure can be repeated. */
function generator(seed: number) {
  let state = seed * 7_919 + 20_220_601;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** What a register is, plainly: balances now, and a copy of them for each record date that has passed. */
class PlainRegister {
  readonly balances: bigint[];
  cutoffs: number[];
  readonly copies = new Map<number, readonly bigint[]>();

  constructor(balances: readonly bigint[], cutoffs: readonly number[]) {
    this.balances = [...balances];
    this.cutoffs = [...cutoffs];
  }

  /** Lets time pass: whoever holds something at the end of a record date held it at that. */
  pass(now: number): void {
    for (const cutoff of this.cutoffs) {
      if (cutoff <= now && !this.copies.has(cutoff)) this.copies.set(cutoff, [...this.balances]);
    }
  }

  move(from: number, to: number | undefined, units: bigint): void {
    this.balances[from] = this.of(from) - units;
    if (to !== undefined) this.balances[to] = this.of(to) + units;
  }

  of(account: number): bigint {
    return must(this.balances[account]);
  }

  add(cutoff: number): void {
    this.cutoffs = [...this.cutoffs, cutoff].sort((a, b) => a - b);
  }
}

/** Expects every account's balance and the supply at every record date that has passed. */
async function compare(bond: World["bond"], model: PlainRegister, accounts: Signer[], context: string) {
  for (const [index, cutoff] of model.cutoffs.entries()) {
    const copy = model.copies.get(cutoff);
    if (copy === undefined) break;
    expect(await bond.entitlementsAt(index, accounts), `${context}, date ${index}`).to.deep.equal(copy);
    expect(await bond.supplyAtRecordDate(index), `${context}, supply ${index}`).to.equal(
      copy.reduce((sum, each) => sum + each, 0n),
    );
  }
}

describe("BondToken: history of balances", () => {
  const current = useWorld(async (w) => {
    const servicing = await actingAs(w, w.redemptionAgent);
    return { servicing };
  });

  for (let seed = 1; seed <= RUNS; ++seed) {
    it(`INV-7: given random movements over many record dates (seed ${seed}), when asked then says what a plain register says`, async () => {
      const w = current();
      const random = generator(seed);
      const gap = 1 + random(6);
      const recordCutoffs = Array.from({ length: 12 + random(20) }, (_, i) => START + (8 + i * gap) * DAY);
      const far = START + 5_000 * DAY;
      await planBond(w, { recordCutoffs, maturityDate: far, closedFrom: far });
      const bond = BondToken__factory.connect(await w.bondFactory.bondOf(OTHER_ISIN), w.issuerAgent);
      await bond.issue();
      const asServicing = bond.connect(w.servicing);
      const accounts = [w.issuer, w.seller, w.buyer, w.third, w.settlementBank];
      const model = new PlainRegister([1_000n, 0n, 0n, 0n, 0n], recordCutoffs);

      let now = await w.networkHelpers.time.latest();
      for (let step = 0; step < STEPS; ++step) {
        now += 1 + random(random(3) === 0 ? 20 * DAY : DAY);
        await w.networkHelpers.time.setNextBlockTimestamp(now);
        model.pass(now);
        const from = random(accounts.length);
        const to = random(accounts.length);
        const units = random(4) === 0 ? model.of(from) : BigInt(random(Number(model.of(from)) + 1));
        const kind = random(12);
        if (kind === 0) {
          await asServicing.redeem(must(accounts[from]), units / 4n);
          model.move(from, undefined, units / 4n);
        } else if (kind === 1) {
          const cutoff = now + 1 + random(30 * DAY);
          if (model.cutoffs.includes(cutoff)) continue;
          await asServicing.addRecordDate(cutoff);
          model.add(cutoff);
        } else {
          await bond.connect(must(accounts[from])).transfer(must(accounts[to]), units);
          model.move(from, to, units);
        }
        if (step % 40 === 0) await compare(bond, model, accounts, `step ${step}`);
      }

      now = Math.max(now, ...model.cutoffs) + 1;
      await w.networkHelpers.time.increaseTo(now);
      model.pass(now);
      expect(model.copies.size).to.equal(model.cutoffs.length);
      expect((await bond.terms()).recordCutoffs.map(Number)).to.deep.equal(model.cutoffs);
      expect(await bond.recordDatesPassed()).to.equal(model.cutoffs.length);
      await compare(bond, model, accounts, "at the end");
    });
  }

  it("INV-7: given a holder of 200 record dates that moves at the last, when the first is asked then says it", async () => {
    const w = current();
    const recordCutoffs = Array.from({ length: 200 }, (_, i) => START + (8 + i) * DAY);
    await planBond(w, { recordCutoffs, maturityDate: START + 300 * DAY, closedFrom: START + 300 * DAY });
    const bond = BondToken__factory.connect(await w.bondFactory.bondOf(OTHER_ISIN), w.issuer);
    await bond.connect(w.issuerAgent).issue();
    await bond.transfer(w.seller, 7n);
    await w.networkHelpers.time.increaseTo(START + 250 * DAY);
    await bond.connect(w.seller).transfer(w.buyer, 7n);
    for (const index of [0, 1, 100, 199]) {
      expect(await bond.entitlementsAt(index, [w.seller, w.buyer, w.issuer])).to.deep.equal([7n, 0n, 993n]);
    }
  });
});
