import { expect } from "chai";
import fc from "fast-check";

import { allotmentAmount } from "../../../../sdk/offering/allotmentAmount.ts";
import type { FailedAllotment, FirmProceedsOptions } from "../../../../sdk/offering/ClosingProceeds.ts";
import { firmProceeds } from "../../../../sdk/offering/firmProceeds.ts";

type Terms = FirmProceedsOptions["terms"];

/** An allotment of a random offering: the pot's are the lead manager's. */
interface Allotted {
  readonly firm: number;
  readonly isFromPot: boolean;
  readonly units: bigint;
  readonly fails: boolean;
}

const offerings = fc
  .record({
    method: fc.constantFrom("firmCommitment", "standby", "bestEfforts"),
    commitments: fc.array(fc.bigInt({ min: 0n, max: 12n }), { minLength: 1, maxLength: 5 }),
    orders: fc.array(
      fc.record({ firm: fc.nat(5), units: fc.bigInt({ min: 1n, max: 9n }), fails: fc.boolean() }),
      { maxLength: 12 },
    ),
    pricePerUnit: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    feePerUnit: fc.bigInt({ min: 0n, max: 1_000_003n }),
    facePerUnit: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    accruedPerYenE13: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    lapses: fc.boolean(),
  })
  .map(({ commitments, orders, ...given }) => {
    let left = sum(commitments);
    const units = left;
    // Firm `commitments.length` and beyond stand for the pot.
    const allotted = orders.flatMap(({ firm, units: asked, fails }): readonly Allotted[] => {
      const isFromPot = firm >= commitments.length;
      const got = asked < left ? asked : left;
      left -= got;
      return got === 0n ? [] : [{ firm: isFromPot ? 0 : firm, isFromPot, units: got, fails }];
    });
    return { ...given, commitments, units, allotted };
  });

describe("firmProceeds of random offerings", () => {
  it("is what counting unit by unit gives: amounts, fees, and who takes what is left over", () => {
    fc.assert(
      fc.property(offerings, ({ commitments, allotted, method, lapses, units, pricePerUnit, ...given }) => {
        const ifPaymentFails = method === "bestEfforts" && lapses ? "unitsLapse" : "firmTakes";
        const all: Terms = { ...given, method, ifPaymentFails, units, minimumUnits: 1n };
        const paid = (count: bigint): bigint => allotmentAmount({ terms: all, units: count, pricePerUnit });
        const of = (firm: number): readonly Allotted[] => allotted.filter((each) => each.firm === firm);
        const pot = allotted.filter(({ isFromPot }) => isFromPot);
        const failures: readonly FailedAllotment[] = allotted
          .filter(({ fails }) => fails)
          .map((each) => ({ ...each, amount: paid(each.units) }));
        const firms = commitments.map((commitment, firm) => ({
          commitment,
          soldUnits: unitsOf(of(firm)),
          soldAmount: sum(of(firm).map((each) => paid(each.units))),
        }));
        const potUnits = unitsOf(pot);
        const result = firmProceeds({ terms: all, pricePerUnit, firms, potUnits, failures });

        // Every unit that is issued costs its fee once, whoever earns it.
        expect(result.fees).to.equal(given.feePerUnit * result.issuedUnits);
        expect(result.fees).to.equal(sum(result.members.map(({ fee }) => fee)));
        const nets = sum(result.members.map(({ net }) => net));
        expect(nets).to.equal(result.proceeds - result.fees);
        expect(result.issuedUnits + result.cancelledUnits).to.equal(units);
        if (ifPaymentFails === "firmTakes" && method !== "bestEfforts")
          expect(result.cancelledUnits).to.equal(0n);

        const leftOver = method === "bestEfforts" ? 0n : units - unitsOf(allotted);
        const credits = byCounting(potUnits, commitments);
        const short = commitments.map((commitment, firm) => {
          const own = unitsOf(of(firm).filter(({ isFromPot }) => !isFromPot));
          const shortfall = commitment - own - (credits[firm] ?? 0n);
          return shortfall > 0n ? shortfall : 0n;
        });
        const parts = byCounting(leftOver, short);
        const goodPot = unitsOf(pot.filter(({ fails }) => !fails));
        result.members.forEach((member, firm) => {
          const good = of(firm).filter(({ fails }) => !fails);
          const lost = unitsOf(of(firm).filter(({ fails }) => fails));
          const part = parts[firm] ?? 0n;
          expect(part <= (short[firm] ?? 0n)).to.equal(true);
          const retained = part + (ifPaymentFails === "firmTakes" ? lost : 0n);
          expect(member.retained).to.equal(retained);
          expect(member.units).to.equal(unitsOf(good) + retained);
          expect(member.amount).to.equal(sum(good.map((each) => paid(each.units))) + paid(retained));
          const own = unitsOf(good.filter(({ isFromPot }) => !isFromPot)) + retained;
          // What is left of the fee is less than 1 away from its exact part of the pot's, without dividing.
          const potFee = (member.fee - given.feePerUnit * own) * units;
          const exact = given.feePerUnit * goodPot * (commitments[firm] ?? 0n);
          expect(potFee - exact < (units || 1n) && exact - potFee < (units || 1n)).to.equal(true);
        });
      }),
    );
  });
});

/** Gives unit k of A to the first up to whom the weights are k / A of their sum. */
function byCounting(count: bigint, weights: readonly bigint[]): readonly bigint[] {
  const parts = weights.map(() => 0n);
  for (let unit = 1n; unit <= count; unit += 1n) {
    const reached = (_weight: bigint, index: number): boolean =>
      sum(weights.slice(0, index + 1)) * count >= unit * sum(weights);
    const taker = weights.findIndex(reached);
    parts[taker] = (parts[taker] ?? 0n) + 1n;
  }
  return parts;
}

function unitsOf(allotted: readonly Allotted[]): bigint {
  return sum(allotted.map(({ units }) => units));
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
