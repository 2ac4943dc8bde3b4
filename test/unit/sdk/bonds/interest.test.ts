import { expect } from "chai";
import fc from "fast-check";

import { couponAmount } from "../../../../sdk/bonds/couponAmount.ts";
import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { interestPerYenE13 } from "../../../../sdk/bonds/interestPerYenE13.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { bondVectors } from "../bondVectors.ts";

describe("interestPerYenE13 and couponAmount", () => {
  for (const { source, ratePercent, numerator, denominator, perYen, amounts } of bondVectors.coupon) {
    it(`give the figures of: ${source}`, () => {
      const interest = interestPerYenE13(ratePercent, { numerator, denominator });
      expect(formatDecimal(interest, 13)).to.equal(perYen);
      for (const { face, amount } of amounts) {
        expect(couponAmount({ totalFace: face, interestPerYenE13: interest })).to.equal(amount);
      }
    });
  }

  it("truncate once for the holder's total face, not once for each bond", () => {
    const interest = interestPerYenE13("1.483", { numerator: 157n, denominator: 368n });
    const perBond = couponAmount({ totalFace: 100_000_000n, interestPerYenE13: interest });
    // The vector for 30 bonds together is 18,980,788; thirty times 632,692 is 28 yen less.
    expect(perBond * 30n).to.equal(18_980_760n);
    expect(couponAmount({ totalFace: 3_000_000_000n, interestPerYenE13: interest })).to.equal(18_980_788n);
  });

  it("never pay holders together more than the issue as one", () => {
    const faces = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(faces, fc.bigInt({ min: 0n, max: 10n ** 12n }), (holders, interest) => {
        const paid = holders.map((face) => couponAmount({ totalFace: face, interestPerYenE13: interest }));
        const whole = couponAmount({ totalFace: sum(holders), interestPerYenE13: interest });
        return sum(paid) <= whole && whole - sum(paid) < BigInt(holders.length);
      }),
    );
  });

  it("refuse a negative face and a rate that is no decimal number", () => {
    expect(() => couponAmount({ totalFace: -1n, interestPerYenE13: 1n })).to.throw(
      InvalidAmountError,
      "The face is -1",
    );
    expect(() => interestPerYenE13("1.4830001", { numerator: 1n, denominator: 2n })).to.throw(
      InvalidDecimalError,
      '"1.4830001"',
    );
  });
});

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
