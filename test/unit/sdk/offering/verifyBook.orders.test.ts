import { expect } from "chai";

import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";
import { codesOf, nameOf, positionsOf, sentencesOf, verify } from "./bookSamples.ts";
import { bookOf, DOMAIN, entryOf, investor, ISSUER, LEAD, signedBy, STRANGER } from "./samples.ts";

describe("verifyBook: the orders in a book", () => {
  let one: SignedOrder;
  before(async () => {
    one = await signedBy(1);
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
        sentence: `Position 1: its order is not signed by its investor ${nameOf(1)}.`,
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
      "Position 1: its order is for offering 2 of JP3633400001, not for offering 1 of JP3633400001.",
      `Order 1 of those shown, of ${nameOf(2)}, is for offering 1 of JP3633400002, not for offering 1 of JP3633400001.`,
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
      "Position 1: its order takes no fewer than 11 units, but asks for 10.",
      "Position 2: its order asks for no units.",
      `Position 3: its order is to be sold by ${STRANGER}, which is no member of the syndicate.`,
      `Position 4: its order is of ${nameOf(4)}, the issuer itself.`,
      `Position 5: its order is of ${nameOf(5)}, a member of the syndicate.`,
      `Position 6: its order is of ${nameOf(6)}, to whom the bond may not be offered.`,
    ]);
  });

  it("given an order that its investor took back, when it stands there still, then it counts for nothing", () => {
    const entry = entryOf(0n, one);
    const takenBackBy = (account: string, commitment = entry.commitment) =>
      verify([], [one], { book: { ...bookOf([entry]), revocations: [{ account, commitment }] } });
    expect(sentencesOf(takenBackBy(nameOf(1).toLowerCase()))).to.deep.equal([
      "Position 1: its order was taken back by its investor.",
    ]);
    expect(positionsOf(takenBackBy(nameOf(1)))).to.deep.equal([]);
    expect(positionsOf(takenBackBy(LEAD))).to.deep.equal([0n]);
    expect(positionsOf(takenBackBy(nameOf(1), `0x${"11".repeat(32)}`))).to.deep.equal([0n]);
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
});
