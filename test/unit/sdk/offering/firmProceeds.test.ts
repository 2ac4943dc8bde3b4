import { expect } from "chai";

import type {
  ClosingProceeds,
  FirmProceedsOptions,
  FirmSales,
} from "../../../../sdk/offering/ClosingProceeds.ts";
import { InvalidAllocationError } from "../../../../sdk/offering/errors/InvalidAllocationError.ts";
import { firmProceeds } from "../../../../sdk/offering/firmProceeds.ts";

type Terms = FirmProceedsOptions["terms"];

const terms: Terms = {
  method: "firmCommitment",
  ifPaymentFails: "firmTakes",
  units: 30n,
  minimumUnits: 30n,
  feePerUnit: 400_000n,
  facePerUnit: 100_000_000n,
  accruedPerYenE13: 0n,
};
const tap = { ...terms, accruedPerYenE13: 39_817_530_000n };
const price = 99_500_000n;

/** Of the commitments 20 and 10: the lead manager sells 6 units and 9 of the pot, the second firm 5. */
const lead: FirmSales = { commitment: 20n, soldUnits: 15n, soldAmount: 15n * price };
const second: FirmSales = { commitment: 10n, soldUnits: 5n, soldAmount: 5n * price };
const base = { terms, pricePerUnit: price, firms: [lead, second], potUnits: 9n };

/** Units, retained units, amount, fee and net of each member, in millions. */
const inMillions = ({ members }: ClosingProceeds): readonly (readonly number[])[] =>
  members.map((each) => [
    Number(each.units),
    Number(each.retained),
    ...[each.amount, each.fee, each.net].map((amount) => Number(amount) / 1e6),
  ]);

describe("firmProceeds", () => {
  describe("given a firm commitment", () => {
    it("shares out what is left over by shortfalls, and the pot's fee by commitments (by hand)", () => {
      // The pot credits 6 and 3 units, so that 20 - 6 - 6 = 8 and 10 - 5 - 3 = 2 are short: all 10 that are left. Fees: 14 x 0.4
      // and two thirds of 9 x 0.4; 7 x 0.4 and a third.
      const result = firmProceeds(base);
      expect(inMillions(result)).to.deep.equal([
        [23, 8, 2_288.5, 8, 2_280.5],
        [7, 2, 696.5, 4, 692.5],
      ]);
      expect(result).to.include({
        issuedUnits: 30n,
        cancelledUnits: 0n,
        proceeds: 2_985_000_000n,
        fees: 12_000_000n,
        isMinimumReached: true,
      });
    });

    it("leaves to the others what a firm sold beyond its commitment (by hand)", () => {
      // Sold 12, 3 and 4 of 10 each: 11 are left, the shortfalls are 0, 7 and 6. 11 x 7/13 = 5.9, then 11.
      const firms = [12n, 3n, 4n].map((soldUnits) => ({
        commitment: 10n,
        soldUnits,
        soldAmount: soldUnits * price,
      }));
      const { members } = firmProceeds({ ...base, firms, potUnits: 0n });
      expect(members.map(({ retained }) => retained)).to.deep.equal([0n, 5n, 6n]);
      expect(members.map(({ units }) => units)).to.deep.equal([12n, 8n, 10n]);
    });

    it("takes nothing when the book is full", () => {
      const full = { ...second, soldUnits: 15n, soldAmount: 15n * price };
      const { members } = firmProceeds({ ...base, firms: [lead, full] });
      expect(members.map(({ retained }) => retained)).to.deep.equal([0n, 0n]);
    });

    it("with nobody in the book, is each firm's commitment; a standby is the same", () => {
      const none = { soldUnits: 0n, soldAmount: 0n };
      const firms = [20n, 10n].map((commitment) => ({ commitment, ...none }));
      for (const method of ["firmCommitment", "standby"] as const) {
        const result = firmProceeds({ ...base, terms: { ...terms, method }, firms, potUnits: 0n });
        expect(inMillions(result)).to.deep.equal([
          [20, 20, 1_990, 8, 1_982],
          [10, 10, 995, 4, 991],
        ]);
      }
    });
  });

  describe("given investors that do not pay", () => {
    it("lets their firm take the units, with the interest of a tap on all that it takes (by hand)", () => {
      // The second firm sold 3 and 2 units, and the 2 fail. It takes them and the 2 left over: 4 x 398,175.3 = 1,592,701.2.
      const soldAmount = 3n * price + 1_194_525n + (2n * price + 796_350n);
      const failures = [{ firm: 1, units: 2n, amount: 2n * price + 796_350n, isFromPot: false }];
      const { members } = firmProceeds({
        ...base,
        terms: tap,
        firms: [lead, { ...second, soldAmount }],
        failures,
      });
      expect(members[1]).to.deep.equal({
        units: 7n,
        retained: 4n,
        amount: 7n * price + 1_194_525n + 1_592_701n,
        fee: 4_000_000n,
        net: 695_287_226n,
      });
    });

    it("moves units of the pot to what the lead manager takes, and their fee with them (by hand)", () => {
      // 3 of the pot's 9 fail: fees 17 x 0.4 and two thirds of 6 x 0.4; 7 x 0.4 and a third.
      const failures = [{ firm: 0, units: 3n, amount: 3n * price, isFromPot: true }];
      expect(inMillions(firmProceeds({ ...base, failures }))).to.deep.equal([
        [23, 11, 2_288.5, 8.4, 2_280.1],
        [7, 2, 696.5, 3.6, 692.9],
      ]);
    });

    it("lets units of a best effort lapse, down to the minimum and below", () => {
      const lapsing: Terms = {
        ...terms,
        method: "bestEfforts",
        ifPaymentFails: "unitsLapse",
        minimumUnits: 18n,
      };
      const failures = [{ firm: 1, units: 2n, amount: 2n * price, isFromPot: false }];
      const result = firmProceeds({ ...base, terms: lapsing, failures });
      expect(inMillions(result)).to.deep.equal([
        [15, 0, 1_492.5, 4.8, 1_487.7],
        [3, 0, 298.5, 2.4, 296.1],
      ]);
      expect(result).to.include({ issuedUnits: 18n, cancelledUnits: 12n, isMinimumReached: true });
      const higher = { ...lapsing, minimumUnits: 19n };
      expect(firmProceeds({ ...base, terms: higher, failures }).isMinimumReached).to.equal(false);
    });
  });

  it("given a best effort, takes nothing; who sells nothing is paid its part of the pot's fee by the issuer", () => {
    const idle = { commitment: 10n, soldUnits: 0n, soldAmount: 0n };
    const bestEfforts: Terms = { ...terms, method: "bestEfforts", minimumUnits: 1n };
    const result = firmProceeds({ ...base, terms: bestEfforts, firms: [lead, idle] });
    expect(inMillions(result)).to.deep.equal([
      [15, 0, 1_492.5, 4.8, 1_487.7],
      [0, 0, 0, 1.2, -1.2],
    ]);
    expect(result).to.include({ issuedUnits: 15n, cancelledUnits: 15n });
  });

  const failure = { firm: 1, units: 1n, amount: price, isFromPot: false };
  for (const [what, change, reason] of [
    [
      "commitments that do not come to the units",
      { firms: [lead] },
      "the commitments come to 20 units, and 30 are offered",
    ],
    [
      "more units than are offered",
      { firms: [lead, { ...second, soldUnits: 16n }] },
      "31 units are allotted, and 30 are offered",
    ],
    [
      "a pot larger than the lead manager's sales",
      { potUnits: 16n },
      "the pot has 16 units, and the lead manager sells 15 altogether",
    ],
    [
      "a failure although nothing may fail",
      { terms: { ...terms, ifPaymentFails: "nothingCloses" }, failures: [failure] },
      "no allotment may fail, since otherwise nothing closes",
    ],
    [
      "a pot that another firm sells from",
      { failures: [{ ...failure, isFromPot: true }] },
      "only the lead manager sells from the pot",
    ],
    [
      "more failures from the pot than there are in it",
      { failures: [{ firm: 0, units: 10n, amount: 0n, isFromPot: true }] },
      "more than the 9 units of the pot fail",
    ],
    [
      "more failed units than a firm sold itself",
      { failures: [{ firm: 0, units: 7n, amount: 0n, isFromPot: false }] },
      "more fails than member 0 sold",
    ],
    [
      "more failed money than a firm was to be paid",
      { failures: [{ ...failure, amount: 5n * price + 1n }] },
      "more fails than member 1 sold",
    ],
    [
      "a failure of a firm that is no member",
      { failures: [{ ...failure, firm: 2 }] },
      "an allotment fails whose firm is not a member",
    ],
  ] as const) {
    it(`given ${what}, refuses`, () => {
      expect(() => firmProceeds({ ...base, ...change }))
        .to.throw(InvalidAllocationError, `The allocation does not fit the offering: ${reason}.`)
        .with.property("code", "ALLOCATION_INVALID");
    });
  }
});
