import { expect } from "chai";

import { completeAllocation } from "../../../sdk/client/actions/completeAllocation.ts";
import type { OfferingMethod } from "../../../sdk/offering/OfferingTerms.ts";
import type { Sale } from "../../support/closings.ts";
import {
  allotTo,
  END_CAUSE,
  filledOrders,
  nextAt,
  openAndPrice,
  sell,
  stageNumber,
  suspend,
} from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  CLOSE_BY,
  FACE,
  firmAt,
  OFFERED,
  OFFERED_BYTES,
  PAYMENT,
  POT,
  send,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { SCOPES } from "../../support/world.ts";

/** A book, and the units that each of three firms takes: they answer for 50, 30 and 20. */
interface LeftOver {
  readonly book: string;
  /** Units sold by each firm itself, and from the pot. */
  readonly sold: readonly [bigint, bigint, bigint];
  readonly pot: bigint;
  readonly retained: readonly [bigint, bigint, bigint];
}

const LEFT_OVERS: readonly LeftOver[] = [
  { book: "nobody orders anything", sold: [0n, 0n, 0n], pot: 0n, retained: [50n, 30n, 20n] },
  { book: "the book fills the offering", sold: [50n, 30n, 20n], pot: 0n, retained: [0n, 0n, 0n] },
  { book: "one firm has sold what it answers for", sold: [40n, 30n, 10n], pot: 0n, retained: [10n, 0n, 10n] },
  // of the pot's 10 units 5, 3 and 2 are theirs: they are short of 5, 7 and 13
  { book: "a pot counts for all of them", sold: [40n, 20n, 5n], pot: 10n, retained: [5n, 7n, 13n] },
  // short of 0, 27 and 20; 37 x 27 / 47 = 21.26
  {
    book: "one firm has sold more than it answers for",
    sold: [60n, 3n, 0n],
    pot: 0n,
    retained: [0n, 21n, 16n],
  },
];

describe("Offering.completeAllocation", () => {
  const current = useMarket();

  const complete = (m: Market, by: Participant = firmAt(m, 0)) =>
    send(by, completeAllocation(m.kessai, OFFERED));

  const salesOf = (m: Market, { sold, pot }: LeftOver): readonly Sale[] => {
    const own = sold.map((units, index) => ({ investor: index, units, firm: firmAt(m, index).address }));
    return [...own, { investor: 3, units: pot, firm: POT }].filter(({ units }) => units > 0n);
  };

  for (const method of ["firmCommitment", "standby"] as const satisfies readonly OfferingMethod[]) {
    for (const leftOver of LEFT_OVERS) {
      it(`given a ${method}, when ${leftOver.book}, then the syndicate takes ${leftOver.retained.join(", ")}`, async () => {
        const m = current();
        await sell(m, salesOf(m, leftOver), { terms: { method } });
        const { stage, members } = await statusOf(m);
        expect(stage).to.equal("allotted");
        expect(members.map(({ retained }) => retained)).to.deep.equal(leftOver.retained);
      });
    }
  }

  it("given best efforts, when some is left over, then nobody takes it", async () => {
    const m = current();
    await sell(m, [{ investor: 0, units: 40n }], { terms: { method: "bestEfforts", minimumUnits: 40n } });
    const { stage, allottedUnits, members } = await statusOf(m);
    expect([stage, allottedUnits]).to.deep.equal(["allotted", 40n]);
    expect(members.map(({ units, amount, retained }) => [units, amount, retained])).to.deep.equal([
      [40n, 40n * FACE, 0n],
      [0n, 0n, 0n],
      [0n, 0n, 0n],
    ]);
  });

  it("given best efforts, when one unit is missing to the minimum, then the offering ends", async () => {
    const m = current();
    const [filled] = await filledOrders(m, [{ investor: 0, units: 39n }]);
    if (filled === undefined) throw new Error("there is an order");
    await openAndPrice(m, [filled[0]], { terms: { method: "bestEfforts", minimumUnits: 40n } });
    await allotTo(m, [[0n, ...filled]]);
    const { allocationHash } = await statusOf(m);
    await expect(complete(m))
      .to.emit(m.offering, "AllocationCompleted")
      .withArgs(OFFERED_BYTES, 0n, 39n, allocationHash, 1n, [
        [39n, 39n * FACE, 0n],
        [0n, 0n, 0n],
        [0n, 0n, 0n],
      ])
      .and.to.emit(m.offering, "OfferingEnded")
      .withArgs(OFFERED_BYTES, 0n, END_CAUSE.belowMinimum, firmAt(m, 0));
    expect((await statusOf(m)).stage).to.equal("ended");
  });

  it("given a firm commitment below its minimum, then it goes on: the syndicate takes the rest", async () => {
    const m = current();
    await sell(m, [{ investor: 0, units: 1n }], { terms: { minimumUnits: 100n } });
    expect((await statusOf(m)).stage).to.equal("allotted");
  });

  it("given allotments, then the trades between issuer and syndicate are numbered after theirs", async () => {
    const m = current();
    await sell(m, [
      { investor: 0, units: 10n },
      { investor: 1, units: 10n },
    ]);
    expect((await statusOf(m)).proceedsSequence).to.equal(2n);
  });

  describe("given a priced offering", () => {
    beforeEach(() => openAndPrice(current(), []));

    it("when it is completed, then the log says all that the closing goes by", async () => {
      const m = current();
      const { allocationHash } = await statusOf(m);
      await expect(complete(m))
        .to.emit(m.offering, "AllocationCompleted")
        .withArgs(OFFERED_BYTES, 0n, 0n, allocationHash, 0n, [
          [0n, 0n, 50n],
          [0n, 0n, 30n],
          [0n, 0n, 20n],
        ])
        .and.not.to.emit(m.offering, "OfferingEnded");
    });

    it("when it is completed twice, then reverts with OfferingWrongStage", async () => {
      const m = current();
      await complete(m);
      await expect(complete(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("allotted"), stageNumber("priced"));
    });

    it("when another member completes it, or an operator in another scope, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const operator = await m.join("operator");
      await m.registry
        .connect(firmAt(m, 0))
        .appointOperator(operator, SCOPES.issue | SCOPES.cancel, CLOSE_BY);
      for (const stranger of [firmAt(m, 1), operator]) {
        await expect(complete(m, stranger))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, firmAt(m, 0).address);
      }
      await m.registry.connect(firmAt(m, 0)).appointOperator(operator, SCOPES.trade, CLOSE_BY);
      await complete(m, operator);
      expect((await statusOf(m)).stage).to.equal("allotted");
    });

    it("when the lead manager is suspended, then reverts with ParticipantIsSuspended", async () => {
      const m = current();
      await suspend(m, firmAt(m, 0));
      await expect(complete(m))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(firmAt(m, 0));
    });

    it("when the payment date has come, then reverts with OfferingTooLate; a second before it is completed", async () => {
      const m = current();
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextAt(m, PAYMENT);
      await expect(complete(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooLate")
        .withArgs(OFFERED_BYTES, PAYMENT, PAYMENT);
      await snapshot.restore();
      await nextAt(m, PAYMENT - 1);
      await complete(m);
      expect((await statusOf(m)).stage).to.equal("allotted");
    });
  });
});
