import { expect } from "chai";
import { concat, dataSlice, keccak256, toUtf8Bytes } from "ethers";

import { CLASS_BITS, classesOf, classMask } from "../../../../sdk/participants/classes.ts";
import { identityCommitment } from "../../../../sdk/participants/identityCommitment.ts";
import { INVESTOR_CLASSES } from "../../../../sdk/terms/Party.ts";

describe("classes", () => {
  it("have the bits that were given to them, for ever", () => {
    expect(CLASS_BITS).to.deep.equal({
      qualifiedInstitutionalInvestor: 1n,
      specifiedInvestor: 2n,
      resident: 4n,
      withholdingExempt: 8n,
      individual: 16n,
    });
  });

  it("make a mask and come back from it", () => {
    expect(classMask([])).to.equal(0n);
    expect(classMask(["resident", "qualifiedInstitutionalInvestor", "resident"])).to.equal(5n);
    expect(classesOf(classMask(INVESTOR_CLASSES))).to.deep.equal(INVESTOR_CLASSES);
    expect(classesOf(1n << 30n)).to.deep.equal([]);
  });
});

describe("identityCommitment", () => {
  const salt = "0x" + "07".repeat(32);
  const identity = { lei: "999900JPXGROUP000068", legalName: "Japan Exchange Group, Inc." };

  it("is the first 22 bytes of the hash of salt and canonical identity", () => {
    const text = '{"legalName":"Japan Exchange Group, Inc.","lei":"999900JPXGROUP000068"}';
    const expected = dataSlice(keccak256(concat([salt, toUtf8Bytes(text)])), 0, 22);
    expect(identityCommitment(salt, identity)).to.equal(expected).and.have.length(46);
  });

  it("differs by salt and by identity", () => {
    const all = [
      identityCommitment(salt, identity),
      identityCommitment("0x" + "08".repeat(32), identity),
      identityCommitment(salt, { ...identity, legalName: "Japan Exchange Group" }),
    ];
    expect(new Set(all).size).to.equal(3);
  });
});
