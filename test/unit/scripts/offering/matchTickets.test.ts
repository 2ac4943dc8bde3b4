import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { matchTickets } from "../../../../scripts/support/offering/matchTickets.ts";
import type { Standing, Wanted } from "../../../../scripts/support/offering/matchTickets.ts";
import type { Order } from "../../../../sdk/offering/Order.ts";
import { FIRM, LEAD, sampleOrder, signedBy } from "../../sdk/offering/samples.ts";

const wanted = (fields: Partial<Order> = {}, account = LEAD): Wanted => {
  const { salt: _salt, ...order } = sampleOrder(fields);
  return { order, account };
};

const standing = (position: number, fields: Partial<Order> = {}, more: Partial<Standing> = {}): Standing => ({
  order: sampleOrder({ salt: id(`salt ${position}`), ...fields }),
  enteredBy: LEAD,
  position: BigInt(position),
  isTakenBack: false,
  ...more,
});

const kinds = (all: readonly Wanted[], book: readonly Standing[]): readonly string[] =>
  matchTickets(all, book).steps.map((step) =>
    step.kind === "enter" ? "enter" : `${step.kind} ${step.standing.position}`,
  );

describe("What is to be done for a ticket", () => {
  const other = sampleOrder({ investor: FIRM }).investor;

  it("given an empty book, it is entered", () => {
    expect(kinds([wanted()], [])).to.deep.equal(["enter"]);
  });

  it("given the same order, whoever entered it, it is kept", () => {
    expect(kinds([wanted()], [standing(3)])).to.deep.equal(["keep 3"]);
    expect(kinds([wanted()], [standing(3, {}, { enteredBy: FIRM })])).to.deep.equal(["keep 3"]);
  });

  for (const [field, value] of [
    ["units", 11n],
    ["minimumUnits", 2n],
    ["maximumPrice", 99n],
    ["minimumSpreadE8", 5n],
  ] as const) {
    it(`given one with another ${field}, that one is amended`, () => {
      expect(kinds([wanted()], [standing(3, { [field]: value })])).to.deep.equal(["amend 3"]);
    });
  }

  it("given one that somebody else entered for the same investor, that one is withdrawn and it is entered", () => {
    const elsewhere = standing(3, { firm: FIRM }, { enteredBy: FIRM });
    expect(kinds([wanted({ firm: ZeroAddress })], [elsewhere])).to.deep.equal(["move 3"]);
  });

  it("given the same one that its investor took back, that one is amended: it could not be filled", () => {
    expect(kinds([wanted()], [standing(3, {}, { isTakenBack: true })])).to.deep.equal(["amend 3"]);
  });

  it("given several of one investor, each answers one ticket, the same ones first", () => {
    const book = [standing(0, { units: 20n }), standing(1)];
    expect(kinds([wanted(), wanted({ units: 30n })], book)).to.deep.equal(["keep 1", "amend 0"]);
    expect(kinds([wanted(), wanted(), wanted()], book)).to.deep.equal(["keep 1", "amend 0", "enter"]);
  });

  it("given orders of others, it has nothing to do with them, and they are not told", () => {
    const book = [standing(0, { investor: other }), standing(1), standing(2, { units: 5n })];
    expect(kinds([wanted()], book)).to.deep.equal(["keep 1"]);
    expect(matchTickets([wanted()], book).extra.map(({ position }) => position)).to.deep.equal([2n]);
  });

  it("given an order that was signed elsewhere, only the one with its salt is the same", async () => {
    const signed = await signedBy(1);
    const { salt: _salt, ...order } = signed.order;
    const elsewhere = { order, account: LEAD, signed };
    const own = { investor: order.investor, salt: signed.order.salt };
    expect(kinds([elsewhere], [standing(0, own)])).to.deep.equal(["keep 0"]);
    expect(kinds([elsewhere], [standing(0, { ...own, salt: id("another") })])).to.deep.equal(["amend 0"]);
  });
});
