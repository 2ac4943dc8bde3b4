import { expect } from "chai";

import { allotOrders } from "../../../sdk/client/actions/allotOrders.ts";
import { priceOffering } from "../../../sdk/client/actions/priceOffering.ts";
import { unwindOffering } from "../../../sdk/client/actions/unwindOffering.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { replaceKey } from "../../support/actions.ts";
import { closeNow, fundFirms, reach, sell, stageNumber, unwindAt } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  admitMany,
  allotAll,
  AT_PAR,
  BOOK_FROM,
  CLOSE_BY,
  enter,
  firmAt,
  investorAt,
  laterTerms,
  offer,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  priceBook,
  PRICING,
  send,
  signedOrder,
  TAPPED,
  TAPPED_BYTES,
  tapTerms,
  useMarket,
} from "../../support/offerings.ts";
import { DAY, FAR, SCOPES } from "../../support/world.ts";

describe("Offering.offer: once more", () => {
  const current = useMarket();

  const expectOpen = async ({ offering }: Market, number: bigint, isin = OFFERED_BYTES) => {
    expect([await offering.stageOf(isin), await offering.numberOf(isin)]).to.deep.equal([
      stageNumber("open"),
      number,
    ]);
  };
  const expectInProgress = async (
    m: Market,
    sent: Promise<unknown>,
    number: bigint,
    isin = OFFERED_BYTES,
  ) => {
    await expect(sent).to.be.revertedWithCustomError(m.offering, "OfferingInProgress").withArgs(isin, number);
  };

  describe("given an offering of the bond that is under way", () => {
    it("when it is open then reverts with OfferingInProgress", async () => {
      const m = current();
      await offer(m);
      await expectInProgress(m, offer(m), 0n);
    });

    it("when it is priced then reverts with OfferingInProgress", async () => {
      const m = current();
      await openBook(m);
      await priceBook(m);
      await expectInProgress(m, offer(m), 0n);
    });

    it("when it is allotted then reverts with OfferingInProgress", async () => {
      const m = current();
      await openBook(m);
      await allotAll(m, []);
      expect(await m.offering.stageOf(OFFERED_BYTES)).to.equal(stageNumber("allotted"));
      await expectInProgress(m, offer(m), 0n);
    });

    it("when its cut-off has passed then reverts with OfferingInProgress, until its lapse is on record", async () => {
      const m = current();
      await offer(m, tapTerms(m));
      await m.networkHelpers.time.increaseTo(CLOSE_BY);
      const again = tapTerms(m, { ...laterTerms(m), isin: TAPPED });
      await expectInProgress(m, offer(m, again), 0n, TAPPED_BYTES);
      await send(m.outsider, unwindOffering(m.kessai, { isin: TAPPED, allotments: [] }));
      await offer(m, again);
      await expectOpen(m, 1n, TAPPED_BYTES);
    });
  });

  describe("given an offering of the bond that was called off", () => {
    it("when nothing was allotted then it is offered again, with the next number", async () => {
      const m = current();
      await offer(m);
      await m.offering.callOff(OFFERED_BYTES);
      await expect(offer(m, { issuerLockUpUntil: BigInt(CLOSE_BY + DAY) })).to.emit(
        m.offering,
        "OfferingOpened",
      );
      await expectOpen(m, 1n);
    });

    it("when it had a lock-up of the issuer then that does not bind: nothing was sold", async () => {
      const m = current();
      await offer(m, { issuerLockUpUntil: BigInt(FAR) });
      await m.offering.callOff(OFFERED_BYTES);
      await offer(m);
      await expectOpen(m, 1n);
    });

    it("when allotments of it can still settle then reverts with OfferingInProgress, until they are unwound", async () => {
      const m = current();
      await sell(m, [{ investor: 0, units: 10n }]);
      await callOff(m, OFFERED_BYTES);
      const later = { bookFrom: 0n, bookUntil: BigInt(PAYMENT - DAY), pricingFrom: BigInt(PAYMENT - DAY) };
      await expectInProgress(m, offer(m, later), 0n);
      await unwindAt(m, [0n]);
      await offer(m, later);
      await expectOpen(m, 1n);
    });
  });

  describe("given an allotment of a tap that was called off and never unwound", () => {
    it("when its trade can settle no more then it is offered again", async () => {
      const m = current();
      await tapAndCallOff(m);
      const further = { ...laterTerms(m), isin: TAPPED };
      await m.networkHelpers.time.setNextBlockTimestamp(CLOSE_BY - 1);
      await expectInProgress(m, offer(m, further), 0n, TAPPED_BYTES);
      await m.networkHelpers.time.increaseTo(CLOSE_BY);
      await offer(m, further);
      await expectOpen(m, 1n, TAPPED_BYTES);
    });
  });

  describe("given offerees that were counted in a public offering", () => {
    for (const [count, isFew] of [
      [49, true],
      [50, false],
    ] as const) {
      it(`when a small-number placement follows ${count} then ${isFew ? "it is offered" : "reverts with OfferingTooManyOfferees"}`, async () => {
        const m = current();
        await offer(m, { placement: "public" });
        const lead = firmAt(m, 0);
        await m.offering.connect(lead).countOfferees(OFFERED_BYTES, lead, await admitMany(m, count));
        await m.offering.callOff(OFFERED_BYTES);
        const sent = offer(m, { placement: "smallNumber" });
        if (isFew) await expect(sent).to.emit(m.offering, "OfferingOpened");
        else
          await expect(sent)
            .to.be.revertedWithCustomError(m.offering, "OfferingTooManyOfferees")
            .withArgs(OFFERED_BYTES, 50n, 49n);
        expect(await m.offering.numberOf(OFFERED_BYTES)).to.equal(isFew ? 1n : 0n);
      });
    }
  });

  describe("given an offering of the bond that has closed", () => {
    it("when more is offered then it is a tap, with the next number", async () => {
      const m = current();
      await issueAll(m);
      await offer(m, laterTerms(m));
      await expectOpen(m, 1n);
      expect((await m.offering.termsOf(OFFERED_BYTES)).accruedPerYenE13).to.equal(1_000n);
    });

    it("when its issuer's lock-up lasts then reverts with OfferingLockedUp, to its last second", async () => {
      const m = current();
      const until = CLOSE_BY + 20 * DAY;
      await issueAll(m, { issuerLockUpUntil: BigInt(until) });
      await m.networkHelpers.time.setNextBlockTimestamp(until - 1);
      await expect(offer(m, laterTerms(m)))
        .to.be.revertedWithCustomError(m.offering, "OfferingLockedUp")
        .withArgs(OFFERED_BYTES, until, until - 1);
      await m.networkHelpers.time.setNextBlockTimestamp(until);
      await offer(m, laterTerms(m));
      await expectOpen(m, 1n);
    });

    it("when its issuer's key was replaced meanwhile then the lock-up binds the successor", async () => {
      const m = current();
      const until = CLOSE_BY + 20 * DAY;
      await issueAll(m, { issuerLockUpUntil: BigInt(until) });
      await replaceKey(m, m.issuer, m.outsider);
      await m.registry.connect(m.outsider).appointOperator(m.issuerAgent, SCOPES.issue, FAR);
      await m.networkHelpers.time.setNextBlockTimestamp(until - 1);
      await expect(offer(m, laterTerms(m)))
        .to.be.revertedWithCustomError(m.offering, "OfferingLockedUp")
        .withArgs(OFFERED_BYTES, until, until - 1);
    });
  });
});

/** Offers all units and closes, with one investor. */
async function issueAll(m: Market, terms: Partial<OfferingTerms> = {}): Promise<void> {
  await sell(m, [{ investor: 0, units: 10n }], { terms });
  await fundFirms(m);
  await reach(m, PAYMENT);
  await closeNow(m);
}

/** Has issuer and lead manager call an offering off that is priced. */
async function callOff({ offering, ...m }: Market, isin: string): Promise<void> {
  await offering.callOff(isin);
  await offering.connect(firmAt({ offering, ...m }, 0)).callOff(isin);
}

/** Offers a tap, allots ten units of it and has it called off. */
async function tapAndCallOff(m: Market): Promise<void> {
  const lead = firmAt(m, 0);
  await offer(m, tapTerms(m));
  for (const firm of m.firms) await m.offering.connect(firm).underwrite(TAPPED_BYTES, 0n, firm.address);
  await reach(m, BOOK_FROM);
  const signed = await signedOrder(m, investorAt(m, 0), { isin: TAPPED });
  await enter(m, signed);
  await reach(m, PRICING);
  await send(lead, priceOffering(m.kessai, TAPPED, AT_PAR));
  await send(lead, allotOrders(m.kessai, TAPPED, [{ position: 0n, units: 10n, signed }]));
  await callOff(m, TAPPED_BYTES);
}
