import { expect } from "chai";

import type { FailureRule, OfferingMethod } from "../../../sdk/offering/OfferingTerms.ts";
import {
  allotmentAt,
  closeNow,
  closeWith,
  expectNothingMoves,
  fundFirms,
  holdingsOf,
  leave,
  reachFailing,
  sell,
} from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  FACE,
  FEE,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  statusOf,
  tradesToClose,
  useMarket,
} from "../../support/offerings.ts";

/** What a closing comes to: units of three investors, of three firms, and of nobody. */
interface Outcome {
  readonly investors: readonly bigint[];
  readonly firms: readonly bigint[];
  readonly cancelled: bigint;
}

type Rules = readonly [method: OfferingMethod, rule: FailureRule];

/** Every method and what it does with the 20 units that nobody orders: firms are short of 10, 0 and 10. */
const ALL_PAY: readonly (readonly [...Rules, Outcome])[] = [
  ["firmCommitment", "nothingCloses", { investors: [40n, 30n, 10n], firms: [10n, 0n, 10n], cancelled: 0n }],
  ["firmCommitment", "firmTakes", { investors: [40n, 30n, 10n], firms: [10n, 0n, 10n], cancelled: 0n }],
  ["standby", "nothingCloses", { investors: [40n, 30n, 10n], firms: [10n, 0n, 10n], cancelled: 0n }],
  ["standby", "firmTakes", { investors: [40n, 30n, 10n], firms: [10n, 0n, 10n], cancelled: 0n }],
  ["bestEfforts", "nothingCloses", { investors: [40n, 30n, 10n], firms: [0n, 0n, 0n], cancelled: 20n }],
  ["bestEfforts", "firmTakes", { investors: [40n, 30n, 10n], firms: [0n, 0n, 0n], cancelled: 20n }],
  ["bestEfforts", "unitsLapse", { investors: [40n, 30n, 10n], firms: [0n, 0n, 0n], cancelled: 20n }],
];

/** The same when the second investor does not pay for its 30. */
const ONE_FAILS: readonly (readonly [...Rules, Outcome])[] = [
  ["firmCommitment", "firmTakes", { investors: [40n, 0n, 10n], firms: [10n, 30n, 10n], cancelled: 0n }],
  ["standby", "firmTakes", { investors: [40n, 0n, 10n], firms: [10n, 30n, 10n], cancelled: 0n }],
  ["bestEfforts", "firmTakes", { investors: [40n, 0n, 10n], firms: [0n, 30n, 0n], cancelled: 20n }],
  ["bestEfforts", "unitsLapse", { investors: [40n, 0n, 10n], firms: [0n, 0n, 0n], cancelled: 50n }],
];

describe("Offering.close: methods and failure rules", () => {
  const current = useMarket();
  const FIRMS_MONEY = 100n * FACE;

  /** 80 of the 100 units are ordered, of firms that answer for 50, 30 and 20. */
  async function prepare(m: Market, [method, ifPaymentFails]: Rules): Promise<void> {
    await sell(
      m,
      [
        { investor: 0, units: 40n },
        { investor: 1, units: 30n, firm: firmAt(m, 1).address },
        { investor: 2, units: 10n, firm: firmAt(m, 2).address },
      ],
      { terms: { method, ifPaymentFails } },
    );
    await fundFirms(m, FIRMS_MONEY);
    await reachFailing(m);
  }

  const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

  /** Every unit is where it should be and has been paid for; a firm has gained the fee of what it sold and took. */
  async function expectOutcome(m: Market, { investors, firms, cancelled }: Outcome): Promise<void> {
    const issued = sum(investors) + sum(firms);
    expect(issued + cancelled).to.equal(100n);
    expect(await m.bond.totalSupply()).to.equal(issued);
    expect(await holdingsOf(m, [m.issuer, ...m.firms, ...m.investors.slice(0, 3)])).to.deep.equal({
      bonds: [0n, ...firms, ...investors],
      cash: [
        issued * (FACE - FEE),
        ...firms.map((taken, index) => FIRMS_MONEY - taken * FACE + (taken + (investors[index] ?? 0n)) * FEE),
        ...investors.map((units) => (units === 0n ? 0n : 100n * FACE - units * FACE)),
      ],
    });
  }

  for (const [method, rule, outcome] of ALL_PAY) {
    it(`given ${method} and ${rule}, when all pay, then firms take ${outcome.firms.join(", ")}, and ${outcome.cancelled} are cancelled`, async () => {
      const m = current();
      await prepare(m, [method, rule]);
      const closed = closeNow(m);
      await expect(closed)
        .to.emit(m.offering, "OfferingClosed")
        .withArgs(
          OFFERED_BYTES,
          0n,
          100n - outcome.cancelled,
          outcome.cancelled,
          (100n - outcome.cancelled) * FACE,
          (100n - outcome.cancelled) * FEE,
        );
      if (outcome.cancelled > 0n) {
        await expect(closed)
          .to.emit(m.redemptionAgent, "UnitsCancelled")
          .withArgs(OFFERED_BYTES, m.issuer, outcome.cancelled, 100n - outcome.cancelled);
      }
      await expectOutcome(m, outcome);
    });
  }

  for (const [method, rule, outcome] of ONE_FAILS) {
    it(`given ${method} and ${rule}, when an investor does not pay, then firms take ${outcome.firms.join(", ")}, and ${outcome.cancelled} are cancelled`, async () => {
      const m = current();
      await prepare(m, [method, rule]);
      await leave(m, investorAt(m, 1), 0n);
      await expect(closeNow(m, [1n]))
        .to.emit(m.offering, "AllotmentFailed")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 1), 1n, 30n, 30n * FACE, rule === "firmTakes")
        .and.to.emit(m.offering, "OfferingClosed")
        .withArgs(
          OFFERED_BYTES,
          0n,
          100n - outcome.cancelled,
          outcome.cancelled,
          (100n - outcome.cancelled) * FACE,
          (100n - outcome.cancelled) * FEE,
        );
      await expectOutcome(m, outcome);
    });
  }

  for (const method of ["firmCommitment", "standby", "bestEfforts"] as const) {
    it(`given ${method} and nothingCloses, when an investor does not pay, then nothing closes, by any list of failures`, async () => {
      const m = current();
      await prepare(m, [method, "nothingCloses"]);
      await leave(m, investorAt(m, 1), 30n * FACE - 1n);
      await expectNothingMoves(m, async () => {
        await expect(closeNow(m))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(investorAt(m, 1), 30n * FACE - 1n, 30n * FACE);
        const { trades } = await tradesToClose(m);
        await expect(closeWith(m, { trades, failures: [await allotmentAt(m, 1n)] }))
          .to.be.revertedWithCustomError(m.offering, "OfferingNothingFails")
          .withArgs(OFFERED_BYTES);
      });
      expect((await statusOf(m)).stage).to.equal("allotted");
    });

    it(`given ${method} and nothingCloses, when the investor pays later after all, then it closes`, async () => {
      const m = current();
      await prepare(m, [method, "nothingCloses"]);
      await leave(m, investorAt(m, 1), 30n * FACE - 1n);
      await expect(closeNow(m))
        .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
        .withArgs(investorAt(m, 1), 30n * FACE - 1n, 30n * FACE);
      await m.cash.connect(m.third).transfer(investorAt(m, 1), 1n);
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });
  }
});
