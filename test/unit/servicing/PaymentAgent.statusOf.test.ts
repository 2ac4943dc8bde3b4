import { expect } from "chai";

import {
  accelerate,
  COUPON,
  CUTOFFS,
  fieldsOf,
  fundPayment,
  PAY_DATES,
  payPage,
  reachPayment,
  useServicedWorld,
} from "../../support/servicing.ts";
import { ascii, DAY, ISIN } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);
const REQUIRED = COUPON * 1_000n;
const OVERDUE = PAY_DATES[0] + 3 * DAY;
const NOTHING = { funded: 0n, spent: 0n, paidUnits: 0n, isCompleted: false };

describe("PaymentAgent.statusOf", () => {
  const current = useServicedWorld();

  it("given an open record date, when asked then says what the units of now would need", async () => {
    const { paymentAgent, redemptionAgent, issuer } = current();
    await redemptionAgent.connect(issuer).cancelUnits(ISIN, 100n);
    const status = await paymentAgent.statusOf(ISIN, 0);
    expect(fieldsOf(status)).to.deep.equal({ supply: 900n, required: COUPON * 900n, ...NOTHING });
  });

  it("given a record date that is over, when units end later then says what those of the date need", async () => {
    const { paymentAgent, redemptionAgent, issuer, networkHelpers } = current();
    await networkHelpers.time.increaseTo(CUTOFFS[0]);
    await redemptionAgent.connect(issuer).cancelUnits(ISIN, 100n);
    expect((await paymentAgent.statusOf(ISIN, 0)).supply).to.equal(1_000n);
    expect((await paymentAgent.statusOf(ISIN, 1)).supply).to.equal(900n);
  });

  it("given a page that was paid, when asked then says what it cost, tax included", async () => {
    const w = current();
    await reachPayment(w);
    await payPage(w, [w.buyer]);
    expect(fieldsOf(await w.paymentAgent.statusOf(ISIN, 0))).to.deep.equal({
      supply: 1_000n,
      required: REQUIRED,
      funded: REQUIRED,
      spent: COUPON * 100n,
      paidUnits: 100n,
      isCompleted: false,
    });
  });

  it("given two payments, when another is asked then reverts with ScheduleUnknownPayment", async () => {
    const { paymentAgent, schedules } = current();
    for (const view of ["statusOf", "isOverdue"] as const) {
      await expect(paymentAgent[view](ISIN, 2))
        .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
        .withArgs(ISIN, 2, 2);
    }
  });

  it("given no schedule, when asked then reverts with ScheduleMissing", async () => {
    const { paymentAgent, schedules } = current();
    for (const view of ["statusOf", "isOverdue"] as const) {
      await expect(paymentAgent[view](UNKNOWN, 0))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    }
  });

  it("given the house, when asked then names what it works with", async () => {
    const { paymentAgent, schedules, taxTable } = current();
    expect(await paymentAgent.schedules()).to.equal(await schedules.getAddress());
    expect(await paymentAgent.taxTable()).to.equal(await taxTable.getAddress());
  });
});

describe("PaymentAgent.isOverdue", () => {
  const current = useServicedWorld();

  it("given no money, when the grace period of three days is over to the second then is overdue", async () => {
    const { paymentAgent, networkHelpers } = current();
    for (const [moment, overdue] of [
      [PAY_DATES[0], false],
      [OVERDUE - 1, false],
      [OVERDUE, true],
    ] as const) {
      await networkHelpers.time.increaseTo(moment);
      expect(await paymentAgent.isOverdue(ISIN, 0), String(moment)).to.equal(overdue);
    }
    expect(await paymentAgent.isOverdue(ISIN, 1)).to.equal(false);
  });

  it("given that one yen is missing, when the grace period is over then is overdue until it comes", async () => {
    const { paymentAgent, issuer, networkHelpers } = current();
    await paymentAgent.connect(issuer).fund(ISIN, 0, REQUIRED - 1n);
    await networkHelpers.time.increaseTo(OVERDUE);
    expect(await paymentAgent.isOverdue(ISIN, 0)).to.equal(true);
    await paymentAgent.connect(issuer).fund(ISIN, 0, 1n);
    expect(await paymentAgent.isOverdue(ISIN, 0)).to.equal(false);
  });

  it("given all the money, when nobody sends a page then is not overdue: it is the agent's to send", async () => {
    const w = current();
    await fundPayment(w);
    await w.networkHelpers.time.increaseTo(OVERDUE + DAY);
    expect(await w.paymentAgent.isOverdue(ISIN, 0)).to.equal(false);
  });

  it("given a completed payment, when the grace period is over then is not overdue", async () => {
    const w = current();
    await reachPayment(w);
    await payPage(w, w.holders);
    await w.networkHelpers.time.increaseTo(OVERDUE);
    expect(await w.paymentAgent.isOverdue(ISIN, 0)).to.equal(false);
  });

  it("given an accelerated bond, when a later payment's time is over then is not overdue: it is void", async () => {
    const w = current();
    await accelerate(w);
    await w.networkHelpers.time.increaseTo(PAY_DATES[1] + 3 * DAY);
    expect(await w.paymentAgent.isOverdue(ISIN, 1)).to.equal(false);
    expect(await w.paymentAgent.isOverdue(ISIN, 0)).to.equal(true);
  });
});
