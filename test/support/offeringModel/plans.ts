import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { FIRMS, INVESTORS } from "./ledger.ts";
import type { Circumstance, Plan, PlannedOrder } from "./types.ts";

/** Units of the bond that is issued for the first time: all of them are offered. */
export const FIRST_ISSUE = 100n;
const PAR = 100_000_000n;

const order: Arbitrary<PlannedOrder> = fc.record({
  investor: fc.nat(INVESTORS - 1),
  seller: fc.nat(FIRMS),
  asked: fc.bigInt({ min: 1n, max: 60n }),
  filled: fc.oneof({ weight: 3, arbitrary: fc.constant(100n) }, fc.bigInt({ min: 0n, max: 99n })),
  isEarmarked: fc.nat(9).map((number) => number < 3),
});

const circumstance: Arbitrary<Circumstance> = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Circumstance>("none") },
  fc.constantFrom<Circumstance>("suspended", "moneyFrozen", "bondsFrozen"),
);

const byInvestor = <Value>(value: Arbitrary<Value>): Arbitrary<readonly Value[]> =>
  fc.array(value, { minLength: INVESTORS, maxLength: INVESTORS });

/** Three commitments that sum to the units; some of them are nothing. */
const commitmentsOf = (units: bigint): Arbitrary<readonly bigint[]> =>
  fc.tuple(fc.bigInt({ min: 0n, max: units }), fc.bigInt({ min: 0n, max: units })).map(([one, other]) => {
    const [low, high] = one < other ? [one, other] : [other, one];
    return [low, high - low, units - high];
  });

/** Offerings of every method and rule that go together, first issues and taps. */
export const plans: Arbitrary<Plan> = fc
  .record({
    how: fc.constantFrom(
      { method: "firmCommitment", rule: "nothingCloses" } as const,
      { method: "firmCommitment", rule: "firmTakes" } as const,
      { method: "standby", rule: "nothingCloses" } as const,
      { method: "standby", rule: "firmTakes" } as const,
      { method: "bestEfforts", rule: "nothingCloses" } as const,
      { method: "bestEfforts", rule: "firmTakes" } as const,
      { method: "bestEfforts", rule: "unitsLapse" } as const,
    ),
    offered: fc
      .oneof(
        fc.constant({ isTap: false, units: FIRST_ISSUE }),
        fc.bigInt({ min: 1n, max: 150n }).map((units) => ({ isTap: true, units })),
      )
      .chain(({ isTap, units }) =>
        fc.record({
          isTap: fc.constant(isTap),
          commitments: commitmentsOf(units),
          minimumUnits: fc.oneof(
            { weight: 2, arbitrary: fc.constant(1n) },
            fc.bigInt({ min: 1n, max: units }),
          ),
          accruedPerYenE13: isTap ? fc.bigInt({ min: 0n, max: 10n ** 12n }) : fc.constant(0n),
        }),
      ),
    pricePerUnit: fc.bigInt({ min: (99n * PAR) / 100n, max: (101n * PAR) / 100n }),
    feePerUnit: fc.oneof(
      fc.bigInt({ min: 0n, max: 1_000_003n }),
      fc.constantFrom(PAR / 2n, (9n * PAR) / 10n, (99n * PAR) / 100n),
    ),
    isLockedUp: fc.boolean(),
    orders: fc.array(order, { minLength: 1, maxLength: 8 }),
    circumstances: byInvestor(circumstance),
    solvency: byInvestor(
      fc.oneof({ weight: 3, arbitrary: fc.constant(100n) }, fc.bigInt({ min: 0n, max: 99n })),
    ),
    firmsHaveMoney: fc.nat(9).map((number) => number < 7),
    cancelled: fc
      .option(fc.nat(7), { freq: 2, nil: undefined })
      .map((place) => (place === 0 ? undefined : place)),
    attempt: fc.oneof(
      { weight: 5, arbitrary: fc.constant("whoeverCannotPay" as const) },
      fc.constantFrom("nobodyFails" as const, "oneTooMany" as const, "whilePaused" as const),
    ),
  })
  .map(({ how, offered, ...rest }) => ({ ...how, ...offered, ...rest }));
