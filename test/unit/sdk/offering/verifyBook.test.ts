import { expect } from "chai";
import { getAddress, id } from "ethers";

import type { BookFaultCode, BookVerification } from "../../../../sdk/offering/BookVerification.ts";
import type { BookEntry } from "../../../../sdk/offering/OfferingBook.ts";
import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";
import { verifyBook } from "../../../../sdk/offering/verifyBook.ts";
import type { VerifyBookOptions } from "../../../../sdk/offering/verifyBook.ts";
import {
  accountOf,
  bookOf,
  DOMAIN,
  entryOf,
  FIRM,
  investor,
  ISSUER,
  LEAD,
  signedBy,
  STRANGER,
} from "./samples.ts";

const verify = (
  entries: readonly BookEntry[],
  orders: readonly SignedOrder[],
  options: Partial<VerifyBookOptions> = {},
): BookVerification => verifyBook({ book: bookOf(entries), orders, domain: DOMAIN, ...options });
const codesOf = ({ faults }: BookVerification): readonly BookFaultCode[] => faults.map(({ code }) => code);
const positionsOf = ({ orders }: BookVerification): readonly bigint[] =>
  orders.map(({ position }) => position);
const sentencesOf = ({ faults }: BookVerification): readonly string[] =>
  faults.map(({ sentence }) => sentence);
const nameOf = (number: number): string => investor(number).address;

describe("verifyBook", () => {
  let one: SignedOrder;
  let two: SignedOrder;
  let three: SignedOrder;
  before(async () => {
    [one, two, three] = await Promise.all([
      signedBy(1),
      signedBy(2, { firm: FIRM }),
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
        sentence: `Position 1, entered by ${FIRM}: its order was not shown.`,
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

  it("given an order that somebody else signed, when it is verified, then it is not signed and counts for nothing", async () => {
    const forged = await signOrder(investor(2), { domain: DOMAIN, order: one.order });
    const found = verify([entryOf(0n, one)], [forged]);
    expect(found.orders).to.deep.equal([]);
    expect(found.faults).to.deep.equal([
      {
        code: "notSigned",
        position: 0n,
        index: 0,
        account: nameOf(1),
        sentence: `Position 0: its order is not signed by its investor ${nameOf(1)}.`,
      },
    ]);
  });

  it("given a signature that only the chain can judge, when the chain takes it, then the order counts", () => {
    const wallet = { ...one, signature: "0x1271" };
    const taken = verify([entryOf(0n, one)], [wallet], {
      isSignedOtherwise: ({ signature }) => signature === "0x1271",
    });
    expect(taken.faults).to.deep.equal([]);
    const refused = verify([entryOf(0n, one)], [wallet], { isSignedOtherwise: () => false });
    expect(codesOf(refused)).to.deep.equal(["notSigned"]);
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
      `Position 3, entered by ${LEAD}: it holds the same order as position 1.`,
    ]);
  });

  it("given a commitment that a stranger copied, when it is verified, then the stranger's place counts for nothing", () => {
    const copy = entryOf(0n, one, { enteredBy: STRANGER });
    const found = verify([copy, entryOf(1n, one)], [one]);
    expect(positionsOf(found)).to.deep.equal([1n]);
    expect(sentencesOf(found)).to.deep.equal([
      `Position 0, entered by ${STRANGER}: it is no firm, and the order is of ${nameOf(1)}.`,
    ]);
    const alone = verify([copy, entryOf(1n, one, { isWithdrawn: true })], [one]);
    expect(alone.orders).to.deep.equal([]);
    expect(codesOf(alone)).to.deep.equal(["enteredByStranger"]);
  });

  it("given orders of another offering, when they are verified, then they are named, in the book and out of it", async () => {
    const [next, other] = await Promise.all([
      signedBy(1, { offering: 1n }),
      signedBy(2, { isin: "JP3633400002" }),
    ]);
    const found = verify([entryOf(0n, next)], [other, next]);
    expect(found.orders).to.deep.equal([]);
    expect(found.faults.map(({ code, position, index }) => [code, position, index])).to.deep.equal([
      ["otherOffering", 0n, 1],
      ["otherOffering", undefined, 0],
    ]);
    expect(sentencesOf(found)).to.deep.equal([
      "Position 0: its order is for offering 1 of JP3633400001, not for offering 0 of JP3633400001.",
      `Order 1 of those shown, of ${nameOf(2)}, is for offering 0 of JP3633400002, not for offering 0 of JP3633400001.`,
    ]);
  });

  it("given orders that no allotment can fill, when they are verified, then each is named and counts for nothing", async () => {
    const all = await Promise.all([
      signedBy(1, { units: 10n, minimumUnits: 11n }),
      signedBy(2, { units: 0n }),
      signedBy(3, { firm: STRANGER }),
      signedBy(4),
      signedBy(5),
      signedBy(6),
    ]);
    const [entries, orders] = [all.map((each, index) => entryOf(BigInt(index), each)), all];
    const book = { ...bookOf(entries), issuer: nameOf(4), syndicate: [LEAD, nameOf(5)] };
    const found = verify(entries, orders, { book, mayBeOffered: (account) => account !== nameOf(6) });
    expect(found.orders).to.deep.equal([]);
    expect(sentencesOf(found)).to.deep.equal([
      "Position 0: its order takes no fewer than 11 units, but asks for 10.",
      "Position 1: its order asks for no units.",
      `Position 2: its order is to be sold by ${STRANGER}, which is no member of the syndicate.`,
      `Position 3: its order is of ${nameOf(4)}, the issuer itself.`,
      `Position 4: its order is of ${nameOf(5)}, a member of the syndicate.`,
      `Position 5: its order is of ${nameOf(6)}, to whom the bond may not be offered.`,
    ]);
  });

  it("given several things wrong with one order, when it is verified, then all are named", async () => {
    const bad = await signedBy(1, { offering: 3n, firm: STRANGER, units: 0n, investor: ISSUER });
    expect(codesOf(verify([entryOf(0n, bad)], [bad]))).to.deep.equal([
      "otherOffering",
      "notFillable",
      "unknownFirm",
      "notOfferable",
      "notSigned",
    ]);
  });

  it("given what cannot be an order, when it is verified, then it is named and nothing is thrown", () => {
    const wrong = [
      { units: -1n },
      { offering: 2n ** 32n },
      { investor: "somebody" },
      { salt: "0x00" },
      { isin: "JP36334000011" },
    ].map((fields) => ({ ...one, order: { ...one.order, ...fields } }));
    const found = verify([entryOf(0n, one)], [...wrong, one]);
    expect(positionsOf(found)).to.deep.equal([0n]);
    expect(codesOf(found)).to.deep.equal(wrong.map(() => "unreadable"));
    expect(sentencesOf(found)[2]).to.equal(
      "Order 3 of those shown, of somebody, has a field that no order can have.",
    );
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
