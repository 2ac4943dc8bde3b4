import { expect } from "chai";
import fc from "fast-check";

import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { formatConfirmation } from "../../../../sdk/matching/formatConfirmation.ts";
import type { MatchField } from "../../../../sdk/matching/matchFields.ts";
import { matchTrade } from "../../../../sdk/matching/matchTrade.ts";
import { parseConfirmation } from "../../../../sdk/matching/parseConfirmation.ts";
import type { Tolerance, Tolerances } from "../../../../sdk/matching/Tolerance.ts";
import type { Confirmation } from "../../../../sdk/matching/TradeDetails.ts";
import { BROKER, CUT_OFF, DEALER, FUND, matchOf, sampleDetails } from "./samples.ts";

const RUNS = { numRuns: 300, seed: 20_260_404 };
const near = (value: bigint) => fc.bigInt(value - 3n, value + 3n);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 20 });
const day = fc.integer({ min: -2, max: 2 }).map((days) => addDays(parseCalendarDate("2022-09-15"), days));

/** Details that are often the same in a field, and sometimes lack it. */
const details: fc.Arbitrary<Confirmation> = fc
  .record({
    reference: fc.constantFrom("RFQ-22-0007", "RFQ-22-0008"),
    side: some(fc.constantFrom("seller" as const, "buyer" as const)),
    seller: some(fc.constantFrom(DEALER, DEALER.toLowerCase(), BROKER)),
    buyer: some(fc.constantFrom(FUND, BROKER)),
    quantity: some(near(5n)),
    pricePer100: some(fc.constantFrom("99.985", "99.9850", "99.986")),
    accrued: some(near(0n)),
    fee: fc.bigInt(0n, 2n),
    amount: some(near(199_998_492n)),
    settlementDate: some(day),
    cutOff: some(near(CUT_OFF)),
  })
  .map((fields) => ({ ...sampleDetails(), ...fields }));

const NUMBERS = ["quantity", "faceAmount", "pricePer100", "accrued", "fee", "amount"] as const;
const percent = fc.bigInt(0n, 1_000_000_000n).map((value) => {
  const digits = value.toString().padStart(8, "0");
  return `${digits.slice(0, -7)}.${digits.slice(-7)}`;
});
/** A tolerance, and one of the same kind that is as wide or wider. */
const widening: fc.Arbitrary<readonly [Tolerance, Tolerance]> = fc.oneof(
  fc.tuple(fc.bigInt(0n, 10n), fc.bigInt(0n, 10n)).map(
    ([value, more]) =>
      [
        { kind: "absolute", value },
        { kind: "absolute", value: value + more },
      ] as const,
  ),
  fc.tuple(percent, percent).map(([one, other]) => {
    const [least = one, most = one] = [one, other].toSorted((a, b) => Number(a) - Number(b));
    return [
      { kind: "relative", percent: least },
      { kind: "relative", percent: most },
    ] as const;
  }),
  fc.tuple(fc.nat(3), fc.nat(3)).map(
    ([days, more]) =>
      [
        { kind: "days", days },
        { kind: "days", days: days + more },
      ] as const,
  ),
  fc
    .oneof(
      fc.bigInt(0n, 10n).map((value): Tolerance => ({ kind: "absolute", value })),
      percent.map((text): Tolerance => ({ kind: "relative", percent: text })),
    )
    .map((wide) => [{ kind: "exact" }, wide] as const),
);
const fields = fc.subarray<MatchField>([...NUMBERS, "settlementDate", "cutOff", "reference", "side"]);
const tolerancesOf = (names: readonly MatchField[], tolerance: Tolerance): Tolerances =>
  Object.fromEntries(names.map((name) => [name, tolerance]));
const isFine = (status: string): boolean => status === "matched" || status === "within tolerance";

describe("matchTrade: properties", () => {
  it("it does not matter who compares: the statuses are the same both ways, with any tolerance", () => {
    fc.assert(
      fc.property(details, details, fields, widening, (ours, theirs, names, [tolerance]) => {
        const tolerances = tolerancesOf(names, tolerance);
        const one = matchTrade({ ours, theirs, tolerances });
        const other = matchTrade({ ours: theirs, theirs: ours, tolerances });
        expect(one.isMatched).to.equal(other.isMatched);
        expect(one.fields.map(({ field, status }) => [field, status])).to.deep.equal(
          other.fields.map(({ field, status }) => [field, status]),
        );
        expect(one.fields.map((each) => [each.ours, each.theirs])).to.deep.equal(
          other.fields.map((each) => [each.theirs, each.ours]),
        );
      }),
      RUNS,
    );
  });

  it("a wider tolerance never unmatches what a narrower one matched", () => {
    let widened = 0;
    fc.assert(
      fc.property(details, details, fields, widening, (ours, theirs, names, [narrow, wide]) => {
        const before = matchTrade({ ours, theirs, tolerances: tolerancesOf(names, narrow) });
        const after = matchTrade({ ours, theirs, tolerances: tolerancesOf(names, wide) });
        if (before.isMatched) expect(after.isMatched).to.equal(true);
        before.fields.forEach(({ status }, index) => {
          const now = after.fields[index]?.status ?? "";
          if (isFine(status)) expect(isFine(now)).to.equal(true);
          else if (isFine(now)) widened += 1;
          expect(now === "missing").to.equal(status === "missing");
        });
      }),
      RUNS,
    );
    expect(widened).to.be.above(0);
  });

  it("a trade matches itself seen from the other side, and nothing that differs in a field", () => {
    fc.assert(
      fc.property(details, (ours) => {
        const isWhole = Object.values(ours).every((value) => value !== undefined);
        const side = ours.side === undefined ? undefined : ours.side === "buyer" ? "seller" : "buyer";
        expect(matchTrade({ ours, theirs: { ...ours, side } }).isMatched).to.equal(isWhole);
        expect(matchTrade({ ours, theirs: ours }).isMatched).to.equal(false);
        const amount = (ours.amount ?? 0n) + 1n;
        expect(matchTrade({ ours, theirs: { ...ours, side, amount } }).isMatched).to.equal(false);
      }),
      RUNS,
    );
  });

  it("an absolute tolerance is judged as whole numbers judge it", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n), (amount, value) => {
        const distance = amount > 199_998_492n ? amount - 199_998_492n : 199_998_492n - amount;
        const expected = distance === 0n ? "matched" : distance <= value ? "within tolerance" : "different";
        expect(matchOf("amount", { amount }, { kind: "absolute", value }).status).to.equal(expected);
      }),
      RUNS,
    );
  });

  it("a relative tolerance is judged as whole numbers judge it", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 4n * 10n ** 8n), percent, (amount, text) => {
        const own = 199_998_492n;
        const [small, large] = amount < own ? [amount, own] : [own, amount];
        // small is at least large less the percentage of it
        const isClose = small * 10n ** 9n >= large * (10n ** 9n - BigInt(text.replace(".", "")));
        const expected = small === large ? "matched" : isClose ? "within tolerance" : "different";
        expect(matchOf("amount", { amount }, { kind: "relative", percent: text }).status).to.equal(expected);
      }),
      RUNS,
    );
  });
});

describe("formatConfirmation and parseConfirmation: properties", () => {
  it("give back every confirmation", () => {
    const whole = details.map((one): Confirmation => ({
      ...one,
      seller: DEALER,
      fee: one.fee ?? 0n,
    }));
    fc.assert(
      fc.property(whole, (confirmation) => {
        const known = Object.entries(confirmation).filter(([, value]) => value !== undefined);
        expect(parseConfirmation(JSON.parse(formatConfirmation(confirmation)))).to.deep.equal(
          Object.fromEntries(known),
        );
      }),
      RUNS,
    );
  });
});
