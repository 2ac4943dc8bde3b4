import { expect } from "chai";
import { dataLength, dataSlice } from "ethers";

import { packSet } from "../../../../sdk/sets/packSet.ts";
import { readSet } from "../../../../sdk/sets/readSet.ts";
import { unpackSet } from "../../../../sdk/sets/unpackSet.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { house } from "../house.ts";
import { packedByHand } from "../../../support/packedByHand.ts";
import { accountOf, BANK, refusalOf, sample } from "./samples.ts";

const parts = {
  bonds: ["0x4a5033363333343030303031"],
  currencies: [["0x4a5059", BANK]],
  dates: [[1_654_009_200, 1_654_182_000, 1_654_268_400]],
  forms: [[0, 0, 0, 0n]],
  parties: [accountOf(1), accountOf(2)],
} as const;

describe("readSet", () => {
  describe("given bytes that are not those of a set", () => {
    it("when they are cut anywhere, then it refuses with SET_MALFORMED and both lengths", () => {
      const packed = packSet([sample(), sample({ sequence: 1n })]);
      const size = dataLength(packed);
      for (let length = 0; length < size; length++) {
        const cut = length === 0 ? "0x" : dataSlice(packed, 0, length);
        for (const read of [readSet, unpackSet]) {
          expect(refusalOf(() => read(cut))).to.deep.equal({
            code: "SET_MALFORMED",
            details: { length, expected: length < 38 ? 38 : size },
          });
        }
      }
    });

    it("when a byte is left over, then it refuses with SET_MALFORMED", () => {
      const packed = packSet([sample()]);
      const length = dataLength(packed);
      expect(refusalOf(() => readSet(packed + "00"))).to.deep.equal({
        code: "SET_MALFORMED",
        details: { length: length + 1, expected: length },
      });
    });
  });

  describe("given a set that somebody else has packed", () => {
    /** The contract's id of the trade. */
    const idOnChain = async (fields: { sequence?: bigint; commonReference?: string }): Promise<string> => {
      const { escrow } = await house();
      return await escrow.tradeId({
        ...sample(),
        isin: "0x4a5033363333343030303031",
        currency: "0x4a5059",
        commonReference: "0x" + "00".repeat(16),
        ...fields,
      });
    };

    it("when its reference is no text, then the id is that of its bytes", async () => {
      for (const commonReference of [
        "0x" + "ff".repeat(16),
        "0x00" + "41".repeat(15),
        "0x" + "e6b1ba".repeat(5) + "0a",
      ]) {
        const packed = packedByHand({
          ...parts,
          widths: { amount: 2, reference: 16 },
          trades: [{ quantity: 3n, amount: 700n, reference: commonReference }],
        });
        expect(readSet(packed).map(({ id }) => id)).to.deep.equal([await idOnChain({ commonReference })]);
        expect(unpackSet(packed)[0]).to.include({ quantity: 3n, amount: 700n });
      }
    });

    it("when its sequence goes beyond 48 bits, then it counts on from zero, as the contract does", async () => {
      const packed = packedByHand({
        ...parts,
        firstSequence: 2n ** 48n - 1n,
        widths: { sequence: 1, amount: 2 },
        trades: [{ sequence: 3n, quantity: 3n, amount: 700n }],
      });
      const [read] = readSet(packed);
      expect(read?.trade.sequence).to.equal(2n);
      expect(read?.id).to.equal(await idOnChain({ sequence: 2n }));
      expect(read?.id).to.equal(tradeId(sample({ sequence: 2n, commonReference: "" })));
    });

    it("when its fields are wider than they need to be, then the trades are the same", () => {
      const packed = packedByHand({
        ...parts,
        widths: { sequence: 6, quantity: 14, amount: 14, reference: 16 },
        trades: [{ quantity: 3n, amount: 700n, reference: "0x4b53492d31" + "00".repeat(11) }],
      });
      expect(unpackSet(packed)).to.deep.equal([sample()]);
      expect(dataLength(packed)).to.be.greaterThan(dataLength(packSet([sample()])));
    });

    it("when it has no trades, then there is nothing to read", () => {
      expect(readSet(packedByHand(parts))).to.deep.equal([]);
    });
  });
});
