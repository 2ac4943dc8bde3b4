import { expect } from "chai";

import {
  appoint,
  BLANK,
  freshWorld,
  instruct,
  match,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { DAY, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.stateOf", () => {
  let w: World;
  let trade: Trade;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade();
  });

  it("given a trade that nobody has approved, then it is unknown", async () => {
    expect(await stateOf(w, trade)).to.deep.equal(BLANK);
  });

  it("given each transition in turn, then it says who has approved, what is held, who agrees to cancel", async () => {
    const expected = { ...BLANK, status: STATUS.instructed as bigint, sellerApproved: true };
    await instruct(w, trade, SIDE.seller);
    expect(await stateOf(w, trade)).to.deep.equal(expected);

    await w.escrow.connect(w.seller).hold(trade, SIDE.seller);
    Object.assign(expected, { bondsHeld: true });
    expect(await stateOf(w, trade)).to.deep.equal(expected);

    await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.earmarked);
    Object.assign(expected, { status: STATUS.matched, buyerApproved: true, cashHeld: true });
    expect(await stateOf(w, trade)).to.deep.equal(expected);

    await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
    Object.assign(expected, { buyerAgreesToCancel: true });
    expect(await stateOf(w, trade)).to.deep.equal(expected);

    await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
    expect(await stateOf(w, trade)).to.include({
      status: STATUS.closed,
      bondsHeld: false,
      cashHeld: false,
    });
  });

  it("given a trade with other terms and the same number, then each has its own state", async () => {
    await match(w, trade, { sellerHolds: true });
    expect(await stateOf(w, w.trade({ amount: 1n }))).to.deep.equal(BLANK);
  });

  it("given a settled trade, then it is closed, and so is every other with its number", async () => {
    await match(w, trade);
    await w.escrow.settle(trade);
    expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
    expect(await stateOf(w, w.trade({ amount: 1n }))).to.deep.equal({ ...BLANK, status: STATUS.closed });
  });

  it("given a line that a later trade took over, then the earlier one is still closed", async () => {
    await match(w, trade);
    await w.escrow.settle(trade);
    const later = w.trade({ sequence: 64n });
    await instruct(w, later, SIDE.buyer, READINESS.earmarked);
    expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
    expect(await stateOf(w, later)).to.deep.equal({
      ...BLANK,
      status: STATUS.instructed,
      buyerApproved: true,
      cashHeld: true,
    });
  });

  it("given a trade past its cut-off that nobody has closed, then it is as it was", async () => {
    trade = w.trade({ settleBy: START + DAY });
    await match(w, trade, { buyerHolds: true });
    await w.networkHelpers.time.increaseTo(START + 2 * DAY);
    expect(await stateOf(w, trade)).to.include({ status: STATUS.matched, cashHeld: true });
  });

  it("given a venue's trade and the same without a venue, then each has its own state", async () => {
    await appoint(w, w.seller, w.venue.address, SCOPES.trade);
    const atVenue = w.trade({ venue: w.venue.address });
    await w.escrow.connect(w.venue).instruct(atVenue, SIDE.seller, READINESS.ready);
    expect((await stateOf(w, atVenue)).status).to.equal(STATUS.instructed);
    expect(await stateOf(w, trade)).to.deep.equal(BLANK);
  });
});
