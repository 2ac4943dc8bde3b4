import { expect } from "chai";

import { buildModel } from "../../../../sdk/planning/buildModel.ts";
import { dropHopeless } from "../../../../sdk/planning/dropHopeless.ts";
import { bonds, candidate } from "./samples.ts";

const left = (names: string, free: bigint): readonly string[] => {
  const candidates = Array.from(names.slice(1), (buyer, index) =>
    candidate({ seller: names[index] ?? "", buyer, terms: { amount: 0n } }),
  );
  const model = buildModel({ candidates, positions: [bonds("a", free)], valueOf: () => 0n });
  return dropHopeless(model).columns.map(({ id }) => id);
};

describe("dropHopeless", () => {
  it("given a chain whose head has nothing, drops one after the other until none is left", () => {
    expect(left("abcde", 0n)).to.deep.equal([]);
  });

  it("given a chain whose head has a unit, keeps all", () => {
    expect(left("abcde", 1n)).to.deep.equal(["a>b", "b>c", "c>d", "d>e"]);
  });

  it("given a ring, keeps it, though nobody has anything", () => {
    expect(left("abca", 0n)).to.deep.equal(["a>b", "b>c", "c>a"]);
  });
});
