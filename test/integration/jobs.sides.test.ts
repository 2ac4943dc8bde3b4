import { expect } from "chai";
import { encryptKeystoreJson, Wallet, ZeroAddress } from "ethers";
import { z } from "zod";

import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { JobHouse } from "./jobHouse.ts";
import type { Ended } from "./jobProcesses.ts";

const tradesOutput = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
  trades: z.array(z.object({ reference: z.string(), kind: z.string(), status: z.string() })),
});

describe("The jobs by which one side approves, holds, releases and ends trades", function () {
  this.timeout(240_000);
  let house: JobHouse;

  before(async () => {
    house = await JobHouse.fresh();
  });

  async function run(args: readonly string[], code = 0): Promise<z.infer<typeof tradesOutput>> {
    return tradesOutput.parse(await house.json(args, code));
  }
  async function outcomes(args: readonly string[], code = 0): Promise<readonly string[]> {
    return (await run(args, code)).steps.map(({ what, outcome }) => `${outcome}: ${what}`);
  }
  const stateOf = (reference: string) => tradeState(house.kessai, house.written(reference));

  describe("hold, release, approve", () => {
    before(() =>
      house.write([{ reference: "HOLD-1", seller: "nomura-securities", buyer: "yayoi-asset" }], []),
    );

    it("approves on hold: the trade matches, waits, and settles once it is released", async () => {
      await run(["hold", "HOLD-1", "--side", "seller"]);
      await run(["approve", "HOLD-1", "--side", "buyer"]);
      expect(await stateOf("HOLD-1")).to.include({ status: "matched", sellerOnHold: true });
      const waiting = await house.run(["settle", "--only", "HOLD-1"]);
      expect(waiting.code).to.equal(0);
      expect(waiting.stderr).to.include("PREA: nomura-securities has it on hold. Have that side release it.");

      expect(await outcomes(["release", "HOLD-1", "--side", "seller"])).to.deep.equal([
        "done: release HOLD-1 for nomura-securities, the seller",
      ]);
      expect(await outcomes(["release", "HOLD-1", "--side", "seller"])).to.deep.equal([
        "already done: release HOLD-1 for nomura-securities, the seller",
      ]);
      expect((await house.run(["settle", "--only", "HOLD-1"])).code).to.equal(0);
      expect(await house.outcome("HOLD-1")).to.equal("Settled");
    });

    it("cannot put on hold what binds already, nor release what was never approved", async () => {
      await house.write([{ reference: "HOLD-2", seller: "nomura-securities", buyer: "yayoi-asset" }], []);
      const early = await run(["release", "HOLD-2", "--side", "buyer"], 1);
      expect(early.steps[0]?.remark).to.match(/^The buyer has not approved HOLD-2 on the chain/);
      await house.approve("HOLD-2", ["seller"]);
      const late = await run(["hold", "HOLD-2", "--side", "seller"], 1);
      expect(late.steps[0]?.remark).to.match(/^The seller has approved HOLD-2 already, and is bound by it\./);
    });

    it("with --earmark, approves first if need be and holds the leg of that side", async () => {
      expect(await outcomes(["hold", "HOLD-2", "--side", "seller", "--earmark"])).to.deep.equal([
        "already done: approve HOLD-2 for nomura-securities, the seller",
        "done: hold the leg of nomura-securities for HOLD-2",
      ]);
      await run(["hold", "HOLD-2", "--side", "buyer", "--earmark"]);
      expect(await stateOf("HOLD-2")).to.include({ status: "matched", bondsHeld: true, cashHeld: true });
      const unpaid = { amount: 0n, currency: "", settlementBank: ZeroAddress };
      await house.write(
        [{ reference: "FOP-2", seller: "nomura-securities", buyer: "uzuki-bank", ...unpaid }],
        [],
      );
      await house.approve("FOP-2", ["seller"]);
      const none = await run(["hold", "FOP-2", "--side", "buyer", "--earmark"], 1);
      expect(none.steps[0]?.remark).to.match(/^The buyer has no leg in FOP-2 that could be held\./);
    });
  });

  describe("cancel", () => {
    before(async () => {
      await house.write(
        ["CANCEL-1", "CANCEL-2"].map((reference) => ({
          reference,
          seller: "nomura-securities",
          buyer: "uzuki-bank",
          settleBy: house.written("HOLD-2").settleBy,
        })),
        [],
      );
    });

    it("cancels at once what not both have approved", async () => {
      await house.approve("CANCEL-1", ["seller"]);
      const { code, stdout } = await house.run(["cancel", "CANCEL-1", "--side", "seller"]);
      expect(code).to.equal(0);
      expect(stdout).to.include("CANCEL-1 is cancelled.");
      expect(await house.outcome("CANCEL-1")).to.equal("Cancelled");
    });

    it("agrees to cancel what both have approved, says what is still needed, and ends it with the other side", async () => {
      await house.approve("CANCEL-2");
      await house.killedAfter("cancel", 1, ["cancel", "CANCEL-2", "--side", "seller"]);
      const { stdout, stderr } = await house.run(["cancel", "CANCEL-2", "--side", "seller"]);
      expect(stderr).to.include("already done: cancel CANCEL-2 for nomura-securities, the seller");
      expect(stdout).to.include(
        "CANCEL-2 is not cancelled yet: uzuki-bank, the buyer, has to agree as well.",
      );
      expect(stdout).to.include("npm run kessai -- cancel CANCEL-2 --side buyer");
      expect(await house.times("CancellationAgreed", "CANCEL-2")).to.equal(1);
      await run(["cancel", "CANCEL-2", "--side", "buyer"]);
      expect(await house.outcome("CANCEL-2")).to.equal("Cancelled");
      expect(await outcomes(["cancel", "CANCEL-2", "--side", "buyer"])).to.deep.equal([
        "already done: cancel CANCEL-2 for uzuki-bank, the buyer",
      ]);
    });

    it("does not cancel what has settled", async () => {
      const { steps } = await run(["cancel", "HOLD-1", "--side", "seller"], 1);
      expect(steps[0]?.remark).to.match(/^HOLD-1 has settled: nothing reverses that but a new trade\./);
    });
  });

  describe("given input that is wrong", () => {
    const cases = [
      [["hold", "NOBODY", "--side", "seller"], "No trade called NOBODY is written down in "],
      [["release", "HOLD-1", "NOBODY", "--side", "buyer"], "No trade called NOBODY is written down in "],
      [["cancel", "HOLD-1", "--side", "middle"], "Allowed choices are seller, buyer."],
      [["approve", "HOLD-1"], "required option '--side <side>' not specified"],
      [["approve", "--side", "buyer"], "missing required argument 'reference'"],
      [["expire"], "Which trades shall expire?"],
      [["expire", "HOLD-1", "--all"], "Which trades shall expire?"],
      [["fails", "--claim"], "--rates and --claim need a convention to charge by."],
      [["fails", "--charge", "none"], "No convention is called none."],
      [["fails", "--charge", "none.yaml"], "The file none.yaml cannot be read."],
      [
        ["approve", "HOLD-1", "--side", "buyer", "--keyfile", "none.json"],
        "The file none.json cannot be read.",
      ],
    ] as const;
    let ended: readonly Ended[];
    let blocks: readonly number[];
    before(async () => {
      const block = await house.blockNumber();
      ended = await house.runAll(cases.map(([args]) => args));
      blocks = [block, await house.blockNumber()];
    });
    for (const [index, [args, message]] of cases.entries()) {
      it(`${args.join(" ")} ends with 2 and sends nothing`, () => {
        const { code, stderr } = ended[index] ?? {};
        expect(code, stderr).to.equal(2);
        expect(stderr).to.include(message);
        expect(blocks[1]).to.equal(blocks[0]);
      });
    }

    it("without the key of the side, waits and says whose key is missing", async () => {
      const { address, privateKey } = Wallet.createRandom();
      const encrypted = await encryptKeystoreJson({ address, privateKey }, "secret", { scrypt: { N: 1024 } });
      const keyfile = house.file("key.json", encrypted);
      await house.write([{ reference: "KEY-1", seller: "nomura-securities", buyer: "uzuki-bank" }], []);
      const args = ["approve", "KEY-1", "--side", "seller", "--keyfile", keyfile];
      const locked = await house.run(args);
      expect(locked.code).to.equal(2);
      expect(locked.stderr).to.include("key.json needs its password.").and.include("KESSAI_KEYFILE_PASSWORD");
      process.env["KESSAI_KEYFILE_PASSWORD"] = "secret";
      try {
        const { code, stderr } = await house.run(args);
        expect(code).to.equal(0);
        expect(stderr).to.match(
          /waits: approve KEY-1 for nomura-securities, the seller\n +the key of nomura-securities \(0x\w{40}\) is not here/,
        );
      } finally {
        delete process.env["KESSAI_KEYFILE_PASSWORD"];
      }
      await run(["cancel", "KEY-1", "--side", "seller"]);
    });
  });

  describe("expire", () => {
    it("before the cut-off, does nothing; after it, closes the trade and frees what it held", async () => {
      expect(await outcomes(["expire", "HOLD-2"])).to.deep.equal(["not due: expire HOLD-2"]);
      await house.moveTo("2022-06-04T09:00");
      const { steps } = await run(["expire", "--all"]);
      expect(steps.map(({ what, outcome }) => `${outcome}: ${what}`)).to.deep.equal([
        "done: expire HOLD-2",
        "done: expire FOP-2",
      ]);
      expect(await house.outcome("HOLD-2")).to.equal("Expired");
      expect(await stateOf("HOLD-2")).to.include({ status: "closed", bondsHeld: false });
      const again = await run(["expire", "HOLD-2"]);
      expect(again.steps[0]).to.include({ outcome: "already done", remark: "it has ended: expired" });
      const none = await house.run(["expire", "--all"]);
      expect(none.stdout).to.include("No trade is open past its cut-off.");
    });
  });
});
