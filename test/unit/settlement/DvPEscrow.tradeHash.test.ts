import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, concat, keccak256, toUtf8Bytes, TypedDataEncoder, ZeroHash } from "ethers";

import { DvPEscrow__factory } from "../../../typechain-types/index.ts";
import { deploySettlement } from "../../support/actions.ts";
import { freshWorld, MANDATE_TYPES, type Trade, withWord, type World } from "../../support/settlement.ts";
import { ascii, READINESS, SIDE, TRADE_TYPES } from "../../support/world.ts";

type Text = Readonly<Record<string, string>>;
interface Vectors {
  readonly domain: Text;
  readonly cases: readonly {
    readonly name: string;
    readonly trade: Text;
    readonly id: string;
    readonly digest: string;
    readonly mandateDigest: string;
  }[];
}
const { domain, cases } = JSON.parse(
  readFileSync(new URL("../../vectors/trade.json", import.meta.url), "utf8"),
) as Vectors;

const coder = AbiCoder.defaultAbiCoder();
const hashText = (text: string): string => keccak256(toUtf8Bytes(text));

/** The type and its fields, written out once more: nothing here is taken from the library or the contract. */
const FIELDS = [
  ["bytes12", "isin"],
  ["bytes3", "currency"],
  ["address", "settlementBank"],
  ["address", "seller"],
  ["address", "buyer"],
  ["uint112", "quantity"],
  ["uint112", "amount"],
  ["uint40", "tradeDate"],
  ["uint40", "settleFrom"],
  ["uint40", "settleBy"],
  ["address", "venue"],
  ["uint48", "sequence"],
  ["bytes16", "commonReference"],
  ["uint112", "minimumPart"],
] as const;
const TYPE = `Trade(${FIELDS.map((field) => field.join(" ")).join(",")})`;
const MANDATE_TYPE = `Mandate(address account,Trade trade)${TYPE}`;
const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

function structHash(trade: Trade): string {
  const types = ["bytes32", ...FIELDS.map(([type]) => type)];
  return keccak256(coder.encode(types, [hashText(TYPE), ...FIELDS.map(([, name]) => trade[name])]));
}

function mandateHash(trade: Trade, account: string): string {
  const words = [hashText(MANDATE_TYPE), account, structHash(trade)];
  return keccak256(coder.encode(["bytes32", "address", "bytes32"], words));
}

function separator(of: Text): string {
  const words = [
    hashText(DOMAIN_TYPE),
    hashText(of["name"] ?? ""),
    hashText(of["version"] ?? ""),
    of["chainId"],
    of["verifyingContract"],
  ];
  return keccak256(coder.encode(["bytes32", "bytes32", "bytes32", "uint256", "address"], words));
}

const digest = (of: Text, hash: string): string => keccak256(concat(["0x1901", separator(of), hash]));

const tradeFrom = (text: Text): Trade =>
  ({
    ...text,
    isin: ascii(text["isin"] ?? "", 12),
    currency: ascii(text["currency"] ?? "", 3),
    commonReference: ascii(text["commonReference"] ?? "", 16),
  }) as unknown as Trade;

describe("DvPEscrow.tradeId, tradeDigest and mandateDigest", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  for (const vector of cases) {
    describe(`given the golden trade: ${vector.name}`, () => {
      const trade = tradeFrom(vector.trade);
      const account = vector.trade["seller"] ?? "";

      it("when it is hashed by hand and by ethers, then both give the golden figures", () => {
        const { chainId, ...rest } = domain;
        const domainOf = { ...rest, chainId: BigInt(chainId ?? 0) };
        const mandate = { account, trade };
        expect(structHash(trade)).to.equal(vector.id);
        expect(TypedDataEncoder.hashStruct("Trade", TRADE_TYPES, trade)).to.equal(vector.id);
        expect(digest(domain, structHash(trade))).to.equal(vector.digest);
        expect(TypedDataEncoder.hash(domainOf, TRADE_TYPES, trade)).to.equal(vector.digest);
        expect(digest(domain, mandateHash(trade, account))).to.equal(vector.mandateDigest);
        expect(TypedDataEncoder.hash(domainOf, MANDATE_TYPES, mandate)).to.equal(vector.mandateDigest);
      });

      it("when the contract stands at the domain's address, then it gives the golden figures", async () => {
        const address = domain["verifyingContract"] ?? "";
        const code = await w.ethers.provider.getCode(w.escrow);
        await w.networkHelpers.setCode(address, code);
        const escrow = DvPEscrow__factory.connect(address, w.outsider);
        expect((await w.ethers.provider.getNetwork()).chainId.toString()).to.equal(domain["chainId"]);
        expect(await escrow.DOMAIN_SEPARATOR()).to.equal(separator(domain));
        expect(await escrow.tradeId(trade)).to.equal(vector.id);
        expect(await escrow.tradeDigest(trade)).to.equal(vector.digest);
        expect(await escrow.mandateDigest(trade, account)).to.equal(vector.mandateDigest);
      });
    });
  }

  it("given a trade, when any one field changes, then its id changes", async () => {
    const changes: Partial<Trade>[] = [
      { isin: ascii("JP3633400002", 12) },
      { currency: ascii("JPX", 3) },
      { settlementBank: w.third.address },
      { seller: w.third.address },
      { buyer: w.third.address },
      { quantity: 4n },
      { amount: 1n },
      { tradeDate: 1n },
      { settleFrom: 1n },
      { settleBy: 1n },
      { venue: w.third.address },
      { sequence: 1n },
      { commonReference: ascii("KESSAI-0002", 16) },
      { minimumPart: 1n },
    ];
    expect(changes.length).to.equal(FIELDS.length);
    const ids = await Promise.all(
      [{}, ...changes].map(async (each) => await w.escrow.tradeId(w.trade(each))),
    );
    expect(new Set(ids).size).to.equal(FIELDS.length + 1);
    for (const [index, each] of [{}, ...changes].entries()) {
      expect(ids[index]).to.equal(structHash(w.trade(each)));
    }
  });

  it("given the same trade at another settlement contract, then id is the same and digests are not", async () => {
    const other = await deploySettlement(w);
    const trade = w.trade();
    expect(await other.tradeId(trade)).to.equal(await w.escrow.tradeId(trade));
    expect(await other.tradeDigest(trade)).not.to.equal(await w.escrow.tradeDigest(trade));
    expect(await other.mandateDigest(trade, w.seller)).not.to.equal(
      await w.escrow.mandateDigest(trade, w.seller),
    );
  });

  it("given one trade, then a mandate for it is another digest for every account, and never the trade's", async () => {
    const trade = w.trade();
    const digests = [
      await w.escrow.tradeDigest(trade),
      await w.escrow.mandateDigest(trade, w.seller),
      await w.escrow.mandateDigest(trade, w.buyer),
      await w.escrow.mandateDigest(trade, w.third),
    ];
    expect(new Set(digests).size).to.equal(digests.length);
  });

  describe("given calldata with bits that a field's type has not", () => {
    /** For each field, the bits next to its own and the farthest: a stray bit in either must be refused. */
    const strayBits = FIELDS.map(([type, name], index) => {
      const size = Number(/\d+/.exec(type)?.[0] ?? 160);
      const bits = type.startsWith("bytes") ? [0n, 255n - BigInt(size) * 8n] : [BigInt(size), 255n];
      return { name, index, bits };
    });

    const calls: readonly (readonly [string, (trade: Trade) => string])[] = (() => {
      const face = DvPEscrow__factory.createInterface();
      return [
        ["instruct", (t) => face.encodeFunctionData("instruct", [t, SIDE.seller, READINESS.ready])],
        ["affirm", (t) => face.encodeFunctionData("affirm", [t, SIDE.seller, READINESS.ready])],
        ["releaseInstruction", (t) => face.encodeFunctionData("releaseInstruction", [t, SIDE.seller])],
        ["affirmThenSettle", (t) => face.encodeFunctionData("affirmThenSettle", [t, SIDE.seller])],
        ["instructSigned", (t) => face.encodeFunctionData("instructSigned", [t, SIDE.seller, "0x"])],
        ["hold", (t) => face.encodeFunctionData("hold", [t, SIDE.seller])],
        ["settle", (t) => face.encodeFunctionData("settle", [t])],
        ["settleAsOperator", (t) => face.encodeFunctionData("settleAsOperator", [t])],
        ["settlePart", (t) => face.encodeFunctionData("settlePart", [t, 1n])],
        ["settleBySignatures", (t) => face.encodeFunctionData("settleBySignatures", [t, "0x", "0x"])],
        ["cancel", (t) => face.encodeFunctionData("cancel", [t, SIDE.seller])],
        ["expire", (t) => face.encodeFunctionData("expire", [t])],
        ["tradeId", (t) => face.encodeFunctionData("tradeId", [t])],
        ["tradeDigest", (t) => face.encodeFunctionData("tradeDigest", [t])],
        ["mandateDigest", (t) => face.encodeFunctionData("mandateDigest", [t, t.seller])],
        ["stateOf", (t) => face.encodeFunctionData("stateOf", [t])],
        ["explain", (t) => face.encodeFunctionData("explain", [t])],
      ];
    })();

    for (const [name, encode] of calls) {
      it(`when it reaches ${name}, then it reverts without data, for every field`, async () => {
        const clean = encode(w.trade());
        const to = await w.escrow.getAddress();
        for (const { name: field, index, bits } of strayBits) {
          for (const bit of bits) {
            const data = withWord(clean, index, (word) => word | (1n << bit));
            expect(data, `${field}, bit ${bit}`).not.to.equal(clean);
            await expect(w.seller.call({ to, data }), `${field}, bit ${bit}`).to.be.revertedWithoutReason(
              w.ethers,
            );
          }
        }
      });
    }

    it("when it reaches cancelByCourtOrder, then it reverts without data, for every field", async () => {
      const [to, from] = [await w.escrow.getAddress(), w.courtOrder];
      for (const { index, bits } of strayBits) {
        const clean = w.escrow.interface.encodeFunctionData("cancelByCourtOrder", [w.trade(), ZeroHash]);
        const data = withWord(clean, index, (word) => word | (1n << (bits[0] ?? 0n)));
        await w.manager.connect(from).schedule(to, data, 0);
        await w.networkHelpers.time.increase(86_400);
        await expect(from.call({ to, data })).to.be.revertedWithoutReason(w.ethers);
      }
    });

    it("when side or readiness are out of range, then it reverts without data", async () => {
      const to = await w.escrow.getAddress();
      const clean = w.escrow.interface.encodeFunctionData("instruct", [
        w.trade(),
        SIDE.buyer,
        READINESS.earmarked,
      ]);
      for (const [index, word] of [
        [14, 2n],
        [14, 256n],
        [14, 2n ** 255n],
        [15, 3n],
        [15, 2n ** 255n + 1n],
      ] as const) {
        const data = withWord(clean, index, () => word);
        await expect(w.buyer.call({ to, data })).to.be.revertedWithoutReason(w.ethers);
      }
    });

    it("when the calldata ends inside of the trade, then it reverts without data", async () => {
      const to = await w.escrow.getAddress();
      const clean = w.escrow.interface.encodeFunctionData("settle", [w.trade()]);
      for (const words of [1, 2, 13, 14]) {
        const data = clean.slice(0, -64 * words);
        await expect(w.seller.call({ to, data })).to.be.revertedWithoutReason(w.ethers);
      }
      await expect(w.seller.call({ to, data: clean.slice(0, -2) })).to.be.revertedWithoutReason(w.ethers);
    });

    it("when there is more calldata than needed, then the rest is not looked at", async () => {
      const to = await w.escrow.getAddress();
      const clean = w.escrow.interface.encodeFunctionData("tradeId", [w.trade()]);
      expect(await w.seller.call({ to, data: clean + "ff".repeat(33) })).to.equal(structHash(w.trade()));
    });
  });

  describe("given every field at its largest", () => {
    it("when it is instructed, then the id on record is that of the plain encoding", async () => {
      const trade = w.trade({
        quantity: 2n ** 112n - 1n,
        amount: 2n ** 112n - 1n,
        tradeDate: 2n ** 40n - 2n,
        settleFrom: 2n ** 40n - 2n,
        settleBy: 2n ** 40n - 1n,
        sequence: 2n ** 48n - 1n,
        commonReference: "0x" + "ff".repeat(16),
        isin: "0x" + "ff".repeat(12),
        currency: "0xffffff",
        settlementBank: "0x" + "ff".repeat(20),
        minimumPart: 2n ** 112n - 1n,
      });
      await expect(w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.ready))
        .to.emit(w.escrow, "Instructed")
        .withArgs(
          structHash(trade),
          w.seller,
          w.buyer,
          SIDE.seller,
          READINESS.ready,
          w.seller,
          (given: unknown[]) => BigInt(String(given[11])) === 2n ** 48n - 1n,
        );
    });
  });
});
