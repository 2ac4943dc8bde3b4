import { expect } from "chai";

import { anvilBinary } from "../../../../scripts/bench/throughput/anvilBinary.ts";
import { EngineUnavailableError } from "../../../../scripts/bench/throughput/EngineUnavailableError.ts";

describe("anvilBinary", () => {
  const { arch } = process;
  const on = (name: string): void => {
    Object.defineProperty(process, "arch", { value: name });
  };
  afterEach(() => {
    on(arch);
  });

  it("says so when anvil is not published for the machine", () => {
    on("mips");
    expect(anvilBinary).to.throw(
      EngineUnavailableError,
      `anvil is not published for ${process.platform}-mips`,
    );
  });

  it("says how to install it when it is not installed", () => {
    on(arch === "x64" ? "arm64" : "x64");
    expect(anvilBinary).to.throw(EngineUnavailableError, "npm install --no-save @foundry-rs/anvil-");
  });
});
