import { expect } from "chai";
import { keccak256 } from "ethers";

import { approveAllocation } from "../../../sdk/client/actions/approveAllocation.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { TradeSets__factory } from "../../../typechain-types/index.ts";
import { replaceKey } from "../../support/actions.ts";
import {
  allotmentAt,
  castOf,
  closeNow,
  closeWith,
  END_CAUSE,
  expectNothingMoves,
  fundFirms,
  holdingsOf,
  leave,
  nextAt,
  openAndPrice,
  reach,
  reachFailing,
  sell,
  stageNumber,
  suspend,
} from "../../support/closings.ts";
import { METHOD } from "../../support/crowd.ts";
import type { Market } from "../../support/offerings.ts";
import {
  CLOSE_BY,
  close,
  closing,
  FACE,
  FAIL_FROM,
  FEE,
  firmAt,
  investorAt,
  OFFERED,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  POT,
  send,
  statusOf,
  tradesToClose,
  useMarket,
} from "../../support/offerings.ts";
import { FAR, SCOPES } from "../../support/world.ts";

const SETS = TradeSets__factory.createInterface();

const idOf = (m: Market, trade: Trade): Promise<string> => m.escrow.tradeId(encodeTrade(trade));

describe("Offering.close", () => {
  const current = useMarket();

  /** A book that fills the offering: 40, 30 and 10 units by three firms, and 20 from the pot. */
  const sellAll = (m: Market, variant: Parameters<typeof sell>[2] = {}) =>
    sell(
      m,
      [
        { investor: 0, units: 40n },
        { investor: 1, units: 30n, firm: firmAt(m, 1).address },
        { investor: 2, units: 10n, firm: firmAt(m, 2).address },
        { investor: 3, units: 20n, firm: POT },
      ],
      variant,
    );

  describe("given a book that fills the offering, on the payment date", () => {
    beforeEach(async () => {
      await sellAll(current());
      await reach(current(), PAYMENT);
    });

    it("when it closes, then cash moves to the issuer and units to investors in one transaction", async () => {
      const m = current();
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
      // the pot's 20 units at 300,000: 3,000,000, 1,800,000 and 1,200,000
      expect(await holdingsOf(m, castOf(m))).to.deep.equal({
        cash: [
          100n * (FACE - FEE),
          40n * FEE + 3_000_000n,
          30n * FEE + 1_800_000n,
          10n * FEE + 1_200_000n,
          60n * FACE,
          70n * FACE,
          90n * FACE,
          80n * FACE,
          ...Array.from({ length: 4 }, () => 100n * FACE),
        ],
        bonds: [0n, 0n, 0n, 0n, 40n, 30n, 10n, 20n, 0n, 0n, 0n, 0n],
      });
      expect(await m.bond.totalSupply()).to.equal(100n);
    });

    it("when it closes, then the log says what each firm paid and what was issued", async () => {
      const m = current();
      const closed = closeNow(m);
      for (const [index, units, fee] of [
        [0, 60n, 15_000_000n],
        [1, 30n, 10_800_000n],
        [2, 10n, 4_200_000n],
      ] as const) {
        await expect(closed)
          .to.emit(m.offering, "ProceedsPaid")
          .withArgs(OFFERED_BYTES, 0n, firmAt(m, index), units, 0n, units * FACE, fee);
      }
      await expect(closed)
        .to.emit(m.offering, "OfferingClosed")
        .withArgs(OFFERED_BYTES, 0n, 100n, 0n, 100n * FACE, 30_000_000n)
        .and.to.emit(m.bond, "BondIssued")
        .withArgs(OFFERED_BYTES, m.issuer, 100n, 100n * FACE)
        .and.not.to.emit(m.redemptionAgent, "UnitsCancelled")
        .and.not.to.emit(m.bond, "UnitsLockedUp")
        .and.not.to.emit(m.offering, "OfferingEnded");
    });

    it("INV-1: when it closes, then every one of its trades is final, by its id, and together they are one set", async () => {
      const m = current();
      const { trades } = await tradesToClose(m);
      const receipt = await (await closeNow(m)).wait();
      const logs = (receipt?.logs ?? []).flatMap((log) => SETS.parseLog(log) ?? []);
      const ids = await Promise.all(trades.map((trade) => idOf(m, trade)));
      expect(trades.length).to.equal(7);
      expect(
        logs.filter(({ name }) => name === "Settled").map(({ args }) => String(args["id"])),
      ).to.deep.equal(ids);
      const sets = logs
        .filter(({ name }) => name === "SetSettled")
        .map(({ args }): unknown[] => args.toArray());
      expect(sets).to.deep.equal([
        [keccak256(packSet(trades)), m.offering.target, METHOD.chain, packSet(trades)],
      ]);
    });

    it("when it is asked first, then it answers that it closes", async () => {
      const m = current();
      const { to, data } = await closing(m);
      const answer = await m.ethers.provider.call({ to, data, from: firmAt(m, 0).address });
      expect(BigInt(answer)).to.equal(1n);
    });

    it("when it closes, then what investors have is theirs to sell at once", async () => {
      const m = current();
      await closeNow(m);
      await m.bond.connect(investorAt(m, 0)).transfer(investorAt(m, 5), 40n);
      expect(await m.bond.balanceOf(investorAt(m, 5))).to.equal(40n);
    });

    it("when it closes a second time, then reverts with OfferingWrongStage", async () => {
      const m = current();
      const again = await closing(m);
      await closeNow(m);
      await expect(send(firmAt(m, 0), again))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("closed"), stageNumber("allotted"));
    });

    it("when another member closes it, an investor, or an operator in another scope, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const operator = await m.join("operator");
      await m.registry.connect(firmAt(m, 0)).appointOperator(operator, SCOPES.issue | SCOPES.cancel, FAR);
      for (const stranger of [firmAt(m, 1), investorAt(m, 0), operator]) {
        await expect(closeNow(m, [], stranger))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, firmAt(m, 0).address);
      }
      await m.registry.connect(firmAt(m, 0)).appointOperator(operator, SCOPES.trade, FAR);
      await closeNow(m, [], operator);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when the lead manager is suspended, then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      await suspend(m, firmAt(m, 0));
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
          .withArgs(firmAt(m, 0)),
      );
    });

    it("when the cut-off has come, then reverts with OfferingTooLate; a second before it closes", async () => {
      const m = current();
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextAt(m, CLOSE_BY);
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.offering, "OfferingTooLate")
          .withArgs(OFFERED_BYTES, CLOSE_BY, CLOSE_BY),
      );
      await snapshot.restore();
      await nextAt(m, CLOSE_BY - 1);
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when the issuer's agent would issue the bond itself meanwhile, then it cannot: the closing does", async () => {
      const m = current();
      await expect(m.bond.connect(m.issuerAgent).issue())
        .to.be.revertedWithCustomError(m.bond, "BondTokenOffered")
        .withArgs(OFFERED_BYTES);
      await closeNow(m);
      expect(await m.bond.totalSupply()).to.equal(100n);
    });

    it("when a firm no longer has this contract as its operator, then reverts with TradeNotAuthorised, and nothing moves", async () => {
      const m = current();
      await m.registry.connect(firmAt(m, 1)).appointOperator(m.offering, 0, 0);
      const { trades } = await tradesToClose(m);
      const delivery = trades.find(({ buyer }) => buyer === firmAt(m, 1).address);
      await expectNothingMoves(m, async () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
          .withArgs(delivery && (await idOf(m, delivery)), m.offering, firmAt(m, 1)),
      );
    });

    for (const [scope, kept, error] of [
      ["ISSUE", SCOPES.trade, "BondTokenNotAppointed"],
      ["TRADE", SCOPES.issue, "TradeNotAuthorised"],
    ] as const) {
      it(`when this contract is not the issuer's operator in scope ${scope}, then reverts with ${error}`, async () => {
        const m = current();
        await m.registry.connect(m.issuer).appointOperator(m.offering, kept, FAR);
        const { trades } = await tradesToClose(m);
        const [first] = trades;
        const args =
          scope === "ISSUE"
            ? [OFFERED_BYTES, m.offering, m.issuer]
            : [first && (await idOf(m, first)), m.offering, m.issuer];
        await expectNothingMoves(m, () =>
          expect(closeNow(m))
            .to.be.revertedWithCustomError(scope === "ISSUE" ? m.bond : m.escrow, error)
            .withArgs(...args),
        );
      });
    }
  });

  describe("given a book that fills the offering, before the payment date", () => {
    beforeEach(() => sellAll(current()));

    it("when it is the second before, then reverts with OfferingTooEarly; a second later it closes", async () => {
      const m = current();
      await nextAt(m, PAYMENT - 1);
      await expect(closeNow(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooEarly")
        .withArgs(OFFERED_BYTES, PAYMENT, PAYMENT - 1);
      await nextAt(m, PAYMENT);
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when the issuer has another key by the payment date, then its successor delivers and is paid", async () => {
      const m = current();
      await replaceKey(m, m.issuer, m.outsider);
      await m.registry.connect(m.outsider).appointOperator(m.offering, SCOPES.issue | SCOPES.trade, FAR);
      await reach(m, PAYMENT);
      const { trades } = await tradesToClose(m);
      const now = trades.map((trade) =>
        trade.seller === m.issuer.address ? { ...trade, seller: m.outsider.address } : trade,
      );
      await closeWith(m, { trades: now });
      expect(await m.cash.balanceOf(m.outsider)).to.equal(100n * (FACE - FEE));
    });
  });

  describe("given a manual allocation", () => {
    const refused = (m: Market, allocationHash: string) =>
      expect(closeNow(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingAllocationNotApproved")
        .withArgs(OFFERED_BYTES, allocationHash, "0x" + "00".repeat(32));

    it("when the issuer has not approved it, then reverts with OfferingAllocationNotApproved; with its approval it closes", async () => {
      const m = current();
      await sellAll(m, { pricing: { isManual: true } });
      const { allocationHash } = await statusOf(m);
      await reach(m, PAYMENT);
      await expectNothingMoves(m, () => refused(m, allocationHash));
      await send(m.issuer, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when it gives nobody anything, then the issuer must approve that as well", async () => {
      const m = current();
      await sell(m, [{ investor: 0, units: 0n, asked: 100n }], { pricing: { isManual: true } });
      const { allocationHash } = await statusOf(m);
      await fundFirms(m);
      await reach(m, PAYMENT);
      await refused(m, allocationHash);
      await send(m.issuer, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));
      await closeNow(m);
      expect((await holdingsOf(m, m.firms)).bonds).to.deep.equal([50n, 30n, 20n]);
    });

    it("when the issuer approves an allocation by the rule, then that is of no harm", async () => {
      const m = current();
      await sellAll(m);
      const { allocationHash } = await statusOf(m);
      await send(m.issuer, approveAllocation(m.kessai, { isin: OFFERED, allocationHash }));
      await close(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });
  });

  describe("given an offering that is not allotted", () => {
    for (const [stage, prepare] of [
      ["none", () => Promise.resolve()],
      ["open", (m: Market) => openBook(m)],
      ["priced", (m: Market) => openAndPrice(m, [])],
    ] as const) {
      it(`when it is ${stage}, then reverts with OfferingWrongStage`, async () => {
        const m = current();
        await prepare(m);
        await expect(m.offering.connect(firmAt(m, 0)).close(OFFERED_BYTES, [], "0x"))
          .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
          .withArgs(OFFERED_BYTES, stageNumber(stage), stageNumber("allotted"));
      });
    }
  });

  describe("given best efforts, two of three investors of which pay", () => {
    const terms = { method: "bestEfforts", ifPaymentFails: "unitsLapse" } as const;
    const sales = [
      { investor: 0, units: 30n },
      { investor: 1, units: 20n },
      { investor: 2, units: 10n },
    ];

    it("when that is the minimum to the unit, then it closes", async () => {
      const m = current();
      await sell(m, sales, { terms: { ...terms, minimumUnits: 50n } });
      await leave(m, investorAt(m, 2), 0n);
      await reachFailing(m);
      await closeNow(m, [2n]);
      expect((await statusOf(m)).stage).to.equal("closed");
      expect(await m.bond.totalSupply()).to.equal(50n);
    });

    it("when one unit is missing to the minimum, then it ends: nothing moves, and who failed has failed", async () => {
      const m = current();
      await sell(m, sales, { terms: { ...terms, minimumUnits: 51n } });
      await leave(m, investorAt(m, 2), 0n);
      await reachFailing(m);
      const { to, data } = await closing(m, [2n]);
      expect(BigInt(await m.ethers.provider.call({ to, data, from: firmAt(m, 0).address }))).to.equal(0n);
      await expectNothingMoves(m, () =>
        expect(closeNow(m, [2n]))
          .to.emit(m.offering, "OfferingEnded")
          .withArgs(OFFERED_BYTES, 0n, END_CAUSE.belowMinimum, firmAt(m, 0))
          .and.to.emit(m.offering, "AllotmentFailed")
          .withArgs(OFFERED_BYTES, 0n, investorAt(m, 2), 2n, 10n, 10n * FACE, false)
          .and.not.to.emit(m.offering, "ProceedsPaid")
          .and.not.to.emit(m.offering, "OfferingClosed"),
      );
      const { stage, openTrades, allottedUnits } = await statusOf(m);
      expect([stage, openTrades, allottedUnits]).to.deep.equal(["ended", 2n, 50n]);
      expect(await m.bond.totalSupply()).to.equal(0n);
    });

    it("when all fail, then it ends, without any trade or with whatever stands in the set", async () => {
      const m = current();
      await sell(m, sales, { terms });
      for (const index of [0, 1, 2]) await leave(m, investorAt(m, index), 0n);
      await reachFailing(m);
      const { trades, failures } = await tradesToClose(m, [0n, 1n, 2n]);
      expect(trades).to.deep.equal([]);
      const { trade } = await allotmentAt(m, 0n);
      for (const any of [trades, [trade]]) {
        const snapshot = await m.networkHelpers.takeSnapshot();
        await expect(closeWith(m, { trades: any, failures }))
          .to.emit(m.offering, "OfferingEnded")
          .withArgs(OFFERED_BYTES, 0n, END_CAUSE.belowMinimum, firmAt(m, 0));
        await snapshot.restore();
      }
    });
  });

  it("given the moment of the terms, when nobody fails, then it closes before it and after it", async () => {
    const m = current();
    await sellAll(m);
    await reach(m, FAIL_FROM);
    await closeNow(m);
    expect((await statusOf(m)).stage).to.equal("closed");
  });

  it("given a closed offering, then nothing more of it is open, and what each firm sold still stands there", async () => {
    const m = current();
    await sellAll(m);
    await close(m);
    const { openTrades, allottedUnits, members } = await statusOf(m);
    expect([openTrades, allottedUnits]).to.deep.equal([0n, 100n]);
    expect(members.map(({ units, retained }) => [units, retained])).to.deep.equal([
      [60n, 0n],
      [30n, 0n],
      [10n, 0n],
    ]);
  });
});
