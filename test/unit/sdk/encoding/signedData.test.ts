import { expect } from "chai";

import { compareAddresses } from "../../../../sdk/encoding/compareAddresses.ts";
import { isSameHex } from "../../../../sdk/encoding/isSameHex.ts";
import { writtenStruct } from "../../../../sdk/encoding/writtenStruct.ts";

describe("compareAddresses", () => {
  it("orders addresses as numbers, whatever their case", () => {
    const [one, two, three] = [`0x0${"A".repeat(39)}`, `0xA${"b".repeat(39)}`, `0xb${"0".repeat(39)}`];
    expect([three, one, two].toSorted(compareAddresses)).to.deep.equal([one, two, three]);
    expect(compareAddresses(one, one.toLowerCase())).to.equal(0);
  });
});

describe("isSameHex", () => {
  it("is whether two texts are the same bytes", () => {
    expect(isSameHex("0xAB", "0xab")).to.be.true;
    expect(isSameHex("0xab", "0xab00")).to.be.false;
  });
});

describe("writtenStruct", () => {
  const types = {
    Box: [
      { name: "label", type: "string" },
      { name: "isOpen", type: "bool" },
      { name: "weights", type: "uint112[]" },
      { name: "lids", type: "Lid[]" },
      { name: "lid", type: "Lid" },
    ],
    Lid: [{ name: "width", type: "uint8" }],
  };
  const lid = { width: 2n, colour: "red" };
  const box = {
    lid,
    label: "a",
    isOpen: false,
    weights: [1n, 2n ** 112n - 1n],
    lids: [lid],
    note: "of a client",
  };

  it("gives the fields of a struct in order, whole numbers as digits, and nothing else", () => {
    expect(JSON.stringify(writtenStruct({ types, name: "Box", value: box }))).to.equal(
      `{"label":"a","isOpen":false,"weights":["1","${2n ** 112n - 1n}"],"lids":[{"width":"2"}],"lid":{"width":"2"}}`,
    );
  });

  for (const [name, change] of [
    ["a field that is missing", { label: undefined }],
    ["a number that may be rounded", { label: 1 }],
    ["a group where a text belongs", { label: {} }],
    ["a list where a text belongs", { label: ["a"] }],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(() => writtenStruct({ types, name: "Box", value: { ...box, ...change } })).to.throw(
        TypeError,
        "as string",
      );
    });
  }
});
