import { expect } from "chai";
import fc from "fast-check";

import { TicketFillError } from "../../../../sdk/trading/errors/TicketFillError.ts";
import { TicketSkewedError } from "../../../../sdk/trading/errors/TicketSkewedError.ts";
import { TicketSplitError } from "../../../../sdk/trading/errors/TicketSplitError.ts";
import { splitTicket } from "../../../../sdk/trading/splitTicket.ts";
import type { Share } from "../../../../sdk/trading/Ticket.ts";
import { accountOf, sampleTicket } from "./samples.ts";

interface Split {
  readonly maximumQuantity: bigint;
  readonly split: readonly Share[];
}

/** A ticket for accounts 1, 2, 3 and so on. */
const ticketOf = (...quantities: readonly bigint[]): Split => ({
  maximumQuantity: quantities.reduce((sum, each) => sum + each, 0n),
  split: quantities.map((quantity, index) => ({ account: accountOf(index + 1), quantity })),
});
/** What each share gets, nothing included. */
const given = (ticket: Split, quantity: bigint, filled?: readonly bigint[]): readonly bigint[] => {
  const shares = new Map(
    splitTicket({ ticket, quantity, filled }).map((share) => [share.account, share.quantity]),
  );
  return ticket.split.map(({ account }) => shares.get(account) ?? 0n);
};
/** Whether the contract takes what each share has got (TicketBook). */
const isEven = ({ maximumQuantity: most, split }: Split, filled: readonly bigint[]): boolean => {
  const total = filled.reduce((sum, each) => sum + each, 0n);
  return split.every(({ quantity }, index) => {
    const difference = (filled[index] ?? 0n) * most - total * quantity;
    return difference < most && -difference < most;
  });
};

describe("splitTicket", () => {
  it("shares everything out as the split says", () => {
    expect(splitTicket({ ticket: sampleTicket(), quantity: 100n })).to.deep.equal(sampleTicket().split);
  });

  it("shares a part out pro rata, in the order of the split, without those that get nothing", () => {
    const { split } = sampleTicket();
    const [one, two] = split;
    expect(splitTicket({ ticket: sampleTicket(), quantity: 1n })).to.deep.equal([{ ...one, quantity: 1n }]);
    expect(splitTicket({ ticket: sampleTicket(), quantity: 4n })).to.deep.equal([
      { ...one, quantity: 3n },
      { ...two, quantity: 1n },
    ]);
  });

  it("gives the units left over to those whose next one is due first", () => {
    // Of 5: 3.5, 1 and 0.5. The fourth unit of the first is due by the 6th, the first of the third by the 10th.
    expect(given(ticketOf(70n, 20n, 10n), 5n)).to.deep.equal([4n, 1n, 0n]);
    // Of 2: 1.4, 0.4 and 0.2.
    expect(given(ticketOf(70n, 20n, 10n), 2n)).to.deep.equal([2n, 0n, 0n]);
  });

  it("gives them, of those due at once, to the largest remainder, then to the earlier in the split", () => {
    // Of 2 of 20: 0.5, 0.6 and 0.9, due by the 4th, the 4th (3.33) and the 3rd (2.22).
    expect(given(ticketOf(5n, 6n, 9n), 2n)).to.deep.equal([0n, 1n, 1n]);
    // Of 2 of 8: 0.25, 0.5 and 1.25, due by the 8th, the 4th and the 4th (3.2).
    expect(given(ticketOf(1n, 2n, 5n), 2n)).to.deep.equal([0n, 1n, 1n]);
    expect(given(ticketOf(1n, 1n, 1n), 2n)).to.deep.equal([1n, 1n, 0n]);
  });

  it("makes up in a later fill for what rounding did in an earlier one", () => {
    expect(given(ticketOf(70n, 20n, 10n), 5n, [4n, 1n, 0n])).to.deep.equal([3n, 1n, 1n]);
    expect(given(ticketOf(1n, 1n, 1n), 1n, [1n, 1n, 0n])).to.deep.equal([0n, 0n, 1n]);
  });

  it("given the largest ticket there is, counts exactly", () => {
    const most = 2n ** 112n - 1n;
    const third = most / 3n;
    expect(given(ticketOf(third, third, third), most - 1n)).to.deep.equal([third, third, third - 1n]);
  });

  it("given what remainders alone would not leave an even way for, shares it out", () => {
    // After 9 units the small ones have one each; then both large ones are due their fifth with the tenth.
    expect(stuckByRemainders(STUCK)).to.equal(9n);
    const ticket = ticketOf(...STUCK);
    let filled = STUCK.map(() => 0n);
    for (let total = 0n; total < ticket.maximumQuantity; total++) {
      filled = given(ticket, 1n, filled).map((share, index) => share + (filled[index] ?? 0n));
      expect(isEven(ticket, filled)).to.be.true;
    }
  });

  it("given any ticket and any sequence of fills, is even after each, and complete after the last", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.bigInt(0n, 40n), { minLength: 1, maxLength: 8 })
          .filter((all) => all.some((each) => each > 0n)),
        fc.array(fc.oneof(fc.bigInt(1n, 2n), fc.bigInt(1n, 25n)), { minLength: 1, maxLength: 400 }),
        (quantities, fills) => {
          const ticket = ticketOf(...quantities);
          let filled = quantities.map(() => 0n);
          let left = ticket.maximumQuantity;
          for (const fill of [...fills, left]) {
            const quantity = fill < left ? fill : left;
            if (quantity === 0n) break;
            const shares = given(ticket, quantity, filled);
            expect(shares.reduce((sum, each) => sum + each, 0n)).to.equal(quantity);
            expect(shares.every((each) => each >= 0n)).to.be.true;
            filled = filled.map((had, index) => had + (shares[index] ?? 0n));
            expect(isEven(ticket, filled)).to.be.true;
            expect(filled.every((has, index) => has <= (quantities[index] ?? 0n))).to.be.true;
            left -= quantity;
          }
          if (left === 0n) expect(filled).to.deep.equal(quantities);
        },
      ),
      { numRuns: 300, seed: 20_250_620 },
    );
  });

  it("given any fills before, finds an even way exactly where there is one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt(1n, 5n), fc.bigInt(0n, 5n)), { minLength: 1, maxLength: 4 }),
        fc.bigInt(1n, 20n),
        (shares, wanted) => {
          const ticket = ticketOf(...shares.map(([quantity]) => quantity));
          const filled = shares.map(([quantity, had]) => (had < quantity ? had : quantity));
          const left = ticket.maximumQuantity - filled.reduce((sum, each) => sum + each, 0n);
          fc.pre(left > 0n);
          const quantity = wanted < left ? wanted : left;
          const ways = waysToShare(ticket, filled, quantity);
          if (ways.length === 0) {
            expect(() => given(ticket, quantity, filled)).to.throw(TicketSkewedError);
          } else expect(ways).to.deep.include(given(ticket, quantity, filled));
        },
      ),
      { numRuns: 500, seed: 20_250_620 },
    );
  });

  describe("refuses", () => {
    const ticket = ticketOf(70n, 20n, 10n);
    const refusal = (options: Partial<Parameters<typeof splitTicket>[0]>) => () =>
      splitTicket({ ticket, quantity: 1n, ...options });

    it("no units, and more than are left", () => {
      for (const quantity of [0n, -1n]) expect(refusal({ quantity })).to.throw(TicketFillError);
      expect(refusal({ quantity: 101n })).to.throw(
        TicketFillError,
        "101 units cannot be dealt under the ticket, which has 100 left",
      );
      expect(refusal({ quantity: 96n, filled: [4n, 1n, 0n] }))
        .to.throw(TicketFillError, "which has 95 left")
        .with.property("code", "TICKET_FILL");
    });

    it("a split that does not sum to the ticket, or contradicts itself", () => {
      const faults: readonly [Split, string][] = [
        [{ ...ticket, maximumQuantity: 99n }, "its split sums to 100, and it is for 99 units"],
        [
          { ...ticket, split: [...ticket.split, ...ticket.split], maximumQuantity: 200n },
          "an account stands in it twice",
        ],
        [ticketOf(2n, -1n), "a share is below zero"],
      ];
      for (const [wrong, reason] of faults) {
        expect(refusal({ ticket: wrong }))
          .to.throw(TicketSplitError, `The ticket cannot be split: ${reason}.`)
          .with.property("code", "TICKET_SPLIT");
      }
      expect(refusal({ ticket: ticketOf(), quantity: 1n })).to.throw(TicketFillError);
    });

    it("fills that do not fit the split", () => {
      expect(refusal({ filled: [1n] })).to.throw(TicketSplitError, "1 fills are given for 3 shares");
      expect(refusal({ filled: [0n, 21n, 0n] })).to.throw(
        TicketSplitError,
        `${accountOf(2)} is said to have got 21 of 20 units`,
      );
      expect(refusal({ filled: [0n, -1n, 0n] })).to.throw(TicketSplitError, "-1 of 20 units");
    });

    it("a fill that cannot make up for what went too far before, and names whom it went to", () => {
      // The third has 5 where 0.6 are due.
      expect(refusal({ filled: [0n, 0n, 5n] }))
        .to.throw(
          TicketSkewedError,
          `1 units are too few to share out evenly: too much went to ${accountOf(3)} before.`,
        )
        .with.property("code", "TICKET_SKEWED");
      // 1.35, 1.35, 0.15, 0.15 of 3 are due, and two of the small ones have one: each may, but not all at once.
      const small = { ticket: ticketOf(9n, 9n, 1n, 1n), filled: [0n, 0n, 1n, 1n] };
      expect(refusal(small)).to.throw(TicketSkewedError, `${accountOf(3)}, ${accountOf(4)}`);
      expect(splitTicket({ ...small, quantity: 2n }).map(({ quantity }) => quantity)).to.deep.equal([1n, 1n]);
    });
  });
});

/** A split that goes wrong when units are dealt one by one to the largest remainder: three small funds and two large ones. */
const STUCK = [1n, 1n, 1n, 6n, 6n];

/** Units after which the next one cannot be given evenly, when each went to the largest remainder of those not ahead. */
function stuckByRemainders(quantities: readonly bigint[]): bigint | undefined {
  const ticket = ticketOf(...quantities);
  let filled = quantities.map(() => 0n);
  for (let total = 1n; total <= ticket.maximumQuantity; total++) {
    const lacking = quantities.map(
      (quantity, index) => total * quantity - (filled[index] ?? 0n) * ticket.maximumQuantity,
    );
    const next = lacking.indexOf(lacking.reduce((most, each) => (each > most ? each : most)));
    const after = filled.map((has, index) => (index === next ? has + 1n : has));
    if (!isEven(ticket, after)) return total - 1n;
    filled = after;
  }
  return undefined;
}

/** Every even way to share a quantity out, tried one by one. */
function waysToShare(
  ticket: Split,
  filled: readonly bigint[],
  quantity: bigint,
): readonly (readonly bigint[])[] {
  const extend = (index: number, left: bigint): readonly (readonly bigint[])[] => {
    const share = ticket.split[index];
    if (share === undefined) return left === 0n ? [[]] : [];
    const most = share.quantity - (filled[index] ?? 0n);
    const each = Array.from({ length: Number(most < left ? most : left) + 1 }, (_, count) => BigInt(count));
    return each.flatMap((count) => extend(index + 1, left - count).map((rest) => [count, ...rest]));
  };
  return extend(0, quantity).filter((ways) =>
    isEven(
      ticket,
      ways.map((way, index) => way + (filled[index] ?? 0n)),
    ),
  );
}
