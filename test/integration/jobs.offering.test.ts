import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { NRI, NRI_ISIN, OfferingHouse } from "./offeringHouse.ts";
import type { Ended } from "./jobProcesses.ts";

const closing = z.object({
  proceeds: z.object({
    issuedUnits: z.string(),
    cancelledUnits: z.string(),
    proceeds: z.string(),
    fees: z.string(),
  }),
  moved: z.array(z.object({ account: z.string(), units: z.string(), money: z.string() })),
  faults: z.array(z.string()),
});

const demand = z.object({
  clearing: z.object({ price: z.string(), coverRatio: z.string(), isCovered: z.boolean() }),
  steps: z.array(z.object({ price: z.string(), units: z.string() })),
});

describe("The jobs of the primary market, with the NRI bond of 2025", function () {
  this.timeout(300_000);
  let house: OfferingHouse;
  before(async () => {
    house = await OfferingHouse.open();
  });
  after(() => house.close());

  describe("given a bond that is offered", () => {
    it("offer creates it, opens the offering and has three firms sign, once", async () => {
      const { steps } = await house.json(["offer", ...NRI]);
      expect(steps.map(({ outcome }) => outcome)).to.deep.equal(Array.from({ length: 11 }, () => "done"));
      expect(await house.again(["offer", ...NRI])).to.include("99.80 to 100.00 in steps of 0.01");
      expect(await house.events("UnderwritingSigned")).to.have.length(3);
    });

    describe("when jobs are given what cannot be", () => {
      const dearer = (): string =>
        house.changed("offering.yaml", [['feePer100: "0.35"', 'feePer100: "0.40"']]);
      const cases: readonly (readonly [args: () => readonly string[], exit: number, message: RegExp])[] = [
        [
          () => ["offer", ...NRI, "--offering", dearer()],
          1,
          /is under way with other terms than .*feePerUnit is 350000 on the chain, 400000 in the sheet/,
        ],
        [() => ["offer", "--scenario", "jpx-2022"], 2, /The scenario jpx-2022 has no offering\.yaml/],
        [() => ["order", ...NRI, "--investor", "nomura-trust"], 2, /has no order of nomura-trust/],
        [
          () => ["book", ...NRI, "--orders", "scenarios/nri-2025/orders.yaml"],
          2,
          /is not a file of signed orders\.\n.*book --hand-over/,
        ],
        [() => ["price", ...NRI, "--price", "101"], 2, /outside the range.*\n.*from 99\.80 to 100\.00/],
        [
          () => ["close-offering", ...NRI, "--at", "2025-03-14T12:00"],
          1,
          /is open: there is nothing to close yet/,
        ],
      ];
      let ended: readonly Ended[];
      let untouched: readonly unknown[];
      const state = async () => [await house.provider.getBlockNumber(), await house.kessai.now()];
      before(async () => {
        untouched = await state();
        ended = await Promise.all(cases.map(([args]) => house.run(args())));
      });
      for (const [index, [, exit, message]] of cases.entries()) {
        it(`ends with ${exit} and says ${String(message)}`, () => {
          const { code, stderr, stdout } = ended[index] ?? {};
          expect([code, stdout], stderr).to.deep.equal([exit, ""]);
          expect(stderr).to.match(message).and.include("What to do:");
        });
      }
      it("nothing is sent, and no clock is moved", async () => {
        expect(await state()).to.deep.equal(untouched);
      });
    });

    it("order, killed once the third order is on the chain, goes on with the fourth", async () => {
      const smaller = house.changed("orders.yaml", [["amount: 500000000", "amount: 300000000"]]);
      await house.killedAfter("enterOrder", 3, ["order", ...NRI, "--orders", smaller]);
      const { stderr } = await house.tell(["order", ...NRI, "--orders", smaller]);
      expect(stderr).to.include("already done: enter the order of uzuki-bank by hazuki-securities");
      expect(stderr).to.include("done: enter the order of satsuki-pension by nomura-securities");
      expect(await house.events("OrderEntered")).to.have.length(8);
    });

    it("order, when a ticket has changed, amends that order alone, and its investor takes the old one back", async () => {
      const { stdout, stderr } = await house.tell(["order", ...NRI]);
      const done = stderr.match(/^ {2}done: .*$/gm) ?? [];
      expect(done).to.have.length(2);
      expect(done[0]).to.include("amend the order of fumizuki-life, number 6 of the book");
      expect(done[1]).to.include("take back what fumizuki-life signed before");
      expect(Object.keys(house.folder.orders())).to.have.length(9);
      expectSecret(house, stdout + stderr);
    });

    it("order --withdraw takes an order out, and its investor enters it again itself, for the pot", async () => {
      const kannazuki = [...NRI, "--investor", "kannazuki-bank"];
      await house.tell(["order", ...kannazuki, "--withdraw"]);
      const { stdout } = await house.tell(["order", ...kannazuki, "--direct"]);
      expect(stdout).to.match(/│ +7 │ kannazuki-bank +│ hazuki-securities .* withdrawn/);
      expect(stdout).to.match(/│ +9 │ kannazuki-bank +│ kannazuki-bank .* in the book/);
    });

    it("book shows what is asked for, draws it, and finds nothing wrong", async () => {
      const svg = join(house.home, "demand.svg");
      const shown = await house.json(["book", ...NRI, "--svg", svg, "--verify"]);
      const { clearing, steps } = demand.parse(shown["demand"]);
      expect(clearing).to.deep.equal({ price: "100000000", coverRatio: "1.33", isCovered: true });
      expect(steps.map(({ units }) => units)).to.deep.equal(["40", "43"]);
      expect(readFileSync(svg, "utf8")).to.match(/^<svg .*Demand for Nomura Research Institute/);
    });
  });

  describe("given a book that is closed", () => {
    it("price fixes the price at which it clears, once", async () => {
      await house.tell(["price", ...NRI, "--at", "2025-03-07T09:00"]);
      expect(await house.again(["price", ...NRI])).to.include(
        "priced at 100.00: 38.30 basis points over 1.100 %, allotted by the rule",
      );
    });

    it("allocate, killed between two pages, goes on with the second, completes, and holds money", async () => {
      await house.killedAfter("allot", 1, ["allocate", ...NRI, "--page", "4"]);
      const { stderr } = await house.tell(["allocate", ...NRI, "--earmark", "satsuki-pension"]);
      expect(stderr).to.match(/done: allot JP9NRIDIG157 to 3 orders, 5 to 8/);
      expect(stderr).to.include("done: hold 300,000,000 JPY of satsuki-pension for order 4");
      const again = await house.again(["allocate", ...NRI]);
      expect(again).to.include("30 of 30 units, exactly by the rule.");
    });
  });

  describe("given the payment date", () => {
    it("close-offering waits in the morning for the investor that cannot pay", async () => {
      const { stderr } = await house.tell(["close-offering", ...NRI, "--at", "2025-03-14T10:00"]);
      expect(stderr).to.match(/waits: close the offering of JP9NRIDIG157\n +shimotsuki-asset cannot pay/);
      expect(stderr).to.include("Nobody is left out before 2025-03-14 12:00");
    });

    it("close-offering closes at noon without it, in one transaction, and proves it", async () => {
      const shown = await house.json(["close-offering", ...NRI, "--at", "2025-03-14T12:00"]);
      const { proceeds, moved, faults } = closing.parse(shown["closing"]);
      expect(faults).to.deep.equal([]);
      expect(proceeds).to.deep.equal({
        issuedUnits: "30",
        cancelledUnits: "0",
        proceeds: "3000000000",
        fees: "10500000",
      });
      const nagatsuki = moved.find(({ account }) => account === house.accountOf("nagatsuki-securities"));
      expect([nagatsuki?.units, nagatsuki?.money]).to.deep.equal(["2", "-197760000"]);
      expect(await house.again(["close-offering", ...NRI])).to.include(
        "shimotsuki-asset did not pay: nagatsuki-securities took its 2 units.",
      );
    });

    it("leaves everybody with what the story says", async () => {
      const parties = [
        "nri",
        "nomura-securities",
        "hazuki-securities",
        "nagatsuki-securities",
        "kisaragi-life",
      ];
      const investors = ["yayoi-asset", "uzuki-bank", "satsuki-pension", "shimotsuki-asset"];
      expect(await house.holdings([...parties, ...investors])).to.deep.equal({
        nri: [0n, 232_950_000n + 2_989_500_000n],
        "nomura-securities": [0n, 6_125_000n],
        "hazuki-securities": [0n, 2_135_000n],
        "nagatsuki-securities": [2n, 2_240_000n],
        "kisaragi-life": [8n, 200_000_000n],
        "yayoi-asset": [6n, 200_000_000n],
        "uzuki-bank": [4n, 200_000_000n],
        "satsuki-pension": [3n, 100_000_000n],
        "shimotsuki-asset": [0n, 150_000_000n],
      });
    });

    it("book --verify finds that price and allotments are those of the rule", async () => {
      const { steps } = await house.json(["book", ...NRI, "--verify"]);
      expect(steps.map(({ what, outcome }) => [what, outcome])).to.deep.equal([
        [`hold 9 orders against the book of ${NRI_ISIN}`, "done"],
        [`hold price and 7 allotments of ${NRI_ISIN} against orders, terms and rule`, "done"],
      ]);
      expect(existsSync(join(house.folder.path, "orders.json"))).to.equal(true);
    });
  });
});

/** Nothing of what orders say stands in what a job prints. */
function expectSecret(house: OfferingHouse, printed: string): void {
  for (const { order, signature } of Object.values(house.folder.orders()))
    expect(printed).to.not.include(order.salt).and.not.include(signature.slice(0, 20));
  expect(printed).to.not.match(/\d00,?000,?000|100\.00|99\.95/);
}
