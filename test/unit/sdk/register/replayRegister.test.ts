import { expect } from "chai";

import { encodeAscii } from "../../../../sdk/encoding/asciiBytes.ts";
import { compareRegister } from "../../../../sdk/register/compareRegister.ts";
import { makeRegister } from "../../../../sdk/register/makeRegister.ts";
import { RegisterBondUnknownError } from "../../../../sdk/register/errors/RegisterBondUnknownError.ts";
import { RegisterLogError } from "../../../../sdk/register/errors/RegisterLogError.ts";
import { replayRegister } from "../../../../sdk/register/replay/replayRegister.ts";
import { taxClassOf } from "../../../../sdk/register/taxClassOf.ts";
import {
  account,
  addresses,
  ALICE,
  BOB,
  BOND,
  CAROL,
  commitmentOf,
  ESCROW,
  ISIN,
  ISSUER,
  LogWriter,
  REGISTRY,
  registerOf,
  ZERO,
} from "./samples.ts";

const STRANGER = account(0x99);

function lotsOf(log: LogWriter, person: string) {
  return registerOf(log)
    .holders.find((holder) => holder.account === person)
    ?.lots.map(({ blockNumber, units, cause, from }) => ({ blockNumber, units, cause, from }));
}

describe("replayRegister", () => {
  describe("acquisitions", () => {
    const log = () =>
      LogWriter.begun() // issued in block 7
        .transfer(ISSUER, ALICE, 10n) // 8
        .transfer(ISSUER, ALICE, 5n) // 9
        .transfer(ALICE, BOB, 12n); // 10

    it("leave first in, first out", () => {
      expect(lotsOf(log(), ALICE)).to.deep.equal([
        { blockNumber: 9, units: 3n, cause: "transfer", from: ISSUER },
      ]);
      expect(lotsOf(log(), BOB)).to.deep.equal([
        { blockNumber: 10, units: 12n, cause: "transfer", from: ALICE },
      ]);
      expect(lotsOf(log(), ISSUER)).to.deep.equal([
        { blockNumber: 7, units: 85n, cause: "issue", from: undefined },
      ]);
    });

    it("are none for a transfer to oneself, or of nothing", () => {
      const same = log().transfer(ALICE, ALICE, 2n).transfer(BOB, CAROL, 0n);
      expect(lotsOf(same, ALICE)).to.deep.equal(lotsOf(log(), ALICE));
      expect(lotsOf(same, CAROL)).to.equal(undefined);
    });

    it("are by court order when an order came before them in their transaction", () => {
      const ordered = log()
        .token("ForcedTransfer", { from: BOB, to: CAROL, amount: 4n })
        .transfer(BOB, CAROL, 4n, true)
        .transfer(BOB, CAROL, 4n);
      expect(lotsOf(ordered, CAROL)?.map(({ cause }) => cause)).to.deep.equal(["courtOrder", "transfer"]);
    });

    it("keep day and origin when a key is replaced, among those that the successor has", () => {
      const recovered = log()
        .transfer(ISSUER, CAROL, 1n) // 11
        .transfer(BOB, CAROL, 12n) // 12
        .token("PositionRecovered", { lost: BOB, successor: CAROL, amount: 12n, frozen: 0n }, true);
      expect(lotsOf(recovered, CAROL)).to.deep.equal([
        { blockNumber: 10, units: 12n, cause: "transfer", from: ALICE },
        { blockNumber: 11, units: 1n, cause: "transfer", from: ISSUER },
      ]);
    });

    it("end with redemption, which the totals tell", () => {
      const { totals, bond } = registerOf(log().transfer(BOB, ZERO, 2n));
      expect(totals).to.deep.equal({
        holders: 3,
        units: 98n,
        face: 9_800_000_000n,
        redeemed: 2n,
        held: 0n,
      });
      expect(bond.issuedInBlock).to.equal(7);
    });
  });

  describe("holds", () => {
    const isin = encodeAscii(ISIN, 12);
    const held = (log: LogWriter) => replayRegister({ isin: ISIN, addresses, events: log.events }).held;
    const begun = (of = isin, escrow = ESCROW) =>
      LogWriter.begun()
        .add("Instructed", escrow, { id: "0x01", trade: { isin: of } })
        .add("LegHeld", escrow, { id: "0x01", side: 0n, account: ISSUER, amount: 9n });

    it("are those of the seller's leg, less the parts that have settled", () => {
      expect([...held(begun())]).to.deep.equal([[ISSUER, 9n]]);
      const part = begun().add("PartSettled", ESCROW, { id: "0x01", quantity: 4n });
      expect([...held(part)]).to.deep.equal([[ISSUER, 5n]]);
    });

    for (const end of ["Settled", "Delivered", "LegReleased"] as const) {
      it(`are over with ${end}`, () => {
        expect([...held(begun().add(end, ESCROW, { id: "0x01", side: 0n }))]).to.deep.equal([]);
      });
    }

    it("of money, of another bond and of another contract do not count", () => {
      const money = begun().add("LegHeld", ESCROW, { id: "0x02", side: 1n, account: ALICE, amount: 3n });
      expect([...held(money)]).to.deep.equal([[ISSUER, 9n]]);
      expect([...held(begun(encodeAscii("US0378331005", 12)))]).to.deep.equal([]);
      expect([...held(begun(isin, STRANGER))]).to.deep.equal([]);
    });
  });

  describe("participants", () => {
    const statusOf = (log: LogWriter) =>
      replayRegister({ isin: ISIN, addresses, events: log.events }).participants.get(ALICE)?.status;

    for (const [name, status] of [
      ["ParticipantSuspended", "suspended"],
      ["ParticipantReinstated", "active"],
      ["ParticipantClosed", "closed"],
    ] as const) {
      it(`are ${status} after ${name}`, () => {
        expect(statusOf(LogWriter.begun().add(name, REGISTRY, { account: ALICE }))).to.equal(status);
      });
    }

    it("hand word and commitment to their successor", () => {
      const log = LogWriter.begun().add("ParticipantReplaced", REGISTRY, {
        lost: ALICE,
        successor: STRANGER,
      });
      const { participants } = replayRegister({ isin: ISIN, addresses, events: log.events });
      expect(participants.get(ALICE)?.status).to.equal("replaced");
      expect(participants.get(STRANGER)).to.include({ status: "active", commitment: commitmentOf(ALICE) });
    });

    it("have the tax class that follows from their classes", () => {
      expect(taxClassOf(["withholdingExempt", "resident"])).to.equal("exempt");
      expect(taxClassOf(["resident", "individual"])).to.equal("residentIndividual");
      expect(taxClassOf(["resident"])).to.equal("residentCorporation");
      expect(taxClassOf(["individual"])).to.equal("nonResidentIndividual");
      expect(taxClassOf([])).to.equal("nonResidentCorporation");
    });
  });

  it("takes the word of the right contract only, in whatever order the log is handed in", () => {
    const log = LogWriter.begun().transfer(ISSUER, ALICE, 1n);
    const before = replayRegister({ isin: ISIN, addresses, events: log.events });
    log.add("Transfer", STRANGER, { from: ALICE, to: STRANGER, value: 1n });
    log.add("ParticipantClosed", STRANGER, { account: ALICE });
    log.add("BondCreated", STRANGER, { isin: encodeAscii(ISIN, 12), bond: STRANGER });
    const after = replayRegister({ isin: ISIN, addresses, events: log.events.toReversed() });
    expect(after).to.deep.equal(before);
  });

  it("is refused when the log contradicts itself", () => {
    const replay = (log: LogWriter) => () => replayRegister({ isin: ISIN, addresses, events: log.events });
    expect(replay(LogWriter.begun().transfer(ALICE, BOB, 1n))).to.throw(
      RegisterLogError,
      `${ALICE} gives 1 units, which the log never gave to it`,
    );
    expect(replay(LogWriter.begun().add("ParticipantClosed", REGISTRY, { account: STRANGER }))).to.throw(
      RegisterLogError,
      `the log never says that ${STRANGER} was admitted`,
    );
    expect(replay(LogWriter.begun().token("Transfer", { from: ISSUER }))).to.throw(
      RegisterLogError,
      "the event Transfer has no readable to",
    );
    expect(() => registerOf(LogWriter.begun().transfer(ISSUER, STRANGER, 1n))).to.throw(RegisterLogError);
    expect(() => replayRegister({ isin: "US0378331005", addresses, events: [] })).to.throw(
      RegisterBondUnknownError,
      "no bond US0378331005",
    );
  });

  it("needs the time of each block in which units were acquired", () => {
    const ledger = replayRegister({ isin: ISIN, addresses, events: LogWriter.begun().events });
    const moment = { asOf: 1n, blockNumber: 9, blockHash: BOND, blockTime: 1n };
    const options = { chainId: 1n, ledger, moment, facePerUnit: 1n, blockTimes: new Map() };
    expect(() => makeRegister(options)).to.throw(RegisterLogError, "block 7 has no time");
  });
});

describe("compareRegister", () => {
  it("lists every figure that log and storage do not have alike", () => {
    const log = LogWriter.begun().transfer(ISSUER, ALICE, 30n);
    const ledger = replayRegister({ isin: ISIN, addresses, events: log.events });
    const right = {
      held: 0n,
      frozen: 0n,
      accountFrozen: false,
      status: "active",
      classMask: 5n,
      kycExpiry: 4_102_444_800n,
      balanceAtRecordDate: undefined,
    } as const;
    const issuer = { ...right, account: ISSUER, balance: 70n, commitment: commitmentOf(ISSUER) };
    const alice = { ...right, account: ALICE, balance: 30n, commitment: commitmentOf(ALICE) };
    const whole = { supply: 100n, supplyAtRecordDate: undefined };
    expect(compareRegister(ledger, { ...whole, accounts: [issuer, alice] })).to.deep.equal({
      accounts: 2,
      differences: [],
    });
    const wrong = {
      ...alice,
      balance: 29n,
      balanceAtRecordDate: 28n,
      held: 1n,
      frozen: 2n,
      accountFrozen: true,
      status: "closed",
      classMask: 1n,
      kycExpiry: 3n,
      commitment: commitmentOf(BOB),
    } as const;
    const { differences } = compareRegister(ledger, {
      supply: 101n,
      supplyAtRecordDate: 99n,
      accounts: [issuer, wrong],
    });
    expect(
      differences.map(({ account: whose, figure, log: one, storage }) => [whose, figure, one, storage]),
    ).to.deep.equal([
      [undefined, "supply", "100", "101"],
      [undefined, "sum of balances", "100", "99"],
      [undefined, "supply at the record date", "100", "99"],
      [ALICE, "units", "30", "29"],
      [ALICE, "units at the record date", "30", "28"],
      [ALICE, "units held", "0", "1"],
      [ALICE, "units frozen", "0", "2"],
      [ALICE, "account frozen", "false", "true"],
      [ALICE, "status", "active", "closed"],
      [ALICE, "classes", "5", "1"],
      [ALICE, "expiry", "4102444800", "3"],
      [ALICE, "commitment", commitmentOf(ALICE), commitmentOf(BOB)],
    ]);
  });
});
