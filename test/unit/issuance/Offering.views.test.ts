import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import { orderCommitment } from "../../../sdk/offering/orderHash.ts";
import {
  closeNow,
  fundFirms,
  reach,
  reachCutOff,
  sell,
  stageNumber,
  unwindAt,
} from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  allotAll,
  enter,
  FACE,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  offeringTerms,
  openBook,
  PAYMENT,
  POT,
  priceBook,
  signedOrder,
  statusOf,
  TAPPED_BYTES,
  useMarket,
} from "../../support/offerings.ts";
import { fieldsOf } from "../../support/servicing.ts";

const NO_PRICE = { pricePerUnit: 0n, spreadE8: 0n, referenceYieldE8: 0n, isManual: false };

/** Stage, and whether the bond's contract takes it for an offering under way. */
const standing = async ({ offering }: Market) => [
  await offering.stageOf(OFFERED_BYTES),
  await offering.isUnderWay(OFFERED_BYTES),
];
const resultOf = async ({ offering }: Market) => {
  const result = await offering.resultOf(OFFERED_BYTES);
  return {
    pricing: fieldsOf(result.pricing),
    allottedUnits: result.allottedUnits,
    potUnits: result.potUnits,
    openTrades: result.openTrades,
    allocationHash: result.allocationHash,
    approvedHash: result.approvedHash,
    proceedsSequence: result.proceedsSequence,
    shares: result.shares.map(({ units, amount, retained }) => [units, amount, retained]),
  };
};

describe("Offering: views", () => {
  const current = useMarket();

  it("given the contract, when asked then it names registry and escrow of the house", async () => {
    const { offering, registry, escrow } = current();
    expect(await offering.registry()).to.equal(await registry.getAddress());
    expect(await offering.escrow()).to.equal(await escrow.getAddress());
  });

  it("given a bond that was never offered, when asked then everything is empty", async () => {
    const m = current();
    const { offering } = m;
    expect(await standing(m)).to.deep.equal([stageNumber("none"), false]);
    expect(await offering.numberOf(OFFERED_BYTES)).to.equal(0n);
    expect(await offering.bookOf(OFFERED_BYTES)).to.deep.equal([]);
    expect(await offering.syndicateOf(OFFERED_BYTES)).to.deep.equal([[], []]);
    const { isin, units, settlementBank, ruleHash } = await offering.termsOf(OFFERED_BYTES);
    expect([isin, units, settlementBank, ruleHash]).to.deep.equal([
      "0x" + "00".repeat(12),
      0n,
      ZeroAddress,
      ZeroHash,
    ]);
    expect(await resultOf(m)).to.deep.include({ allottedUnits: 0n, shares: [], pricing: NO_PRICE });
    expect(await offering.offereesOf(OFFERED_BYTES)).to.equal(0n);
  });

  it("given an offering, when asked then its terms and its syndicate are those given, and nobody has signed", async () => {
    const m = current();
    const changes = {
      lockUpUntil: BigInt(PAYMENT * 2),
      placement: "smallNumber",
      method: "standby",
    } as const;
    await offer(m, changes);
    const { terms, members } = await statusOf(m);
    expect(terms).to.deep.equal(offeringTerms(m, changes));
    expect(members.map(({ hasSigned }) => hasSigned)).to.deep.equal([false, false, false]);
    expect(await resultOf(m)).to.deep.equal({
      pricing: NO_PRICE,
      allottedUnits: 0n,
      potUnits: 0n,
      openTrades: 0n,
      allocationHash: ZeroHash,
      approvedHash: ZeroHash,
      proceedsSequence: 0n,
      shares: [
        [0n, 0n, 0n],
        [0n, 0n, 0n],
        [0n, 0n, 0n],
      ],
    });
  });

  it("given some who have signed, when asked then it says which", async () => {
    const m = current();
    await offer(m);
    await m.offering.connect(firmAt(m, 2)).underwrite(OFFERED_BYTES, 0n, firmAt(m, 2));
    expect(await m.offering.syndicateOf(OFFERED_BYTES)).to.deep.equal([
      [
        [firmAt(m, 0).address, 50n],
        [firmAt(m, 1).address, 30n],
        [firmAt(m, 2).address, 20n],
      ],
      [false, false, true],
    ]);
  });

  it("given an offering on its way, when asked then its stage is that of each step, and it is under way until it closes", async () => {
    const m = current();
    await openBook(m);
    expect(await standing(m)).to.deep.equal([stageNumber("open"), true]);
    await priceBook(m);
    expect(await standing(m)).to.deep.equal([stageNumber("priced"), true]);
    await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);
    expect(await standing(m)).to.deep.equal([stageNumber("allotted"), true]);
    await fundFirms(m);
    await reach(m, PAYMENT);
    await closeNow(m);
    expect(await standing(m)).to.deep.equal([stageNumber("closed"), false]);
  });

  it("given an offering past its cut-off, when asked then it is under way until its lapse is on record", async () => {
    const m = current();
    await offer(m);
    await reachCutOff(m);
    expect(await standing(m)).to.deep.equal([stageNumber("open"), true]);
    await unwindAt(m, []);
    expect(await standing(m)).to.deep.equal([stageNumber("ended"), false]);
  });

  it("given an allocation, when asked then the book has the commitments still, and the result what was sold", async () => {
    const m = current();
    await openBook(m);
    const orders = [
      await signedOrder(m, investorAt(m, 0)),
      await signedOrder(m, investorAt(m, 1), { firm: POT }),
      await signedOrder(m, investorAt(m, 2), { firm: firmAt(m, 1).address }),
    ] as const;
    await allotAll(m, [
      [orders[0], 0n],
      [orders[1], 4n],
      [orders[2], 5n],
    ]);
    expect(await m.offering.bookOf(OFFERED_BYTES)).to.deep.equal(
      orders.map(({ order }) => orderCommitment(order)),
    );
    const { allottedUnits, potUnits, openTrades, shares } = await resultOf(m);
    expect({ allottedUnits, potUnits, openTrades }).to.deep.equal({
      allottedUnits: 9n,
      potUnits: 4n,
      openTrades: 2n,
    });
    expect(shares.map((share) => share.slice(0, 2))).to.deep.equal([
      [4n, 4n * FACE],
      [5n, 5n * FACE],
      [0n, 0n],
    ]);
  });

  it("given a second offering of the bond, when asked then everything is of that one", async () => {
    const m = current();
    await openBook(m);
    await enter(m, await signedOrder(m, investorAt(m, 0)));
    await m.offering.callOff(OFFERED_BYTES);
    expect(await m.offering.numberOf(OFFERED_BYTES)).to.equal(0n);
    const syndicate = [{ firm: firmAt(m, 1).address, commitment: 100n }];
    await offer(m, { feePerUnit: 0n, syndicate });
    expect(await m.offering.numberOf(OFFERED_BYTES)).to.equal(1n);
    const { terms } = await statusOf(m);
    expect(terms).to.deep.equal(offeringTerms(m, { feePerUnit: 0n, syndicate }));
    expect(await m.offering.bookOf(OFFERED_BYTES)).to.deep.equal([]);
  });

  it("given offerings of two bonds, when asked then neither knows of the other's", async () => {
    const m = current();
    await sell(m, [{ investor: 0, units: 10n }]);
    expect(await m.offering.stageOf(TAPPED_BYTES)).to.equal(stageNumber("none"));
    expect(await m.offering.bookOf(TAPPED_BYTES)).to.deep.equal([]);
  });
});
