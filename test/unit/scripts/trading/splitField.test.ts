import { expect } from "chai";
import fc from "fast-check";

import { splitField } from "../../../../scripts/support/trading/splitField.ts";
import { formatAmount } from "../../../../sdk/encoding/formatAmount.ts";

/** What the field makes of a text, or the rule that it breaks. */
function taken(text: unknown): unknown {
  const result = splitField.safeParse(text);
  return result.success ? result.data : result.error.issues[0]?.message;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
const shares = fc.uniqueArray(fc.record({ fund: name, face: fc.bigInt({ min: 1n, max: 10n ** 20n }) }), {
  selector: ({ fund }) => fund,
  minLength: 1,
  maxLength: 6,
});

describe("The split of an order among funds, as one writes it", () => {
  it("is taken however amounts are written", () => {
    fc.assert(
      fc.property(shares, fc.boolean(), (split, withCommas) => {
        const written = split.map(({ fund, face }) => `${fund}=${withCommas ? formatAmount(face) : face}`);
        expect(taken(written.join(","))).to.deep.equal(split);
      }),
    );
  });

  for (const [text, rule] of [
    [undefined, /^is required: must be fund=face/],
    ["", /^must be fund=face/],
    ["sakura-fund", /^must be fund=face/],
    ["sakura-fund=", /^must be fund=face/],
    ["sakura-fund=0", /^must be fund=face/],
    ["sakura-fund=-5", /^must be fund=face/],
    ["sakura-fund=1,0", /^must be fund=face/],
    ["sakura-fund=5=6", /^must be fund=face/],
    ["sakura-fund=5, kiku-fund=6", /^must be fund=face/],
    ["Sakura=5", /^must be fund=face/],
    ["sakura-fund=5,kiku-fund=6,sakura-fund=7", /^must name each fund once, and names sakura-fund twice$/],
  ] as const)
    it(`is refused: ${String(text)}`, () => {
      expect(taken(text)).to.match(rule);
    });
});
