import { expect } from "chai";
import { z } from "zod";

import { ISIN, JobHouse } from "./jobHouse.ts";
import type { Ended } from "./jobProcesses.ts";

const tradesOutput = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
  trades: z.array(z.object({ reference: z.string(), kind: z.string(), status: z.string() })),
});

describe("The job that agrees transfers", function () {
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
  describe("transfer", () => {
    const bonds = ["--from", "nomura-securities", "--to", "kisaragi-life", "--isin", ISIN, "--units", "1"];
    const money = ["--from", "uzuki-bank", "--to", "yayoi-asset", "--currency", "JPY"];

    it("agrees bonds free of payment for both sides, which settle delivers and proves", async () => {
      const agreed = await run(["transfer", "--reference", "FOP-1", ...bonds]);
      expect(agreed.trades).to.deep.equal([
        { reference: "FOP-1", kind: "free of payment", status: "matched" },
      ]);
      const { code, stdout, stderr } = await house.run(["settle", "--only", "FOP-1"]);
      expect(code, stderr).to.equal(0);
      expect(stdout)
        .to.match(/│ free of payment │ +│/)
        .and.include("1 x JP9JPXGDTB18");
      expect(await house.outcome("FOP-1")).to.equal("Delivered");
      expect(await house.units("kisaragi-life")).to.equal(1n);
    });

    it("agrees a payment by signatures, which settle pays", async () => {
      const before = [await house.yen("uzuki-bank"), await house.yen("yayoi-asset")] as const;
      const payment = [...money, "--bank", "settlement-bank", "--amount", "1,000,000", "--signatures"];
      const { trades } = await run(["transfer", "--reference", "PAY-1", ...payment]);
      expect(trades).to.deep.equal([{ reference: "PAY-1", kind: "payment", status: "signed" }]);
      expect((await house.run(["settle", "--only", "PAY-1"])).code).to.equal(0);
      expect(await house.outcome("PAY-1")).to.equal("Paid");
      const after = [await house.yen("uzuki-bank"), await house.yen("yayoi-asset")];
      expect(after).to.deep.equal([before[0] - 1_000_000n, before[1] + 1_000_000n]);
    });

    it("when killed after the first approval and run again, goes on, and does nothing twice", async () => {
      const args = ["transfer", "--reference", "FOP-2", ...bonds];
      await house.killedAfter("instruct", 1, args);
      expect(await outcomes(args)).to.deep.equal([
        "already done: approve FOP-2 for nomura-securities, the seller",
        "done: approve FOP-2 for kisaragi-life, the buyer",
      ]);
      const before = await house.blockNumber();
      expect(await outcomes(args)).to.deep.equal([
        "already done: approve FOP-2 for nomura-securities, the seller",
        "already done: approve FOP-2 for kisaragi-life, the buyer",
      ]);
      expect(await house.blockNumber()).to.equal(before);
    });

    it("takes days and a cut-off, also one on a later day", async () => {
      const days = ["--settle-date", "2022-06-06", "--cut-off", "2022-06-10T15:00"];
      await run(["transfer", "--reference", "DAYS-1", ...bonds, ...days, "--dry-run"]);
      expect(house.folder.trades()).to.not.have.property("DAYS-1");
      await run(["transfer", "--reference", "DAYS-1", ...bonds, ...days, "--signatures"]);
      const { settleFrom, settleBy } = house.written("DAYS-1");
      expect(
        [settleFrom, settleBy].map((second) => new Date(Number(second) * 1000).toISOString()),
      ).to.deep.equal(["2022-06-05T15:00:00.000Z", "2022-06-10T06:00:00.000Z"]);
    });

    describe("given input that is wrong", () => {
      const cases = [
        [
          "another trade under the same reference",
          ["FOP-1", ...bonds, "--units", "2"],
          "The reference FOP-1 is that of another trade",
        ],
        [
          "no number",
          ["X-1", ...bonds, "--units", "one"],
          '--units is "one"; it must be a whole number above zero.',
        ],
        [
          "no amount",
          ["X-1", ...money, "--bank", "settlement-bank"],
          "A transfer moves bonds or money, one of them.",
        ],
        [
          "both legs",
          ["X-1", ...bonds, "--currency", "JPY"],
          "A transfer moves bonds or money, one of them.",
        ],
        [
          "one party",
          ["X-1", ...bonds, "--to", "nomura-securities"],
          "nomura-securities cannot transfer to itself.",
        ],
        ["a wrong ISIN", ["X-1", ...bonds, "--isin", "JP9JPXGDTB19"], '--isin: "JP9JPXGDTB19" - '],
        ["a wrong reference", ["x 1", ...bonds], '--reference: "x 1" - must be 1 to 16 of the characters'],
        [
          "a Saturday",
          ["X-1", ...bonds, "--settle-date", "2022-06-04"],
          "2022-06-04 is not a business day in Asia/Tokyo.",
        ],
        [
          "no date",
          ["X-1", ...bonds, "--settle-date", "2022-06-31"],
          '--settle-date is "2022-06-31", which is no date.',
        ],
        [
          "a date that is past",
          ["X-1", ...bonds, "--settle-date", "2022-06-02"],
          "The settlement date 2022-06-02 is past",
        ],
        [
          "a cut-off that is past",
          ["X-1", ...bonds, "--cut-off", "08:00"],
          "The cut-off 2022-06-03 08:00 Asia/Tokyo has passed",
        ],
        [
          "no time",
          ["X-1", ...bonds, "--settle-date", "2022-06-06", "--cut-off", "25:00"],
          '"25:00" is not a time.',
        ],
      ] as const;
      let written: unknown;
      let ended: readonly Ended[];
      before(async () => {
        written = house.folder.trades();
        ended = await house.runAll(cases.map(([, args]) => ["transfer", "--reference", ...args]));
      });
      for (const [index, [what, , message]] of cases.entries()) {
        it(`given ${what}, ends with 2, says so, and writes nothing down`, () => {
          const { code, stderr } = ended[index] ?? {};
          expect(code, stderr).to.equal(2);
          expect(stderr).to.include(message).and.include("What to do:");
          expect(house.folder.trades()).to.deep.equal(written);
        });
      }
    });

    it("given a party that nobody knows, ends with 2 and says who is known", async () => {
      const { code, stderr } = await house.run([
        "transfer",
        "--reference",
        "X-1",
        ...bonds,
        "--to",
        "nobody",
      ]);
      expect(code).to.equal(2);
      expect(stderr).to.match(/No account is known for nobody\.\n.*Known are .*yayoi-asset.*accounts\.json/);
    });
  });
});
