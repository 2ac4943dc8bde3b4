import { expect } from "chai";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { planNetting } from "../../../../sdk/planning/planNetting.ts";
import type { Position } from "../../../../sdk/planning/Position.ts";
import type { LeftBehindReason, SettlementPlan } from "../../../../sdk/planning/SettlementPlan.ts";
import { account, BANK, BOND, bonds, candidate, NOW, YEN, yen } from "./samples.ts";

const plan = (
  candidates: readonly Candidate[],
  positions: readonly Position[] = [],
): Promise<SettlementPlan> => planNetting({ candidates, positions, now: NOW });

const reasonsFor = ({ leftBehind }: SettlementPlan, id: string): readonly LeftBehindReason[] =>
  leftBehind.find((left) => left.id === id)?.reasons ?? [];

const ring = [
  candidate({ seller: "a", buyer: "b" }),
  candidate({ seller: "b", buyer: "c" }),
  candidate({ seller: "c", buyer: "a" }),
];

describe("planNetting", () => {
  describe("given a gridlock: a waits for b, b for c, c for a", () => {
    it("when nobody has anything, settles all and moves nothing", async () => {
      const found = await plan(ring);
      expect(found).to.deep.include({ chosen: ["a>b", "b>c", "c>a"], value: 300n, bound: 300n, gap: 0n });
      expect(found.liquidity).to.deep.equal([
        { instrument: BOND, gross: 3n, net: 0n, saved: 3n },
        { instrument: YEN, gross: 300n, net: 0n, saved: 300n },
      ]);
      expect(found.leftBehind).to.deep.equal([]);
    });

    it("when one trade of the ring is on hold, settles none and says who lacks what", async () => {
      const [first, second, third] = ring;
      if (first === undefined || second === undefined || third === undefined) throw new Error("no ring");
      const found = await plan([first, second, { ...third, isOnHold: true }]);
      expect(found.chosen).to.deep.equal([]);
      expect(reasonsFor(found, "c>a")).to.deep.equal([{ code: "PREA", account: undefined }]);
      expect(reasonsFor(found, "b>c")).to.deep.equal([
        { code: "LACK", account: account("b"), shortfall: { instrument: BOND, amount: 1n } },
        { code: "MONY", account: account("c"), shortfall: { instrument: YEN, amount: 100n } },
      ]);
    });
  });

  describe("given a chain through a dealer that has nothing", () => {
    const chain = [
      candidate({ seller: "a", buyer: "dealer", terms: { quantity: 5n, amount: 500n } }),
      candidate({ seller: "dealer", buyer: "b", terms: { quantity: 3n, amount: 303n } }),
      candidate({ seller: "dealer", buyer: "c", terms: { quantity: 2n, amount: 202n } }),
    ];
    const positions = [bonds("a", 5n), yen("b", 303n), yen("c", 202n)];

    it("settles it, and reports what each party delivers and receives on balance", async () => {
      const found = await plan(chain, positions);
      expect(found.chosen).to.deep.equal(["a>dealer", "dealer>b", "dealer>c"]);
      expect(found.liquidity).to.deep.equal([
        { instrument: BOND, gross: 10n, net: 5n, saved: 5n },
        { instrument: YEN, gross: 1_005n, net: 505n, saved: 500n },
      ]);
      expect(found.nets.filter(({ account: party }) => party === account("dealer"))).to.deep.equal([
        { account: account("dealer"), instrument: BOND, delivered: 5n, received: 5n, net: 0n },
        { account: account("dealer"), instrument: YEN, delivered: 500n, received: 505n, net: 5n },
      ]);
    });

    it("when one buyer is 3 yen short, leaves all behind: the dealer cannot pay what it does not receive", async () => {
      const found = await plan(chain, [bonds("a", 5n), yen("b", 300n), yen("c", 202n)]);
      expect(found.chosen).to.deep.equal([]);
      expect(reasonsFor(found, "dealer>b")).to.deep.include({
        code: "MONY",
        account: account("b"),
        shortfall: { instrument: YEN, amount: 3n },
      });
    });
  });

  describe("given a trade that cannot settle now", () => {
    const funded = [bonds("a", 1n), yen("b", 100n)];
    const cases: readonly [string, Candidate, readonly LeftBehindReason[]][] = [
      [
        "before its settlement date: FUTU",
        candidate({ terms: { settleFrom: NOW + 1n } }),
        [{ code: "FUTU", account: undefined }],
      ],
      [
        "at its cut-off: LATE",
        candidate({ terms: { settleBy: NOW } }),
        [{ code: "LATE", account: undefined }],
      ],
      ["unmatched: NMAS", candidate({ isMatched: false }), [{ code: "NMAS", account: undefined }]],
      ["on hold: PREA", candidate({ isOnHold: true }), [{ code: "PREA", account: undefined }]],
      [
        "with a suspended buyer: BLOC, whatever else it was told that it judges by itself",
        candidate({
          obstacles: [
            { code: "LACK", account: account("a") },
            { code: "BLOC", account: account("b") },
          ],
        }),
        [{ code: "BLOC", account: account("b") }],
      ],
      [
        "for several reasons: all of them",
        candidate({ isMatched: false, isOnHold: true, terms: { settleBy: NOW } }),
        ["LATE", "NMAS", "PREA"].map((code) => ({ code, account: undefined })),
      ],
    ];
    for (const [name, trade, reasons] of cases) {
      it(name, async () => {
        const found = await plan([trade], funded);
        expect(found).to.deep.include({ chosen: [], value: 0n, bound: 0n, gap: 0n, gapShare: 0 });
        expect(found.leftBehind).to.deep.equal([{ id: "a>b", reasons }]);
      });
    }

    it("short of bonds: LACK with the seller and the shortfall", async () => {
      const found = await plan([candidate({ terms: { quantity: 4n } })], [bonds("a", 1n), yen("b", 100n)]);
      const shortfall = { instrument: BOND, amount: 3n };
      expect(reasonsFor(found, "a>b")).to.deep.equal([{ code: "LACK", account: account("a"), shortfall }]);
    });

    it("short of money: MONY with the buyer and the shortfall", async () => {
      const found = await plan([candidate()], [bonds("a", 1n), yen("b", 99n)]);
      const shortfall = { instrument: YEN, amount: 1n };
      expect(reasonsFor(found, "a>b")).to.deep.equal([{ code: "MONY", account: account("b"), shortfall }]);
    });

    it("an instant before its cut-off settles", async () => {
      const found = await plan([candidate({ terms: { settleFrom: NOW, settleBy: NOW + 1n } })], funded);
      expect(found.chosen).to.deep.equal(["a>b"]);
    });
  });

  describe("given held legs", () => {
    it("draws on no free units for them, and lets the receiver pass on what they bring", async () => {
      const held = candidate({ seller: "a", buyer: "b", bondsHeld: true, cashHeld: true });
      const onward = candidate({ seller: "b", buyer: "c" });
      const found = await plan([held, onward], [yen("c", 100n)]);
      expect(found.chosen).to.deep.equal(["a>b", "b>c"]);
    });

    it("does not use what is held for a trade that stays behind", async () => {
      const held = candidate({ id: "held", bondsHeld: true, isOnHold: true });
      const other = candidate({ id: "other", buyer: "c" });
      const found = await plan([held, other], [yen("c", 100n)]);
      expect(found.chosen).to.deep.equal([]);
      expect(reasonsFor(found, "other")).to.deep.equal([
        { code: "LACK", account: account("a"), shortfall: { instrument: BOND, amount: 1n } },
      ]);
    });
  });

  describe("given too little for all", () => {
    const small = candidate({ id: "small", buyer: "b", priority: 0, terms: { amount: 10n } });
    const large = candidate({ id: "large", buyer: "c", priority: 0, terms: { amount: 90n } });
    const positions = [bonds("a", 1n), yen("b", 10n), yen("c", 90n)];

    it("chooses the larger value", async () => {
      expect((await plan([small, large], positions)).chosen).to.deep.equal(["large"]);
    });

    it("when the smaller one has a higher priority, never gives it up", async () => {
      const found = await plan([small, { ...large, priority: 1 }], positions);
      expect(found.chosen).to.deep.equal(["small"]);
      expect(found.classes).to.deep.equal([
        { priority: 0, trades: 1, value: 10n, bound: 10n },
        { priority: 1, trades: 0, value: 0n, bound: 0n },
      ]);
    });

    it("settles a trade of low priority that a higher one waits for", async () => {
      const urgent = candidate({ id: "urgent", seller: "b", buyer: "c", terms: { amount: 90n } });
      const found = await plan([{ ...small, priority: 9 }, { ...large, priority: 5 }, urgent], positions);
      expect(found.chosen).to.deep.equal(["small", "urgent"]);
    });

    it("of equal values chooses the one with more trades", async () => {
      const free = candidate({ id: "free", seller: "b", buyer: "d", terms: { amount: 0n } });
      const found = await plan(
        [small, { ...large, trade: { ...large.trade, amount: 10n } }, free],
        positions,
      );
      expect(found.chosen).to.deep.equal(["free", "small"]);
    });
  });

  describe("given trades with one leg", () => {
    it("settles a delivery free of payment against a payment only", async () => {
      const delivery = candidate({ id: "delivery", terms: { amount: 0n } });
      const payment = candidate({ id: "payment", terms: { quantity: 0n } });
      const found = await plan([delivery, payment], [bonds("a", 1n), yen("b", 100n)]);
      expect(found).to.deep.include({ chosen: ["delivery", "payment"], value: 100n });
    });

    it("settles as many free of payment as there are bonds for", async () => {
      const deliveries = [3n, 1n, 1n].map((quantity, index) =>
        candidate({ id: `d${index}`, terms: { quantity, amount: 0n } }),
      );
      const found = await plan(deliveries, [bonds("a", 3n)]);
      expect(found).to.deep.include({ chosen: ["d1", "d2"], value: 0n, gap: 0n });
    });
  });

  describe("given two trades with one number", () => {
    const positions = [bonds("a", 9n), yen("b", 900n), yen("c", 900n)];

    it("chooses one of the pair's, and names it as the reason for the other", async () => {
      const one = candidate({ id: "one", terms: { sequence: 7n } });
      const two = candidate({ id: "two", terms: { sequence: 7n, amount: 200n } });
      const found = await plan([one, two], positions);
      expect(found.chosen).to.deep.equal(["two"]);
      expect(reasonsFor(found, "one")).to.deep.equal([{ code: "REFE", account: undefined, rival: "two" }]);
    });

    it("of other pairs, chooses both; of one venue, one", async () => {
      const pairs = [
        candidate({ id: "b", buyer: "b", terms: { sequence: 7n } }),
        candidate({ id: "c", buyer: "c", terms: { sequence: 7n } }),
      ];
      expect((await plan(pairs, positions)).chosen).to.deep.equal(["b", "c"]);
      const venue = account("venue");
      const ofVenue = pairs.map((pair) => ({ ...pair, trade: { ...pair.trade, venue } }));
      expect((await plan(ofVenue, positions)).chosen).to.have.length(1);
    });
  });

  describe("given several currencies", () => {
    const dollars = candidate({ id: "usd", buyer: "c", terms: { currency: "USD", amount: 2n } });
    const yens = candidate({ id: "jpy" });
    const cash = { account: account("c"), instrument: `USD:${BANK}`, free: 2n };
    const positions = [bonds("a", 1n), yen("b", 100n), cash];

    it("weighs them, exactly", async () => {
      const weights = {
        JPY: { numerator: 1n, denominator: 3n },
        USD: { numerator: 67n, denominator: 4n },
      };
      const found = await planNetting({ candidates: [dollars, yens], positions, now: NOW, weights });
      // 100 / 3 of yen, 2 * 67 / 4 of dollars: 400 against 402 twelfths
      expect(found).to.deep.include({ chosen: ["usd"], value: 402n, valueDenominator: 12n });
    });
  });

  it("takes accounts in whatever case their digits are written", async () => {
    const mixed = candidate({ terms: { seller: "0xAbCdEf0000000000000000000000000000000001" } });
    const position = {
      account: "0xabcdef0000000000000000000000000000000001",
      instrument: BOND,
      free: 1n,
    };
    expect((await plan([mixed], [position, yen("b", 100n)])).chosen).to.deep.equal(["a>b"]);
  });

  it("given no trades, plans nothing", async () => {
    expect(await plan([])).to.deep.equal({
      chosen: [],
      value: 0n,
      bound: 0n,
      gap: 0n,
      gapShare: 0,
      valueDenominator: 1n,
      classes: [],
      liquidity: [],
      nets: [],
      leftBehind: [],
    });
  });
});
