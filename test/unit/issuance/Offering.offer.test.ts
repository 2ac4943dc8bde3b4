import { expect } from "chai";

import { allotOrders } from "../../../sdk/client/actions/allotOrders.ts";
import { openOffering } from "../../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../../sdk/client/actions/priceOffering.ts";
import { unwindOffering } from "../../../sdk/client/actions/unwindOffering.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { actingAs, replaceKey, schedule } from "../../support/actions.ts";
import { closeNow, fundFirms, reach, sell, stageNumber, unwindAt } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  admitMany,
  allotAll,
  AT_PAR,
  BOOK_FROM,
  BOOK_UNTIL,
  CLOSE_BY,
  enter,
  FACE,
  FAIL_FROM,
  FEE,
  firmAt,
  investorAt,
  offer,
  OFFERED_BYTES,
  offeringTerms,
  openBook,
  PAYMENT,
  priceBook,
  PRICING,
  send,
  signedOrder,
  TAPPED,
  TAPPED_BYTES,
  tappedBond,
  tapTerms,
  useMarket,
} from "../../support/offerings.ts";
import { ascii, DAY, DELAYS, EVIDENCE, FAR, JPY, SCOPES } from "../../support/world.ts";

const UNKNOWN = "JP9NRIDIG157";
/** Another moment from which an offering can be repeated: the same days, a hundred days later. */
const LATER = BigInt(100 * DAY);
/** IBondToken.LifeCycle */
const LIFE = { planned: 0n, closed: 2n, matured: 3n, stopped: 4n } as const;

/** Terms of a tap of the first bond offered, once that is closed. */
const furtherTerms = (m: Market) =>
  offeringTerms(m, {
    accruedPerYenE13: 1_000n,
    bookFrom: BigInt(BOOK_FROM) + LATER,
    bookUntil: BigInt(BOOK_UNTIL) + LATER,
    pricingFrom: BigInt(PRICING) + LATER,
    paymentFrom: BigInt(PAYMENT) + LATER,
    failFrom: BigInt(FAIL_FROM) + LATER,
    closeBy: BigInt(CLOSE_BY) + LATER,
  });

describe("Offering.offer", () => {
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

  describe("given a planned bond and right terms", () => {
    it("when its issuer's agent offers it then emits OfferingOpened with terms and syndicate", async () => {
      const m = current();
      const lockUps = { lockUpUntil: BigInt(CLOSE_BY + 5), issuerLockUpUntil: BigInt(CLOSE_BY + 9) };
      await expect(offer(m, { ...lockUps, placement: "smallNumber", method: "standby" }))
        .to.emit(m.offering, "OfferingOpened")
        .withArgs(
          OFFERED_BYTES,
          0n,
          m.issuer.address,
          m.issuerAgent.address,
          [
            OFFERED_BYTES,
            1n, // standby
            2n, // small number
            1n, // the firm takes what fails
            100n,
            1n,
            99_000_000n,
            101_000_000n,
            FEE,
            FACE,
            0n,
            BigInt(BOOK_FROM),
            BigInt(BOOK_UNTIL),
            BigInt(PRICING),
            BigInt(PAYMENT),
            BigInt(FAIL_FROM),
            BigInt(CLOSE_BY),
            BigInt(CLOSE_BY + 5),
            BigInt(CLOSE_BY + 9),
            m.settlementBank.address,
            EVIDENCE,
          ],
          [
            [firmAt(m, 0).address, 50n],
            [firmAt(m, 1).address, 30n],
            [firmAt(m, 2).address, 20n],
          ],
        );
    });

    it("when it is offered then it is open, the first of the bond, and nothing is issued", async () => {
      const m = current();
      await offer(m);
      await expectOpen(m, 0n);
      expect(await m.bond.totalSupply()).to.equal(0n);
    });
  });

  describe("given a caller who may not", () => {
    it("when it has not the role of issuer agent then reverts with AccessManagedUnauthorized, even the issuer", async () => {
      const m = current();
      await expect(send(m.issuer, openOffering(m.kessai, offeringTerms(m))))
        .to.be.revertedWithCustomError(m.offering, "AccessManagedUnauthorized")
        .withArgs(m.issuer.address);
    });

    const appointments = [
      ["was withdrawn", 0, 0],
      ["is in other scopes", SCOPES.trade | SCOPES.cancel, FAR],
    ] as const;
    for (const [what, scopes, expiry] of appointments) {
      it(`when its appointment ${what} then reverts with OfferingNotAppointed`, async () => {
        const m = current();
        await m.registry.connect(m.issuer).appointOperator(m.issuerAgent, scopes, expiry);
        await expect(offer(m))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.issuer.address);
      });
    }

    it("when its appointment has ended to the second then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const end = (await m.networkHelpers.time.latest()) + 100;
      await m.registry.connect(m.issuer).appointOperator(m.issuerAgent, SCOPES.issue, end);
      await m.networkHelpers.time.setNextBlockTimestamp(end);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.issuer.address);
    });

    it("when it is another issuer's agent then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const { manager, admin, outsider } = m;
      await schedule(m, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(send(outsider, openOffering(m.kessai, offeringTerms(m))))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, outsider.address, m.issuer.address);
    });

    it("when the issuer's key was replaced then its successor appoints", async () => {
      const m = current();
      await replaceKey({ ...m, bond: await tappedBond(m) }, m.issuer, m.outsider);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.outsider.address);
      await m.registry.connect(m.outsider).appointOperator(m.issuerAgent, SCOPES.issue, FAR);
      await offer(m);
      await expectOpen(m, 0n);
    });
  });

  describe("given a bond that cannot be offered", () => {
    it("when it does not exist then reverts with OfferingUnknownBond", async () => {
      const m = current();
      await expect(offer(m, { isin: UNKNOWN }))
        .to.be.revertedWithCustomError(m.offering, "OfferingUnknownBond")
        .withArgs(ascii(UNKNOWN, 12));
    });

    it("when the settlement bank has no such currency then reverts with OfferingUnknownCurrency", async () => {
      const m = current();
      await expect(offer(m, { settlementBank: m.outsider.address }))
        .to.be.revertedWithCustomError(m.offering, "OfferingUnknownCurrency")
        .withArgs(OFFERED_BYTES, JPY, m.outsider.address);
    });

    it("when it was issued before its issue date then reverts with OfferingNotOfferable", async () => {
      const m = current();
      await m.bond.issue();
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
        .withArgs(OFFERED_BYTES, LIFE.planned);
    });

    const lives = {
      stopped: async (m: Market) =>
        (await tappedBond(m)).connect(await actingAs(m, m.redemptionAgent)).stopTransfers(true),
      closed: async (m: Market) =>
        (await tappedBond(m)).connect(await actingAs(m, m.redemptionAgent)).closeRegister(),
      matured: (m: Market) => m.networkHelpers.time.increaseTo(m.terms.maturityDate),
    };
    for (const life of ["stopped", "closed", "matured"] as const) {
      it(`when it is ${life} then reverts with OfferingNotOfferable`, async () => {
        const m = current();
        await lives[life](m);
        await expect(offer(m, tapTerms(m)))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
          .withArgs(TAPPED_BYTES, LIFE[life]);
      });
    }
  });

  describe("given an outstanding bond", () => {
    it("when more of it is offered then emits OfferingOpened, and its terms have the interest accrued", async () => {
      const m = current();
      await expect(offer(m, tapTerms(m, { units: 250n }))).to.emit(m.offering, "OfferingOpened");
      const terms = await m.offering.termsOf(TAPPED_BYTES);
      expect([terms.units, terms.accruedPerYenE13]).to.deep.equal([250n, 39_817_530_000n]);
      await expectOpen(m, 0n, TAPPED_BYTES);
    });

    it("when it and another are offered then each has its own", async () => {
      const m = current();
      await offer(m, tapTerms(m));
      await offer(m);
      await expectOpen(m, 0n, TAPPED_BYTES);
      await expectOpen(m, 0n);
    });
  });

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
      const again = tapTerms(m, { ...furtherTerms(m), isin: TAPPED });
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
      const further = { ...furtherTerms(m), isin: TAPPED };
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
      await offer(m, furtherTerms(m));
      await expectOpen(m, 1n);
      expect((await m.offering.termsOf(OFFERED_BYTES)).accruedPerYenE13).to.equal(1_000n);
    });

    it("when its issuer's lock-up lasts then reverts with OfferingLockedUp, to its last second", async () => {
      const m = current();
      const until = CLOSE_BY + 20 * DAY;
      await issueAll(m, { issuerLockUpUntil: BigInt(until) });
      await m.networkHelpers.time.setNextBlockTimestamp(until - 1);
      await expect(offer(m, furtherTerms(m)))
        .to.be.revertedWithCustomError(m.offering, "OfferingLockedUp")
        .withArgs(OFFERED_BYTES, until, until - 1);
      await m.networkHelpers.time.setNextBlockTimestamp(until);
      await offer(m, furtherTerms(m));
      await expectOpen(m, 1n);
    });

    it("when its issuer's key was replaced meanwhile then the lock-up binds the successor", async () => {
      const m = current();
      const until = CLOSE_BY + 20 * DAY;
      await issueAll(m, { issuerLockUpUntil: BigInt(until) });
      await replaceKey(m, m.issuer, m.outsider);
      await m.registry.connect(m.outsider).appointOperator(m.issuerAgent, SCOPES.issue, FAR);
      await m.networkHelpers.time.setNextBlockTimestamp(until - 1);
      await expect(offer(m, furtherTerms(m)))
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
