import { expect } from "chai";
import { concat, dataLength, dataSlice, keccak256, Signature, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { packApprovals } from "../../../sdk/sets/packApprovals.ts";
import { TRADE_LIST_TYPES } from "../../../sdk/trade/tradeTypes.ts";
import { TradeSets__factory } from "../../../typechain-types/index.ts";
import { changeSettlement, deploySettlement } from "../../support/actions.ts";
import { rawOf, rawSet } from "../../support/rawSet.ts";
import {
  appoint,
  bothHoldings,
  freshWorld,
  FREE_OF_PAYMENT,
  holdings,
  instruct,
  match,
  PAYMENT_ONLY,
  signMandate,
  type Signer,
  stateOf,
  STATUS,
  type World,
} from "../../support/settlement.ts";
import {
  COMMITMENT,
  DAY,
  EVIDENCE,
  FAR,
  ISIN,
  QII,
  READINESS,
  SCOPES,
  SIDE,
  START,
  TRADE_TYPES,
} from "../../support/world.ts";
import { must } from "../../support/must.ts";

const TRADES = 0;
const PARTIES = 1;
type Plain = Parameters<typeof rawOf>[0][number];
type Method = "batch" | "chain" | "net";

describe("TradeSets under attack", () => {
  let w: World;
  let sets: ReturnType<typeof TradeSets__factory.connect>;
  let people: Map<string, Signer>;

  beforeEach(async () => {
    w = await freshWorld();
    sets = TradeSets__factory.connect(await w.escrow.getAddress(), w.outsider);
    people = new Map([w.seller, w.buyer, w.third, w.issuer].map((each) => [each.address, each]));
    await w.cash.mint(w.third, 50_000_000_000n, "0x" + "01".repeat(32));
    await w.bond.connect(w.issuer).transfer(w.third, 50n);
  });

  /** A trade with every field as the contract has it. */
  const trade = (fields: Partial<Plain> = {}): Plain => {
    const t = w.trade(fields);
    return {
      ...(t as unknown as Plain),
      quantity: BigInt(t.quantity),
      amount: BigInt(t.amount),
      tradeDate: BigInt(t.tradeDate),
      settleFrom: BigInt(t.settleFrom),
      settleBy: BigInt(t.settleBy),
      sequence: BigInt(t.sequence),
      minimumPart: BigInt(t.minimumPart),
    };
  };
  const signer = (address: string): Signer => {
    const found = people.get(address);
    if (found === undefined) throw new Error(address);
    return found;
  };
  const signed = async (trades: readonly Plain[]): Promise<string[]> => {
    const all: string[] = [];
    for (const t of trades) all.push(await w.sign(signer(t.seller), t), await w.sign(signer(t.buyer), t));
    return all;
  };
  const rolling = async (trades: readonly Plain[], party: string): Promise<string> => {
    let hash = ZeroHash;
    for (const t of trades) {
      if (t.seller === party || t.buyer === party)
        hash = keccak256(concat([hash, await w.escrow.tradeId(t)]));
    }
    return hash;
  };
  const signList = async (by: Signer, party: string, trades: readonly Plain[], domain = w.domain) =>
    Signature.from(
      await by.signTypedData(domain, TRADE_LIST_TYPES, { party, rollingHash: await rolling(trades, party) }),
    ).compactSerialized;
  const lists = async (trades: readonly Plain[], parties: readonly string[]): Promise<string[]> =>
    await Promise.all(parties.map(async (party) => await signList(signer(party), party, trades)));
  const settle = (method: Method, set: string, approvals: string, by: number = TRADES) =>
    method === "batch"
      ? sets.settleBatch(set, approvals)
      : method === "chain"
        ? sets.settleChain(set, by, approvals)
        : sets.settleNet(set, by, approvals);
  const pack = (trades: readonly Plain[]) => rawSet(rawOf(trades));
  const everything = async () =>
    await Promise.all(
      [w.seller, w.buyer, w.third, w.issuer].map(async ({ address }) => await holdings(w, address)),
    );
  const ALL: readonly Method[] = ["batch", "chain", "net"];
  const WHOLE: readonly Method[] = ["chain", "net"];

  // ---------------------------------------------------------------- the packed set

  describe("a set that is not what it says", () => {
    it("cut short or lengthened by any number of bytes", async () => {
      const set = pack([trade()]);
      const approvals = packApprovals(await signed([trade()]));
      for (const method of ALL) {
        for (const length of [0, 1, 19, 20, 37, 38, 50, dataLength(set) - 21, dataLength(set) - 1]) {
          await expect(
            settle(method, dataSlice(set, 0, length), approvals),
            `${length}`,
          ).to.be.revertedWithCustomError(sets, "SetMalformed");
        }
        await expect(settle(method, concat([set, "0x00"]), approvals)).to.be.revertedWithCustomError(
          sets,
          "SetMalformed",
        );
      }
    });

    it("counts other than those of its tables, up to the largest", async () => {
      const approvals = packApprovals(await signed([trade()]));
      const largest = [255, 255, 255, 255, 65_535, 65_535] as const;
      for (const method of ALL) {
        for (const [index, count] of largest.entries()) {
          for (const value of [count, 0, 3]) {
            const set = rawSet({ ...rawOf([trade()]), counts: { [index]: value } });
            await expect(settle(method, set, approvals), `${index}: ${value}`).to.be.revertedWithCustomError(
              sets,
              "SetMalformed",
            );
          }
        }
        await expect(
          settle(method, rawSet({ ...rawOf([trade()]), trades: [] }), "0x"),
        ).to.be.revertedWithCustomError(sets, "SetEmpty");
      }
    });

    it("widths beyond their fields", async () => {
      for (const widths of [
        [7, 14, 14, 16],
        [6, 15, 14, 16],
        [6, 14, 15, 16],
        [6, 14, 14, 17],
        [255, 255, 255, 255],
      ] as const) {
        const set = rawSet({ ...rawOf([trade()]), trades: [], widths });
        for (const method of ALL) {
          await expect(settle(method, set, "0x")).to.be.revertedWithCustomError(sets, "SetFieldTooWide");
        }
      }
    });

    it("positions outside of their tables", async () => {
      const raw = rawOf([trade()]);
      const [row] = raw.trades;
      if (row === undefined) throw new Error();
      const approvals = packApprovals(await signed([trade()]));
      for (const method of ALL) {
        for (const form of [
          [1, 0, 0, 0n],
          [0, 1, 0, 0n],
          [0, 0, 1, 0n],
          [0, 0, 0xff, 0n],
          [0xff, 0xff, 0, 0n],
          [0xfe, 0, 0, 0n],
        ] as const) {
          await expect(
            settle(method, rawSet({ ...raw, forms: [form] }), approvals),
          ).to.be.revertedWithCustomError(sets, "SetInvalidForm");
        }
        for (const [index, value] of [
          [0, 1],
          [0, 255],
          [1, 2],
          [1, 65_535],
          [2, 2],
          [2, 65_535],
        ] as const) {
          const places = [row[0], row[1], row[2]] as [number, number, number];
          places[index] = value;
          const set = rawSet({ ...raw, trades: [[...places, row[3], row[4], row[5], row[6]]] });
          await expect(settle(method, set, approvals)).to.be.revertedWithCustomError(
            sets,
            "SetUnknownPosition",
          );
        }
      }
    });

    it("a leg that its form has not, or no leg where its form has one", async () => {
      const dvp = rawOf([trade()]);
      const row = must(dvp.trades[0]);
      const cases = [
        { forms: [[0, 0xff, 0, 0n]], trades: [row] }, // pays in nothing
        { forms: [[0xff, 0, 0, 0n]], trades: [row] }, // delivers nothing
        { forms: [[0, 0, 0, 0n]], trades: [[0, row[1], row[2], 0n, 0n, row[5], row[6]]] },
        { forms: [[0, 0, 0, 0n]], trades: [[0, row[1], row[2], 0n, row[4], 0n, row[6]]] },
        { forms: [[0, 0, 0, 0n]], trades: [[0, row[1], row[2], 0n, 0n, 0n, row[6]]] },
      ] as const;
      for (const each of cases) {
        const set = rawSet({ ...dvp, ...each });
        // even when the parties sign exactly what the contract reads
        const [form, r] = [each.forms[0], each.trades[0]];
        const read = trade({
          quantity: r[4],
          amount: r[5],
          ...(form[0] === 0xff ? { isin: "0x" + "00".repeat(12) } : {}),
          ...(form[1] === 0xff ? { currency: "0x000000", settlementBank: ZeroAddress } : {}),
        });
        const approvals = packApprovals(await signed([read]));
        const before = await everything();
        for (const method of WHOLE) {
          await expect(settle(method, set, approvals)).to.revert(w.ethers);
        }
        await (await settle("batch", set, approvals)).wait();
        expect(await everything()).to.deep.equal(before);
      }
    });

    it("a sequence that wraps around is the number that was signed, once", async () => {
      const t = trade({ sequence: 5n });
      const raw = rawOf([t]);
      const [row] = raw.trades;
      const wrapped = rawSet({
        ...raw,
        firstSequence: 2n ** 48n - 1n,
        trades: [[must(row)[0], must(row)[1], must(row)[2], 6n, must(row)[4], must(row)[5], must(row)[6]]],
      });
      const approvals = packApprovals(await signed([t]));
      await settle("chain", wrapped, approvals);
      expect((await stateOf(w, t)).status).to.equal(STATUS.closed);
      for (const method of WHOLE) {
        await expect(settle(method, pack([t]), approvals)).to.be.revertedWithCustomError(sets, "TradeClosed");
        await expect(settle(method, wrapped, approvals)).to.be.revertedWithCustomError(sets, "TradeClosed");
      }
    });

    it("tables with entries that nobody uses, or twice, move what was agreed and nothing else", async () => {
      const trades = [trade({ sequence: 1n }), trade({ sequence: 2n, quantity: 4n, amount: 7n })];
      const raw = rawOf(trades);
      const [one, two] = raw.trades;
      const set = rawSet({
        ...raw,
        bonds: [ISIN, ISIN],
        currencies: [must(raw.currencies[0]), must(raw.currencies[0])],
        days: [[0n, 0n, 0n], must(raw.days[0]), must(raw.days[0])],
        forms: [
          [0, 1, 1, 0n],
          [1, 0, 2, 0n],
          [0, 0, 0, 7n],
        ],
        parties: [...raw.parties, "0x" + "ff".repeat(20)],
        trades: [
          must(one),
          [1, must(two)[1], must(two)[2], must(two)[3], must(two)[4], must(two)[5], must(two)[6]],
        ],
      });
      for (const method of ALL) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        const before = await bothHoldings(w);
        await settle(method, set, packApprovals(await signed(trades)));
        const after = await bothHoldings(w);
        expect(after.seller.bonds, method).to.equal(before.seller.bonds - 7n);
        expect(after.buyer.bonds, method).to.equal(before.buyer.bonds + 7n);
        expect(after.seller.cash, method).to.equal(before.seller.cash + 300_123_463n);
        await snapshot.restore();
      }
    });

    it("parties out of order, or twice", async () => {
      const t = trade();
      const raw = rawOf([t]);
      const row = must(raw.trades[0]);
      const swapped = rawSet({
        ...raw,
        parties: [...raw.parties].reverse(),
        trades: [[0, row[2], row[1], row[3], row[4], row[5], row[6]]],
      });
      const approvals = packApprovals(await signed([t]));
      for (const method of WHOLE) {
        await expect(settle(method, swapped, approvals)).to.be.revertedWithCustomError(
          w.bond,
          "RegulatedTokenAccountsUnordered",
        );
      }
      // the same account at two places: it sells at one and buys at the other
      const [a, b] = [trade({ sequence: 1n }), trade({ sequence: 2n, seller: t.buyer, buyer: t.seller })];
      const [one, two] = [must(rawOf([a]).trades[0]), must(rawOf([b]).trades[0])];
      const double = rawSet({
        ...rawOf([a, b]),
        parties: [...raw.parties, must(raw.parties[1])],
        trades: [
          one,
          [0, two[1] === 1 ? 2 : two[1], two[2] === 1 ? 2 : two[2], two[3], two[4], two[5], two[6]],
        ],
      });
      const both = packApprovals(await signed([a, b]));
      for (const method of WHOLE) {
        await expect(settle(method, double, both)).to.be.revertedWithCustomError(
          w.bond,
          "RegulatedTokenAccountsUnordered",
        );
      }
      // a batch settles them one by one, each as agreed
      const before = await bothHoldings(w);
      await settle("batch", double, both);
      expect(await bothHoldings(w)).to.deep.equal(before);
      expect((await stateOf(w, a)).status).to.equal(STATUS.closed);
      expect((await stateOf(w, b)).status).to.equal(STATUS.closed);
    });

    it("a seller and a buyer that are one account, at one place or at two", async () => {
      const t = trade({ buyer: w.seller.address });
      const raw = rawOf([t]);
      for (const parties of [[w.seller.address], [w.seller.address, w.seller.address]]) {
        const row = must(raw.trades[0]);
        const set = rawSet({
          ...raw,
          parties,
          trades: [[0, 0, parties.length - 1, row[3], row[4], row[5], row[6]]],
        });
        for (const method of WHOLE) {
          await expect(settle(method, set, packApprovals(await signed([t])))).to.be.revertedWithCustomError(
            sets,
            "TradeSameParty",
          );
        }
        await expect(settle("batch", set, packApprovals(await signed([t])))).to.emit(
          sets,
          "SettlementFailed",
        );
      }
    });

    it("the zero address as a party: nobody signs for it, whatever stands in its place", async () => {
      const garbage = ["0x" + "00".repeat(64), "0x" + "ff".repeat(64), "0x" + "00".repeat(65), "0x01", "0x"];
      for (const side of ["seller", "buyer"] as const) {
        for (const kind of [{}, FREE_OF_PAYMENT, PAYMENT_ONLY]) {
          const t = trade({ ...kind, [side]: ZeroAddress });
          const other = await w.sign(side === "seller" ? w.buyer : w.seller, t);
          const before = await everything();
          for (const bytes of garbage) {
            const approvals = packApprovals(side === "seller" ? [bytes, other] : [other, bytes]);
            for (const method of WHOLE) {
              const error = bytes === "0x" ? "TradeNotApproved" : "TradeInvalidSignature";
              await expect(settle(method, pack([t]), approvals)).to.be.revertedWithCustomError(sets, error);
            }
          }
          expect(await everything()).to.deep.equal(before);
        }
      }
    });
  });

  // ---------------------------------------------------------------- amounts that do not fit

  describe("nets beyond what a token can have", () => {
    const huge = (fields: Partial<Plain>) =>
      trade({
        ...(PAYMENT_ONLY as Partial<Plain>),
        seller: w.third.address,
        buyer: w.buyer.address,
        ...fields,
      });

    for (const [what, more] of [
      ["exactly 2^112", 0n],
      ["2^112 and what is held", 1_000n],
      ["twice 2^112", 2n ** 112n],
    ] as const) {
      it(`payments of ${what} do not settle, and what is held for another trade stays held`, async () => {
        const held = trade({ sequence: 7n, amount: 1_000n });
        await match(w, held, { sellerHolds: true, buyerHolds: true });
        const before = await everything();
        const trades = [
          huge({ sequence: 1n, amount: 2n ** 111n }),
          huge({ sequence: 2n, amount: 2n ** 111n + (more > 1_000n ? 0n : more) }),
          ...(more > 1_000n
            ? [huge({ sequence: 3n, amount: 2n ** 111n }), huge({ sequence: 4n, amount: 2n ** 111n })]
            : []),
        ];
        await expect(settle("net", pack(trades), packApprovals(await signed(trades)))).to.revert(w.ethers);
        expect(await everything()).to.deep.equal(before);
        await expect(w.escrow.settle(held)).to.emit(w.escrow, "Settled");
      });
    }

    it("deliveries of 2^112 and what is held do not settle", async () => {
      const held = trade({ sequence: 7n });
      await match(w, held, { sellerHolds: true, buyerHolds: true });
      const give = (fields: Partial<Plain>) =>
        trade({ ...(FREE_OF_PAYMENT as Partial<Plain>), buyer: w.third.address, ...fields });
      const trades = [
        give({ sequence: 1n, quantity: 2n ** 111n }),
        give({ sequence: 2n, quantity: 2n ** 111n + 3n }),
      ];
      await expect(settle("net", pack(trades), packApprovals(await signed(trades)))).to.revert(w.ethers);
      await expect(w.escrow.settle(held)).to.emit(w.escrow, "Settled");
    });

    it("gross amounts up to the widest that a field has do not settle unless they are there", async () => {
      for (const method of ["batch", "chain"] as const) {
        const trades = [trade({ sequence: 1n, quantity: 2n ** 112n - 1n, amount: 2n ** 112n - 1n })];
        const before = await everything();
        await settle(method, pack(trades), packApprovals(await signed(trades))).catch(() => undefined);
        expect(await everything()).to.deep.equal(before);
      }
    });
  });

  // ---------------------------------------------------------------- log

  describe("what is on record", () => {
    it("a leg that a trade of the set has not leaves no Transfer", async () => {
      const trades = [
        trade({ sequence: 1n }),
        trade({ ...(FREE_OF_PAYMENT as Partial<Plain>), sequence: 2n }),
        trade({ ...(PAYMENT_ONLY as Partial<Plain>), sequence: 3n, amount: 5n }),
      ];
      for (const method of ["batch", "chain"] as const) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        const receipt = await (
          await settle(method, pack(trades), packApprovals(await signed(trades)))
        ).wait();
        const transfers = (receipt?.logs ?? []).flatMap((log) => {
          const event = w.bond.interface.parseLog(log);
          return event?.name === "Transfer" ? [event.args["value"] as bigint] : [];
        });
        expect(transfers.length, method).to.equal(4);
        expect(transfers, method).not.to.include(0n);
        await snapshot.restore();
      }
    });
  });

  // ---------------------------------------------------------------- calldata by hand

  describe("calldata by hand", () => {
    const words = (...values: (bigint | number)[]) => concat(values.map((value) => toBeHex(value, 32)));
    const padded = (bytes: string) =>
      concat([bytes, "0x" + "00".repeat((32 - (dataLength(bytes) % 32)) % 32)]);
    const send = async (data: string) =>
      await w.outsider.sendTransaction({ to: await w.escrow.getAddress(), data, gasLimit: 5_000_000n });

    it("approvals that end early, with their real bytes behind them", async () => {
      const t = trade();
      const set = pack([t]);
      const approvals = packApprovals(await signed([t]));
      const selector = sets.interface.getFunction("settleChain").selector;
      for (const short of [1, 2, 32, 64, 65, 66, 67, 132]) {
        // approvals before the set, and last: what is read ahead is the set, or the rest of the signatures
        const first = concat([
          selector,
          words(0x60, TRADES, 0xa0 + dataLength(padded(set)) - 0x20),
          words(dataLength(set)),
          padded(set),
          words(dataLength(approvals) - short),
          padded(approvals),
        ]);
        await expect(send(first), `${short}`).to.revert(w.ethers);
        const second = concat([
          selector,
          words(0x80 + dataLength(padded(approvals)), TRADES, 0x60),
          words(dataLength(approvals) - short),
          padded(approvals),
          words(dataLength(set)),
          padded(set),
        ]);
        await expect(send(second), `${short}`).to.revert(w.ethers);
      }
      expect((await stateOf(w, t)).status).to.equal(STATUS.unknown);
      // the same layouts whole do settle: it was the length that was refused
      const whole = concat([
        selector,
        words(0x80 + dataLength(padded(approvals)), TRADES, 0x60),
        words(dataLength(approvals)),
        padded(approvals),
        words(dataLength(set)),
        padded(set),
      ]);
      await expect(send(whole)).to.emit(sets, "SetSettled");
    });

    it("offsets and lengths that point anywhere", async () => {
      const t = trade();
      const set = pack([t]);
      const approvals = packApprovals(await signed([t]));
      for (const method of ["settleChain", "settleNet"] as const) {
        const good =
          method === "settleChain"
            ? sets.interface.encodeFunctionData("settleChain", [set, TRADES, approvals])
            : sets.interface.encodeFunctionData("settleNet", [set, TRADES, approvals]);
        const patch = (index: number, value: bigint) =>
          concat([dataSlice(good, 0, 4 + 32 * index), toBeHex(value, 32), dataSlice(good, 36 + 32 * index)]);
        for (const value of [
          0n,
          1n,
          31n,
          2n ** 64n - 1n,
          2n ** 64n,
          2n ** 255n,
          2n ** 256n - 1n,
          2n ** 256n - 32n,
        ]) {
          await expect(send(patch(0, value)), `set at ${value}`).to.revert(w.ethers);
          await expect(send(patch(2, value)), `approvals at ${value}`).to.revert(w.ethers);
          await expect(send(patch(3, value)), `set of ${value}`).to.revert(w.ethers);
        }
        for (const value of [2n, 255n, 2n ** 8n, 2n ** 255n, 2n ** 256n - 1n]) {
          await expect(send(patch(1, value)), `approved by ${value}`).to.revert(w.ethers);
        }
        for (const length of [3, 4, 35, 67, 99, dataLength(good) - 64]) {
          await expect(send(dataSlice(good, 0, length)), `cut at ${length}`).to.revert(w.ethers);
        }
      }
      expect((await stateOf(w, t)).status).to.equal(STATUS.unknown);
    });

    it("set and approvals in the same bytes", async () => {
      const t = trade();
      const set = pack([t]);
      const good = sets.interface.encodeFunctionData("settleChain", [set, TRADES, set]);
      await expect(send(good)).to.revert(w.ethers);
      const same = concat([dataSlice(good, 0, 4), words(0x60, TRADES, 0x60), dataSlice(good, 100)]);
      await expect(send(same)).to.revert(w.ethers);
    });
  });

  // ---------------------------------------------------------------- approvals

  describe("approvals that were not given", () => {
    it("missing, surplus, swapped, empty without a record", async () => {
      const trades = [trade({ sequence: 1n }), trade({ sequence: 2n })];
      const [a, b, c, d] = (await signed(trades)) as [string, string, string, string];
      const set = pack(trades);
      const before = await everything();
      for (const method of WHOLE) {
        for (const [approvals, error] of [
          [packApprovals([a, b, c]), "TradeNotApproved"],
          ["0x", "TradeNotApproved"],
          [packApprovals([a, b, c, d, "0x"]), "SetSurplusApprovals"],
          [concat([packApprovals([a, b, c, d]), "0x00"]), "SetSurplusApprovals"],
          [packApprovals([b, a, c, d]), "TradeInvalidSignature"],
          [packApprovals([c, d, a, b]), "TradeInvalidSignature"],
          [packApprovals([a, a, c, d]), "TradeInvalidSignature"],
          [packApprovals(["0x", b, c, d]), "TradeNotApproved"],
          [packApprovals([a, b, c, "0x"]), "TradeNotApproved"],
        ] as const) {
          await expect(settle(method, set, approvals)).to.be.revertedWithCustomError(sets, error);
        }
      }
      await expect(settle("batch", set, packApprovals([a, b, c]))).to.be.revertedWithCustomError(
        sets,
        "SetMissingApprovals",
      );
      await expect(settle("batch", set, packApprovals([a, b, c, d, "0x"]))).to.be.revertedWithCustomError(
        sets,
        "SetSurplusApprovals",
      );
      expect(await everything()).to.deep.equal(before);
      // one unsigned trade of a batch does not take the other with it, nor settle
      await expect(settle("batch", set, packApprovals([a, b, "0x", d]))).to.emit(sets, "SettlementFailed");
      expect((await stateOf(w, must(trades[0]))).status).to.equal(STATUS.closed);
      expect((await stateOf(w, must(trades[1]))).status).to.equal(STATUS.unknown);
    });

    it("a list of another set, another order, another party, another chain, another contract, or a trade's signature", async () => {
      const [one, two, other] = [trade({ sequence: 1n }), trade({ sequence: 2n }), trade({ sequence: 3n })];
      const set = [one, two];
      const { parties } = rawOf(set);
      const at = (address: string) => parties.indexOf(address);
      const good = await lists(set, parties);
      const withSeller = (signature: string) => {
        const copy = [...good];
        copy[at(w.seller.address)] = signature;
        return packApprovals(copy);
      };
      const elsewhere = await (await deploySettlement(w)).getAddress();
      const bad: [string, string][] = [
        ["a longer list", await signList(w.seller, w.seller.address, [one, two, other])],
        ["a shorter list", await signList(w.seller, w.seller.address, [one])],
        ["another order", await signList(w.seller, w.seller.address, [two, one])],
        ["the empty list", await signList(w.seller, w.seller.address, [])],
        ["the buyer's", must(good[at(w.buyer.address)])],
        ["the buyer's list by the seller", await signList(w.seller, w.buyer.address, set)],
        ["another chain", await signList(w.seller, w.seller.address, set, { ...w.domain, chainId: 1n })],
        [
          "another contract",
          await signList(w.seller, w.seller.address, set, { ...w.domain, verifyingContract: elsewhere }),
        ],
        [
          "the room itself",
          await signList(w.seller, w.seller.address, set, {
            ...w.domain,
            verifyingContract: await w.escrow.tradeSets(),
          }),
        ],
        ["a trade's signature", await w.sign(w.seller, one)],
        ["a mandate", await signMandate(w, w.seller, one, w.seller.address)],
        ["zeros", "0x" + "00".repeat(64)],
        ["one byte", "0x00"],
      ];
      const before = await everything();
      for (const method of WHOLE) {
        for (const [what, signature] of bad) {
          await expect(
            settle(method, pack(set), withSeller(signature), PARTIES),
            what,
          ).to.be.revertedWithCustomError(sets, "SetInvalidListSignature");
        }
        await expect(settle(method, pack(set), withSeller("0x"), PARTIES)).to.be.revertedWithCustomError(
          sets,
          "TradeNotApproved",
        );
        await expect(
          settle(method, pack(set), packApprovals([...good].reverse()), PARTIES),
        ).to.be.revertedWithCustomError(sets, "SetInvalidListSignature");
        await expect(
          settle(method, pack(set), packApprovals(good.slice(0, 1)), PARTIES),
        ).to.be.revertedWithCustomError(sets, "SetMissingApprovals");
        // lists passed off as trades' signatures, and the other way round
        await expect(
          settle(method, pack([one]), packApprovals(await lists([one], [one.seller, one.buyer])), TRADES),
        ).to.be.revertedWithCustomError(sets, "TradeInvalidSignature");
        const pair = rawOf([one]).parties;
        const ordered = pair[0] === one.seller ? await signed([one]) : (await signed([one])).reverse();
        await expect(
          settle(method, pack([one]), packApprovals(ordered), PARTIES),
        ).to.be.revertedWithCustomError(sets, "SetInvalidListSignature");
      }
      expect(await everything()).to.deep.equal(before);
      await expect(settle("chain", pack(set), packApprovals(good), PARTIES)).to.emit(sets, "SetSettled");
      // and never again, in this or another way
      await expect(settle("net", pack(set), packApprovals(good), PARTIES)).to.be.revertedWithCustomError(
        sets,
        "TradeClosed",
      );
    });

    it("part of a list: all its trades or none", async () => {
      const [one, two] = [trade({ sequence: 1n }), trade({ sequence: 2n })];
      const good = packApprovals(await lists([one, two], rawOf([one, two]).parties));
      await expect(settle("chain", pack([one]), good, PARTIES)).to.be.revertedWithCustomError(
        sets,
        "SetInvalidListSignature",
      );
      await w.escrow.connect(w.buyer).cancel(two, SIDE.buyer);
      await expect(settle("chain", pack([one, two]), good, PARTIES)).to.be.revertedWithCustomError(
        sets,
        "TradeClosed",
      );
      await expect(settle("chain", pack([one]), good, PARTIES)).to.be.revertedWithCustomError(
        sets,
        "SetInvalidListSignature",
      );
    });

    it("a list split over two places of one account: each of its lists was signed, and both settle", async () => {
      // the seller signs [one] and [two] as two lists; the set has it at two places, in two instruments
      const one = trade({ ...(FREE_OF_PAYMENT as Partial<Plain>), sequence: 1n });
      const two = trade({ ...(PAYMENT_ONLY as Partial<Plain>), sequence: 2n, amount: 9n });
      const raw = rawOf([one, two]);
      const parties = [...raw.parties, w.seller.address].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      const seller = parties.indexOf(w.seller.address);
      const buyer = parties.indexOf(w.buyer.address);
      const set = rawSet({
        ...raw,
        parties,
        trades: raw.trades.map(
          ([form, , , ...terms], index) => [form, seller + index, buyer, ...terms] as const,
        ),
      });
      const whole = await signList(w.seller, w.seller.address, [one, two]);
      const buyers = await signList(w.buyer, w.buyer.address, [one, two]);
      const order = (first: string, second: string) =>
        packApprovals(seller === 0 ? [first, second, buyers] : [buyers, first, second]);
      // one list over both cannot be used at either place
      await expect(settle("chain", set, order(whole, whole), PARTIES)).to.be.revertedWithCustomError(
        sets,
        "SetInvalidListSignature",
      );
      await expect(settle("chain", set, order(whole, "0x"), PARTIES)).to.be.revertedWithCustomError(
        sets,
        "TradeNotApproved",
      );
      const before = await bothHoldings(w);
      await settle(
        "chain",
        set,
        order(
          await signList(w.seller, w.seller.address, [one]),
          await signList(w.seller, w.seller.address, [two]),
        ),
        PARTIES,
      );
      const after = await bothHoldings(w);
      expect(after.buyer.bonds - before.buyer.bonds).to.equal(3n);
      expect(after.seller.cash - before.seller.cash).to.equal(9n);
    });

    it("an operator: its list for the account, not its own, and only in scope and time", async () => {
      const t = trade();
      const { parties } = rawOf([t]);
      const approvals = async (signature: string) =>
        packApprovals(
          await Promise.all(
            parties.map(async (p) => (p === w.seller.address ? signature : await signList(w.buyer, p, [t]))),
          ),
        );
      const mandated = await signList(w.operator, w.seller.address, [t]);
      const own = await signList(w.operator, w.operator.address, [t]);
      const fails = async (signature: string) => {
        await expect(
          settle("chain", pack([t]), await approvals(signature), PARTIES),
        ).to.be.revertedWithCustomError(sets, "SetInvalidListSignature");
      };
      await fails(mandated);
      await appoint(w, w.seller, w.operator.address, SCOPES.cancel | SCOPES.issue);
      await fails(mandated);
      await appoint(
        w,
        w.seller,
        w.operator.address,
        SCOPES.trade,
        (await w.networkHelpers.time.latest()) + 1000,
      );
      await fails(own);
      const snapshot = await w.networkHelpers.takeSnapshot();
      await w.networkHelpers.time.increase(1000);
      await fails(mandated);
      await snapshot.restore();
      await expect(settle("chain", pack([t]), await approvals(mandated), PARTIES)).to.emit(
        sets,
        "SetSettled",
      );
    });

    it("recorded approvals of another, a cancelled, an expired or a closed trade", async () => {
      const t = trade({ sequence: 5n });
      const twin = trade({ sequence: 5n, amount: 1n });
      const line = trade({ sequence: 69n });
      await match(w, t);
      for (const other of [twin, line, trade({ sequence: 6n })]) {
        for (const method of WHOLE) {
          await expect(
            settle(method, pack([other]), packApprovals(["0x", "0x"])),
          ).to.be.revertedWithCustomError(sets, "TradeNotApproved");
          await expect(
            settle(method, pack([other]), packApprovals(["0x", "0x"]), PARTIES),
          ).to.be.revertedWithCustomError(sets, "TradeNotApproved");
        }
      }
      for (const held of [false, true]) {
        const c = trade({ sequence: held ? 8n : 9n });
        await match(w, c, { sellerHolds: held, buyerHolds: held });
        await w.escrow.connect(w.seller).cancel(c, SIDE.seller);
        await w.escrow.connect(w.buyer).cancel(c, SIDE.buyer);
        for (const method of WHOLE) {
          for (const by of [TRADES, PARTIES]) {
            await expect(
              settle(method, pack([c]), packApprovals(["0x", "0x"]), by),
            ).to.be.revertedWithCustomError(sets, "TradeClosed");
          }
          await expect(
            settle(method, pack([c]), packApprovals(await signed([c]))),
          ).to.be.revertedWithCustomError(sets, "TradeClosed");
        }
        await expect(settle("batch", pack([c]), packApprovals(["0x", "0x"]))).to.emit(
          sets,
          "SettlementFailed",
        );
      }
      // one side recorded, the other not
      const half = trade({ sequence: 10n });
      await instruct(w, half, SIDE.seller);
      await expect(settle("chain", pack([half]), packApprovals(["0x", "0x"]))).to.be.revertedWithCustomError(
        sets,
        "TradeNotApproved",
      );
      await expect(settle("chain", pack([half]), packApprovals(["0x", await w.sign(w.buyer, half)]))).to.emit(
        sets,
        "SetSettled",
      );
    });
  });

  // ---------------------------------------------------------------- numbers

  describe("numbers inside a set", () => {
    it("a trade twice, twins, and a trade of another set: once or not at all", async () => {
      for (const venue of [ZeroAddress, w.venue.address]) {
        const by = venue === ZeroAddress ? w.outsider : w.venue;
        const at = TradeSets__factory.connect(await w.escrow.getAddress(), by);
        const t = trade({ sequence: 300n, venue });
        const twin = trade({ sequence: 300n, venue, amount: 1n });
        for (const trades of [
          [t, t],
          [t, twin],
          [t, trade({ sequence: 600n, venue }), trade({ sequence: 1n, venue }), t],
        ]) {
          const approvals = packApprovals(await signed(trades));
          for (const method of ["settleChain", "settleNet"] as const) {
            await expect(at[method](pack(trades), TRADES, approvals)).to.be.revertedWithCustomError(
              sets,
              "TradeClosed",
            );
          }
          const parties = packApprovals(await lists(trades, rawOf(trades).parties));
          await expect(at.settleNet(pack(trades), PARTIES, parties)).to.be.revertedWithCustomError(
            sets,
            "TradeClosed",
          );
        }
        const before = await bothHoldings(w);
        await at.settleBatch(pack([t, t, twin]), packApprovals(await signed([t, t, twin])));
        const after = await bothHoldings(w);
        expect(after.buyer.bonds - before.buyer.bonds).to.equal(3n);
        await expect(
          at.settleChain(pack([t]), TRADES, packApprovals(await signed([t]))),
        ).to.be.revertedWithCustomError(sets, "TradeClosed");
        await expect(
          w.escrow.connect(by).settleBySignatures(t, ...((await signed([t])) as [string, string])),
        ).to.be.revertedWithCustomError(w.escrow, "TradeClosed");
      }
    });

    it("numbers of many pairs and words in any order are each used up, and no other", async () => {
      const pairs = [
        [w.seller.address, w.buyer.address],
        [w.buyer.address, w.seller.address],
        [w.third.address, w.seller.address],
      ] as const;
      for (const venue of [ZeroAddress, w.venue.address]) {
        const at = TradeSets__factory.connect(
          await w.escrow.getAddress(),
          venue === ZeroAddress ? w.outsider : w.venue,
        );
        const trades = [0n, 255n, 256n, 1n, 511n, 2n, 2n ** 48n - 1n, 257n].map((sequence, index) => {
          const [seller, buyer] = must(pairs[index % 3]);
          return trade({ sequence, seller, buyer, venue, quantity: 1n, amount: 1n });
        });
        await at.settleNet(pack(trades), TRADES, packApprovals(await signed(trades)));
        for (const t of trades) {
          expect(await w.escrow.isSequenceUsed(venue, t.seller, t.buyer, t.sequence)).to.equal(true);
          const [other] = pairs.filter(([seller]) => seller !== t.seller);
          if (venue === ZeroAddress) {
            expect(await w.escrow.isSequenceUsed(venue, must(other)[0], must(other)[1], t.sequence)).to.equal(
              false,
            );
          }
        }
        for (const sequence of [3n, 254n, 258n, 510n, 512n]) {
          expect(await w.escrow.isSequenceUsed(venue, w.seller, w.buyer, sequence)).to.equal(false);
        }
      }
    });

    it("a venue's set from anybody else, and a venue's trade in a set without one", async () => {
      const t = trade({ venue: w.venue.address });
      const approvals = packApprovals(await signed([t]));
      for (const method of ALL) {
        await expect(settle(method, pack([t]), approvals)).to.be.revertedWithCustomError(
          sets,
          "SetNotItsVenue",
        );
        const bare = rawSet({ ...rawOf([t]), venue: ZeroAddress });
        if (method === "batch")
          await expect(settle(method, bare, approvals)).to.emit(sets, "SettlementFailed");
        else
          await expect(settle(method, bare, approvals)).to.be.revertedWithCustomError(
            sets,
            "TradeInvalidSignature",
          );
        const another = rawSet({ ...rawOf([t]), venue: w.outsider.address });
        if (method === "batch")
          await expect(settle(method, another, approvals)).to.emit(sets, "SettlementFailed");
        else
          await expect(settle(method, another, approvals)).to.be.revertedWithCustomError(
            sets,
            "TradeInvalidSignature",
          );
      }
    });
  });

  // ---------------------------------------------------------------- holds, on hold, parts

  describe("trades that have a record", () => {
    const approvalsOf = async (how: "recorded" | "signed" | "lists", trades: readonly Plain[]) =>
      how === "recorded"
        ? ([packApprovals(trades.flatMap(() => ["0x", "0x"])), TRADES] as const)
        : how === "signed"
          ? ([packApprovals(await signed(trades)), TRADES] as const)
          : ([packApprovals(await lists(trades, rawOf(trades).parties)), PARTIES] as const);

    for (const method of ALL) {
      for (const how of ["recorded", "signed", "lists"] as const) {
        if (method === "batch" && how === "lists") continue;
        it(`${method}, ${how}: holds are used once, in full, and those of others not at all`, async () => {
          const t = trade({ sequence: 1n });
          const other = trade({ sequence: 2n, quantity: 5n, amount: 77n });
          await match(w, t, { sellerHolds: true, buyerHolds: true });
          await match(w, other, { sellerHolds: true, buyerHolds: true });
          const before = await bothHoldings(w);
          const [approvals, by] = await approvalsOf(how, [t]);
          await settle(method, pack([t]), approvals, by);
          const after = await bothHoldings(w);
          expect(after.seller).to.deep.equal({
            ...before.seller,
            bonds: before.seller.bonds - 3n,
            bondsHeld: 5n,
            cash: before.seller.cash + t.amount,
          });
          expect(after.buyer).to.deep.equal({
            ...before.buyer,
            bonds: before.buyer.bonds + 3n,
            cash: before.buyer.cash - t.amount,
            cashHeld: 77n,
          });
          await w.escrow.settle(other);
          expect((await bothHoldings(w)).seller.bondsHeld).to.equal(0n);
        });

        it(`${method}, ${how}: a trade on hold does not settle until it is released`, async () => {
          const t = trade({ sequence: 1n });
          await instruct(w, t, SIDE.seller, READINESS.onHold);
          await w.escrow.connect(w.buyer).affirm(t, SIDE.buyer, READINESS.earmarked);
          const [approvals, by] = await approvalsOf(how, [t]);
          const before = await everything();
          if (method === "batch") {
            await expect(settle(method, pack([t]), approvals, by)).to.emit(sets, "SettlementFailed");
          } else {
            await expect(settle(method, pack([t]), approvals, by))
              .to.be.revertedWithCustomError(sets, "TradeOnHold")
              .withArgs(await w.escrow.tradeId(t), SIDE.seller);
          }
          expect(await everything()).to.deep.equal(before);
          await w.escrow.connect(w.seller).releaseInstruction(t, SIDE.seller);
          await settle(method, pack([t]), approvals, by);
          expect((await stateOf(w, t)).status).to.equal(STATUS.closed);
          expect((await bothHoldings(w)).buyer.cashHeld).to.equal(0n);
        });

        for (const held of [false, true]) {
          it(`${method}, ${how}: of a trade that settled in parts the rest settles, once (held: ${held})`, async () => {
            const t = trade({ sequence: 1n, quantity: 7n, amount: 100n, minimumPart: 2n });
            await match(w, t, { sellerHolds: held, buyerHolds: held });
            const before = await bothHoldings(w);
            await w.escrow.connect(w.seller).settlePart(t, 3n);
            const [approvals, by] = await approvalsOf(how, [t]);
            await settle(method, pack([t]), approvals, by);
            const after = await bothHoldings(w);
            expect(after.buyer.bonds - before.buyer.bonds).to.equal(7n);
            expect(after.seller.cash - before.seller.cash).to.equal(100n);
            expect([after.seller.bondsHeld, after.buyer.cashHeld]).to.deep.equal([0n, 0n]);
            for (const again of WHOLE) {
              await expect(settle(again, pack([t]), approvals, by)).to.be.revertedWithCustomError(
                sets,
                "TradeClosed",
              );
            }
            await expect(w.escrow.connect(w.buyer).settlePart(t, 2n)).to.be.revertedWithCustomError(
              w.escrow,
              "TradeClosed",
            );
            expect(await bothHoldings(w)).to.deep.equal(after);
          });
        }

        it(`${method}, ${how}: not the twin of a held one`, async () => {
          const t = trade({ sequence: 1n });
          const twin = trade({ sequence: 1n, amount: 5n });
          await match(w, t, { sellerHolds: true });
          if (how === "recorded") return;
          const [approvals, by] = await approvalsOf(how, [twin]);
          const before = await everything();
          if (method === "batch")
            await expect(settle(method, pack([twin]), approvals, by)).to.emit(sets, "SettlementFailed");
          else {
            await expect(settle(method, pack([twin]), approvals, by)).to.be.revertedWithCustomError(
              sets,
              "TradeNumberTaken",
            );
            const [both, all] = await approvalsOf(how, [t, twin]);
            await expect(settle(method, pack([t, twin]), both, all)).to.be.revertedWithCustomError(
              sets,
              "TradeClosed",
            );
          }
          expect(await everything()).to.deep.equal(before);
        });
      }
    }

    it("a part of a trade, then another trade in its line: nothing of the former counts", async () => {
      const t = trade({ sequence: 5n, quantity: 7n, amount: 100n, minimumPart: 1n });
      await match(w, t);
      await w.escrow.connect(w.seller).settlePart(t, 3n);
      await settle("chain", pack([t]), packApprovals(["0x", "0x"]));
      const later = trade({ sequence: 69n, quantity: 7n, amount: 100n, minimumPart: 1n });
      await match(w, later, { sellerHolds: true, buyerHolds: true });
      const before = await bothHoldings(w);
      await settle("net", pack([later]), packApprovals(["0x", "0x"]));
      const after = await bothHoldings(w);
      expect(after.buyer.bonds - before.buyer.bonds).to.equal(7n);
      expect(after.seller.cash - before.seller.cash).to.equal(100n);
    });

    it("in a net, what is held for one trade counts for the others of the set, and not what is held for a trade outside", async () => {
      // third has 50 bonds: 40 of them held for a trade outside, 10 for one of the set
      const outside = trade({ seller: w.third.address, sequence: 1n, quantity: 40n, amount: 1n });
      const inside = trade({ seller: w.third.address, sequence: 2n, quantity: 10n, amount: 1n });
      for (const t of [outside, inside]) {
        await w.escrow.connect(w.third).instruct(t, SIDE.seller, READINESS.earmarked);
        await w.escrow.connect(w.buyer).affirm(t, SIDE.buyer, READINESS.ready);
      }
      const more = trade({
        seller: w.third.address,
        buyer: w.seller.address,
        sequence: 3n,
        quantity: 1n,
        amount: 1n,
      });
      const trades = [inside, more];
      await expect(
        settle("net", pack(trades), packApprovals(await signed(trades))),
      ).to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld");
      const back = trade({ buyer: w.third.address, sequence: 4n, quantity: 1n, amount: 1n });
      await settle("net", pack([...trades, back]), packApprovals(await signed([...trades, back])));
      expect(await holdings(w, w.third.address)).to.include({ bonds: 40n, bondsHeld: 40n });
      await w.escrow.settle(outside);
    });

    it("in a chain, what was received is free and what is held stays", async () => {
      const outside = trade({ seller: w.third.address, sequence: 1n, quantity: 50n, amount: 1n });
      await w.escrow.connect(w.third).instruct(outside, SIDE.seller, READINESS.earmarked);
      const give = trade({ buyer: w.third.address, sequence: 2n, quantity: 4n, amount: 1n });
      const pass = trade({ seller: w.third.address, sequence: 3n, quantity: 4n, amount: 1n });
      const tooMuch = trade({ seller: w.third.address, sequence: 4n, quantity: 5n, amount: 1n });
      await expect(
        settle("chain", pack([give, tooMuch]), packApprovals(await signed([give, tooMuch]))),
      ).to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld");
      await expect(
        settle("chain", pack([pass, give]), packApprovals(await signed([pass, give]))),
      ).to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld");
      await settle("chain", pack([give, pass]), packApprovals(await signed([give, pass])));
      expect(await holdings(w, w.third.address)).to.include({ bonds: 50n, bondsHeld: 50n });
    });
  });

  // ---------------------------------------------------------------- restrictions

  describe("somebody who may not take part, also with a net of zero", () => {
    const round = () => [
      trade({ buyer: w.third.address, sequence: 1n, quantity: 2n, amount: 10n }),
      trade({ seller: w.third.address, sequence: 2n, quantity: 2n, amount: 10n }),
    ];
    const ways = [
      [
        "suspended",
        () => w.registry.connect(w.compliance).suspend(w.third, EVIDENCE),
        "ParticipantIsSuspended",
      ],
      ["closed", () => w.registry.close(w.third), "ParticipantIsClosed"],
      ["without the class", () => w.registry.update(w.third, 0, FAR, COMMITMENT), "ParticipantLacksClasses"],
      ["expired", async () => w.registry.update(w.third, QII, 1, COMMITMENT), "ParticipantExpired"],
      [
        "frozen in the bond",
        () => w.bond.connect(w.compliance).setAccountFrozen(w.third, true),
        "RegulatedTokenAccountFrozen",
      ],
      [
        "frozen in the money",
        () => w.cash.connect(w.compliance).setAccountFrozen(w.third, true),
        "RegulatedTokenAccountFrozen",
      ],
      ["while the bond is paused", () => w.bond.connect(w.pauser).pause(), "RegulatedTokenPaused"],
      ["while the money is paused", () => w.cash.connect(w.pauser).pause(), "RegulatedTokenPaused"],
    ] as const;
    for (const [what, stop, error] of ways) {
      it(what, async () => {
        await stop();
        const before = await everything();
        const trades = round();
        const contract = error.startsWith("Participant") ? w.registry : w.bond;
        for (const method of WHOLE) {
          await expect(
            settle(method, pack(trades), packApprovals(await signed(trades))),
          ).to.be.revertedWithCustomError(contract, error);
        }
        // one by one, only a holder that lost its class may still sell
        const batch = what === "without the class" ? trades.slice(0, 1) : trades;
        await expect(settle("batch", pack(batch), packApprovals(await signed(batch)))).to.emit(
          sets,
          "SettlementFailed",
        );
        expect(await everything()).to.deep.equal(before);
      });
    }

    it("units that are frozen leave in no order of a set, and a net of zero leaves them where they are", async () => {
      await w.bond.connect(w.compliance).setFrozenTokens(w.third, 50n);
      const [buy, sell] = round() as [Plain, Plain];
      const more = trade({ seller: w.third.address, sequence: 3n, quantity: 1n, amount: 1n });
      for (const method of WHOLE) {
        for (const trades of [[buy, sell, more], [more]]) {
          await expect(
            settle(method, pack(trades), packApprovals(await signed(trades))),
          ).to.be.revertedWithCustomError(w.bond, "ERC7943InsufficientUnfrozenBalance");
        }
      }
      await settle("chain", pack([buy, sell]), packApprovals(await signed([buy, sell])));
      expect(await w.bond.balanceOf(w.third)).to.equal(50n);
    });

    it("after the settlement contract was changed, for one token or both: no set moves anything", async () => {
      const trades = round();
      const approvals = packApprovals(await signed(trades));
      const next = await deploySettlement(w);
      await changeSettlement(w, w.bond, await next.getAddress());
      const before = await everything();
      for (const method of WHOLE) {
        await expect(settle(method, pack(trades), approvals)).to.be.revertedWithCustomError(
          w.bond,
          "RegulatedTokenNotSettlement",
        );
      }
      await settle("batch", pack(trades), approvals);
      const there = TradeSets__factory.connect(await next.getAddress(), w.outsider);
      await expect(there.settleChain(pack(trades), TRADES, approvals)).to.be.revertedWithCustomError(
        sets,
        "TradeInvalidSignature",
      );
      expect(await everything()).to.deep.equal(before);
    });
  });

  // ---------------------------------------------------------------- record dates

  it("record dates crossed inside of a set: everybody held what it held before, and the sum is the supply", async () => {
    const late = { settleBy: BigInt(START + 355 * DAY) };
    const trades = [
      trade({ ...late, sequence: 1n, buyer: w.third.address, quantity: 10n, amount: 1n }),
      trade({ ...late, sequence: 2n, seller: w.third.address, quantity: 10n, amount: 1n }),
      trade({
        ...late,
        sequence: 3n,
        seller: w.buyer.address,
        buyer: w.seller.address,
        quantity: 1n,
        amount: 1n,
      }),
    ];
    const accounts = [w.seller, w.buyer, w.third, w.issuer];
    const balances = await Promise.all(accounts.map(async (each) => await w.bond.balanceOf(each)));
    for (const method of ["chain", "net"] as const) {
      const snapshot = await w.networkHelpers.takeSnapshot();
      await w.networkHelpers.time.increaseTo(START + 351 * DAY);
      await settle(method, pack(trades), packApprovals(await signed(trades)));
      for (const index of [0, 1]) {
        const then = await Promise.all(
          accounts.map(async (each) => await w.bond.balanceAtRecordDate(each, index)),
        );
        expect(then, method).to.deep.equal(balances);
        expect(then.reduce((sum, each) => sum + each, 0n)).to.equal(await w.bond.supplyAtRecordDate(index));
      }
      await snapshot.restore();
    }
  });

  // ---------------------------------------------------------------- the room

  describe("the room and the inner functions", () => {
    it("called directly, it has no books; the inner functions are the contract's own", async () => {
      const t = trade();
      const room = TradeSets__factory.connect(await w.escrow.tradeSets(), w.outsider);
      const approvals = packApprovals(await signed([t]));
      await expect(room.settleBatch(pack([t]), approvals)).to.be.revertedWithCustomError(
        sets,
        "SetsHaveNoBooks",
      );
      for (const by of [TRADES, PARTIES]) {
        await expect(room.settleChain(pack([t]), by, approvals)).to.be.revertedWithCustomError(
          sets,
          "SetsHaveNoBooks",
        );
        await expect(room.settleNet(pack([t]), by, approvals)).to.be.revertedWithCustomError(
          sets,
          "SetsHaveNoBooks",
        );
      }
      for (const at of [room, sets]) {
        for (const by of [w.outsider, w.seller, w.venue, w.admin]) {
          await expect(at.connect(by).settleAllForBatch(pack([t]), approvals)).to.be.revertedWithCustomError(
            sets,
            "SetOnlyItself",
          );
          await expect(at.connect(by).settleOneForBatch(t)).to.be.revertedWithCustomError(
            sets,
            "SetOnlyItself",
          );
        }
      }
    });

    it("lent to another contract, it can do nothing with the tokens", async () => {
      // a contract that delegates all that it is called with to the room
      const room = await w.escrow.tradeSets();
      const code = concat([
        "0x3660006000376000600036600073",
        room,
        "0x5af43d6000803e156031573d6000f35b3d6000fd",
      ]);
      const init = concat(["0x61", toBeHex(dataLength(code), 2), "0x80600a3d393df3", code]);
      const receipt = await (await w.outsider.sendTransaction({ data: init })).wait();
      const forger = TradeSets__factory.connect(receipt?.contractAddress ?? "", w.outsider);
      const t = trade();
      const domain = { ...w.domain, verifyingContract: await forger.getAddress() };
      for (const approvals of [packApprovals(await signed([t]))]) {
        await expect(forger.settleChain(pack([t]), TRADES, approvals)).to.revert(w.ethers);
      }
      const own = await Promise.all(
        [w.seller, w.buyer].map(
          async (by) => Signature.from(await by.signTypedData(domain, TRADE_TYPES, t)).compactSerialized,
        ),
      );
      await expect(forger.settleChain(pack([t]), TRADES, packApprovals(own))).to.be.revertedWithCustomError(
        w.bond,
        "RegulatedTokenNotSettlement",
      );
    });
  });

  // ---------------------------------------------------------------- gas and wallets

  describe("wallets and gas in a batch", () => {
    const install = async (code: string, fill = true): Promise<string> => {
      const init = concat(["0x61", toBeHex(dataLength(code), 2), "0x80600a3d393df3", code]);
      const receipt = await (await w.outsider.sendTransaction({ data: init })).wait();
      const address = receipt?.contractAddress ?? "";
      await w.registry.admit(address, QII, FAR, COMMITMENT);
      if (fill) await w.cash.mint(address, 1_000_000_000n, keccak256(address));
      return address;
    };
    const YES = "0x631626ba7e60e01b600052";
    const CODES = {
      "burns all its gas": "0x5b600056",
      "says yes with 256 kB": concat([YES, "0x620400006000f3"]),
      "reverts with 256 kB": concat([YES, "0x620400006000fd"]),
      "says nothing": "0x00",
      "says yes in 31 bytes": concat([YES, "0x601f6000f3"]),
      "tries to write": concat(["0x600160005500", YES, "0x60206000f3"]),
      "is invalid": "0xfe",
    } as const;

    for (const [what, code] of Object.entries(CODES)) {
      it(`a wallet that ${what} stops no other trade`, async () => {
        const wallet = await install(code);
        const bad = trade({ buyer: wallet, sequence: 1n, quantity: 1n, amount: 5n });
        const good = [trade({ sequence: 2n }), trade({ sequence: 3n })];
        const [first, second] = await signed(good.slice(0, 1));
        const [third, fourth] = await signed(good.slice(1));
        const approvals = packApprovals([first, second, await w.sign(w.seller, bad), "0x00", third, fourth]);
        const receipt = await (
          await settle("batch", pack([must(good[0]), bad, must(good[1])]), approvals)
        ).wait();
        for (const t of good) expect((await stateOf(w, t)).status).to.equal(STATUS.closed);
        expect((await stateOf(w, bad)).status).to.equal(
          what === "says yes with 256 kB" ? STATUS.closed : STATUS.unknown,
        );
        expect(receipt?.gasUsed).to.be.lessThan(3_000_000n);
      });
    }

    it("whatever gas is sent with a batch, its good trades settle or nothing does", async () => {
      const burner = await install(CODES["burns all its gas"]);
      const bad = trade({ buyer: burner, sequence: 1n, quantity: 1n, amount: 5n });
      const poor = trade({ sequence: 4n, quantity: 9_999n });
      const good = [trade({ sequence: 2n }), trade({ sequence: 3n })];
      const trades = [must(good[0]), bad, poor, must(good[1])];
      const approvals = packApprovals([
        ...(await signed([must(good[0])])),
        await w.sign(w.seller, bad),
        "0x00",
        ...(await signed([poor, must(good[1])])),
      ]);
      const set = pack(trades);
      const outcomes = new Set<string>();
      for (let gasLimit = 300_000n; gasLimit < 5_000_000n; gasLimit += 61_000n) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        const sent = await sets.settleBatch(set, approvals, { gasLimit }).catch(() => undefined);
        const states = await Promise.all(good.map(async (t) => (await stateOf(w, t)).status));
        const failed = (await sent?.wait().catch(() => null))?.logs.filter(
          (log) => sets.interface.parseLog(log)?.name === "SettlementFailed",
        ).length;
        outcomes.add(`${states.join()} ${failed ?? "reverted"}`);
        await snapshot.restore();
      }
      expect([...outcomes].sort()).to.deep.equal(
        [`${STATUS.unknown},${STATUS.unknown} reverted`, `${STATUS.closed},${STATUS.closed} 2`].sort(),
      );
    });

    it("a wallet gets its whole allowance or the transaction fails", async () => {
      // says yes when it was given more than the threshold
      const needing = (threshold: number) =>
        concat(["0x5a62", toBeHex(threshold, 3), "0x10631626ba7e60e01b0260005260206000f3"]);
      const gasSensitive = await install(needing(499_900));
      const t = trade({ buyer: gasSensitive, sequence: 1n, quantity: 1n, amount: 5n });
      const approvals = packApprovals([await w.sign(w.seller, t), "0x00"]);
      const outcomes = new Map<string, bigint[]>();
      for (let gasLimit = 560_000n; gasLimit < 640_000n; gasLimit += 37n) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        const outcome = await sets
          .settleChain(pack([t]), TRADES, approvals, { gasLimit })
          .then(() => "settled")
          .catch(
            (error: unknown) =>
              /custom error '(\w+)/.exec(String(error))?.[1] ??
              /out of gas/.exec(String(error))?.[0] ??
              "other",
          );
        outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), gasLimit]);
        await snapshot.restore();
      }
      expect([...outcomes.keys()]).not.to.include("TradeInvalidSignature");
    });
  });
});
