import { readFileSync } from "node:fs";

import { expect } from "chai";

import { ISIN, JobHouse, SCENARIO } from "./jobHouse.ts";
import { runJobProcess } from "./jobProcesses.ts";
import type { Ended } from "./jobProcesses.ts";

/** A bond as that of JPX, of an issuer whom nobody has admitted. */
const OTHER_ISIN = "JP9SMPLPT005";
const OTHER_ISSUER = "newcomer";

describe("What jobs refuse before they send anything", function () {
  this.timeout(240_000);
  let house: JobHouse;
  let other: readonly string[];

  before(async () => {
    house = await JobHouse.fresh();
    other = ["terms", "parties", "trades", "cash"].flatMap((file) => {
      const text = readFileSync(`scenarios/jpx-2022/${file}.yaml`, "utf8");
      const changed = text
        .replaceAll(ISIN, OTHER_ISIN)
        .replaceAll("JPX22-", "OTHER-")
        .replace(/: jpx$/gm, `: ${OTHER_ISSUER}`);
      return [`--${file}`, house.file(`other-${file}.yaml`, changed)];
    });
  });

  /** Runs a job that is to end with a code, without a transaction and without moving the clock. */
  async function refused(code: number, ...args: readonly string[]): Promise<string> {
    const before = [await house.blockNumber(), await house.kessai.now()];
    const ended = await house.run(args);
    expect(ended.code, ended.stderr).to.equal(code);
    expect([await house.blockNumber(), await house.kessai.now()]).to.deep.equal(before);
    return ended.stderr;
  }

  describe("given a bond that is not issued", () => {
    it("issue wants its issuer admitted, before it appoints the fiscal agent", async () => {
      expect(await refused(1, "issue", ...other)).to.match(
        /newcomer is not in the participant register\.\n +What to do: .*\(the admit job\)/,
      );
    });

    it("underwrite wants it issued, before it moves the clock or writes a trade down", async () => {
      const written = house.folder.trades();
      expect(await refused(1, "underwrite", ...other, "--at", "2022-06-03T10:00")).to.match(
        /The bond \w{12} is not issued yet: .*\n +What to do: Run the issue job first/,
      );
      expect(house.folder.trades()).to.deep.equal(written);
    });

    it("underwrite, once it is issued, wants the underwriter's money before it moves the clock", async () => {
      expect((await house.run(["admit", ...other])).code).to.equal(0);
      expect((await house.run(["issue", ...other])).code).to.equal(0);
      const early = await house.kessai.now();
      const { code, stderr } = await house.run(["underwrite", ...other, "--at", "2022-06-03T10:00"]);
      expect(code, stderr).to.equal(1);
      expect(stderr).to.include("MONY: ").and.include("the chain's clock was not moved");
      expect((await house.kessai.now()) - early).to.be.below(3_600n);
    });
  });

  it("hold says of what the seller has too little", async () => {
    await house.write([{ reference: "SHORT-1", seller: "uzuki-bank", buyer: "yayoi-asset" }], []);
    const { code, stderr } = await house.run(["hold", "SHORT-1", "--side", "seller", "--earmark"]);
    expect(code).to.equal(1);
    expect(stderr).to.include(`Units of ${ISIN}: uzuki-bank has 0; 1 are needed.`);
  });

  describe("given input that is wrong", () => {
    const cases = [
      [["positions", "--isin", "JP3633400001"], 2, "There is no bond JP3633400001 here."],
      [["positions", "--isin", "JP9JPXGDTB19"], 2, "check digit must be 8"],
      [["settle", "--scenario", "jpx-2023"], 2, "There are jpx-2022 and nri-2025."],
      [["trade", ...SCENARIO, "--trades", "LICENSE"], 2, '"LICENSE" cannot be read as YAML'],
      [["status", "--keyfile", "LICENSE"], 2, "LICENSE is not an encrypted keyfile."],
      [["status", "--network", "nowhere"], 1, "deploy --network nowhere --rpc-url http://127.0.0.1:"],
    ] as const;
    let ended: readonly Ended[];
    before(async () => {
      process.env["KESSAI_KEYFILE_PASSWORD"] = "none";
      try {
        ended = await house.runAll(cases.map(([args]) => args));
      } finally {
        delete process.env["KESSAI_KEYFILE_PASSWORD"];
      }
    });
    for (const [index, [args, exit, message]] of cases.entries()) {
      it(`${args.join(" ")} ends with ${exit} and says why`, () => {
        const { code, stderr, stdout } = ended[index] ?? {};
        expect(code, stderr).to.equal(exit);
        expect(stderr).to.include(message).and.include("What to do:");
        expect(stdout).to.equal("");
      });
    }
  });

  it("chain, on a port that is taken, says so without a stack", async () => {
    const { port } = new URL(house.url);
    const { code, stderr } = await runJobProcess(["chain", ...SCENARIO, "--port", port]);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      new RegExp(`^kessai chain: Port ${port} of this computer is taken: .*\\n {2}What to do: .*\\n$`),
    );
  });
});
