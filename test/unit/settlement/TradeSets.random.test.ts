import { expect } from "chai";
import { concat, encodeBytes32String, keccak256, Signature, ZeroAddress, ZeroHash } from "ethers";

import { packApprovals } from "../../../sdk/sets/packApprovals.ts";
import { TRADE_LIST_TYPES } from "../../../sdk/trade/tradeTypes.ts";
import { DigitalCurrency__factory, TradeSets__factory } from "../../../typechain-types/index.ts";
import { OTHER_ISIN, planBond } from "../../support/actions.ts";
import { rawOf, rawSet } from "../../support/rawSet.ts";
import { freshWorld, stateOf, STATUS, type Signer, type World } from "../../support/settlement.ts";
import { ascii, DAY, ISIN, JPY, READINESS, SIDE, START } from "../../support/world.ts";
import { must } from "../../support/must.ts";

type Plain = Parameters<typeof rawOf>[0][number];

/** A small generator, so that a failure can be repeated (mulberry32). */
function generator(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
    chance: (p: number) => next() < p,
  };
}

const RUNS = Number(process.env["SET_RUNS"] ?? 60);
const FIRST = Number(process.env["SET_SEED"] ?? 1);

describe("TradeSets: any sets of any trades", () => {
  it("move exactly what is left of their trades, or nothing; what is held is what the open trades hold", async () => {
    for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
      await run(seed);
    }
  }).timeout(3_000_000);
});

async function run(seed: number): Promise<string[]> {
  const g = generator(seed);
  const w: World = await freshWorld();
  const people: Signer[] = [w.seller, w.buyer, w.third, w.issuer];
  const sets = TradeSets__factory.connect(await w.escrow.getAddress(), w.outsider);
  const bond2 = await planBond(w);
  await bond2.issue();
  const USD = ascii("USD", 3);
  await w.currencyFactory.createCurrency(USD, 2, "Dollars");
  const usd = DigitalCurrency__factory.connect(
    await w.currencyFactory.currencyOf(USD, w.settlementBank),
    w.settlementBank,
  );
  for (const [index, p] of people.entries()) {
    if (p !== w.issuer) await bond2.connect(w.issuer).transfer(p, BigInt(5 + index * 7));
    await usd.mint(p, BigInt(100 + 50 * index), encodeBytes32String(`usd ${index}`));
  }
  // everybody is left with little, so that much does not fit
  await w.bond.connect(w.seller).transfer(w.third, 30n);
  await w.bond.connect(w.seller).transfer(w.settlementBank, 540n);
  await w.bond.connect(w.issuer).transfer(w.settlementBank, 290n);
  for (const p of [w.seller, w.buyer])
    await w.cash.connect(p).transfer(w.settlementBank, (await w.cash.balanceOf(p)) - 120n);
  await w.cash.connect(w.settlementBank).transfer(w.third, 60n);
  const tokens = { [ISIN]: w.bond, [OTHER_ISIN]: bond2, [JPY]: w.cash, [USD]: usd } as const;

  const known: { t: Plain; id: string }[] = [];
  const sequences = new Map<string, bigint>();
  const make = (): Plain => {
    const seller = g.pick(people);
    const buyer = g.pick(people.filter((p) => p !== seller));
    const kind = g.pick(["dvp", "dvp", "dvp", "free", "payment"]);
    const key = `${seller.address}${buyer.address}`;
    const sequence = sequences.get(key) ?? BigInt(g.pick([0, 250, 300]));
    sequences.set(key, sequence + BigInt(g.pick([1, 1, 3])));
    const quantity = BigInt(g.pick([1, 1, 2, 3, 7, 25]));
    const amount = BigInt(g.pick([1, 2, 3, 10, 30, 150]));
    return {
      isin: kind === "payment" ? "0x" + "00".repeat(12) : g.pick([ISIN, OTHER_ISIN]),
      currency: kind === "free" ? "0x000000" : g.pick([JPY, USD]),
      settlementBank: kind === "free" ? ZeroAddress : w.settlementBank.address,
      seller: seller.address,
      buyer: buyer.address,
      quantity: kind === "payment" ? 0n : quantity,
      amount: kind === "free" ? 0n : amount,
      tradeDate: BigInt(START),
      settleFrom: BigInt(START),
      settleBy: BigInt(START + 10 * DAY),
      venue: ZeroAddress,
      sequence,
      commonReference: ascii(`R${g.below(1000)}`, 16),
      minimumPart: kind !== "payment" && g.chance(0.4) ? 1n : 0n,
    };
  };
  const by = (address: string) => must(people.find((p) => p.address === address));
  const attempt = async (call: () => Promise<unknown>) => {
    try {
      await call();
      return true;
    } catch {
      return false;
    }
  };

  for (let i = 0; i < 2 + g.below(7); i++) {
    const t = make();
    known.push({ t, id: await w.escrow.tradeId(t) });
    const ready = () =>
      g.pick([
        READINESS.ready,
        READINESS.earmarked,
        READINESS.earmarked,
        READINESS.earmarked,
        READINESS.onHold,
      ]);
    const how = g.below(10);
    if (how < 3) continue; // nothing recorded
    const [a, b] = [ready(), ready()];
    await attempt(async () => await w.escrow.connect(by(t.seller)).instruct(t, SIDE.seller, a));
    if (how < 4) continue;
    await attempt(async () => await w.escrow.connect(by(t.buyer)).instruct(t, SIDE.buyer, b));
    if (g.chance(0.95)) {
      await attempt(async () => await w.escrow.connect(by(t.seller)).releaseInstruction(t, SIDE.seller));
      await attempt(async () => await w.escrow.connect(by(t.buyer)).releaseInstruction(t, SIDE.buyer));
    }
    if (g.chance(0.6))
      await attempt(async () => await w.escrow.connect(by(t.buyer)).settlePart(t, BigInt(1 + g.below(6))));
    if (g.chance(0.3)) await attempt(async () => await w.escrow.connect(by(t.seller)).hold(t, SIDE.seller));
    if (g.chance(0.1)) await attempt(async () => await w.escrow.connect(by(t.buyer)).cancel(t, SIDE.buyer));
    if (g.chance(0.1)) await attempt(async () => await w.escrow.connect(by(t.seller)).cancel(t, SIDE.seller));
  }

  const snapshotOf = async () => {
    const all: Record<string, { balance: bigint; held: bigint }> = {};
    for (const [name, token] of Object.entries(tokens)) {
      for (const p of people) {
        const { balance, held } = await token.positionOf(p);
        all[`${name} ${p.address}`] = { balance, held };
      }
    }
    return all;
  };
  const restOf = async (t: Plain) => {
    const s = await stateOf(w, t);
    return { ...s, quantity: t.quantity - s.settledQuantity, amount: t.amount - s.settledAmount };
  };
  const checkHolds = async (label: string) => {
    const due: Record<string, bigint> = {};
    for (const { t } of known) {
      const s = await restOf(t);
      if (s.bondsHeld) due[`${t.isin} ${t.seller}`] = (due[`${t.isin} ${t.seller}`] ?? 0n) + s.quantity;
      if (s.cashHeld) due[`${t.currency} ${t.buyer}`] = (due[`${t.currency} ${t.buyer}`] ?? 0n) + s.amount;
    }
    for (const [key, { held, balance }] of Object.entries(await snapshotOf())) {
      expect(held, `${label} seed ${seed} ${key}`).to.equal(due[key] ?? 0n);
      expect(held <= balance).to.equal(true);
    }
  };
  await checkHolds("before");

  const outcomes: string[] = [];
  for (let round = 0; round < 3; round++) {
    let chosen = known.filter(() => g.chance(0.6)).map(({ t }) => t);
    chosen = chosen.sort(() => g.below(2) - 0.5);
    if (g.chance(0.15) && chosen[0]) {
      const twin = { ...chosen[0], commonReference: ascii("TWIN", 16) };
      known.push({ t: twin, id: await w.escrow.tradeId(twin) });
      chosen.push(g.chance(0.5) ? twin : chosen[0]);
    }
    if (chosen.length === 0) continue;
    const method = g.pick(["batch", "chain", "net"] as const);
    const lists = method !== "batch" && g.chance(0.4);
    const raw = rawOf(chosen);
    const states = await Promise.all(chosen.map(restOf));

    let approvals: string;
    let approved = true;
    if (lists) {
      const signatures: string[] = [];
      for (const party of raw.parties) {
        const own = chosen
          .map((t, i) => [t, must(states[i])] as const)
          .filter(([t]) => t.seller === party || t.buyer === party);
        const recorded = own.every(([t, s]) => (t.seller === party ? s.sellerApproved : s.buyerApproved));
        if (recorded && g.chance(0.7)) {
          signatures.push("0x");
          continue;
        }
        let hash = ZeroHash;
        for (const [t] of own) hash = keccak256(concat([hash, await w.escrow.tradeId(t)]));
        signatures.push(
          Signature.from(
            await by(party).signTypedData(w.domain, TRADE_LIST_TYPES, { party, rollingHash: hash }),
          ).compactSerialized,
        );
      }
      approvals = packApprovals(signatures);
    } else {
      const signatures: string[] = [];
      for (const [i, t] of chosen.entries()) {
        const s = must(states[i]);
        for (const [account, isRecorded] of [
          [t.seller, s.sellerApproved],
          [t.buyer, s.buyerApproved],
        ] as const) {
          signatures.push(isRecorded && g.chance(0.7) ? "0x" : await w.sign(by(account), t));
        }
      }
      if (g.chance(0.1)) {
        const i = g.below(chosen.length);
        if (!must(states[i]).sellerApproved) {
          signatures[2 * i] = "0x";
          approved = false;
        }
      }
      approvals = packApprovals(signatures);
    }

    // what must come of it
    const before = await snapshotOf();
    const numbers = chosen.map((t) => `${t.seller} ${t.buyer} ${t.sequence}`);
    const takenByOther = await Promise.all(
      chosen.map(async (t, i) => {
        if (
          must(states[i]).status === STATUS.closed ||
          must(states[i]).sellerApproved ||
          must(states[i]).buyerApproved
        )
          return false;
        for (const { t: o } of known) {
          if (o === t || `${o.seller} ${o.buyer} ${o.sequence}` !== numbers[i]) continue;
          const s = await stateOf(w, o);
          const bound =
            s.bondsHeld || s.cashHeld || s.sellerOnHold || s.buyerOnHold || s.settledQuantity > 0n;
          if (s.status !== STATUS.closed && bound) return true;
        }
        return false;
      }),
    );
    const flawless =
      approved &&
      new Set(numbers).size === numbers.length &&
      states.every((s) => s.status !== STATUS.closed && !s.sellerOnHold && !s.buyerOnHold) &&
      takenByOther.every((each) => !each);
    const expected = structuredClone(before);
    const at = (token: string, account: string) => must(expected[`${token} ${account}`]);
    let fits = true;
    const take = (token: string, from: string, to: string, amount: bigint, held: boolean) => {
      const sender = at(token, from);
      if (held) {
        sender.held -= amount;
        if (sender.held < 0n) fits = false;
      } else if (sender.balance - sender.held < amount) fits = false;
      sender.balance -= amount;
      at(token, to).balance += amount;
    };
    const rows = chosen.map((t, i) => ({ t, s: must(states[i]) }));
    if (method === "net") {
      for (const { t, s } of rows) {
        if (s.bondsHeld) at(t.isin, t.seller).held -= s.quantity;
        if (s.cashHeld) at(t.currency, t.buyer).held -= s.amount;
      }
      for (const { t, s } of rows) {
        if (t.quantity)
          [at(t.isin, t.seller).balance, at(t.isin, t.buyer).balance] = [
            at(t.isin, t.seller).balance - s.quantity,
            at(t.isin, t.buyer).balance + s.quantity,
          ];
        if (t.amount)
          [at(t.currency, t.buyer).balance, at(t.currency, t.seller).balance] = [
            at(t.currency, t.buyer).balance - s.amount,
            at(t.currency, t.seller).balance + s.amount,
          ];
      }
      for (const [key, { balance, held }] of Object.entries(expected)) {
        const was = must(before[key]).balance;
        if (balance < was && balance < held) fits = false;
      }
    } else {
      for (const { t, s } of rows) if (t.quantity) take(t.isin, t.seller, t.buyer, s.quantity, s.bondsHeld);
      for (const { t, s } of [...rows].reverse())
        if (t.amount) take(t.currency, t.buyer, t.seller, s.amount, s.cashHeld);
    }

    const set = rawSet({ ...raw, widths: [6, g.pick([1, 2, 14]), g.pick([1, 3, 14]), 16] });
    const done = await attempt(async () => {
      const tx =
        method === "batch"
          ? await sets.settleBatch(set, approvals)
          : await sets[method === "chain" ? "settleChain" : "settleNet"](set, lists ? 1 : 0, approvals);
      await tx.wait();
    });
    const after = await snapshotOf();
    const label = `seed ${seed} round ${round} ${method}${lists ? " lists" : ""}`;
    if (method !== "batch") {
      expect(done, label).to.equal(flawless && fits);
      expect(after, label).to.deep.equal(done ? expected : before);
      if (done) for (const t of chosen) expect((await stateOf(w, t)).status, label).to.equal(STATUS.closed);
    } else {
      expect(done, label).to.equal(true);
      if (flawless && fits) expect(after, label).to.deep.equal(expected);
      else {
        // each with both legs or not at all
        const sum = structuredClone(before);
        const seen = new Set<string>();
        for (const [i, { t, s }] of rows.entries()) {
          if (s.status === STATUS.closed || seen.has(must(numbers[i]))) continue;
          if ((await stateOf(w, t)).status !== STATUS.closed) continue;
          if (takenByOther[i]) continue;
          // a twin of which the other one settled
          const rivals = rows.filter((_, j) => numbers[j] === numbers[i]);
          if (rivals.length > 1 && !rows.slice(0, i + 1).some((_, j) => numbers[j] === numbers[i])) continue;
          seen.add(must(numbers[i]));
          if (t.quantity) {
            must(sum[`${t.isin} ${t.seller}`]).balance -= s.quantity;
            must(sum[`${t.isin} ${t.buyer}`]).balance += s.quantity;
            if (s.bondsHeld) must(sum[`${t.isin} ${t.seller}`]).held -= s.quantity;
          }
          if (t.amount) {
            must(sum[`${t.currency} ${t.buyer}`]).balance -= s.amount;
            must(sum[`${t.currency} ${t.seller}`]).balance += s.amount;
            if (s.cashHeld) must(sum[`${t.currency} ${t.buyer}`]).held -= s.amount;
          }
        }
        const hasTwins = new Set(numbers).size !== numbers.length;
        if (!hasTwins) expect(after, label).to.deep.equal(sum);
      }
    }
    await checkHolds(label);
    outcomes.push(
      `${method}${lists ? " lists" : ""} ${done ? (method === "batch" ? (flawless && fits ? "whole" : "one by one") : "settled") : flawless ? "lack" : "flaw"}`,
    );
  }
  return outcomes;
}
