import { expect } from "chai";
import { Interface, toBeHex, ZeroAddress, zeroPadValue } from "ethers";
import type { Log, TransactionReceipt } from "ethers";

import { affirm } from "../../../../sdk/client/actions/affirm.ts";
import { instruct } from "../../../../sdk/client/actions/instruct.ts";
import { settlePart } from "../../../../sdk/client/actions/settlePart.ts";
import { settleSet } from "../../../../sdk/client/actions/settleSet.ts";
import { nextSequence } from "../../../../sdk/client/readers/nextSequence.ts";
import { pairTrades } from "../../../../sdk/client/readers/pairTrades.ts";
import { setFaults } from "../../../../sdk/client/readers/setFaults.ts";
import type { SetEvents, SetMember } from "../../../../sdk/client/readers/setFaults.ts";
import { setOutcome } from "../../../../sdk/client/readers/setOutcome.ts";
import { settlementProof } from "../../../../sdk/client/readers/settlementProof.ts";
import { settlementProofs } from "../../../../sdk/client/readers/settlementProofs.ts";
import { TokenAddresses } from "../../../../sdk/client/readers/TokenAddresses.ts";
import { tradeHistory } from "../../../../sdk/client/readers/tradeHistory.ts";
import { send } from "../../../../sdk/client/send.ts";
import { textOf } from "../../../../sdk/encoding/textOf.ts";
import { ContractRevertError } from "../../../../sdk/errors/ContractRevertError.ts";
import { decodeLogs } from "../../../../sdk/events/decodeLogs.ts";
import type { ChainEvent } from "../../../../sdk/events/ChainEvent.ts";
import { signTradeList } from "../../../../sdk/sets/signTradeList.ts";
import { partiesOf } from "../../../../sdk/sets/tablesOf.ts";
import { SET_METHODS } from "../../../../sdk/sets/TradeSet.ts";
import type { SetMethod, SetTrade } from "../../../../sdk/sets/TradeSet.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { memberAt, signedBy } from "../../../support/crowd.ts";
import { packedByHand } from "../../../support/packedByHand.ts";
import { afterTrades, allHoldings, senderOf, stageOf, submit } from "../../../support/sets.ts";
import { nextBlockAt } from "../../../support/settlement.ts";
import { DAY, EVIDENCE, ISIN, JPY, START } from "../../../support/world.ts";
import { house } from "../house.ts";

const FREE = { amount: 0n, currency: "", settlementBank: ZeroAddress } as const;
const PAYMENT = { quantity: 0n, isin: "" } as const;
const gasLimit = 16_000_000n;

/** A house with a crowd. */
async function scene() {
  const h = await house();
  return { ...h, ...(await stageOf(h)) };
}
type Scene = Awaited<ReturnType<typeof scene>>;

describe("Kessai: sets of trades", () => {
  let h: Scene;
  let restore: () => Promise<void>;

  before(async () => {
    h = await scene();
  });
  beforeEach(async () => {
    const snapshot = await h.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });
  afterEach(() => restore());
  after(() => h.connection.close());

  /** Settles trades that both sides have signed. */
  const settle = async (method: SetMethod, trades: readonly Trade[]) =>
    await send(settleSet(h.kessai, { method, trades: await signedBy(h, h.crowd, trades) }), {
      signer: h.outsider,
      gasLimit,
    });

  /** One trade of each kind, among three. */
  const mixed = (): readonly [Trade, Trade, Trade] => [
    h.deal(0, 1, { quantity: 2n }),
    h.deal(1, 2, FREE),
    h.deal(2, 0, PAYMENT),
  ];

  /** What a call of the sdk is refused with. */
  async function refusalOf(sent: Promise<unknown>): Promise<ContractRevertError> {
    try {
      await sent;
    } catch (error) {
      if (error instanceof ContractRevertError) return error;
      throw error;
    }
    throw new Error("nothing was refused");
  }

  describe("settleSet", () => {
    for (const method of SET_METHODS) {
      it(`given trades that both sides have signed, when they are sent as a ${method}, then they settle`, async () => {
        const trades = mixed();
        const before = await allHoldings(h, h.crowd);
        const sent = await settle(method, trades);
        expect(sent.what).to.equal(`settle 3 trades as a ${method}`);
        const own = sent.events.filter(({ name }) => name !== "Transfer");
        expect(own.map(({ name }) => name)).to.deep.equal(["Settled", "Delivered", "Paid", "SetSettled"]);
        expect(own.at(-1)?.args["method"]).to.equal(BigInt(SET_METHODS.indexOf(method)));
        expect(await allHoldings(h, h.crowd)).to.deep.equal(afterTrades(before, trades));
      });

      it(`given approvals on chain, when they are sent without signatures as a ${method}, then they settle`, async () => {
        const trade = h.deal(0, 1);
        const [seller, buyer] = [await senderOf(h, h.member(0)), await senderOf(h, h.member(1))];
        await send(instruct(h.kessai, { trade, side: "seller" }), { signer: seller });
        await send(affirm(h.kessai, { trade, side: "buyer" }), { signer: buyer });
        const { receipt } = await send(settleSet(h.kessai, { method, trades: [{ trade }] }), {
          signer: h.outsider,
        });
        expect(setOutcome(receipt)).to.deep.equal({ settled: [tradeId(trade)], failed: [] });
      });
    }

    for (const method of ["chain", "net"] as const) {
      it(`given a list of each party, when they are sent as a ${method}, then these approve the trades`, async () => {
        const trades = mixed();
        const lists: Record<string, string> = {};
        for (const party of partiesOf(trades)) {
          const signature = await signTradeList(memberAt(h.crowd, party), {
            domain: h.kessai.domain,
            trades,
            party,
          });
          // however the account is written
          lists[party.toLowerCase()] = signature;
        }
        const call = settleSet(h.kessai, { method, trades: trades.map((trade) => ({ trade })), lists });
        const { receipt } = await send(call, { signer: h.outsider });
        expect(setOutcome(receipt).settled).to.deep.equal(trades.map(tradeId));
      });

      it(`given lists of all parties but one, when its trades are on chain, then they settle as a ${method}`, async () => {
        const trades = [h.deal(0, 1), h.deal(1, 2)];
        const [absent, ...others] = partiesOf(trades);
        const lists: Record<string, string> = {};
        for (const party of others) {
          const { domain } = h.kessai;
          lists[party] = await signTradeList(memberAt(h.crowd, party), { domain, trades, party });
        }
        const call = settleSet(h.kessai, { method, trades: trades.map((trade) => ({ trade })), lists });
        const own = trades.filter(({ seller, buyer }) => seller === absent || buyer === absent);
        const refusal = await refusalOf(send(call, { signer: h.outsider, gasLimit }));
        expect(refusal.revert).to.equal("TradeNotApproved");
        for (const trade of own) {
          const side = trade.seller === absent ? "seller" : "buyer";
          const signer = await senderOf(h, { address: trade[side] });
          await send(instruct(h.kessai, { trade, side }), { signer });
        }
        const { receipt } = await send(call, { signer: h.outsider });
        expect(setOutcome(receipt).settled).to.deep.equal(trades.map(tradeId));
      });

      it(`given a trade that cannot settle, when it is sent as a ${method}, then it is refused with the reason in words`, async () => {
        const failing = h.deal(2, 3, { quantity: 6n });
        const names = (account: string) => (account === failing.seller ? "Firm 2" : undefined);
        const signed = await signedBy(h, h.crowd, [h.deal(0, 1, PAYMENT), failing]);
        const call = settleSet(h.kessai, { method, trades: signed });
        const refusal = await refusalOf(send(call, { signer: h.outsider, names }));
        expect(refusal).to.include({ code: "CONTRACT_REFUSED", revert: "ERC20InsufficientBalance" });
        expect(refusal.args).to.deep.equal({ sender: failing.seller, balance: 5n, needed: 6n });
        expect(refusal.message).to.include("Firm 2");
      });
    }

    it("given trades of a venue, when somebody else sends them, then it is refused and names both", async () => {
      const trades = [h.deal(0, 1, { venue: h.venue.address })];
      const refusal = await refusalOf(settle("net", trades));
      expect(refusal.revert).to.equal("SetNotItsVenue");
      expect(refusal.args).to.deep.equal({ caller: h.outsider.address, venue: h.venue.address });
    });

    it("given trades that cannot be packed, when a set is made of them, then it is refused before anything is sent", () => {
      const make = (trades: readonly SetTrade[]) => () => settleSet(h.kessai, { method: "batch", trades });
      expect(make([])).to.throw().with.property("code", "SET_EMPTY");
      const venues = [{ trade: h.deal(0, 1) }, { trade: h.deal(0, 1, { venue: h.venue.address }) }];
      expect(make(venues)).to.throw().with.property("code", "SET_VENUES_MIXED");
    });
  });

  describe("setOutcome", () => {
    it("given a batch that settles one by one, when its receipt is read, then it tells what settled, what failed, and why", async () => {
      const [good, short, early] = [
        h.deal(0, 1),
        h.deal(2, 3, { quantity: 6n }),
        h.deal(4, 5, { settleFrom: BigInt(START + 3 * DAY) }),
      ];
      await nextBlockAt(h, START + DAY);
      const { receipt } = await settle("batch", [short, good, early]);
      const { settled, failed } = setOutcome(receipt, (account) =>
        account === short.seller ? "Firm 2" : undefined,
      );
      expect(settled).to.deep.equal([tradeId(good)]);
      expect(failed.map(({ id, refusal }) => [id, refusal?.revert, refusal?.args])).to.deep.equal([
        [tradeId(short), "ERC20InsufficientBalance", { sender: short.seller, balance: 5n, needed: 6n }],
        [
          tradeId(early),
          "TradeNotDue",
          { id: tradeId(early), settleFrom: early.settleFrom, timestamp: BigInt(START + DAY) },
        ],
      ]);
      expect(failed[0]?.refusal?.message).to.include("Firm 2");
    });

    it("given a trade that used up all its gas, when the receipt is read, then it failed without a refusal", () => {
      const coder = new Interface([
        "event SettlementFailed(bytes32 indexed id, address indexed seller, address indexed buyer, bytes reason)",
      ]);
      const trade = h.deal(0, 1);
      const { data, topics } = coder.encodeEventLog("SettlementFailed", [
        tradeId(trade),
        trade.seller,
        trade.buyer,
        "0x",
      ]);
      const receipt = {
        logs: [{ data, topics, address: ZeroAddress, index: 0 }],
      } as unknown as TransactionReceipt;
      expect(setOutcome(receipt)).to.deep.equal({
        settled: [],
        failed: [{ id: tradeId(trade), refusal: undefined }],
      });
    });

    it("given a single settlement, when its receipt is read, then it is the one that settled", async () => {
      const { receipt } = await settle("batch", [h.deal(0, 1)]);
      expect(setOutcome(receipt)).to.deep.equal({ settled: [tradeId(h.deal(0, 1))], failed: [] });
    });
  });

  describe("settlementProof", () => {
    for (const method of SET_METHODS) {
      it(`given trades that settled together as a ${method}, when each is proven, then delivery and payment hold`, async () => {
        const trades = mixed();
        const { receipt, blockNumber } = await settle(method, trades);
        const [bond, cash] = [await h.bond.getAddress(), await h.cash.getAddress()];
        expect(await settlementProofs(h.kessai, { trades, receipt })).to.deep.equal(
          trades.map((trade) => ({
            id: tradeId(trade),
            transactionHash: receipt.hash,
            blockNumber,
            settledBy: "set",
            delivery:
              trade.quantity === 0n
                ? undefined
                : { token: bond, from: trade.seller, to: trade.buyer, amount: trade.quantity },
            payment:
              trade.amount === 0n
                ? undefined
                : { token: cash, from: trade.buyer, to: trade.seller, amount: trade.amount },
            faults: [],
          })),
        );
      });

      it(`given a trade of which a part settled before, when the rest is proven in a ${method}, then it is that which moved`, async () => {
        const trade = h.deal(0, 1, { quantity: 5n, amount: 99n, minimumPart: 1n });
        const [seller, buyer] = [await senderOf(h, h.member(0)), await senderOf(h, h.member(1))];
        await send(instruct(h.kessai, { trade, side: "seller" }), { signer: seller });
        await send(affirm(h.kessai, { trade, side: "buyer" }), { signer: buyer });
        await send(settlePart(h.kessai, { trade, quantity: 2n }), { signer: seller });
        const other = await signedBy(h, h.crowd, [h.deal(1, 2)]);
        const { receipt } = await send(settleSet(h.kessai, { method, trades: [{ trade }, ...other] }), {
          signer: h.outsider,
          gasLimit,
        });
        const proof = await settlementProof(h.kessai, { trade, receipt });
        expect([proof.delivery?.amount, proof.payment?.amount, proof.faults]).to.deep.equal([3n, 60n, []]);
      });
    }

    it("given a batch that settled one by one, when its trades are proven, then each settled by itself", async () => {
      const [good, failing, other] = [h.deal(0, 1), h.deal(2, 3, { quantity: 6n }), h.deal(4, 5)];
      const { receipt } = await settle("batch", [good, failing, other]);
      const proofs = await settlementProofs(h.kessai, { trades: [good, failing, other], receipt });
      expect(proofs.map(({ settledBy }) => settledBy)).to.deep.equal(["itself", "itself", "itself"]);
      expect(proofs[0]?.faults).to.deep.equal([]);
      expect(proofs[2]?.faults).to.deep.equal([]);
      expect(proofs[1]?.faults).to.include("it settles 2 other trades, not this one");
    });

    it("given a set, when a trade that is not in it is proven by its receipt, then that is a fault", async () => {
      const { receipt } = await settle("net", [h.deal(0, 1)]);
      const proof = await settlementProof(h.kessai, { trade: h.deal(0, 1, { amount: 1n }), receipt });
      expect(proof.faults).to.deep.equal(["the set that it settles does not have this trade"]);
    });

    it("given a set that somebody packed with a reference that is no text, when another of its trades is proven, then it holds", async () => {
      // a trade of two members that no reader can write down, beside an honest one
      const honest = h.deal(2, 3, { commonReference: "" });
      const parties = partiesOf([h.deal(0, 1), honest]);
      const at = (index: number) => parties.indexOf(h.member(index).address);
      const struct = {
        ...honest,
        isin: ISIN,
        currency: JPY,
        seller: h.member(0).address,
        buyer: h.member(1).address,
        commonReference: "0x" + "ff".repeat(16),
      };
      for (const [member, side] of [
        [0, 0],
        [1, 1],
      ] as const) {
        await h.escrow.connect(await senderOf(h, h.member(member))).instruct(struct, side, 0);
      }
      await h.match(honest);
      const set = packedByHand({
        bonds: [ISIN],
        currencies: [[JPY, h.settlementBank.address]],
        dates: [[START, START, START + 10 * DAY]],
        forms: [[0, 0, 0, 0n]],
        parties,
        widths: { amount: 4, reference: 16 },
        trades: [
          { seller: at(0), buyer: at(1), amount: honest.amount, reference: "0x" + "ff".repeat(16) },
          { seller: at(2), buyer: at(3), amount: honest.amount, reference: "0x" + "00".repeat(16) },
        ],
      });
      const sent = await submit(h, "chain", [set, "0x" + "0000".repeat(4)]);
      const receipt = await sent.wait();
      if (receipt === null) throw new Error("the transaction was not mined");
      const proof = await settlementProof(h.kessai, { trade: honest, receipt });
      expect(proof).to.deep.include({ settledBy: "set", faults: [] });
      const pair = { seller: h.member(0).address, buyer: h.member(1).address, venue: ZeroAddress };
      const id = await h.escrow.tradeId(struct);
      expect(await pairTrades(h.kessai, pair)).to.deep.include({ id, sequence: 0n });
      expect((await tradeHistory(h.kessai, id)).outcome).to.equal("Settled");
    });
  });

  describe("setFaults", () => {
    /** What a set has recorded, and what of it is to be proven. */
    async function settledSet(method: SetMethod = "chain") {
      const trades = [h.deal(0, 1), h.deal(2, 3, { quantity: 2n, amount: 7n })] as const;
      const { events } = await settle(method, trades);
      const members: SetMember[] = trades.map((trade) => ({ id: tradeId(trade), moved: trade }));
      const faultsOf = (changed: Partial<SetEvents> = {}) =>
        setFaults(new TokenAddresses(h.kessai), members, { recorded: events, moves: events, ...changed });
      return { trades, events, faultsOf };
    }
    const isTransfer = ({ name }: ChainEvent) => name === "Transfer";

    it("given what the contracts have recorded, when it is checked, then nothing is wrong", async () => {
      for (const method of SET_METHODS) {
        const { faultsOf } = await settledSet(method);
        expect(await faultsOf()).to.deep.equal([]);
        await restore();
        const snapshot = await h.networkHelpers.takeSnapshot();
        restore = () => snapshot.restore();
      }
    });

    it("given that the finality of a trade is missing, when it is checked, then that is found", async () => {
      const { trades, events, faultsOf } = await settledSet();
      const recorded = events.filter(({ args }) => args["id"] !== tradeId(trades[1]));
      expect(await faultsOf({ recorded })).to.deep.equal([
        `trade ${trades[1].commonReference} is recorded as final 0 times, not once`,
      ]);
    });

    it("given that a trade is final twice, or in another way, when it is checked, then that is found", async () => {
      const { trades, events, faultsOf } = await settledSet();
      const [first] = events;
      if (first === undefined) throw new Error("the set has recorded its trades");
      expect(await faultsOf({ recorded: [first, ...events] })).to.deep.equal([
        `trade ${trades[0].commonReference} is recorded as final 2 times, not once`,
      ]);
      const paid = events.map((event): ChainEvent => (event === first ? { ...event, name: "Paid" } : event));
      expect(await faultsOf({ recorded: paid })).to.deep.equal([
        `trade ${trades[0].commonReference} is recorded as final 0 times, not once`,
      ]);
    });

    for (const token of ["bond", "cash"] as const) {
      it(`given a movement of ${token} with a wrong amount, when it is checked, then both accounts are found`, async () => {
        const { events, faultsOf } = await settledSet();
        const address = await h[token].getAddress();
        const wrong = events.find((event) => isTransfer(event) && event.address === address);
        const moves = events.map((event) =>
          event === wrong ? { ...event, args: { ...event.args, value: 999n } } : event,
        );
        const faults = await faultsOf({ moves });
        expect(faults).to.have.length(2);
        for (const side of ["from", "to"] as const) {
          const account = textOf(wrong?.args[side]);
          const sign = side === "from" ? -1n : 1n;
          const agreed = BigInt(textOf(wrong?.args["value"])) * sign;
          expect(faults).to.include(
            `the balance of ${account} in ${address} changes by ${999n * sign}, not by ${agreed}`,
          );
        }
      });

      it(`given that a movement of ${token} is missing, or goes to somebody else, when it is checked, then that is found`, async () => {
        const { events, faultsOf } = await settledSet();
        const address = await h[token].getAddress();
        const move = events.find((event) => isTransfer(event) && event.address === address);
        expect(await faultsOf({ moves: events.filter((event) => event !== move) })).to.have.length(2);
        const astray = events.map((event) =>
          event === move ? { ...event, args: { ...event.args, to: h.outsider.address } } : event,
        );
        const faults = await faultsOf({ moves: astray });
        expect(faults).to.have.length(2);
        expect(faults.join("\n")).to.include(h.outsider.address);
      });

      it(`given a movement of ${token} that no trade agreed to, when it is checked, then both accounts are found`, async () => {
        const { events, faultsOf } = await settledSet();
        const address = await h[token].getAddress();
        const [some] = events.filter(isTransfer);
        if (some === undefined) throw new Error("the set has moved something");
        const [from, to] = [h.member(5).address, h.member(6).address];
        const stray = { ...some, address, args: { from, to, value: 4n } };
        expect([...(await faultsOf({ moves: [...events, stray] }))].sort()).to.deep.equal(
          [
            `the balance of ${from} in ${address} changes by -4, not by 0`,
            `the balance of ${to} in ${address} changes by 4, not by 0`,
          ].sort(),
        );
      });
    }

    it("given a movement of a token that the set does not name, when it is checked, then it is nobody's here", async () => {
      const { events, faultsOf } = await settledSet();
      const [some] = events.filter(isTransfer);
      if (some === undefined) throw new Error("the set has moved something");
      const foreign = { ...some, address: h.outsider.address };
      expect(await faultsOf({ moves: [...events, foreign] })).to.deep.equal([]);
    });

    it("given a receipt that was tampered with, when a trade is proven by it, then the proof says what is wrong", async () => {
      const trades = [h.deal(0, 1), h.deal(2, 3)] as const;
      const { receipt } = await settle("net", trades);
      const [bond, cash] = [await h.bond.getAddress(), await h.cash.getAddress()];
      const proofOf = async (logs: readonly Log[], status = 1) => {
        const tampered = Object.create(receipt, {
          logs: { value: logs },
          status: { value: status },
        }) as TransactionReceipt;
        return (await settlementProof(h.kessai, { trade: trades[0], receipt: tampered })).faults;
      };
      const { logs } = receipt;
      const indexOf = (address: string, name: string) =>
        logs.findIndex((log) => log.address === address && decodeLogs([log])[0]?.name === name);
      const without = (index: number) => logs.filter((_, each) => each !== index);
      const escrow = await h.escrow.getAddress();

      expect(await proofOf(logs)).to.deep.equal([]);
      expect(await proofOf(logs, 0)).to.deep.equal(["the transaction failed"]);
      expect(await proofOf(without(indexOf(escrow, "Settled")))).to.deep.equal([
        `trade ${trades[0].commonReference} is recorded as final 0 times, not once`,
      ]);
      expect(await proofOf(without(indexOf(bond, "Transfer")))).to.have.length(2);
      const payment = indexOf(cash, "Transfer");
      const changed = logs.map((log, index) =>
        index === payment
          ? (Object.create(log, { data: { value: zeroPadValue(toBeHex(1n), 32) } }) as Log)
          : log,
      );
      expect(await proofOf(changed)).to.have.length(2);
      // the same finality, said by another contract, counts for nothing
      const settled = logs[indexOf(escrow, "Settled")];
      const elsewhere = Object.create(settled ?? {}, { address: { value: h.outsider.address } }) as Log;
      expect(await proofOf([elsewhere, ...without(indexOf(escrow, "Settled"))])).to.have.length(1);
      expect(await proofOf([elsewhere, ...logs])).to.deep.equal([]);
      // without its set it is no settlement of a set
      expect(await proofOf(without(indexOf(escrow, "SetSettled")))).not.to.deep.equal([]);
    });
  });

  describe("pairTrades and nextSequence", () => {
    it("given trades that settled in sets, when the pair's are asked for, then they are there, by id and number", async () => {
      const [first, second] = [h.deal(0, 1), h.deal(0, 1, { sequence: 2n, ...FREE })];
      await settle("net", [first, h.deal(1, 0), h.deal(2, 3)]);
      await settle("chain", [second]);
      const pair = { seller: first.seller, buyer: first.buyer, venue: ZeroAddress };
      expect(await pairTrades(h.kessai, pair)).to.deep.equal([
        { id: tradeId(first), sequence: 0n },
        { id: tradeId(second), sequence: 2n },
      ]);
      expect(await nextSequence(h.kessai, pair)).to.equal(1n);
      expect(await nextSequence(h.kessai, { ...pair, reserved: [1n] })).to.equal(3n);
      expect(await nextSequence(h.kessai, { ...pair, seller: second.buyer, buyer: second.seller })).to.equal(
        1n,
      );
    });

    it("given accounts in lower case, when the pair's are asked for, then they are the same", async () => {
      await settle("net", [h.deal(0, 1)]);
      const { seller, buyer } = h.deal(0, 1);
      const pair = { seller: seller.toLowerCase(), buyer: buyer.toLowerCase(), venue: ZeroAddress };
      expect(await pairTrades(h.kessai, pair)).to.deep.equal([{ id: tradeId(h.deal(0, 1)), sequence: 0n }]);
    });

    it("given trades of a venue, when the pair's are asked for, then those of the venue and of no venue are apart", async () => {
      const venue = h.venue.address;
      const listed = [h.deal(0, 1, { venue, sequence: 7n }), h.deal(2, 3, { venue, sequence: 8n })];
      const trades = await signedBy(h, h.crowd, listed);
      await send(settleSet(h.kessai, { method: "batch", trades }), { signer: h.venue });
      await settle("batch", [h.deal(0, 1)]);
      const { seller, buyer } = h.deal(0, 1);
      expect(
        (await pairTrades(h.kessai, { seller, buyer, venue })).map(({ sequence }) => sequence),
      ).to.deep.equal([7n]);
      const without = await pairTrades(h.kessai, { seller, buyer, venue: ZeroAddress });
      expect(without.map(({ sequence }) => sequence)).to.deep.equal([0n]);
    });

    it("given a batch that settles one by one, when the pair's are asked for, then those that settled are there and the others are not", async () => {
      const [good, failing] = [h.deal(0, 1), h.deal(2, 3, { quantity: 6n })];
      await settle("batch", [good, failing]);
      const pairOf = ({ seller, buyer }: Trade) => ({ seller, buyer, venue: ZeroAddress });
      expect(await pairTrades(h.kessai, pairOf(good))).to.deep.equal([{ id: tradeId(good), sequence: 0n }]);
      expect(await pairTrades(h.kessai, pairOf(failing))).to.deep.equal([]);
      expect(await nextSequence(h.kessai, pairOf(failing))).to.equal(0n);
    });
  });

  describe("tradeHistory", () => {
    for (const method of SET_METHODS) {
      it(`given trades of each kind in a ${method}, when their histories are read, then each tells how it ended`, async () => {
        const trades = mixed();
        await settle(method, trades);
        const histories = await Promise.all(trades.map((trade) => tradeHistory(h.kessai, tradeId(trade))));
        expect(histories.map(({ outcome }) => outcome)).to.deep.equal(["Settled", "Delivered", "Paid"]);
        for (const [index, { isFinal, closing, events }] of histories.entries()) {
          expect(isFinal).to.equal(true);
          expect(closing?.args).to.deep.equal({ id: tradeId(trades[index] ?? h.deal(0, 1)) });
          expect(events).to.have.length(1);
        }
      });
    }

    it("given a batch that settles one by one, when the histories are read, then what settled has its terms and what failed is open", async () => {
      const [delivery, payment, failing] = [h.deal(0, 1, FREE), h.deal(2, 3, PAYMENT), h.deal(4, 5)];
      await h.registry.connect(h.compliance).suspend(h.member(5), EVIDENCE);
      await settle("batch", [delivery, payment, failing]);
      const [first, second, third] = await Promise.all(
        [delivery, payment, failing].map((trade) => tradeHistory(h.kessai, tradeId(trade))),
      );
      expect([first?.outcome, second?.outcome, third?.outcome]).to.deep.equal([
        "Delivered",
        "Paid",
        undefined,
      ]);
      expect(first?.closing?.args["quantity"]).to.equal(1n);
      expect(second?.closing?.args["amount"]).to.equal(payment.amount);
      expect(third).to.include({ isFinal: false, closing: undefined });
      expect(third?.events.map(({ name }) => name)).to.deep.equal(["SettlementFailed"]);

      await h.registry.connect(h.compliance).reinstate(h.member(5), EVIDENCE);
      await settle("net", [failing]);
      const later = await tradeHistory(h.kessai, tradeId(failing));
      expect(later).to.include({ outcome: "Settled", isFinal: true });
      expect(later.events.map(({ name }) => name)).to.deep.equal(["SettlementFailed", "Settled"]);
    });
  });
});
