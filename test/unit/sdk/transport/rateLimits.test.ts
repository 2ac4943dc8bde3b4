import { expect } from "chai";
import fc from "fast-check";

import { RateLimit } from "../../../../sdk/transport/hub/RateLimit.ts";
import { RateLimits } from "../../../../sdk/transport/hub/RateLimits.ts";

describe("RateLimit", () => {
  it("given messages at any moments, when they are counted, then it is as a bucket that fills evenly and never overflows", () => {
    const moments = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 12 }), (waits, perMinute) => {
        const limit = new RateLimit(perMinute, 0n);
        // In floating point, on numbers small enough to be exact: parts of a message, 60,000 to one.
        let [left, now] = [perMinute * 60_000, 0];
        for (const wait of waits) {
          now += wait;
          left = Math.min(perMinute * 60_000, left + wait * perMinute);
          const isFree = left >= 60_000;
          if (isFree) left -= 60_000;
          expect(limit.take(BigInt(now))).to.equal(isFree);
          const missing = perMinute * 60_000 - left;
          expect(Number(limit.fullAt)).to.equal(now + Math.ceil(missing / perMinute));
        }
      }),
      { numRuns: 200, seed: 20_261_214 },
    );
  });

  it("given a clock that goes back, when a message comes, then nothing is gained or lost", () => {
    const limit = new RateLimit(2, 1_000n);
    expect([limit.take(500n), limit.take(900n), limit.take(1_000n)]).to.deep.equal([true, true, false]);
  });
});

describe("RateLimits", () => {
  it("given clients that have sent, when it tidies, then it forgets those whose limit is as new, and no others", () => {
    const limits = new RateLimits(60);
    limits.take("one", 0n);
    for (let count = 0; count < 3; count += 1) limits.take("two", 0n);
    limits.tidy(999n);
    expect(limits.size).to.equal(2);
    limits.tidy(1_000n);
    expect(limits.size).to.equal(1);
    limits.tidy(2_999n);
    expect(limits.size).to.equal(1);
    limits.tidy(3_000n);
    expect(limits.size).to.equal(0);
  });
});
