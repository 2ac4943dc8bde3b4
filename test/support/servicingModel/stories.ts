import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { NO_CAP } from "../schedules.ts";
import { DAY, START } from "../world.ts";
import type { Command, Draft, Option, Payment, Step } from "./types.ts";

/** A command whose particulars follow from the state that it finds, and from these numbers. */
export interface RawCommand {
  readonly type: Command["type"] | "wait" | "goTo";
  readonly picks: readonly number[];
}

export interface Story {
  readonly drafts: readonly Draft[];
  readonly commands: readonly RawCommand[];
}

export const BONDS = 2;
const CUTOFFS = [180, 360, 540, 720].map((day) => START + day * DAY);
const PAY_DATES = CUTOFFS.map((cutoff) => cutoff + 5 * DAY);
export const MATURITY = START + 725 * DAY;

const payDate = (index: number): number => PAY_DATES[index] ?? MATURITY;

interface Terms {
  readonly denomination: bigint;
  readonly amortises: boolean;
  readonly fraction: readonly [numerator: bigint, denominator: bigint];
  readonly stepE8: bigint;
  readonly has: readonly boolean[];
  readonly premium: bigint;
}

/** Term sheets of bonds of all kinds: two years, paid half-yearly. */
const draft: Arbitrary<Draft> = fc
  .record({
    terms: fc.record({
      denomination: fc.constantFrom(100_000_000n, 1_000_000n, 999_983n),
      amortises: fc.constantFrom(false, false, true),
      fraction: fc.constantFrom<readonly [bigint, bigint]>([1n, 2n], [181n, 365n], [184n, 360n], [0n, 1n]),
      stepE8: fc.constantFrom(0n, 250_000n, -125_000n),
      has: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
      premium: fc.constantFrom(0n, 1_000n),
    }),
    rate: fc.record({
      isFloating: fc.boolean(),
      rateE8: fc.constantFrom(1_483_000n, 250_001n, 7_777_777n),
      marginE8: fc.constantFrom(100_000n, -300_000n),
      floorE8: fc.constantFrom(0n, 10_000n),
      capE8: fc.constantFrom(NO_CAP, 2_000_000n),
    }),
    rest: fc.record({
      taxableRedemptionE6: fc.constantFrom(0n, 20_000n),
      gracePeriod: fc.constantFrom(3 * DAY, 10 * DAY),
      tradesInDefault: fc.boolean(),
    }),
  })
  .map(({ terms, rate, rest }) => ({
    ...rest,
    ...rate,
    denomination: terms.denomination,
    maturityDate: MATURITY,
    closedFrom: MATURITY - 3 * DAY,
    redemptionPerUnit: finalFace(terms) + terms.premium,
    payments: paymentsOf(terms),
    steps: stepsOf(terms),
    options: optionsOf(terms),
  }));

const partOf = ({ denomination, amortises }: Terms): bigint => (amortises ? denomination / 10n : 0n);
const finalFace = (terms: Terms): bigint => terms.denomination - 3n * partOf(terms);

function paymentsOf(terms: Terms): readonly Payment[] {
  const [numerator, denominator] = terms.fraction;
  return CUTOFFS.map((recordCutoff, index) => ({
    recordCutoff,
    payFrom: payDate(index),
    accrueFrom: index === 0 ? START : payDate(index - 1),
    accrueTo: payDate(index),
    numerator,
    denominator,
    principalPerUnit: index < 3 ? partOf(terms) : 0n,
  }));
}

function stepsOf({ stepE8 }: Terms): readonly Step[] {
  return stepE8 === 0n ? [] : [{ decideBy: START + 350 * DAY, firstPayment: 1, stepE8 }];
}

/** A call by lot, a put, a call pro rata, a call of everything: each bond has some of them. */
function optionsOf(terms: Terms): readonly Option[] {
  const price = finalFace(terms) + terms.premium;
  const before = (date: number) => ({ date, noticeBy: date - 30 * DAY });
  const all: readonly Option[] = [
    { kind: "callByLot", ...before(payDate(0) + 10 * DAY), pricePerUnit: price },
    { kind: "put", ...before(payDate(1)), pricePerUnit: price - 1n },
    { kind: "callProRata", ...before(payDate(2)), pricePerUnit: 0n },
    { kind: "call", ...before(payDate(2) + 10 * DAY), pricePerUnit: price + 1n },
  ];
  return all.filter((_, index) => terms.has[index]);
}

/** How often commands of each type are tried. */
const WEIGHTS: readonly (readonly [RawCommand["type"], number])[] = [
  ["goTo", 30],
  ["wait", 3],
  ["transfer", 15],
  ["forcedTransfer", 1],
  ["earmark", 5],
  ["settleTrade", 4],
  ["cancelTrade", 3],
  ["freezeAccount", 4],
  ["freezeUnits", 4],
  ["freezeCash", 3],
  ["pauseCash", 4],
  ["suspend", 2],
  ["reinstate", 5],
  ["classify", 5],
  ["replaceKey", 2],
  ["recover", 4],
  ["fixRate", 9],
  ["decideStep", 3],
  ["fund", 24],
  ["returnFunding", 2],
  ["pay", 26],
  ["claim", 10],
  ["seizeSuspense", 4],
  ["fundRedemption", 22],
  ["redeem", 20],
  ["lapse", 5],
  ["cancelUnits", 2],
  ["announceCall", 14],
  ["announceRepayment", 8],
  ["exercisePut", 12],
  ["openDraw", 12],
  ["draw", 24],
  ["restartDraw", 6],
  ["endDraw", 10],
  ["declareDefault", 9],
  ["cureDefault", 16],
  ["accelerate", 2],
  ["openRecovery", 12],
  ["closeOut", 5],
];

const raw: Arbitrary<RawCommand> = fc.record({
  type: fc.oneof(...WEIGHTS.map(([type, weight]) => ({ weight, arbitrary: fc.constant(type) }))),
  picks: fc.array(fc.noBias(fc.nat(9_999)), { minLength: 12, maxLength: 12 }),
});

/** A random history of two bonds, of about so many commands. */
export function storyOf(length: number): Arbitrary<Story> {
  return fc.record({
    drafts: fc.array(draft, { minLength: BONDS, maxLength: BONDS }),
    commands: fc.array(raw, { minLength: length, maxLength: length }),
  });
}
