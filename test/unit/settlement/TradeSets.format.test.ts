import { expect } from "chai";
import { concat, dataLength, getAddress, ZeroAddress } from "ethers";

import { packApprovals } from "../../../sdk/sets/packApprovals.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import { signTrade } from "../../../sdk/trade/signTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { TradeSets__factory } from "../../../typechain-types/index.ts";
import { APPROVED_BY, memberAt, setsOf } from "../../support/crowd.ts";
import { packedByHand } from "../../support/packedByHand.ts";
import type { HandSet } from "../../support/packedByHand.ts";
import {
  allHoldings,
  encoded,
  expectRefused,
  isFinal,
  METHODS,
  recorded,
  senderOf,
  stageOf,
  submit,
} from "../../support/sets.ts";
import { withWord } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, ISIN, JPY, SIDE, START } from "../../support/world.ts";

const HEAD = 38;

describe("TradeSets: the packed format", () => {
  const current = useWorld(stageOf);
  type Current = ReturnType<typeof current>;

  /** Seller and buyer of the trades below, in ascending order: a unit for seven yen. */
  const partiesOf = (w: Current) =>
    [w.member(0).address, w.member(1).address].toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));

  /** A sound set of one trade, part by part. */
  const sound = (w: Current): Required<Omit<HandSet, "venue" | "firstSequence" | "counts" | "widths">> => ({
    bonds: [ISIN],
    currencies: [[JPY, w.settlementBank.address]],
    dates: [[START, START, START + 10 * DAY]],
    forms: [[0, 0, 0, 0n]],
    parties: partiesOf(w),
    trades: [{}],
  });

  /** The trade of the sound set, in other words. */
  const soundTrade = (w: Current, fields: Partial<Trade> = {}): Trade => {
    const [seller = "", buyer = ""] = partiesOf(w);
    return w.deal(0, 1, { seller, buyer, amount: 7n, commonReference: "", ...fields });
  };

  /** Signatures of both parties for each of the trades. */
  const approvalsOf = async (w: Current, trades: readonly Trade[]): Promise<string> => {
    const signatures = [];
    for (const trade of trades) {
      for (const party of [trade.seller, trade.buyer]) {
        signatures.push(await signTrade(memberAt(w.crowd, party), { domain: w.domain, trade }));
      }
    }
    return packApprovals(signatures);
  };

  /** Expects the set to be refused by each method, whatever approves it. */
  async function expectMalformed(
    w: Current,
    set: string,
    error: string,
    args: readonly unknown[],
  ): Promise<void> {
    for (const method of METHODS) {
      await expectRefused(submit(w, method, [set, "0x"]), { by: await setsOf(w), error, args });
    }
  }

  describe("given a set that is written by hand from the description", () => {
    it("when it is compared with what the sdk packs, then they are the same bytes", () => {
      const w = current();
      expect(packedByHand(sound(w))).to.equal(packSet([soundTrade(w)]));
    });

    for (const method of METHODS) {
      it(`when it is submitted, then its trade is read as it is meant (${method})`, async () => {
        const w = current();
        const trade = soundTrade(w);
        const set = packedByHand(sound(w));
        const events = await recorded(w, await submit(w, method, [set, await approvalsOf(w, [trade])]));
        expect(events[0]).to.deep.equal(isFinal(trade));
      });
    }

    it("when every field is as wide as it may be, then its trade is read as it is meant", async () => {
      const w = current();
      const venue = w.venue.address;
      const set = packedByHand({
        ...sound(w),
        venue,
        firstSequence: 5n,
        widths: { sequence: 6, quantity: 14, amount: 14, reference: 16 },
        trades: [{ sequence: 2n ** 48n - 6n, reference: ascii("KSI-SIXTEEN-LONG", 16) }],
      });
      const trade = soundTrade(w, {
        venue,
        sequence: 2n ** 48n - 1n,
        commonReference: "KSI-SIXTEEN-LONG",
      });
      const call = [set, await approvalsOf(w, [trade])] as const;
      const events = await recorded(w, await submit(w, "chain", call, { by: w.venue }));
      expect(events[0]).to.deep.equal(isFinal(trade));
    });

    it("when tables have entries that no trade uses, then these do no harm", async () => {
      const w = current();
      const set = packedByHand({
        ...sound(w),
        dates: [
          [START, START, START + 10 * DAY],
          [0, 0, 0],
        ],
        forms: [
          [0, 0, 0, 0n],
          [0, 0xff, 1, 9n],
        ],
        parties: [...partiesOf(w), "0x" + "ff".repeat(20)],
      });
      const trade = soundTrade(w);
      await submit(w, "net", [set, await approvalsOf(w, [trade])]);
    });

    it("when a form has a minimum part, then it is the trade's", async () => {
      const w = current();
      const trade = soundTrade(w, { quantity: 3n, minimumPart: 3n });
      const set = packedByHand({ ...sound(w), forms: [[0, 0, 0, 3n]], trades: [{ quantity: 3n }] });
      const events = await recorded(w, await submit(w, "chain", [set, await approvalsOf(w, [trade])]));
      expect(events[0]).to.deep.equal(isFinal(trade));
    });
  });

  describe("given a set of the wrong length", () => {
    for (const length of [0, 1, HEAD - 1]) {
      it(`when it has ${length} bytes, then it reverts with SetMalformed: a head has 38`, async () => {
        const w = current();
        const set = packedByHand(sound(w)).slice(0, 2 + 2 * length);
        await expectMalformed(w, set, "SetMalformed", [length, HEAD]);
      });
    }

    it("when it has a byte less or more than its head says, then it reverts with SetMalformed", async () => {
      const w = current();
      const set = packedByHand(sound(w));
      const length = dataLength(set);
      await expectMalformed(w, set.slice(0, -2), "SetMalformed", [length - 1, length]);
      await expectMalformed(w, set + "00", "SetMalformed", [length + 1, length]);
      await expectMalformed(w, set.slice(0, 2 + 2 * HEAD), "SetMalformed", [HEAD, length]);
    });

    const sizes = [
      ["bonds", 12],
      ["currencies", 23],
      ["dates", 15],
      ["forms", 17],
      ["parties", 20],
      ["trades", 7],
    ] as const;
    for (const [table, size] of sizes) {
      it(`when its head counts one more of its ${table}, then it reverts with SetMalformed: ${size} bytes are missing`, async () => {
        const w = current();
        const count = sound(w)[table].length + 1;
        const set = packedByHand({ ...sound(w), counts: { [table]: count } });
        await expectMalformed(w, set, "SetMalformed", [dataLength(set), dataLength(set) + size]);
      });
    }

    for (const field of ["sequence", "quantity", "amount", "reference"] as const) {
      it(`when its head gives a wider ${field}, then it reverts with SetMalformed: a byte is missing`, async () => {
        const w = current();
        const length = dataLength(packedByHand(sound(w)));
        const wider = { sequence: 0, quantity: 1, amount: 1, reference: 0 };
        const set = packedByHand({ ...sound(w), widths: { [field]: wider[field] + 1 } });
        await expectMalformed(w, set.slice(0, 2 + 2 * length), "SetMalformed", [length, length + 1]);
      });
    }
  });

  describe("given a set without trades", () => {
    it("when it is submitted, then it reverts with SetEmpty", async () => {
      const w = current();
      await expectMalformed(w, packedByHand({}), "SetEmpty", []);
      await expectMalformed(w, packedByHand({ ...sound(w), trades: [] }), "SetEmpty", []);
    });
  });

  describe("given a field that is wider than its type", () => {
    const fields = [
      ["sequence", 34, 6],
      ["quantity", 35, 14],
      ["amount", 36, 14],
      ["reference", 37, 16],
    ] as const;
    for (const [field, place, maximum] of fields) {
      it(`when it is the ${field}, then it reverts with SetFieldTooWide`, async () => {
        const w = current();
        for (const width of [maximum + 1, 255]) {
          const set = packedByHand({ ...sound(w), widths: { [field]: width } });
          await expectMalformed(w, set, "SetFieldTooWide", [place, width, maximum]);
        }
      });
    }
  });

  describe("given a form that does not hold together", () => {
    const forms = [
      ["its bond is not in the table", [1, 0, 0, 0n]],
      ["its bond is the last position that there can be", [0xfe, 0, 0, 0n]],
      ["its currency is not in the table", [0, 1, 0, 0n]],
      ["its dates are not in the table", [0, 0, 1, 0n]],
      ["its dates are marked as absent", [0, 0, 0xff, 0n]],
      ["it has no leg", [0xff, 0xff, 0, 0n]],
    ] as const;
    for (const [what, form] of forms) {
      it(`when ${what}, then it reverts with SetInvalidForm, used or not`, async () => {
        const w = current();
        await expectMalformed(w, packedByHand({ ...sound(w), forms: [form] }), "SetInvalidForm", [0n]);
        const unused = packedByHand({ ...sound(w), forms: [[0, 0, 0, 0n], form] });
        await expectMalformed(w, unused, "SetInvalidForm", [1n]);
      });
    }

    it("when a table is empty, then no form can refer to it", async () => {
      const w = current();
      for (const table of ["bonds", "currencies", "dates"] as const) {
        const set = packedByHand({ ...sound(w), [table]: [] });
        await expectMalformed(w, set, "SetInvalidForm", [0n]);
      }
    });
  });

  describe("given a trade with a position that is in no table", () => {
    const places = [
      ["form", { form: 1 }],
      ["form, the last that there can be", { form: 255 }],
      ["seller", { seller: 2 }],
      ["buyer", { buyer: 2 }],
      ["buyer, the last that there can be", { buyer: 65_535 }],
    ] as const;
    for (const [what, trade] of places) {
      it(`when it is that of the ${what}, then it reverts with SetUnknownPosition and counts the trade`, async () => {
        const w = current();
        const set = packedByHand({ ...sound(w), trades: [trade] });
        await expectMalformed(w, set, "SetUnknownPosition", [0n]);
      });
    }

    it("when it is the second trade, then the error says so, and the first does not settle", async () => {
      const w = current();
      const set = packedByHand({ ...sound(w), trades: [{}, { form: 1 }] });
      const approvals = await approvalsOf(w, [soundTrade(w)]);
      const before = await allHoldings(w, w.crowd);
      for (const method of METHODS) {
        await expectRefused(submit(w, method, [set, concat([approvals, "0x00000000"])]), {
          by: await setsOf(w),
          error: "SetUnknownPosition",
          args: [1n],
        });
      }
      expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
    });
  });

  describe("given a trade whose legs are not those of its form", () => {
    /** What happens to a trade that both have signed as it is read: all or none, and by itself. */
    async function expectMismatch(
      w: Current,
      set: HandSet,
      trade: Trade,
      [error, ...args]: readonly [string, ...unknown[]],
      [alone, ...aloneArgs]: readonly [string, ...unknown[]],
    ): Promise<void> {
      const call = [packedByHand({ ...sound(w), ...set }), await approvalsOf(w, [trade])] as const;
      const sets = await setsOf(w);
      for (const method of ["chain", "net"] as const) {
        await expectRefused(submit(w, method, call), { by: sets, error, args: [tradeId(trade), ...args] });
      }
      expect(await recorded(w, await submit(w, "batch", call))).to.deep.equal([
        [
          "escrow",
          "SettlementFailed",
          tradeId(trade),
          trade.seller,
          trade.buyer,
          encoded({ by: sets, error: alone, args: [tradeId(trade), ...aloneArgs] }),
        ],
      ]);
    }

    it("when it has a quantity and the form no bond, then it is SetLegMismatch; by itself an unknown bond", async () => {
      const w = current();
      await expectMismatch(
        w,
        { forms: [[0xff, 0, 0, 0n]] },
        soundTrade(w, { isin: "" }),
        ["SetLegMismatch"],
        ["TradeUnknownBond", "0x" + "00".repeat(12)],
      );
    });

    it("when it has an amount and the form no currency, then it is SetLegMismatch; by itself an unknown currency", async () => {
      const w = current();
      await expectMismatch(
        w,
        { forms: [[0, 0xff, 0, 0n]] },
        soundTrade(w, { currency: "", settlementBank: ZeroAddress }),
        ["SetLegMismatch"],
        ["TradeUnknownCurrency", "0x000000", ZeroAddress],
      );
    });

    const empty = [
      ["no quantity and the form a bond", { quantity: 0n }, { quantity: 0n }],
      ["no amount and the form a currency", { amount: 0n }, { amount: 0n }],
      ["neither quantity nor amount", { quantity: 0n, amount: 0n }, { quantity: 0n, amount: 0n }],
    ] as const;
    for (const [what, fields, written] of empty) {
      it(`when it has ${what}, then it is TradeEmptyLeg: a zero by mistake is no gift`, async () => {
        const w = current();
        const trade = soundTrade(w, fields);
        const refusal = ["TradeEmptyLeg", trade.quantity, trade.amount] as const;
        await expectMismatch(w, { trades: [written] }, trade, refusal, refusal);
      });
    }
  });

  describe("given an instrument that does not exist", () => {
    const unknownIsin = ascii("US0378331005", 12);

    for (const method of ["chain", "net"] as const) {
      it(`when a trade is in an unknown bond, then it reverts with SetUnknownBond (${method})`, async () => {
        const w = current();
        const trade = soundTrade(w, { isin: "US0378331005" });
        const set = packedByHand({ ...sound(w), bonds: [unknownIsin] });
        await expectRefused(submit(w, method, [set, await approvalsOf(w, [trade])]), {
          by: await setsOf(w),
          error: "SetUnknownBond",
          args: [unknownIsin],
        });
      });

      it(`when a trade is in an unknown currency, then it reverts with SetUnknownCurrency (${method})`, async () => {
        const w = current();
        const trade = soundTrade(w, { currency: "EUR" });
        const eur = ascii("EUR", 3);
        const set = packedByHand({ ...sound(w), currencies: [[eur, w.settlementBank.address]] });
        await expectRefused(submit(w, method, [set, await approvalsOf(w, [trade])]), {
          by: await setsOf(w),
          error: "SetUnknownCurrency",
          args: [eur, w.settlementBank.address],
        });
      });
    }
  });

  describe("given parties that are not in ascending order", () => {
    const wrong = (w: Current) => {
      const [low = "", high = ""] = partiesOf(w);
      return [
        ["two are swapped", [high, low], { seller: 1, buyer: 0 }, low, high],
        ["one is there twice", [low, high, high], { seller: 0, buyer: 2 }, high, high],
      ] as const;
    };
    for (const index of [0, 1]) {
      it(`when ${index === 0 ? "two are swapped" : "one is there twice"}, then the token refuses the set, and a batch settles one by one`, async () => {
        const w = current();
        const [, parties, places, account, previous] = wrong(w)[index] ?? wrong(w)[0];
        const [first, second] = [soundTrade(w), soundTrade(w, { sequence: 1n })];
        const set = packedByHand({
          ...sound(w),
          parties,
          widths: { sequence: 1 },
          trades: [places, { ...places, ...(index === 1 ? { buyer: 1 } : {}), sequence: 1n }],
        });
        const call = [set, await approvalsOf(w, [first, second])] as const;
        for (const method of ["chain", "net"] as const) {
          await expectRefused(submit(w, method, call), {
            by: w.bond,
            error: "RegulatedTokenAccountsUnordered",
            args: [getAddress(account), getAddress(previous)],
          });
        }
        const events = await recorded(w, await submit(w, "batch", call));
        expect(events.map(([, event]) => event)).to.deep.equal([
          "Settled",
          "Transfer",
          "Transfer",
          "Settled",
          "Transfer",
          "Transfer",
        ]);
      });
    }

    it("when one party stands at two positions, then it is no trade between two parties", async () => {
      const w = current();
      const [low = ""] = partiesOf(w);
      const trade = soundTrade(w, { buyer: low });
      const set = packedByHand({ ...sound(w), parties: [low, low] });
      await expectRefused(submit(w, "net", [set, await approvalsOf(w, [trade])]), {
        by: await setsOf(w),
        error: "TradeSameParty",
        args: [tradeId(trade), low],
      });
    });
  });

  describe("given a way of approval that does not exist", () => {
    it("when it is the third, then the call reverts without data", async () => {
      const w = current();
      const sets = await setsOf(w);
      const set = packedByHand(sound(w));
      const approvals = await approvalsOf(w, [soundTrade(w)]);
      const call = [set, APPROVED_BY.parties, approvals] as const;
      for (const data of [
        sets.interface.encodeFunctionData("settleChain", [...call]),
        sets.interface.encodeFunctionData("settleNet", [...call]),
      ]) {
        const third = withWord(data, 1, () => 2n);
        const sent = w.outsider.sendTransaction({ to: sets, data: third, gasLimit: 3_000_000n });
        await expect(sent).to.be.revertedWithoutReason(w.ethers);
      }
    });
  });

  describe("given the contract in which sets settle", () => {
    const room = async (w: Current) => TradeSets__factory.connect(await w.escrow.tradeSets(), w.outsider);

    it("when it is called directly, then it reverts with SetsHaveNoBooks: its books are the escrow's", async () => {
      const w = current();
      const direct = await room(w);
      const call = [packedByHand(sound(w)), await approvalsOf(w, [soundTrade(w)])] as const;
      const refusal = { by: direct, error: "SetsHaveNoBooks", args: [] };
      await expectRefused(direct.settleBatch(...call), refusal);
      await expectRefused(direct.settleChain(call[0], APPROVED_BY.trades, call[1]), refusal);
      await expectRefused(direct.settleNet(call[0], APPROVED_BY.parties, call[1]), refusal);
    });

    it("when its inner calls are made directly, then they revert with SetOnlyItself", async () => {
      const w = current();
      const direct = await room(w);
      const call = [packedByHand(sound(w)), await approvalsOf(w, [soundTrade(w)])] as const;
      const refusal = { by: direct, error: "SetOnlyItself", args: [w.outsider.address] };
      await expectRefused(direct.settleAllForBatch(...call), refusal);
      await expectRefused(direct.settleOneForBatch(w.trade()), refusal);
    });

    it("when it is asked, then it relies on the same house as the escrow, and has no storage of its own", async () => {
      const w = current();
      const direct = await room(w);
      for (const name of ["registry", "bondFactory", "currencyFactory"] as const) {
        expect(await direct[name]()).to.equal(await w.escrow[name]());
      }
      const trade = soundTrade(w);
      await submit(w, "chain", [packedByHand(sound(w)), await approvalsOf(w, [trade])]);
      for (let slot = 0n; slot < 8n; slot++) {
        expect(await w.ethers.provider.getStorage(direct, slot)).to.equal("0x" + "00".repeat(32));
      }
    });
  });

  describe("given the escrow's calls to itself", () => {
    const callers = [
      ["anybody", (w: Current) => Promise.resolve(w.outsider)],
      ["a party", (w: Current) => senderOf(w, w.member(0))],
      ["the venue", (w: Current) => Promise.resolve(w.venue)],
      ["the admin", (w: Current) => Promise.resolve(w.admin)],
      [
        "the contract in which sets settle",
        async (w: Current) => senderOf(w, { address: await w.escrow.tradeSets() }),
      ],
    ] as const;
    for (const [who, callerOf] of callers) {
      it(`when ${who} makes them, then they revert with SetOnlyItself`, async () => {
        const w = current();
        const caller = await callerOf(w);
        const sets = await setsOf(w, caller);
        const trade = w.trade();
        await w.escrow.instruct(trade, SIDE.seller, 0);
        await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, 0);
        const refusal = { by: sets, error: "SetOnlyItself", args: [caller.address] };
        const call = [packedByHand(sound(w)), await approvalsOf(w, [soundTrade(w)])] as const;
        await expectRefused(sets.settleAllForBatch(...call), refusal);
        await expectRefused(sets.settleOneForBatch(trade), refusal);
      });
    }
  });

  describe("given money sent along", () => {
    it("when a set is submitted with it, then the call reverts: nothing takes ether", async () => {
      const w = current();
      const sets = await setsOf(w);
      const call = [packedByHand(sound(w)), await approvalsOf(w, [soundTrade(w)])] as const;
      const data = sets.interface.encodeFunctionData("settleBatch", [...call]);
      const sent = w.outsider.sendTransaction({ to: sets, data, value: 1n, gasLimit: 3_000_000n });
      await expect(sent).to.be.revertedWithoutReason(w.ethers);
    });
  });
});
