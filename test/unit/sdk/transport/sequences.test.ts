import { expect } from "chai";
import fc from "fast-check";

import { sequenceFrom, storedSequence } from "../../../../sdk/transport/dealer/SequenceSource.ts";
import type { NumberStore } from "../../../../sdk/transport/dealer/SequenceSource.ts";

/** A store that outlives programs, and counts how often it is written. */
class Disk implements NumberStore {
  number = 0n;
  saves = 0;
  isFull = false;
  readonly load = () => Promise.resolve(this.number);
  readonly save = (number: bigint) => {
    if (this.isFull) return Promise.reject(new Error("the disk is full"));
    this.number = number;
    this.saves += 1;
    return Promise.resolve();
  };
}

describe("sequenceFrom", () => {
  it("given a first number, when numbers are taken, then they rise by one", async () => {
    const sequence = sequenceFrom(7n);
    expect([await sequence.next(), await sequence.next(), await sequence.next()]).to.deep.equal([7n, 8n, 9n]);
  });
});

describe("storedSequence", () => {
  it("given programs that end and begin at any moment, when they take numbers, then none is ever given twice, and they rise", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }),
        fc.bigInt(1n, 5n),
        async (lives, block) => {
          const disk = new Disk();
          const numbers: bigint[] = [];
          for (const count of lives) {
            const sequence = storedSequence(disk, block);
            // All at once: a program asks for the next before it has the one before.
            numbers.push(...(await Promise.all(Array.from({ length: count }, async () => sequence.next()))));
          }
          expect(numbers).to.deep.equal(numbers.toSorted((a, b) => Number(a - b)));
          expect(new Set(numbers).size).to.equal(numbers.length);
        },
      ),
      { numRuns: 60, seed: 20_261_211 },
    );
  });

  it("given blocks of ten, when ten numbers are taken, then the store is written once", async () => {
    const disk = new Disk();
    const sequence = storedSequence(disk, 10n);
    for (let count = 0; count < 10; count += 1) await sequence.next();
    expect([disk.saves, disk.number]).to.deep.equal([1, 10n]);
    expect(await sequence.next()).to.equal(10n);
    expect(disk.saves).to.equal(2);
  });

  it("given a store that fails, when a number is taken, then there is none; when it works again, there is", async () => {
    const disk = new Disk();
    disk.isFull = true;
    const sequence = storedSequence(disk, 10n);
    const error: unknown = await Promise.resolve(sequence.next()).catch((reason: unknown) => reason);
    expect(error).to.have.property("message", "the disk is full");
    disk.isFull = false;
    expect(await sequence.next()).to.equal(0n);
  });
});
