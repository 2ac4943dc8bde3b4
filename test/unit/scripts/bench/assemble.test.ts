import { expect } from "chai";

import { assemble } from "../../../../scripts/bench/throughput/assemble.ts";

/** What the creation code returns: everything behind its ten bytes. */
const runtime = (source: string): string => assemble(source).slice(2 + 2 * 10);

describe("assemble", () => {
  it("pushes numbers in as few bytes as they need", () => {
    expect(runtime("0 255 256 0x0102")).to.equal("5f60ff610100610102");
  });

  it("jumps forward and back to labels", () => {
    // 0: JUMPDEST, 1: PUSH2 9, 4: JUMPI, 5: PUSH2 0, 8: JUMP, 9: JUMPDEST, 10: STOP
    expect(runtime("back: @end JUMPI @back JUMP end: STOP")).to.equal("5b61000957610000565b00");
  });

  it("returns what follows the code that returns it", () => {
    expect(assemble("STOP")).to.equal("0x61" + "0001" + "80600a5f395ff3" + "00");
  });

  it("passes over remarks", () => {
    expect(runtime("POP // JUMP\nADD")).to.equal("5001");
  });

  it("refuses an instruction that it does not know", () => {
    expect(() => assemble("FROBNICATE")).to.throw(TypeError, "no instruction is called FROBNICATE");
  });

  it("refuses a label that is nowhere", () => {
    expect(() => assemble("@nowhere JUMP")).to.throw(TypeError, "no place is called @nowhere");
  });
});
