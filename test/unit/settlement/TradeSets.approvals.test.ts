import { expect } from "chai";
import { dataSlice, Signature, ZeroAddress } from "ethers";

import { packApprovals } from "../../../sdk/sets/packApprovals.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import { rollingHash } from "../../../sdk/sets/rollingHash.ts";
import { signTradeList } from "../../../sdk/sets/signTradeList.ts";
import { partiesOf } from "../../../sdk/sets/tablesOf.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { signTrade } from "../../../sdk/trade/signTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { TRADE_LIST_TYPES, TRADE_TYPES } from "../../../sdk/trade/tradeTypes.ts";
import { deploySettlement } from "../../support/actions.ts";
import { APPROVED_BY, bySignedLists, bySignedTrades, memberAt, setsOf } from "../../support/crowd.ts";
import {
  allHoldings,
  expectRefused,
  hasFailed,
  isFinal,
  isSettled,
  METHODS,
  recorded,
  recordOf,
  senderOf,
  stageOf,
  submit,
  walletOf,
} from "../../support/sets.ts";
import type { Method, Refusal, SetCall } from "../../support/sets.ts";
import { ANSWER, withHighS } from "../../support/settlement.ts";
import type { Side } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, FAR, SCOPES, SIDE, START } from "../../support/world.ts";

/** Code that never ends: it burns all gas that it gets. */
const ENDLESS_LOOP = "0x5b600056";
const SIDES = ["seller", "buyer"] as const;
type SideName = (typeof SIDES)[number];

describe("TradeSets: approvals", () => {
  const current = useWorld(stageOf);
  type Current = ReturnType<typeof current>;

  /** Lets the operator act for an account that can send. */
  const appoint = async (w: Current, address: string, scopes: number = SCOPES.trade, expiry = FAR) => {
    await w.registry.connect(await senderOf(w, { address })).appointOperator(w.operator, scopes, expiry);
  };

  const full = async (w: Current, address: string, trade: Trade): Promise<string> =>
    await memberAt(w.crowd, address).signTypedData(w.domain, TRADE_TYPES, encodeTrade(trade));

  describe("by trades", () => {
    /** A way in which a side approves: who its party is, and how. */
    interface Form {
      readonly name: string;
      readonly partyOf?: (w: Current, member: number) => Promise<string>;
      readonly sign: (
        w: Current,
        trade: Trade,
        side: SideName,
        member: number,
      ) => Promise<string | undefined>;
    }

    const FORMS: readonly Form[] = [
      {
        name: "64 bytes",
        sign: (w, trade, side) => signTrade(memberAt(w.crowd, trade[side]), { domain: w.domain, trade }),
      },
      { name: "65 bytes", sign: (w, trade, side) => full(w, trade[side], trade) },
      {
        name: "its contract account",
        partyOf: async (w, member) => (await walletOf(w, w.member(member))).address,
        sign: (w, trade, _, member) => full(w, w.member(member).address, trade),
      },
      {
        name: "its operator",
        sign: async (w, trade, side) => {
          await appoint(w, trade[side]);
          return await signTrade(w.operator, { domain: w.domain, trade, onBehalfOf: trade[side] });
        },
      },
      {
        name: "a transaction",
        sign: async (w, trade, side) => {
          const sender = await senderOf(w, { address: trade[side] });
          await w.escrow.connect(sender).instruct(encodeTrade(trade), SIDE[side], 0);
          return undefined;
        },
      },
    ];

    for (const forSeller of FORMS) {
      for (const forBuyer of FORMS) {
        it(`given approvals by ${forSeller.name} (seller) and by ${forBuyer.name} (buyer), when a set settles by any method, then they are accepted`, async () => {
          const w = current();
          const seller = (await forSeller.partyOf?.(w, 0)) ?? w.member(0).address;
          const buyer = (await forBuyer.partyOf?.(w, 1)) ?? w.member(1).address;
          for (const [index, method] of METHODS.entries()) {
            const trade = w.deal(0, 1, { seller, buyer, sequence: BigInt(index) });
            const approved = {
              trade,
              sellerSignature: await forSeller.sign(w, trade, "seller", 0),
              buyerSignature: await forBuyer.sign(w, trade, "buyer", 1),
            };
            const events = await recorded(w, await submit(w, method, bySignedTrades([approved])));
            expect(events.slice(0, 2)).to.deep.equal([isFinal(trade), isSettled(method, [trade])]);
          }
        });
      }
    }

    it("given a set of all of them, when a batch settles one by one, then they are accepted as well", async () => {
      const w = current();
      const signed = [];
      for (const [index, form] of FORMS.entries()) {
        const seller = (await form.partyOf?.(w, 0)) ?? w.member(0).address;
        const trade = w.deal(0, 1, { seller, sequence: BigInt(index) });
        const sellerSignature = await form.sign(w, trade, "seller", 0);
        signed.push({ trade, sellerSignature, buyerSignature: await full(w, trade.buyer, trade) });
      }
      const failing = { trade: w.deal(2, 3) };
      const events = await recorded(w, await submit(w, "batch", bySignedTrades([failing, ...signed])));
      expect(events.map(([, event]) => event).filter((event) => event !== "Transfer")).to.deep.equal([
        "SettlementFailed",
        ...FORMS.map(() => "Settled"),
      ]);
    });

    const wrong: readonly (readonly [
      string,
      (w: Current, trade: Trade, side: SideName) => Promise<string>,
    ])[] = [
      [
        "an operator that was not appointed",
        (w, trade, side) => signTrade(w.operator, { domain: w.domain, trade, onBehalfOf: trade[side] }),
      ],
      [
        "an operator without the scope to trade",
        async (w, trade, side) => {
          await appoint(w, trade[side], SCOPES.cancel | SCOPES.issue);
          return await signTrade(w.operator, { domain: w.domain, trade, onBehalfOf: trade[side] });
        },
      ],
      [
        "an operator whose appointment has expired",
        async (w, trade, side) => {
          await appoint(w, trade[side], SCOPES.trade, START + DAY);
          await w.networkHelpers.time.increaseTo(START + DAY);
          return await signTrade(w.operator, { domain: w.domain, trade, onBehalfOf: trade[side] });
        },
      ],
      [
        "an operator that signed the trade instead of the mandate",
        async (w, trade, side) => {
          await appoint(w, trade[side]);
          return await signTrade(w.operator, { domain: w.domain, trade });
        },
      ],
      [
        "an operator with a mandate for another account",
        async (w, trade, side) => {
          await appoint(w, trade[side]);
          return await signTrade(w.operator, { domain: w.domain, trade, onBehalfOf: w.member(5).address });
        },
      ],
      [
        "the party, on another contract",
        (w, trade, side) =>
          signTrade(memberAt(w.crowd, trade[side]), {
            domain: { ...w.domain, verifyingContract: w.outsider.address },
            trade,
          }),
      ],
      [
        "the party, on another chain",
        (w, trade, side) =>
          signTrade(memberAt(w.crowd, trade[side]), {
            domain: { ...w.domain, chainId: w.domain.chainId + 1n },
            trade,
          }),
      ],
      ["the party, with a high s", async (w, trade, side) => withHighS(await full(w, trade[side], trade))],
      [
        "the party, with a byte too many",
        async (w, trade, side) => (await full(w, trade[side], trade)) + "00",
      ],
      [
        "the party, with the other v",
        async (w, trade, side) => {
          const { r, s, v } = Signature.from(await full(w, trade[side], trade));
          return `${r}${s.slice(2)}${v === 27 ? "1c" : "1b"}`;
        },
      ],
      [
        "the party, as a list of this one trade",
        (w, trade, side) =>
          signTradeList(memberAt(w.crowd, trade[side]), {
            domain: w.domain,
            trades: [trade],
            party: trade[side],
          }),
      ],
      ["nobody: 64 zeros", () => Promise.resolve("0x" + "00".repeat(64))],
      ["nobody: 65 zeros", () => Promise.resolve("0x" + "00".repeat(65))],
    ];
    for (const [who, sign] of wrong) {
      for (const side of SIDES) {
        it(`given a ${side}'s signature by ${who}, when a set settles by any method, then it is TradeInvalidSignature`, async () => {
          const w = current();
          const trade = w.deal(0, 1);
          const approved = {
            trade,
            sellerSignature: await full(w, trade.seller, trade),
            buyerSignature: await full(w, trade.buyer, trade),
            [`${side}Signature`]: await sign(w, trade, side),
          };
          const call = bySignedTrades([approved]);
          const refusal = {
            by: await setsOf(w),
            error: "TradeInvalidSignature",
            args: [tradeId(trade), SIDE[side], trade[side]],
          };
          expect(await recorded(w, await submit(w, "batch", call))).to.deep.equal([
            hasFailed(trade, refusal),
          ]);
          await expectRefused(submit(w, "chain", call), refusal);
          await expectRefused(submit(w, "net", call), refusal);
        });
      }
    }

    for (const side of SIDES) {
      it(`given an approval that only the other side has recorded, when the ${side} signs nothing, then it is TradeNotApproved`, async () => {
        const w = current();
        const trade = w.deal(0, 1);
        await w.instruct(trade, side === "seller" ? SIDE.buyer : SIDE.seller);
        const refusal = {
          by: await setsOf(w),
          error: "TradeNotApproved",
          args: [tradeId(trade), SIDE[side]],
        };
        const call = bySignedTrades([{ trade }]);
        expect(await recorded(w, await submit(w, "batch", call))).to.deep.equal([hasFailed(trade, refusal)]);
        await expectRefused(submit(w, "chain", call), refusal);
        await expectRefused(submit(w, "net", call), refusal);
      });
    }

    it("given a record of other terms under the number, when nobody signs, then it does not approve", async () => {
      const w = current();
      const trade = w.deal(0, 1);
      await w.match({ ...trade, amount: trade.amount - 1n });
      await expectRefused(submit(w, "chain", bySignedTrades([{ trade }])), {
        by: await setsOf(w),
        error: "TradeNotApproved",
        args: [tradeId(trade), SIDE.seller],
      });
    });

    it("given the zero address as a party, when 64 zeros stand for its signature, then it is not its signature", async () => {
      const w = current();
      const trade = w.deal(0, 1, { buyer: ZeroAddress });
      const signed = {
        trade,
        sellerSignature: await full(w, trade.seller, trade),
        buyerSignature: "0x" + "00".repeat(64),
      };
      await expectRefused(submit(w, "chain", bySignedTrades([signed])), {
        by: await setsOf(w),
        error: "TradeInvalidSignature",
        args: [tradeId(trade), SIDE.buyer, ZeroAddress],
      });
    });

    it("given signatures of seller and buyer in each other's place, when a set settles, then it is TradeInvalidSignature", async () => {
      const w = current();
      const trade = w.deal(0, 1);
      const swapped = {
        trade,
        sellerSignature: await full(w, trade.buyer, trade),
        buyerSignature: await full(w, trade.seller, trade),
      };
      await expectRefused(submit(w, "net", bySignedTrades([swapped])), {
        by: await setsOf(w),
        error: "TradeInvalidSignature",
        args: [tradeId(trade), SIDE.seller, trade.seller],
      });
    });

    describe("given approvals that are not as many as the trades need", () => {
      const cuts: readonly (readonly [
        string,
        number,
        Method,
        (w: Current, trade: Trade) => Omit<Refusal, "by">,
      ])[] = [
        [
          "the last signature is cut by a byte",
          1,
          "chain",
          () => ({ error: "SetMissingApprovals", args: [1n] }),
        ],
        [
          "only the length of the last one is there",
          64,
          "net",
          () => ({ error: "SetMissingApprovals", args: [64n] }),
        ],
        [
          "the last one is not there at all, and is not on chain",
          66,
          "chain",
          (_, trade) => ({ error: "TradeNotApproved", args: [tradeId(trade), SIDE.buyer] }),
        ],
        [
          "the last one is not there at all, in a batch",
          66,
          "batch",
          () => ({ error: "SetMissingApprovals", args: [2n] }),
        ],
        [
          "none of the last trade's is there, in a batch",
          132,
          "batch",
          () => ({ error: "SetMissingApprovals", args: [4n] }),
        ],
      ];
      for (const [what, bytes, method, refusalOf] of cuts) {
        it(`when ${what}, then the set is refused (${method})`, async () => {
          const w = current();
          const trades = [w.deal(0, 1), w.deal(2, 3)];
          const [set, approvals] = await w.signed(trades);
          const cut = approvals.slice(0, -2 * bytes);
          await expectRefused(submit(w, method, [set, cut]), {
            by: await setsOf(w),
            ...refusalOf(w, trades[1] ?? w.deal(2, 3)),
          });
        });
      }

      it("when the last one is not there but on chain, then its length is missing all the same", async () => {
        const w = current();
        const trades = [w.deal(0, 1), w.deal(2, 3)];
        await w.instruct(w.deal(2, 3), SIDE.buyer);
        const [set, approvals] = await w.signed(trades);
        await expectRefused(submit(w, "chain", [set, approvals.slice(0, -2 * 66)]), {
          by: await setsOf(w),
          error: "SetMissingApprovals",
          args: [2n],
        });
        await submit(w, "chain", [set, approvals.slice(0, -2 * 66) + "0000"]);
      });

      for (const method of METHODS) {
        it(`when there are more than needed, then it reverts with SetSurplusApprovals (${method})`, async () => {
          const w = current();
          const [set, approvals] = await w.signed([w.deal(0, 1), w.deal(2, 3)]);
          for (const [surplus, bytes] of [
            ["00", 1n],
            ["0000", 2n],
            [approvals.slice(2, 2 + 2 * 66), 66n],
          ] as const) {
            await expectRefused(submit(w, method, [set, approvals + surplus]), {
              by: await setsOf(w),
              error: "SetSurplusApprovals",
              args: [bytes],
            });
          }
        });
      }

      it("when there are none, then nothing that is not on chain settles", async () => {
        const w = current();
        const trade = w.deal(0, 1);
        await expectRefused(submit(w, "chain", [packSet([trade]), "0x"]), {
          by: await setsOf(w),
          error: "TradeNotApproved",
          args: [tradeId(trade), SIDE.seller],
        });
        await expectRefused(submit(w, "batch", [packSet([trade]), "0x"]), {
          by: await setsOf(w),
          error: "SetMissingApprovals",
          args: [4n],
        });
      });
    });
  });

  for (const method of ["chain", "net"] as const) {
    describe(`by parties (${method})`, () => {
      /** Members 0, 1, 2 in a ring, and 3 beside it: parties have one, two or three trades. */
      const ring = (w: Current) => [
        w.deal(0, 1),
        w.deal(1, 2, { amount: 7n }),
        w.deal(2, 0, { amount: 8n }),
        w.deal(0, 3, { amount: 9n }),
      ];

      const settle = async (w: Current, call: SetCall) =>
        await submit(w, method, call, { approvedBy: APPROVED_BY.parties });

      /** The lists of all parties, some of them signed otherwise or not at all. */
      async function lists(
        w: Current,
        trades: readonly Trade[],
        otherwise: Readonly<Record<string, string | undefined>> = {},
      ): Promise<SetCall> {
        const signatures = [];
        for (const party of partiesOf(trades)) {
          const own = () => signTradeList(memberAt(w.crowd, party), { domain: w.domain, trades, party });
          signatures.push(party in otherwise ? otherwise[party] : await own());
        }
        return [packSet(trades), packApprovals(signatures)];
      }

      const invalid = async (w: Current, trades: readonly Trade[], party: string): Promise<Refusal> => ({
        by: await setsOf(w),
        error: "SetInvalidListSignature",
        args: [party, rollingHash(trades, party)],
      });

      async function expectSettled(w: Current, trades: readonly Trade[], call: SetCall): Promise<void> {
        const events = await recorded(w, await settle(w, call));
        expect(events.slice(0, trades.length + 1)).to.deep.equal([
          ...trades.map(isFinal),
          isSettled(method, trades),
        ]);
      }

      describe("given a signature of each party over its trades", () => {
        it("when anybody submits them, then all settle", async () => {
          const w = current();
          await expectSettled(w, ring(w), await bySignedLists(w, w.crowd, ring(w)));
        });

        it("when they have settled, then the same lists are worth nothing: it reverts with TradeClosed", async () => {
          const w = current();
          const trades = ring(w);
          const call = await lists(w, trades);
          await settle(w, call);
          await expectRefused(settle(w, call), {
            by: await setsOf(w),
            error: "TradeClosed",
            args: [tradeId(w.deal(0, 1)), 0n],
          });
        });

        it("when one of the trades was cancelled, then none settles", async () => {
          const w = current();
          const trades = ring(w);
          const call = await lists(w, trades);
          const cancelled = w.deal(1, 2, { amount: 7n });
          const sender = await senderOf(w, w.member(1));
          await w.escrow.connect(sender).cancel(encodeTrade(cancelled), SIDE.seller);
          const before = await allHoldings(w, w.crowd);
          await expectRefused(settle(w, call), {
            by: await setsOf(w),
            error: "TradeClosed",
            args: [tradeId(cancelled), 0n],
          });
          expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
          expect((await recordOf(w, w.deal(0, 1))).isUsed).to.equal(false);
        });

        it("when a set has a venue, then only that submits it", async () => {
          const w = current();
          const trades = ring(w).map((trade, index) => ({
            ...trade,
            venue: w.venue.address,
            sequence: BigInt(index),
          }));
          const call = await lists(w, trades);
          await expectRefused(settle(w, call), {
            by: await setsOf(w),
            error: "SetNotItsVenue",
            args: [w.outsider.address, w.venue.address],
          });
          await submit(w, method, call, { by: w.venue, approvedBy: APPROVED_BY.parties });
        });

        it("when it is a set of one trade, then it settles", async () => {
          const w = current();
          await expectSettled(w, [w.deal(0, 1)], await lists(w, [w.deal(0, 1)]));
        });
      });

      describe("given a party that signs its list in another way", () => {
        const list = (trades: readonly Trade[], party: string) => ({
          party,
          rollingHash: rollingHash(trades, party),
        });

        it("when it signs 65 bytes, then all settle", async () => {
          const w = current();
          const trades = ring(w);
          const party = w.member(1).address;
          const signature = await w.member(1).signTypedData(w.domain, TRADE_LIST_TYPES, list(trades, party));
          await expectSettled(w, trades, await lists(w, trades, { [party]: signature }));
        });

        it("when it is a contract account that accepts its owner's signature, then all settle", async () => {
          const w = current();
          const { address } = await walletOf(w, w.member(7));
          const trades = [w.deal(0, 1, { buyer: address }), w.deal(1, 2, { seller: address, amount: 7n })];
          const signature = await w
            .member(7)
            .signTypedData(w.domain, TRADE_LIST_TYPES, list(trades, address));
          await expectSettled(w, trades, await lists(w, trades, { [address]: signature }));
        });

        for (const [what, answer] of [
          ["says no", ANSWER.nothing],
          ["reverts", ANSWER.failure],
          ["returns nothing", ANSWER.noData],
          ["returns more than the magic value", ANSWER.dirtyMagic],
        ] as const) {
          it(`when it is a contract account that ${what}, then it reverts with SetInvalidListSignature`, async () => {
            const w = current();
            const { wallet, address } = await walletOf(w, w.member(7));
            const trades = [w.deal(0, 1, { buyer: address })];
            const signature = await w
              .member(7)
              .signTypedData(w.domain, TRADE_LIST_TYPES, list(trades, address));
            await wallet.setAnswer(answer, ZeroAddress, "0x");
            const call = await lists(w, trades, { [address]: signature });
            await expectRefused(settle(w, call), await invalid(w, trades, address));
          });
        }

        it("when it is a contract account that burns all gas, then it reverts with SetInvalidListSignature", async () => {
          const w = current();
          const { address } = await walletOf(w, w.member(7));
          const trades = [w.deal(0, 1, { buyer: address })];
          const call = await lists(w, trades, { [address]: "0x" + "11".repeat(65) });
          await w.networkHelpers.setCode(address, ENDLESS_LOOP);
          await expectRefused(settle(w, call), await invalid(w, trades, address));
        });

        it("when there is too little gas to ask a contract account, then it reverts with TradeWalletOutOfGas", async () => {
          const w = current();
          const { address } = await walletOf(w, w.member(7));
          const trades = [w.deal(0, 1, { buyer: address })];
          const signature = await w
            .member(7)
            .signTypedData(w.domain, TRADE_LIST_TYPES, list(trades, address));
          const call = await lists(w, trades, { [address]: signature });
          const sent = submit(w, method, call, {
            approvedBy: APPROVED_BY.parties,
            overrides: { gasLimit: 500_000n },
          });
          await expectRefused(sent, {
            by: await setsOf(w),
            error: "TradeWalletOutOfGas",
            args: [address, 500_000n],
          });
        });

        it("when its operator signs it for the party, then all settle", async () => {
          const w = current();
          const trades = ring(w);
          const party = w.member(0).address;
          await appoint(w, party);
          const signature = await signTradeList(w.operator, { domain: w.domain, trades, party });
          await expectSettled(w, trades, await lists(w, trades, { [party]: signature }));
        });

        it("when one operator signs for two parties, then it signs two lists, and all settle", async () => {
          const w = current();
          const trades = ring(w);
          const signatures: Record<string, string> = {};
          for (const member of [0, 2]) {
            const party = w.member(member).address;
            await appoint(w, party);
            signatures[party] = await signTradeList(w.operator, { domain: w.domain, trades, party });
          }
          await expectSettled(w, trades, await lists(w, trades, signatures));
        });
      });

      describe("given a party that signs no list", () => {
        it("when its trades are recorded on chain, then all settle", async () => {
          const w = current();
          const trades = ring(w);
          const party = w.member(2).address;
          await w.instruct(w.deal(1, 2, { amount: 7n }), SIDE.buyer);
          await w.instruct(w.deal(2, 0, { amount: 8n }), SIDE.seller);
          await expectSettled(w, trades, await lists(w, trades, { [party]: undefined }));
        });

        it("when nobody signs and all is recorded, then all settle", async () => {
          const w = current();
          const trades = ring(w);
          for (const trade of trades) await w.match(trade);
          const none = Object.fromEntries(partiesOf(trades).map((party) => [party, undefined]));
          await expectSettled(w, trades, await lists(w, trades, none));
        });

        const missing: readonly (readonly [string, (w: Current) => Trade, (w: Current) => Trade, Side])[] = [
          ["sells", (w) => w.deal(1, 2, { amount: 7n }), (w) => w.deal(2, 0, { amount: 8n }), SIDE.seller],
          ["buys", (w) => w.deal(2, 0, { amount: 8n }), (w) => w.deal(1, 2, { amount: 7n }), SIDE.buyer],
        ];
        for (const [what, recordedTrade, missingTrade, side] of missing) {
          it(`when the trade in which it ${what} is not recorded, then it reverts with TradeNotApproved`, async () => {
            const w = current();
            const trades = ring(w);
            const party = w.member(2).address;
            await w.instruct(recordedTrade(w), side === SIDE.seller ? SIDE.buyer : SIDE.seller);
            await expectRefused(settle(w, await lists(w, trades, { [party]: undefined })), {
              by: await setsOf(w),
              error: "TradeNotApproved",
              args: [tradeId(missingTrade(w)), side],
            });
          });
        }

        it("when only its counterparties have recorded them, then it reverts with TradeNotApproved", async () => {
          const w = current();
          const trades = ring(w);
          await w.instruct(w.deal(1, 2, { amount: 7n }), SIDE.seller);
          await expectRefused(settle(w, await lists(w, trades, { [w.member(2).address]: undefined })), {
            by: await setsOf(w),
            error: "TradeNotApproved",
            args: [tradeId(w.deal(1, 2, { amount: 7n })), SIDE.buyer],
          });
        });
      });

      describe("given a signature that is not one over the party's trades of the set", () => {
        const strangers: readonly (readonly [
          string,
          (w: Current, trades: readonly Trade[], party: string) => Promise<string>,
        ])[] = [
          ["a list of another set", (w, _, party) => signList(w, [w.deal(0, 4), w.deal(5, 0)], party)],
          ["a list in another order", (w, trades, party) => signList(w, trades.toReversed(), party)],
          ["a list with a trade less", (w, trades, party) => signList(w, trades.slice(1), party)],
          ["a list with a trade more", (w, trades, party) => signList(w, [...trades, w.deal(0, 4)], party)],
          [
            "a list with other terms",
            (w, trades, party) =>
              signList(
                w,
                trades.map((trade) => ({ ...trade, amount: trade.amount + 1n })),
                party,
              ),
          ],
          ["an empty list", (w, _, party) => signList(w, [], party)],
          [
            "a list of another party",
            (w, trades, party) =>
              signTradeList(memberAt(w.crowd, party), {
                domain: w.domain,
                trades,
                party: w.member(1).address,
              }),
          ],
          [
            "a list for another settlement contract",
            async (w, trades, party) => {
              const other = await deploySettlement(w);
              const domain = { ...w.domain, verifyingContract: await other.getAddress() };
              return await signTradeList(memberAt(w.crowd, party), { domain, trades, party });
            },
          ],
          [
            "a list for the contract in which sets settle",
            async (w, trades, party) => {
              const domain = { ...w.domain, verifyingContract: await w.escrow.tradeSets() };
              return await signTradeList(memberAt(w.crowd, party), { domain, trades, party });
            },
          ],
          [
            "a list for another chain",
            (w, trades, party) =>
              signTradeList(memberAt(w.crowd, party), {
                domain: { ...w.domain, chainId: w.domain.chainId + 1n },
                trades,
                party,
              }),
          ],
          [
            "the signature of one trade",
            (w, trades, party) =>
              signTrade(memberAt(w.crowd, party), { domain: w.domain, trade: trades[0] ?? w.deal(0, 1) }),
          ],
          [
            "a list that somebody else signed for it",
            (w, trades, party) => signTradeList(w.member(5), { domain: w.domain, trades, party }),
          ],
          [
            "a list of an operator without the scope to trade",
            async (w, trades, party) => {
              await appoint(w, party, SCOPES.cancel | SCOPES.issue);
              return await signTradeList(w.operator, { domain: w.domain, trades, party });
            },
          ],
          [
            "a list of an operator whose appointment has expired",
            async (w, trades, party) => {
              await appoint(w, party, SCOPES.trade, START + DAY);
              await w.networkHelpers.time.increaseTo(START + DAY);
              return await signTradeList(w.operator, { domain: w.domain, trades, party });
            },
          ],
          [
            "a list of an operator for itself",
            async (w, trades, party) => {
              await appoint(w, party);
              const list = { party: w.operator.address, rollingHash: rollingHash(trades, party) };
              return await w.operator.signTypedData(w.domain, TRADE_LIST_TYPES, list);
            },
          ],
          ["a list with a high s", async (w, trades, party) => withHighS(await signList(w, trades, party))],
          ["no signature at all", () => Promise.resolve("0x00")],
        ];
        const signList = (w: Current, trades: readonly Trade[], party: string) =>
          signTradeList(memberAt(w.crowd, party), { domain: w.domain, trades, party });

        for (const [what, sign] of strangers) {
          it(`when it is ${what}, then it reverts with SetInvalidListSignature, and none settles`, async () => {
            const w = current();
            const trades = ring(w);
            const party = w.member(0).address;
            const call = await lists(w, trades, { [party]: await sign(w, trades, party) });
            const before = await allHoldings(w, w.crowd);
            await expectRefused(settle(w, call), await invalid(w, trades, party));
            expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
          });
        }

        it("when the set is in another order than the lists, then it reverts with SetInvalidListSignature", async () => {
          const w = current();
          const [, approvals] = await lists(w, ring(w));
          const trades = ring(w).toReversed();
          const first = partiesOf(trades)[0] ?? "";
          // whoever has one trade only does not notice
          const noticing = partiesOf(trades).find((party) => party !== w.member(3).address) ?? first;
          await expectRefused(settle(w, [packSet(trades), approvals]), await invalid(w, trades, noticing));
        });

        it("when the parties' signatures are in another order, then it reverts with SetInvalidListSignature", async () => {
          const w = current();
          const trades = ring(w);
          const [set, approvals] = await lists(w, trades);
          const one = (index: number) => dataSlice(approvals, 66 * index, 66 * (index + 1)).slice(2);
          const swapped = "0x" + [one(1), one(0), one(2), one(3)].join("");
          await expectRefused(
            settle(w, [set, swapped]),
            await invalid(w, trades, partiesOf(trades)[0] ?? ""),
          );
        });
      });

      describe("given signatures that are not as many as the parties", () => {
        const cuts = [
          ["the last signature is cut by ten bytes", 10, 10n],
          ["only the length of the last one is there", 64, 64n],
          ["the last one is not there at all", 66, 2n],
          ["the last two are not there at all", 132, 4n],
          ["none is there", 4 * 66, 8n],
        ] as const;
        for (const [what, bytes, missing] of cuts) {
          it(`when ${what}, then it reverts with SetMissingApprovals`, async () => {
            const w = current();
            const [set, approvals] = await lists(w, ring(w));
            await expectRefused(settle(w, [set, approvals.slice(0, approvals.length - 2 * bytes)]), {
              by: await setsOf(w),
              error: "SetMissingApprovals",
              args: [missing],
            });
          });
        }

        it("when a length says more than there is, then it reverts with SetMissingApprovals", async () => {
          const w = current();
          const [set, approvals] = await lists(w, ring(w));
          const long = approvals.slice(0, -2 * 66) + "ffff" + approvals.slice(-2 * 64);
          await expectRefused(settle(w, [set, long]), {
            by: await setsOf(w),
            error: "SetMissingApprovals",
            args: [65_535n - 64n],
          });
        });

        it("when there are more, then it reverts with SetSurplusApprovals", async () => {
          const w = current();
          const [set, approvals] = await lists(w, ring(w));
          for (const [surplus, bytes] of [
            ["00", 1n],
            ["0000", 2n],
            [approvals.slice(2, 2 + 2 * 66), 66n],
          ] as const) {
            await expectRefused(settle(w, [set, approvals + surplus]), {
              by: await setsOf(w),
              error: "SetSurplusApprovals",
              args: [bytes],
            });
          }
        });

        it("when they are those of the trades, then they are too many", async () => {
          const w = current();
          const [set, approvals] = await w.signed(ring(w));
          await expectRefused(settle(w, [set, approvals]), {
            by: await setsOf(w),
            error: "SetSurplusApprovals",
            args: [4n * 66n],
          });
        });
      });
    });
  }
});
