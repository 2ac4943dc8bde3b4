import { expect } from "chai";

import { JobHouse } from "./jobHouse.ts";
import { NodeProxy } from "./nodeProxy.ts";
import { refusals, settled, settleOutput } from "./settleOutput.ts";
import type { SettleOutput } from "./settleOutput.ts";

describe("The job that settles trades in net amounts", function () {
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

  describe("settle --net", () => {
    before(async () => {
      // Nobody has three units: one by one none of these can settle, together all of them can.
      const ring = ["kisaragi-life", "uzuki-bank", "satsuki-pension"];
      await house.write(
        ring.map((seller, index) => ({
          reference: `RING-${index + 1}`,
          seller,
          buyer: ring[(index + 1) % 3] ?? "",
          quantity: 3n,
          amount: 300_000_000n,
        })),
      );
      await house.write([
        { reference: "NET-LACK", seller: "jpx", buyer: "kisaragi-life", amount: 5n },
        { reference: "NET-HALF", seller: "jpx", buyer: "uzuki-bank", amount: 5n },
      ]);
      await house.write([{ reference: "NET-HALF", seller: "jpx", buyer: "uzuki-bank", amount: 5n }], []);
    });

    it("is needed: one by one nothing of a ring settles", async () => {
      const result = await settle(["--only", "RING-1", "RING-2", "RING-3"], 1);
      expect(refusals(result)).to.deep.equal({
        "RING-1": ["LACK", "MONY"],
        "RING-2": ["LACK", "MONY"],
        "RING-3": ["LACK", "MONY"],
      });
    });

    it("without --yes and without a terminal, shows the plan, says how to go on, and sends nothing", async () => {
      const before = await house.blockNumber();
      const { code, stdout, stderr } = await house.run(["settle", "--net"]);
      expect(code, stderr).to.equal(0);
      expect(await house.blockNumber()).to.equal(before);
      expect(stdout).to.match(/│ trades +│ 3 of 5 settle/);
      expect(stdout).to.match(/│ most that could settle +│ 900,000,000 JPY \(proven\)/);
      expect(stdout).to.match(/│ JP9JPXGDTB18 +│ +9 │ +0 │ +9 │ 100 % │/);
      expect(stdout).to.match(/│ JPY of settlement-bank +│ 900,000,000 │ +0 │ 900,000,000 │ 100 % │/);
      expect(stdout).to.match(/│ kisaragi-life +│ JP9JPXGDTB18 +│ +3 │ +3 │ +0 │/);
      expect(stdout).to.match(/│ NET-LACK +│ LACK: jpx would be short of 1 JP9JPXGDTB18/);
      expect(stdout).to.match(/│ NET-HALF +│ NMAS: jpx, the seller, has not approved it/);
      expect(stderr).to.include("Nothing was sent. Run this again with --yes to settle these 3 trades.");
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).to.be.at.most(100);
    });

    it("with --yes, dissolves the ring in one transaction in which nothing need move, and proves it", async () => {
      const held = await Promise.all(["kisaragi-life", "uzuki-bank"].map((party) => house.units(party)));
      const result = await settle(["--net", "--yes"], 1);
      expect(settled(result)).to.deep.equal(["RING-1", "RING-2", "RING-3"]);
      for (const { proof } of result.settlements.filter((each) => each.settled))
        expect([proof?.settledBy, proof?.faults]).to.deep.equal(["set", []]);
      expect(refusals(result)).to.deep.equal({ "NET-LACK": ["LACK"], "NET-HALF": ["NMAS", "NMAS"] });
      expect(result.sets.map(({ method, trades }) => `${method} of ${trades}`)).to.deep.equal(["net of 3"]);
      const now = await Promise.all(["kisaragi-life", "uzuki-bank"].map((party) => house.units(party)));
      expect(now).to.deep.equal(held);
    });

    it("when run again, says that it is done", async () => {
      const before = await house.blockNumber();
      const { steps } = await settle(["--net", "--yes", "--only", "RING-1", "RING-2", "RING-3"]);
      expect(steps.map(({ outcome }) => outcome)).to.deep.equal(
        Array.from({ length: 3 }, () => "already done"),
      );
      expect(await house.blockNumber()).to.equal(before);
    });

    it("gives the trades that come first the bonds that others want as well", async () => {
      await tidyUp();
      await house.write([
        { reference: "FIRST-BIG", seller: "nomura-securities", buyer: "yayoi-asset", amount: 900n },
        { reference: "FIRST-SMALL", seller: "nomura-securities", buyer: "kisaragi-life", amount: 1n },
      ]);
      const { plans } = await settle(["--net"]);
      expect(plans[0]?.chosen).to.deep.equal(["FIRST-BIG"]);
      const result = await settle(["--net", "--yes", "--first", "FIRST-SMALL"], 1);
      expect(settled(result)).to.deep.equal(["FIRST-SMALL"]);
      expect(refusals(result)).to.deep.equal({ "FIRST-BIG": ["LACK"] });
      await tidyUp();
    });
  });

  describe("settle --net, when the plan does not fit into one transaction", () => {
    const references = Array.from({ length: 16 }, (_, index) => `CUT-${String(index).padStart(2, "0")}`);
    before(async () => {
      // Money that goes round: each pays on what it is paid, and only the first has any.
      const round = ["yayoi-asset", "nomura-securities"];
      await house.write(
        references.map((reference, index) => ({
          reference,
          seller: round[(index + 1) % 2] ?? "",
          buyer: round[index % 2] ?? "",
          isin: "",
          quantity: 0n,
          amount: 1n + BigInt(index),
        })),
      );
      await house.setBlockGas(200_000);
    });
    after(() => house.setBlockGas(60_000_000));

    it("when killed after the first of several sets and run again, goes on, and settles nothing twice", async () => {
      const killed = await house.killedAfter("settleNet", 1, ["settle", "--net", "--yes"]);
      expect(killed.stderr).to.match(/\d+ trades do not fit into one transaction: \d+ sets of at most \d+/);
      const { code, stderr, stdout } = await house.run(["settle", "--net", "--yes", "--only", ...references]);
      expect(code, stderr).to.equal(0);
      expect(stderr).to.match(/a net of \d+ trades settled: [\d,]+ gas, block \d+; \d+ trades left/);
      expect(stdout).to.match(/\d+ done, [1-9]\d* already done\./);
      for (const reference of references) expect(await house.times("Paid", reference), reference).to.equal(1);
    });
  });

  describe("settle --net, when something changes between plan and settlement", () => {
    beforeEach(() => tidyUp());

    it("plans again with fresh data without the suspended participant, and settles the rest", async () => {
      await house.write([
        { reference: "NEW-1", seller: "kisaragi-life", buyer: "yayoi-asset", isin: "", quantity: 0n },
        { reference: "NEW-2", seller: "kisaragi-life", buyer: "nomura-securities", isin: "", quantity: 0n },
      ]);
      let done = false;
      const proxy = await NodeProxy.open(house.url, async (question) => {
        if (!done && house.isCallOf(question, "settleNet")) {
          done = true;
          await house.suspend("yayoi-asset");
        }
        return "answer";
      });
      const ended = await house.run(["settle", "--net", "--yes", "--json"], { url: proxy.url });
      await proxy.close();
      expect(ended.code, ended.stderr).to.equal(1);
      expect(ended.stderr).to.include("The plan was not carried out to its end: yayoi-asset is suspended.");
      expect(ended.stderr).to.include("planning again with fresh data (1 of 3)");
      const result = settleOutput.parse(JSON.parse(ended.stdout));
      expect(result.plans.map(({ chosen }) => chosen)).to.deep.equal([["NEW-1", "NEW-2"], ["NEW-2"]]);
      expect(settled(result)).to.deep.equal(["NEW-2"]);
      expect(refusals(result)).to.deep.equal({ "NEW-1": ["BLOC"] });
      await house.suspend("yayoi-asset", "reinstate");
    });

    it("gives up after three new plans, with nothing settled and nothing lost", async () => {
      await house.write([
        { reference: "EVER-1", seller: "kisaragi-life", buyer: "yayoi-asset", isin: "", quantity: 0n },
      ]);
      // suspended whenever the set is looked at, and never when the trade is
      let state: "suspend" | "reinstate" = "reinstate";
      const become = async (name: typeof state): Promise<void> => {
        if (name !== state) await house.suspend("yayoi-asset", name);
        state = name;
      };
      const proxy = await NodeProxy.open(house.url, async ({ method }) => {
        await become(method === "eth_estimateGas" ? "suspend" : "reinstate");
        return "answer";
      });
      const ended = await house.run(["settle", "--net", "--yes", "--json"], { url: proxy.url });
      await proxy.close();
      await become("reinstate");
      expect(ended.code, ended.stderr).to.equal(1);
      expect(ended.stderr).to.include("(3 of 3)").and.not.include("(4 of");
      const result = settleOutput.parse(JSON.parse(ended.stdout));
      expect(result.plans).to.have.length(4);
      expect(result.settlements[0]?.obstacles[0]?.sentence).to.match(
        /^the chain refused its set: yayoi-asset is suspended/,
      );
      expect(await house.outcome("EVER-1")).to.equal("open");
    });

    it("leaves out a trade that the chain itself names, such as one with a false signature", async () => {
      await house.write([
        { reference: "FALSE-1", seller: "kisaragi-life", buyer: "yayoi-asset", isin: "", quantity: 0n },
        { reference: "FALSE-2", seller: "kisaragi-life", buyer: "nomura-securities", isin: "", quantity: 0n },
      ]);
      const trades = house.folder.trades();
      const [one, two] = [trades["FALSE-1"], trades["FALSE-2"]];
      if (one === undefined || two === undefined) throw new Error("not written");
      house.folder.saveTrades({ ...trades, "FALSE-1": { ...one, signatures: two.signatures } });
      const result = await settle(["--net", "--yes"], 1);
      expect(settled(result)).to.deep.equal(["FALSE-2"]);
      const [kept] = result.settlements.filter(({ reference }) => reference === "FALSE-1");
      expect(kept?.obstacles).to.have.length(1);
      expect(kept?.obstacles[0]?.code).to.equal("NMAS");
      expect(kept?.obstacles[0]?.sentence).to.match(/^The signature for the seller is not one of /);
    });
  });

  // ------------------------------------------------------------------ helpers

  /** Forgets the trades that are written down, so that a test has only its own. */
  function tidyUp(): Promise<void> {
    house.folder.saveTrades({});
    return Promise.resolve();
  }
});
