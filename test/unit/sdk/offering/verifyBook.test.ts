import { expect } from "chai";
import { getAddress, id } from "ethers";

import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";
import { codesOf, nameOf, positionsOf, sentencesOf, verify } from "./bookSamples.ts";
import { accountOf, bookOf, DOMAIN, entryOf, FIRM, investor, LEAD, signedBy, STRANGER } from "./samples.ts";

describe("verifyBook: the places of a book", () => {
  let one: SignedOrder;
  let two: SignedOrder;
  let three: SignedOrder;
  before(async () => {
    [one, two, three] = await Promise.all([
      signedBy(1),
      signedBy(2, { firm: FIRM, minimumUnits: 10n }),
      signedBy(3, { units: 20n }),
    ]);
  });

  it("given all orders of a book, when it is verified, then each has its place and nothing is wrong", () => {
    const own = entryOf(2n, three, { enteredBy: nameOf(3).toLowerCase() });
    const entries = [own, entryOf(0n, one), entryOf(1n, two, { enteredBy: FIRM })];
    expect(verify(entries, [two, three, one])).to.deep.equal({
      orders: [
        { position: 0n, order: one.order },
        { position: 1n, order: two.order },
        { position: 2n, order: three.order },
      ],
      withdrawn: [],
      faults: [],
    });
    expect(verify([], [])).to.deep.equal({ orders: [], withdrawn: [], faults: [] });
  });

  it("given commitments in capitals, when it is verified, then they are the same", () => {
    const entry = entryOf(0n, one);
    const shouted = { ...entry, commitment: `0x${entry.commitment.slice(2).toUpperCase()}` };
    expect(verify([shouted], [one]).faults).to.deep.equal([]);
  });

  it("given an order that is kept back, when it is verified, then it says where it is missing and who entered it", () => {
    const found = verify([entryOf(0n, one), entryOf(1n, two, { enteredBy: FIRM })], [one]);
    expect(positionsOf(found)).to.deep.equal([0n]);
    expect(found.faults).to.deep.equal([
      {
        code: "notShown",
        position: 1n,
        index: undefined,
        account: FIRM,
        sentence: `Position 2, entered by ${FIRM}: its order was not shown.`,
      },
    ]);
  });

  it("given an order that was added after the close, when it is verified, then it stands nowhere", () => {
    const found = verify([entryOf(0n, one)], [one, two]);
    expect(positionsOf(found)).to.deep.equal([0n]);
    expect(found.faults).to.deep.equal([
      {
        code: "notInBook",
        position: undefined,
        index: 1,
        account: nameOf(2),
        sentence: `Order 2 of those shown, of ${nameOf(2)}, stands nowhere in the book: it was added after the close, or altered.`,
      },
    ]);
  });

  for (const [name, fields] of [
    ["its size", { units: 11n }],
    ["its price", { maximumPrice: 101n }],
    ["its investor", { investor: accountOf(5) }],
    ["its firm", { firm: FIRM }],
    ["its salt", { salt: id("other") }],
  ] as const) {
    it(`given an order of which somebody altered ${name}, when it is verified, then its place is empty and it stands nowhere`, () => {
      const altered = { ...one, order: { ...one.order, ...fields } };
      const found = verify([entryOf(0n, one)], [altered]);
      expect(found.orders).to.deep.equal([]);
      expect(codesOf(found)).to.deep.equal(["notShown", "notInBook"]);
    });
  }

  it("given an order that its investor altered and signed anew, when it is verified, then it stands nowhere all the same", async () => {
    const anew = await signOrder(investor(1), { domain: DOMAIN, order: { ...one.order, units: 99n } });
    expect(codesOf(verify([entryOf(0n, one)], [anew]))).to.deep.equal(["notShown", "notInBook"]);
  });

  it("given an order that is shown twice, when one of the signatures is right, then it counts, and once", () => {
    const broken = { ...one, signature: "0x" };
    for (const orders of [
      [broken, one],
      [one, broken],
      [one, one],
    ]) {
      const found = verify([entryOf(0n, one)], orders);
      expect(found).to.deep.equal({
        orders: [{ position: 0n, order: one.order }],
        withdrawn: [],
        faults: [],
      });
    }
  });

  it("given an order that was withdrawn, when it is shown, then it is told apart; when it is not, then nothing is missing", () => {
    const entries = [entryOf(0n, one), entryOf(1n, two, { isWithdrawn: true })];
    expect(verify(entries, [one, two])).to.deep.equal({
      orders: [{ position: 0n, order: one.order }],
      withdrawn: [{ position: 1n, order: two.order }],
      faults: [],
    });
    expect(verify(entries, [one]).faults).to.deep.equal([]);
  });

  it("given an order that was withdrawn and entered again, when it is verified, then it counts where it stands", () => {
    const entries = [entryOf(0n, one, { isWithdrawn: true }), entryOf(4n, one)];
    const found = verify(entries, [one]);
    expect(positionsOf(found)).to.deep.equal([4n]);
    expect([...found.withdrawn, ...found.faults]).to.deep.equal([]);
  });

  it("given one order at two places, when it is verified, then it counts at the lower one", () => {
    const found = verify([entryOf(3n, one), entryOf(1n, one, { enteredBy: FIRM })], [one]);
    expect(positionsOf(found)).to.deep.equal([1n]);
    expect(codesOf(found)).to.deep.equal(["enteredTwice"]);
    expect(sentencesOf(found)).to.deep.equal([
      `Position 4, entered by ${LEAD}: it holds the same order as position 2.`,
    ]);
  });

  it("given an order that names its firm, when others enter it, then it counts where that firm did, which alone can sell it", () => {
    const [byLead, own] = [entryOf(0n, two), entryOf(1n, two, { enteredBy: nameOf(2) })];
    const found = verify([byLead, own, entryOf(2n, two, { enteredBy: FIRM.toLowerCase() })], [two]);
    expect(positionsOf(found)).to.deep.equal([2n]);
    expect(codesOf(found)).to.deep.equal(["notEnteredByFirm", "notEnteredByFirm"]);
    const alone = verify([byLead], [two]);
    expect(alone.orders).to.deep.equal([]);
    expect(sentencesOf(alone)).to.deep.equal([
      `Position 1, entered by ${LEAD}: the order is for ${FIRM} to enter and to sell.`,
    ]);
  });

  it("given a commitment that a stranger copied, when it is verified, then the stranger's place counts for nothing", () => {
    const copy = entryOf(0n, one, { enteredBy: STRANGER });
    const found = verify([copy, entryOf(1n, one)], [one]);
    expect(positionsOf(found)).to.deep.equal([1n]);
    expect(sentencesOf(found)).to.deep.equal([
      `Position 1, entered by ${STRANGER}: it is no firm, and the order is of ${nameOf(1)}.`,
    ]);
    const alone = verify([copy, entryOf(1n, one, { isWithdrawn: true })], [one]);
    expect(alone.orders).to.deep.equal([]);
    expect(codesOf(alone)).to.deep.equal(["enteredByStranger"]);
  });

  it("given a book with two entries at one position, when it is verified, then the second is named", () => {
    const found = verify([entryOf(0n, one), entryOf(0n, two)], [one, two]);
    expect(positionsOf(found)).to.deep.equal([0n]);
    expect(codesOf(found)).to.deep.equal(["positionRepeated", "notInBook"]);
  });

  it("given addresses in lower case, when it is verified, then they are the same accounts", () => {
    const entry = entryOf(0n, two, { enteredBy: FIRM.toLowerCase() });
    const book = { ...bookOf([entry]), syndicate: [getAddress(LEAD), FIRM.toLowerCase()] };
    expect(verify([], [two], { book }).faults).to.deep.equal([]);
  });
});
