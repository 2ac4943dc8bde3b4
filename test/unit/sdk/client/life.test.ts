import { readFileSync } from "node:fs";

import { expect } from "chai";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { onChainSchedule } from "../../../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../../../sdk/bonds/onChainTerms.ts";
import { secondsAtStartOfDay } from "../../../../sdk/calendar/secondsAtStartOfDay.ts";
import { admit } from "../../../../sdk/client/actions/admit.ts";
import { affirm } from "../../../../sdk/client/actions/affirm.ts";
import { affirmThenSettle } from "../../../../sdk/client/actions/affirmThenSettle.ts";
import { adoptSchedule } from "../../../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../../../sdk/client/actions/appointOperator.ts";
import { cancel } from "../../../../sdk/client/actions/cancel.ts";
import { createBond } from "../../../../sdk/client/actions/createBond.ts";
import { createCurrency } from "../../../../sdk/client/actions/createCurrency.ts";
import { expire } from "../../../../sdk/client/actions/expire.ts";
import { hold } from "../../../../sdk/client/actions/hold.ts";
import { instruct } from "../../../../sdk/client/actions/instruct.ts";
import { instructSigned } from "../../../../sdk/client/actions/instructSigned.ts";
import { issueBond } from "../../../../sdk/client/actions/issueBond.ts";
import { mintCash } from "../../../../sdk/client/actions/mintCash.ts";
import { settle } from "../../../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../../../sdk/client/actions/settleBySignatures.ts";
import { bondInfo } from "../../../../sdk/client/readers/bondInfo.ts";
import { bonds } from "../../../../sdk/client/readers/bonds.ts";
import { currencies } from "../../../../sdk/client/readers/currencies.ts";
import { currencyInfo } from "../../../../sdk/client/readers/currencyInfo.ts";
import { explainTrade } from "../../../../sdk/client/readers/explainTrade.ts";
import { nextSequence } from "../../../../sdk/client/readers/nextSequence.ts";
import { participants } from "../../../../sdk/client/readers/participants.ts";
import { positions } from "../../../../sdk/client/readers/positions.ts";
import { settlementProof } from "../../../../sdk/client/readers/settlementProof.ts";
import { tradeHistory } from "../../../../sdk/client/readers/tradeHistory.ts";
import { tradeState } from "../../../../sdk/client/readers/tradeState.ts";
import { send } from "../../../../sdk/client/send.ts";
import { identityCommitment } from "../../../../sdk/participants/identityCommitment.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { signTrade } from "../../../../sdk/trade/signTrade.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { FAR } from "../../../support/world.ts";
import { house } from "../house.ts";

const termSheet = parseTermSheet(
  readDocument(
    readFileSync(new URL("../../../../scenarios/jpx-2022/terms.yaml", import.meta.url), "utf8"),
    "terms",
  ),
);

describe("Kessai: a bond from term sheet to issue", () => {
  it("admits, appoints, creates and issues, and reads back what the term sheet says", async () => {
    const { kessai, registrar, issuerAgent, outsider: issuer, settlementBank } = await house();
    const schedule = couponSchedule(termSheet);
    const accounts = {
      issuer: issuer.address,
      settlementBank: settlementBank.address,
      taxAccount: registrar.address,
    };
    const terms = onChainTerms({ termSheet, schedule, ...accounts });
    const payable = onChainSchedule({ termSheet, schedule, ...accounts });
    const commitment = identityCommitment("0x" + "01".repeat(32), {
      lei: "999900JPXGROUP000068",
      legalName: "JPX",
    });
    const kycExpiry = secondsAtStartOfDay(termSheet.maturityDate, "Asia/Tokyo");

    expect(await bondInfo(kessai, termSheet.isin)).to.equal(undefined);
    const admitted = await send(
      admit(kessai, { account: issuer.address, classes: ["resident"], kycExpiry, commitment }),
      { signer: registrar },
    );
    expect(admitted.events).to.have.length(1);
    expect(admitted.events[0]).to.deep.include({
      name: "ParticipantAdmitted",
      args: { account: issuer.address, classes: 4n, kycExpiry, identityCommitment: commitment },
    });
    const appointment = { operator: issuerAgent.address, scopes: ["issue"] as const, expiry: BigInt(FAR) };
    await send(appointOperator(kessai, appointment), { signer: issuer });
    await send(createBond(kessai, terms), { signer: issuerAgent });
    expect((await bondInfo(kessai, termSheet.isin))?.lifeCycle).to.equal("planned");
    const adopted = await send(adoptSchedule(kessai, { isin: termSheet.isin, schedule: payable }), {
      signer: issuerAgent,
    });
    expect(adopted.events.map(({ name }) => name)).to.deep.equal(["ScheduleAdopted"]);
    const { events } = await send(await issueBond(kessai, termSheet.isin), { signer: issuerAgent });
    expect(events.map(({ name }) => name)).to.deep.equal(["Transfer", "BondIssued"]);

    expect(await bondInfo(kessai, termSheet.isin)).to.deep.include({
      name: termSheet.name,
      issuer: issuer.address,
      currency: "JPY",
      denomination: 100_000_000n,
      units: 5n,
      outstanding: 5n,
      requiredClasses: ["qualifiedInstitutionalInvestor"],
      issueDate: secondsAtStartOfDay(termSheet.issueDate, "Asia/Tokyo"),
      maturityDate: BigInt(Date.parse("2023-06-02T00:00:00+09:00") / 1000),
      closedFrom: BigInt(Date.parse("2023-05-30T00:00:00+09:00") / 1000),
      recordCutoffs: [
        BigInt(Date.parse("2022-12-02T00:00:00+09:00") / 1000),
        BigInt(Date.parse("2023-06-02T00:00:00+09:00") / 1000),
      ],
      termsHash: terms.termsHash,
      lifeCycle: "planned", // until the issue date
      paused: false,
    });
    expect((await bonds(kessai)).map(({ isin }) => isin)).to.deep.equal(["JP3633400001", termSheet.isin]);
    const register = await participants(kessai);
    expect(register.map(({ status }) => status)).to.deep.equal(Array.from({ length: 8 }, () => "active"));
    expect(register.at(-1)).to.deep.include({ account: issuer.address, classes: ["resident"], kycExpiry });

    const euro = { currency: "EUR", settlementBank: settlementBank.address };
    expect(await currencyInfo(kessai, euro)).to.equal(undefined);
    await send(createCurrency(kessai, { currency: "EUR", name: "Digital euro" }), { signer: settlementBank });
    await send(await mintCash(kessai, { ...euro, account: issuer.address, amount: 12n, reference: "D1" }), {
      signer: settlementBank,
    });
    expect(await currencyInfo(kessai, euro)).to.deep.include({
      name: "Digital euro",
      decimals: 2,
      supply: 12n,
    });
    expect((await currencies(kessai)).map(({ currency }) => currency)).to.deep.equal(["JPY", "EUR"]);
  });
});

describe("Kessai: a trade", () => {
  it("settles by signatures, with a proof from its receipt alone", async () => {
    const { kessai, readable, seller, buyer, outsider, settlementBank, bond, cash } = await house();
    const trade = readable();
    const { domain } = kessai;
    const signed = {
      trade,
      sellerSignature: await signTrade(seller, { domain, trade }),
      buyerSignature: await signTrade(buyer, { domain, trade }),
    };
    expect((await explainTrade(kessai, trade)).map(({ code }) => code)).to.deep.equal(["NMAS"]);
    expect(await explainTrade(kessai, trade, { signed: true })).to.deep.equal([]);
    const { receipt, blockNumber } = await send(settleBySignatures(kessai, signed), { signer: outsider });
    expect(await settlementProof(kessai, { trade, receipt })).to.deep.equal({
      id: tradeId(trade),
      transactionHash: receipt.hash,
      blockNumber,
      settledBy: "itself",
      delivery: { token: await bond.getAddress(), from: trade.seller, to: trade.buyer, amount: 3n },
      payment: { token: await cash.getAddress(), from: trade.buyer, to: trade.seller, amount: trade.amount },
      faults: [],
    });
    const other = await settlementProof(kessai, { trade: readable({ sequence: 1n }), receipt });
    expect(other.faults).to.deep.equal([`it settles another trade: ${tradeId(trade)}`]);
    const wrong = await settlementProof(kessai, { trade: readable({ amount: 1n }), receipt });
    expect(wrong.faults).to.include("the payment moved 0 times, not once");
    const unrelated = await send(
      await mintCash(kessai, { ...trade, account: trade.buyer, amount: 5n, reference: "X" }),
      { signer: settlementBank },
    );
    expect((await settlementProof(kessai, { trade, receipt: unrelated.receipt })).faults).to.deep.equal([
      "the settlement contract recorded no settlement in it",
      "the delivery moved 0 times, not once",
      "the payment moved 0 times, not once",
      "it moves tokens 1 times, not 2",
    ]);
  });

  it("is instructed, held, affirmed and settled on chain; its history tells how it ended", async () => {
    const { kessai, readable, seller, buyer, bond, cash, names } = await house();
    const trade = readable({ sequence: 3n });
    await send(instruct(kessai, { trade, side: "seller" }), { signer: seller });
    await send(hold(kessai, { trade, side: "seller" }), { signer: seller });
    expect(await tradeState(kessai, trade)).to.include({
      status: "instructed",
      bondsHeld: true,
      cashHeld: false,
    });
    const tokens = [await bond.getAddress(), await cash.getAddress()];
    const [bonds, money] = await positions(kessai, { accounts: [seller.address], tokens });
    expect(bonds).to.include({ balance: 600n, held: 3n, free: 597n });
    expect(money).to.include({ balance: 10_000_000_000n, held: 0n });
    await send(affirm(kessai, { trade, side: "buyer", readiness: "earmarked" }), { signer: buyer });
    expect(await tradeState(kessai, trade)).to.include({ status: "matched", cashHeld: true });
    const { receipt } = await send(settle(kessai, trade), { signer: buyer });
    expect((await settlementProof(kessai, { trade, receipt })).faults).to.deep.equal([]);
    const history = await tradeHistory(kessai, tradeId(trade));
    expect(history.outcome).to.equal("Settled");
    expect(history.events.map(({ name }) => name)).to.deep.equal([
      "Instructed",
      "LegHeld",
      "Matched",
      "LegHeld",
      "Settled",
    ]);
    expect((await explainTrade(kessai, trade, { names })).map(({ sentence }) => sentence)).to.include(
      "its number 3 is used up or taken by another trade",
    );
  });

  it("ends by affirmation, by cancellation or by its cut-off, and the history tells which", async () => {
    const { kessai, readable, seller, buyer, networkHelpers } = await house();
    const { domain } = kessai;
    const [first, second, third] = [0n, 1n, 2n].map((sequence) => readable({ sequence }));
    if (first === undefined || second === undefined || third === undefined) throw new Error("three trades");
    const signature = await signTrade(seller, { domain, trade: first });
    await send(instructSigned(kessai, { trade: first, side: "seller", signature }), { signer: buyer });
    await send(affirmThenSettle(kessai, { trade: first, side: "buyer" }), { signer: buyer });
    await send(instruct(kessai, { trade: second, side: "buyer" }), { signer: buyer });
    await send(cancel(kessai, { trade: second, side: "buyer" }), { signer: buyer });
    await send(instruct(kessai, { trade: third, side: "seller", readiness: "earmarked" }), {
      signer: seller,
    });
    await networkHelpers.time.increaseTo(third.settleBy);
    await send(expire(kessai, third), { signer: buyer });
    const outcomes = await Promise.all(
      [first, second, third].map(async (trade) => (await tradeHistory(kessai, tradeId(trade))).outcome),
    );
    expect(outcomes).to.deep.equal(["Settled", "Cancelled", "Expired"]);
    expect((await tradeHistory(kessai, "0x".padEnd(66, "1"))).outcome).to.equal(undefined);
  });

  it("is told why it would not settle, with names and figures", async () => {
    const { kessai, readable, names } = await house();
    const trade = readable({ quantity: 601n, amount: 100_000_000_001n, settleFrom: 1_654_700_000n });
    const obstacles = await explainTrade(kessai, trade, { names });
    expect(obstacles.map(({ leg, code, sentence }) => `${leg} ${code}: ${sentence}`)).to.deep.equal([
      "trade NMAS: not both sides have approved it",
      "trade FUTU: the settlement date has not come: it settles from 2022-06-08 23:53:20 Asia/Tokyo on",
      "delivery LACK: seller has too few bonds: 601 needed, 600 free",
      "payment MONY: buyer has too little money: 100,000,000,001 needed, 100,000,000,000 free",
    ]);
  });
});

describe("nextSequence", () => {
  it("passes over numbers that are closed, instructed or reserved", async () => {
    const { kessai, readable, seller, buyer } = await house();
    const pair = { seller: seller.address, buyer: buyer.address, venue: readable().venue };
    expect(await nextSequence(kessai, pair)).to.equal(0n);
    await send(cancel(kessai, { trade: readable({ sequence: 0n }), side: "seller" }), { signer: seller });
    await send(instruct(kessai, { trade: readable({ sequence: 1n }), side: "seller" }), { signer: seller });
    expect(await nextSequence(kessai, pair)).to.equal(2n);
    expect(await nextSequence(kessai, { ...pair, reserved: [2n, 3n] })).to.equal(4n);
    expect(await nextSequence(kessai, { ...pair, seller: pair.buyer, buyer: pair.seller })).to.equal(0n);
  });
});
