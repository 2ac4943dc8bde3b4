import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { textOf } from "../../sdk/encoding/textOf.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import { JobHouse, SCENARIO } from "./jobHouse.ts";
import type { Ended } from "./jobProcesses.ts";
import { refusals, settled, settleOutput } from "./settleOutput.ts";
import type { SettleOutput } from "./settleOutput.ts";

describe("The jobs that settle many trades at once", function () {
  this.timeout(240_000);
  let house: JobHouse;

  before(async () => {
    house = await JobHouse.fresh();
    await distribute();
  });

  /** Everybody gets a unit, and nomura-securities keeps one. */
  async function distribute(): Promise<void> {
    const buyers = ["kisaragi-life", "yayoi-asset", "uzuki-bank", "satsuki-pension"];
    await house.write(
      buyers.map((buyer) => ({
        reference: `OPEN-${buyer.slice(0, 6).toUpperCase()}`,
        seller: "nomura-securities",
        buyer,
      })),
    );
    const { settlements } = await settle(["--batch"]);
    expect(settlements.map((each) => each.settled)).to.deep.equal([true, true, true, true]);
  }

  async function settle(args: readonly string[], code = 0): Promise<SettleOutput> {
    return settleOutput.parse(await house.json(["settle", ...args], code));
  }

  describe("settle --batch", () => {
    before(async () => {
      const day = await house.kessai.now();
      await house.write([{ reference: "B-SIGNED", seller: "kisaragi-life", buyer: "yayoi-asset" }]);
      await house.write([{ reference: "B-CHAIN", seller: "uzuki-bank", buyer: "yayoi-asset" }], []);
      await house.approve("B-CHAIN");
      await house.write(
        [{ reference: "B-MIXED", seller: "yayoi-asset", buyer: "satsuki-pension" }],
        ["seller"],
      );
      await house.approve("B-MIXED", ["buyer"]);
      await house.write([
        { reference: "B-LACK", seller: "uzuki-bank", buyer: "yayoi-asset", quantity: 3n },
        { reference: "B-PAYMENT", seller: "yayoi-asset", buyer: "kisaragi-life", isin: "", quantity: 0n },
        { reference: "B-LATER", seller: "yayoi-asset", buyer: "uzuki-bank", settleFrom: day + 43_200n },
      ]);
      await house.write(
        [{ reference: "B-HALF", seller: "satsuki-pension", buyer: "yayoi-asset" }],
        ["seller"],
      );
      await house.write([{ reference: "B-HOLD", seller: "satsuki-pension", buyer: "uzuki-bank" }], []);
      await house.approve("B-HOLD", SIDES, "on hold");
    });

    it("in a dry run says what would be sent, and sends and writes nothing", async () => {
      const before = await house.blockNumber();
      const { steps } = await settle(["--batch", "--dry-run"]);
      expect(steps.filter(({ outcome }) => outcome === "would do")).to.have.length(5);
      expect(steps.find(({ what }) => what === "settle B-SIGNED")?.remark).to.match(
        /^in a batch of 5, about [\d,]+ gas, signed by /,
      );
      expect(await house.blockNumber()).to.equal(before);
      expect(house.folder.attempts()).to.deep.equal({});
    });

    it("settles what can settle in one transaction, proves it, and says of every other trade why not", async () => {
      const before = await house.blockNumber();
      const result = await settle(["--batch"], 1);
      expect(await house.blockNumber()).to.equal(before + 1);
      expect(settled(result)).to.deep.equal(["B-SIGNED", "B-CHAIN", "B-MIXED", "B-PAYMENT"]);
      for (const { proof } of result.settlements.filter((each) => each.settled))
        expect([proof?.settledBy, proof?.faults]).to.deep.equal(["itself", []]);
      expect(refusals(result)).to.deep.equal({
        "B-LACK": ["LACK"],
        "B-LATER": ["FUTU"],
        "B-HALF": ["NMAS"],
        "B-HOLD": ["PREA", "PREA"],
      });
      expect(result.sets.map(({ trades, settled: count }) => [trades, count])).to.deep.equal([[5, 4]]);
      const outcomes = Object.fromEntries(result.steps.map(({ what, outcome }) => [what, outcome]));
      expect(outcomes).to.include({
        "settle B-LACK": "failed",
        "settle B-LATER": "not due",
        "settle B-HALF": "waits",
        "settle B-HOLD": "waits",
      });
      expect(
        result.settlements.find(({ reference }) => reference === "B-LACK")?.obstacles[0]?.sentence,
      ).to.equal("uzuki-bank has 0; 3 are needed.");
      expect(await house.times("SettlementFailed", "B-LACK")).to.equal(1);
      // What is not sent is written down, unless its day has not come.
      const noted = Object.keys(house.folder.attempts());
      const ids = ["B-HALF", "B-HOLD"].map((reference) => house.folder.trades()[reference]?.id);
      expect(noted).to.have.members(ids);
    });

    it("when run again, settles nothing twice and tries the failed trade again", async () => {
      const result = await settle(["--batch", "--only", "B-SIGNED", "B-CHAIN", "B-LACK"], 1);
      expect(result.steps.map(({ what, outcome }) => `${outcome}: ${what}`)).to.deep.equal([
        "already done: settle B-SIGNED",
        "already done: settle B-CHAIN",
        "failed: settle B-LACK",
      ]);
      expect(settled(result)).to.deep.equal(["B-SIGNED", "B-CHAIN"]);
      expect(await house.times("SettlementFailed", "B-LACK")).to.equal(2);
      expect(await house.times("Settled", "B-SIGNED")).to.equal(1);
    });

    it("tells people the kinds of trades apart, in at most 100 columns", async () => {
      const { stdout } = await house.run(["settle", "--batch", "--only", "B-SIGNED", "B-PAYMENT"]);
      expect(stdout).to.match(/│ B-SIGNED +│ 1 x JP9JPXGDTB18 +│ kisaragi-life -> yayoi-asset/);
      expect(stdout).to.include("│ DvP").and.include("│ payment");
      const status = await house.run(["status"]);
      const longest = Math.max(...`${stdout}\n${status.stdout}`.split("\n").map((line) => line.length));
      expect(longest).to.be.at.most(100);
    });

    after(() => tidyUp());
  });

  describe("settle --batch, when the trades do not fit into one transaction", () => {
    const references = Array.from({ length: 24 }, (_, index) => `GAS-${String(index).padStart(2, "0")}`);
    before(async () => {
      await house.write(
        references.map((reference, index) => ({
          reference,
          seller: "kisaragi-life",
          buyer: index % 2 === 0 ? "yayoi-asset" : "nomura-securities",
          isin: "",
          quantity: 0n,
          amount: 1n,
        })),
      );
      await house.setBlockGas(300_000);
    });
    after(() => house.setBlockGas(60_000_000));

    it("when killed after the second of several transactions and run again, goes on, and settles nothing twice", async () => {
      const killed = await house.killedAfter("settleBatch", 2, ["settle", "--batch"]);
      expect(killed.stderr).to.match(/24 trades do not fit into one transaction: batches of 12 and 12/);
      expect(killed.stderr).to.match(
        /a batch: \d+ of \d+ trades settled, [\d,]+ gas, block \d+; \d+ trades left/,
      );
      expect(await paidOf(references)).to.be.within(2, 20);

      // and at any other moment
      for (const kill of [900, 1_300, 1_700]) await house.run(["settle", "--batch"], { kill });
      const paid = await paidOf(references);
      const { code, stderr, stdout } = await house.run(["settle", "--batch", "--only", ...references]);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include(paid < 24 ? `${24 - paid} done, ${paid} already done.` : "24 already done.");
      for (const reference of references) expect(await house.times("Paid", reference), reference).to.equal(1);
    });

    it("sends no transaction that takes more than nine tenths of the block", async () => {
      const ids = new Set(references.map((reference) => house.folder.trades()[reference]?.id));
      const paid = (await house.events("Paid")).filter(({ args }) => ids.has(textOf(args["id"])));
      for (const hash of new Set(paid.map(({ transactionHash }) => transactionHash))) {
        const receipt = await house.provider.getTransactionReceipt(hash);
        expect(receipt?.gasUsed).to.be.below(270_000n);
      }
    });
  });

  describe("trades of a venue", () => {
    it("are sent by the venue, in sets of their own, whatever the method", async () => {
      await tidyUp();
      const venue = "jpx";
      const payment = { seller: "kisaragi-life", buyer: "yayoi-asset", isin: "", quantity: 0n };
      await house.write([
        { reference: "V-0", ...payment, venue },
        { reference: "V-1", ...payment, venue },
        { reference: "V-2", ...payment },
      ]);
      const one = await settle(["--only", "V-0"]);
      expect(settled(one)).to.deep.equal(["V-0"]);
      await house.write([{ reference: "V-3", ...payment, venue }]);
      const { plans } = await settle(["--net"]);
      expect(plans.map(({ chosen }) => chosen)).to.deep.equal([["V-1", "V-3"], ["V-2"]]);
      const both = await settle(["--batch"]);
      expect(both.sets.map(({ trades }) => trades)).to.deep.equal([2, 1]);
      const senders = await Promise.all(
        (await house.events("SetSettled")).slice(-2).map(async ({ transactionHash, args }) => {
          const sent = await house.provider.getTransaction(transactionHash);
          return [sent?.from, textOf(args["venue"])];
        }),
      );
      expect(senders[0]).to.deep.equal([house.accountOf(venue), house.accountOf(venue)]);
      expect(senders[1]?.[0]).to.not.equal(house.accountOf(venue));
    });
  });

  describe("a trade that settles in parts", () => {
    before(async () => {
      const parts = { quantity: 3n, amount: 1_000n, minimumPart: 1n };
      await house.write([{ reference: "PART", seller: "satsuki-pension", buyer: "yayoi-asset", ...parts }]);
    });
    const settledUnits = async (): Promise<bigint> =>
      (await tradeState(house.kessai, house.written("PART"))).settledQuantity;

    it("when killed after the part was sent and run again, settles it once", async () => {
      await house.killedAfter("settlePart", 1, ["settle", "--part", "1", "--only", "PART"]);
      expect(await settledUnits()).to.equal(1n);
      const again = await house.run(["settle", "--part", "1", "--only", "PART"]);
      expect(again.code, again.stderr).to.equal(0);
      expect(again.stderr).to.include("already done: settle 1 units of PART");
      expect(again.stderr).to.include(
        "a run that was interrupted has settled them: 2 of 3 units and 667 JPY are left",
      );
      expect(await settledUnits()).to.equal(1n);
    });

    it("settles its rest with the others in a set, with a proof of the rest", async () => {
      const more = { amount: 0n, currency: "", settlementBank: ZeroAddress };
      await house.write([
        { reference: "MORE", seller: "nomura-securities", buyer: "satsuki-pension", ...more },
      ]);
      const units = [await house.units("satsuki-pension"), await house.units("nomura-securities")];
      expect(units).to.deep.equal([1n, 1n]);
      const result = await settle(["--net", "--yes", "--only", "PART", "MORE"]);
      expect(settled(result)).to.deep.equal(["PART", "MORE"]);
      for (const { proof } of result.settlements) expect(proof?.faults).to.deep.equal([]);
      expect(result.settlements.map(({ kind }) => kind)).to.deep.equal(["dvp", "free of payment"]);
      expect(await house.units("satsuki-pension")).to.equal(0n);
      expect(await house.outcome("PART")).to.equal("Settled");
    });

    it("refuses a part of a trade that has none, or of the wrong size", async () => {
      await house.write([{ reference: "WHOLE", seller: "yayoi-asset", buyer: "uzuki-bank" }]);
      const parts = { quantity: 3n, minimumPart: 2n };
      await house.write([{ reference: "PART-2", seller: "yayoi-asset", buyer: "kisaragi-life", ...parts }]);
      for (const [reference, units, message] of [
        ["WHOLE", "1", "WHOLE settles as a whole or not at all."],
        [
          "PART-2",
          "1",
          "A part of PART-2 has at least 2 units and at most the 3 that are left; this one has 1.",
        ],
        ["PART-2", "two", '--part is "two"; it must be a whole number above zero.'],
      ] as const) {
        const { code, stderr } = await house.run(["settle", "--part", units, "--only", reference]);
        expect([code, stderr.split("\n")[0]]).to.deep.equal([2, `kessai settle: ${message}`]);
      }
    });
  });

  describe("given input that is wrong", () => {
    const cases = [
      [["--batch", "--net"], "--batch and --net exclude each other."],
      [["--recorded", "--first", "V-1"], "--first, --weight and --yes belong to --net."],
      [["--part", "1"], "--part settles some units of one trade."],
      [
        ["--recorded", ...SCENARIO],
        "--recorded means the trades that are written down, not those of a scenario.",
      ],
      [["--net", "--weight", "JPY"], '--weight "JPY" does not say what a currency counts.'],
      [["--net", "--first", "NOBODY"], "No trade called NOBODY is written down in "],
      [["--batch", "--only", "NOBODY", "V-1"], "No trade called NOBODY is written down in "],
      [["--net", ...SCENARIO, "--first", "NOBODY"], "No ticket is called NOBODY."],
      [[], "No terms file was named."],
    ] as const;
    let ended: readonly Ended[];
    let blocks: readonly number[];
    before(async () => {
      const block = await house.blockNumber();
      ended = await house.runAll(cases.map(([args]) => ["settle", ...args]));
      blocks = [block, await house.blockNumber()];
    });
    for (const [index, [args, message]] of cases.entries()) {
      it(`settle ${args.join(" ")} ends with 2, sends nothing and says why`, () => {
        const { code, stderr, stdout } = ended[index] ?? {};
        expect(code, stderr).to.equal(2);
        expect(stderr).to.include(`kessai settle: ${message}`).and.include("What to do:");
        expect(stdout).to.equal("");
        expect(blocks[1]).to.equal(blocks[0]);
      });
    }
  });

  // ------------------------------------------------------------------ helpers

  /** How many of these payments are final. */
  async function paidOf(references: readonly string[]): Promise<number> {
    const ends = await Promise.all(references.map((each) => house.outcome(each)));
    return ends.filter((end) => end === "Paid").length;
  }

  /** Forgets the trades that are written down, so that a test has only its own. */
  function tidyUp(): Promise<void> {
    house.folder.saveTrades({});
    return Promise.resolve();
  }
});
