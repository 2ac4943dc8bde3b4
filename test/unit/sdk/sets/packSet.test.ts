import { expect } from "chai";
import fc from "fast-check";
import { concat, dataSlice, toBeHex, ZeroAddress } from "ethers";

import { packSet } from "../../../../sdk/sets/packSet.ts";
import { readSet } from "../../../../sdk/sets/readSet.ts";
import { unpackSet } from "../../../../sdk/sets/unpackSet.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { packedByHand } from "../../../support/packedByHand.ts";
import { accountOf, anyTrades, BANK, FREE_OF_PAYMENT, PAYMENT, refusalOf, sample } from "./samples.ts";

/** The bytes of a set, line by line, without what separates them for the eye. */
const bytes = (...lines: string[]): string => "0x" + lines.join("").replaceAll(" ", "");

describe("packSet", () => {
  describe("given a small set with each kind of trade", () => {
    const trades = [
      sample({ sequence: 300n }),
      sample({
        sequence: 299n,
        seller: accountOf(2),
        buyer: accountOf(3),
        ...FREE_OF_PAYMENT,
        minimumPart: 2n,
      }),
      sample({
        sequence: 555n,
        seller: accountOf(3),
        buyer: accountOf(1),
        ...PAYMENT,
        amount: 65_536n,
        commonReference: "A",
      }),
    ];

    it("when it is packed, then its bytes are those of the description", () => {
      const golden = bytes(
        // head: venue, first sequence 299, counts, widths
        "0000000000000000000000000000000000000000 00000000012b",
        "01 01 01 03 0003 0003 02 01 03 05",
        // bond, currency of a bank, dates
        "4a5033363333343030303031",
        "4a5059 00000000000000000000000000000000000000bb",
        "00 62962d70 00 6298d070 00 629a21f0",
        // forms: bond, currency, dates, minimum part
        "00 00 00 0000000000000000000000000000",
        "00 ff 00 0000000000000000000000000002",
        "ff 00 00 0000000000000000000000000000",
        // parties in ascending order
        "0000000000000000000000000000000000000001",
        "0000000000000000000000000000000000000002",
        "0000000000000000000000000000000000000003",
        // trades: form, seller, buyer, sequence, quantity, amount, reference
        "00 0000 0001 0001 03 0002bc 4b53492d31",
        "01 0001 0002 0000 03 000000 4b53492d31",
        "02 0002 0000 0100 00 010000 4100000000",
      );
      expect(packSet(trades)).to.equal(golden);
      expect(unpackSet(golden)).to.deep.equal(trades);
    });

    it("when its venue is one, then that comes first and nothing else differs", () => {
      const venue = accountOf(0xee);
      const packed = packSet(trades.map((trade) => ({ ...trade, venue })));
      expect(packed).to.equal(concat([venue, dataSlice(packSet(trades), 20)]));
    });
  });

  describe("given any trades of one venue", () => {
    it("when they are packed and read again, then they are the same, with their ids", () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(anyTrades, (trades) => {
          const packed = packSet(trades);
          seen.add(dataSlice(packed, 34, 38));
          expect(unpackSet(packed)).to.deep.equal(trades);
          expect(readSet(packed).map(({ id }) => id)).to.deep.equal(trades.map(tradeId));
        }),
        { numRuns: 150, seed: 20_261_125 },
      );
      expect(seen.size, "different widths").to.be.greaterThan(50);
    });

    for (const [field, most] of [
      ["sequence", 6],
      ["quantity", 14],
      ["amount", 14],
    ] as const) {
      it(`when the largest ${field} fills a byte, then the field is as wide as that and no wider`, () => {
        for (let width = 1; width <= most; width++) {
          const largest = 2n ** BigInt(8 * width) - 1n;
          for (const [value, expected] of [
            [largest, width],
            [2n ** BigInt(8 * (width - 1)), width],
          ] as const) {
            const trades = [sample({ [field]: field === "sequence" ? 0n : 1n }), sample({ [field]: value })];
            const packed = packSet(trades);
            const place = { sequence: 34, quantity: 35, amount: 36 }[field];
            expect(Number(dataSlice(packed, place, place + 1)), `${value}`).to.equal(expected);
            expect(unpackSet(packed)).to.deep.equal(trades);
          }
        }
      });
    }

    it("when all numbers are the same, then they take no bytes at all", () => {
      const trades = [
        sample({ sequence: 2n ** 48n - 1n }),
        sample({ sequence: 2n ** 48n - 1n, buyer: accountOf(9) }),
      ];
      expect(dataSlice(packSet(trades), 34, 35)).to.equal("0x00");
      expect(unpackSet(packSet(trades))).to.deep.equal(trades);
    });

    it("when no reference is given, then it takes no bytes", () => {
      expect(dataSlice(packSet([sample({ commonReference: "" })]), 37, 38)).to.equal("0x00");
      expect(dataSlice(packSet([sample({ commonReference: "SIXTEEN CHARS..." })]), 37, 38)).to.equal("0x10");
    });
  });

  describe("given trades that have things in common", () => {
    it("when they are packed, then each thing is written once, in the order in which it first occurs", () => {
      const other = { isin: "US0378331005", currency: "EUR", settleBy: 1_654_268_401n };
      // the first kind occurs once more behind the second one
      const trades = [sample(), sample({ ...other, sequence: 1n }), sample({ sequence: 2n })];
      const parts = {
        bonds: ["0x4a5033363333343030303031", "0x555330333738333331303035"],
        currencies: [
          ["0x4a5059", BANK],
          ["0x455552", BANK],
        ],
        dates: [
          [1_654_009_200, 1_654_182_000, 1_654_268_400],
          [1_654_009_200, 1_654_182_000, 1_654_268_401],
        ],
        forms: [
          [0, 0, 0, 0n],
          [1, 1, 1, 0n],
        ],
        parties: [accountOf(1), accountOf(2)],
        widths: { sequence: 1, quantity: 1, amount: 2, reference: 5 },
        trades: [0, 1, 0].map((form, index) => ({
          form,
          sequence: BigInt(index),
          quantity: 3n,
          amount: 700n,
          reference: "0x4b53492d31",
        })),
      } as const;
      expect(packSet(trades)).to.equal(packedByHand(parts));
    });

    it("when accounts are written in lower case, then they are the same accounts", () => {
      const [seller, buyer] = [accountOf(0xabcdefn << 100n), accountOf(0xfedcban << 100n)];
      const trades = [
        sample({ seller, buyer }),
        sample({
          seller: buyer.toLowerCase(),
          buyer: seller.toLowerCase(),
          settlementBank: BANK.toLowerCase(),
        }),
      ];
      expect(Number(dataSlice(packSet(trades), 30, 32)), "parties").to.equal(2);
      expect(Number(dataSlice(packSet(trades), 27, 28)), "currencies").to.equal(1);
      expect(unpackSet(packSet(trades))[1]).to.deep.include({ seller: buyer, buyer: seller });
    });

    it("when they are given in any order, then the parties are in ascending order", () => {
      fc.assert(
        fc.property(anyTrades, (trades) => {
          const packed = packSet(trades);
          const count = Number(dataSlice(packed, 30, 32));
          const [bonds, currencies, dates, forms] = [26, 27, 28, 29].map((place) =>
            Number(dataSlice(packed, place, place + 1)),
          );
          const start =
            38 + 12 * (bonds ?? 0) + 23 * (currencies ?? 0) + 15 * (dates ?? 0) + 17 * (forms ?? 0);
          const parties = Array.from({ length: count }, (_, index) =>
            BigInt(dataSlice(packed, start + 20 * index, start + 20 * (index + 1))),
          );
          expect(parties).to.deep.equal([...new Set(parties)].toSorted((a, b) => (a < b ? -1 : 1)));
        }),
        { numRuns: 50, seed: 20_261_126 },
      );
    });
  });

  describe("given trades that cannot be in one set", () => {
    it("when there are none, then it refuses with SET_EMPTY", () => {
      expect(refusalOf(() => packSet([]))).to.deep.equal({ code: "SET_EMPTY", details: {} });
    });

    it("when they have different venues, then it refuses with SET_VENUES_MIXED and names one", () => {
      const [venue, stray] = [accountOf(0xee), accountOf(0xef)];
      const trades = [
        sample({ venue }),
        sample({ venue }),
        sample({ venue: stray, commonReference: "KSI-3" }),
      ];
      expect(refusalOf(() => packSet(trades))).to.deep.equal({
        code: "SET_VENUES_MIXED",
        details: { venue, stray, reference: "KSI-3" },
      });
    });

    it("when one has a venue and one has none, then it refuses as well", () => {
      const trades = [sample(), sample({ venue: accountOf(0xee) })];
      expect(refusalOf(() => packSet(trades))).to.deep.equal({
        code: "SET_VENUES_MIXED",
        details: { venue: ZeroAddress, stray: accountOf(0xee), reference: "KSI-1" },
      });
    });

    it("when a venue is written in lower case, then it is the same venue", () => {
      const venue = accountOf(0xabcdefn << 100n);
      expect(packSet([sample({ venue }), sample({ venue: venue.toLowerCase() })])).to.equal(
        packSet([sample({ venue }), sample({ venue })]),
      );
    });

    const isinOf = (index: number) => `XS${index.toString().padStart(10, "0")}`;
    const tables = [
      ["bonds", 255, (index: number) => sample({ isin: isinOf(index) })],
      ["currencies", 255, (index: number) => sample({ settlementBank: accountOf(index + 1) })],
      ["days", 255, (index: number) => sample({ settleBy: 1_654_268_400n + BigInt(index) })],
      ["forms", 255, (index: number) => sample({ minimumPart: BigInt(index) })],
      [
        "parties",
        65_535,
        (index: number) => sample({ ...FREE_OF_PAYMENT, seller: toBeHex(index, 20), buyer: accountOf(1) }),
      ],
      ["trades", 65_535, (index: number) => sample({ ...FREE_OF_PAYMENT, sequence: BigInt(index) })],
    ] as const;
    for (const [table, maximum, tradeOf] of tables) {
      it(`when they need more than ${maximum} ${table}, then it refuses with SET_TOO_LARGE`, () => {
        const trades = Array.from({ length: maximum + 1 }, (_, index) => tradeOf(index));
        expect(refusalOf(() => packSet(trades))).to.deep.equal({
          code: "SET_TOO_LARGE",
          details: { table, count: maximum + 1, maximum },
        });
      });
    }

    for (const [index, [table, maximum, tradeOf]] of tables.slice(0, 4).entries()) {
      it(`when they need all ${maximum} ${table}, then there is room for them`, () => {
        const packed = packSet(Array.from({ length: maximum }, (_, each) => tradeOf(each)));
        expect(dataSlice(packed, 26 + index, 27 + index)).to.equal("0xff");
      });
    }

    for (const [field, value] of [
      ["isin", "JP36334000011"],
      ["currency", "YEN!"],
      ["commonReference", "SEVENTEEN LETTERS"],
      ["commonReference", "KESSAI-決済"],
    ] as const) {
      it(`when the ${field} is ${value}, then it refuses with the text`, () => {
        expect(refusalOf(() => packSet([sample({ [field]: value })])).code).to.equal("TEXT_INVALID");
      });
    }
  });
});
