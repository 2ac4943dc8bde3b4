import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { z } from "zod";

import { JobHouse } from "./jobHouse.ts";

const failsOutput = z.object({
  date: z.string(),
  fails: z.array(
    z.object({
      reference: z.string(),
      kind: z.string(),
      businessDays: z.number(),
      calendarDays: z.number(),
      openAmount: z.string(),
      failingParty: z.string().nullable(),
      status: z.string(),
      attempts: z.array(z.object({ reasons: z.array(z.object({ code: z.string() })) })),
    }),
  ),
  ageing: z.array(z.object({ from: z.number(), fails: z.array(z.string()) })),
  unapproved: z.array(z.string()),
  charges: z
    .array(
      z.object({
        reference: z.string(),
        from: z.string(),
        until: z.string(),
        charge: z.object({ total: z.string(), days: z.array(z.unknown()) }).optional(),
        claimable: z.boolean(),
        unclaimed: z.string().optional(),
      }),
    )
    .default([]),
  trades: z.array(z.object({ reference: z.string(), kind: z.string(), status: z.string() })).default([]),
});
type FailsOutput = z.infer<typeof failsOutput>;

describe("The job that shows fails, charges and claims them", function () {
  this.timeout(240_000);
  let house: JobHouse;

  const day = (date: string): bigint => BigInt(Date.parse(`${date}T00:00+09:00`) / 1000);

  before(async () => {
    house = await JobHouse.fresh();
    house.folder.saveTrades({});
    const due = { tradeDate: day("2022-06-03"), settleFrom: day("2022-06-06") };
    const long = { ...due, settleBy: day("2022-07-01") };
    const short = { ...due, settleBy: day("2022-06-07") };
    const lacking = { seller: "satsuki-pension", buyer: "yayoi-asset" };
    await house.write([
      // nobody has sold satsuki-pension a bond, and uzuki-bank is suspended
      { reference: "FAIL-LACK", ...lacking, ...long, amount: 100_000_000n },
      {
        reference: "FAIL-BLOC",
        seller: "nomura-securities",
        buyer: "uzuki-bank",
        ...short,
        amount: 50_000n,
      },
      {
        reference: "FAIL-FREE",
        ...lacking,
        ...long,
        amount: 0n,
        currency: "",
        settlementBank: ZeroAddress,
      },
    ]);
    await house.write([{ reference: "HALF", ...lacking, ...long }], ["buyer"]);
    await house.suspend("uzuki-bank");
    await house.moveTo("2022-06-06T09:00");
    const { code } = await house.run(["settle", "--batch"]);
    expect(code).to.equal(1);
  });

  async function fails(args: readonly string[] = [], code = 0): Promise<FailsOutput> {
    return failsOutput.parse(await house.json(["fails", ...args], code));
  }

  it("on the day itself, nothing has failed", async () => {
    const { stdout } = await house.run(["fails"]);
    expect(stdout).to.include("No trade fails on 2022-06-06.");
    expect(stdout).to.include("Due, but not approved by both sides, so nobody fails on them yet: HALF.");
  });

  it("on the next day, says of each fail its age, who fails and what was tried", async () => {
    await house.moveTo("2022-06-07T09:00");
    const report = await fails();
    expect(
      report.fails.map(({ attempts, ...fail }) => ({
        ...fail,
        attempts: attempts.map(({ reasons }) => reasons[0]?.code),
      })),
    ).to.have.deep.members([
      {
        reference: "FAIL-LACK",
        kind: "dvp",
        businessDays: 1,
        calendarDays: 1,
        openAmount: "100000000",
        failingParty: "satsuki-pension",
        status: "recycling",
        attempts: ["LACK"],
      },
      {
        reference: "FAIL-BLOC",
        kind: "dvp",
        businessDays: 1,
        calendarDays: 1,
        openAmount: "50000",
        failingParty: "uzuki-bank",
        status: "expired",
        attempts: ["BLOC"],
      },
      {
        reference: "FAIL-FREE",
        kind: "free of payment",
        businessDays: 1,
        calendarDays: 1,
        openAmount: "0",
        failingParty: "satsuki-pension",
        status: "recycling",
        attempts: ["LACK"],
      },
    ]);
    expect(report.unapproved).to.deep.equal(["HALF"]);
  });

  it("ages them by business days, and shows it to people in at most 100 columns", async () => {
    await house.moveTo("2022-06-13T09:00");
    // The second attempt is one whose reasons the chain never sees.
    await house.run(["settle", "--only", "FAIL-LACK"]);
    const { ageing, fails: found } = await fails();
    expect(ageing.map(({ from, fails: inside }) => [from, inside.length])).to.deep.equal([
      [1, 0],
      [2, 0],
      [5, 3],
      [10, 0],
      [20, 0],
    ]);
    expect(found.find(({ reference }) => reference === "FAIL-LACK")).to.include({
      businessDays: 5,
      calendarDays: 7,
    });
    expect(found.find(({ reference }) => reference === "FAIL-LACK")?.attempts).to.have.length(2);
    const { stdout } = await house.run(["fails"]);
    expect(stdout).to.match(/│ 5 to 9 +│ +3 │ +1 free of payment │/);
    expect(stdout).to.match(
      /│ FAIL-LACK +│ satsuki-pension -> +│ 2022-06-06 +│ 5 business │ satsuki-pension │\n│ DvP +│ yayoi-asset +│ 100,000,000 JPY │ 7 calendar │ \(seller\) +│\n│ +│ +│ +│ recycling +│/,
    );
    expect(stdout).to.match(
      /│ FAIL-LACK │ 2022-06-06 09:00:\d\d │ LACK insufficient financial instruments: satsuki-pension/,
    );
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).to.be.at.most(100);
  });

  describe("--charge", () => {
    const rates = (until: number): string =>
      house.file(
        "rates.yaml",
        Array.from(
          { length: until - 6 },
          (_, index) => `- date: 2022-06-${String(index + 6).padStart(2, "0")}\n  percent: "0.1"\n`,
        ).join(""),
      );

    it("computes what each fail costs until now, and says whom it is not claimed from and why", async () => {
      const { charges } = await fails(["--charge", "jsda", "--rates", rates(13)]);
      // max(3 % - 0.1 %, 0) x 100,000,000 x 7 / 365 = 55,616.4, cut off
      expect(
        charges.map(({ reference, charge, claimable }) => [reference, charge?.total, claimable]),
      ).to.have.deep.members([
        ["FAIL-LACK", "55616", true],
        ["FAIL-BLOC", "27", false],
      ]);
      expect(charges.find(({ reference }) => reference === "FAIL-BLOC")?.unclaimed).to.equal(
        "The trade FAIL-BLOC fails on the side of its buyer; the JSDA fails charge, government bonds charges the seller.",
      );
    });

    it("given a rate that is missing, says for which day and ends with 1", async () => {
      const { code, stderr } = await house.run(["fails", "--charge", "jsda", "--rates", rates(12)]);
      expect(code).to.equal(1);
      expect(stderr).to.include("There is no reference rate for 2022-06-12, which the JSDA fails charge");
    });

    it("given a table of rates or a convention that is wrong, ends with 2 and says path, value and rule", async () => {
      const wrong = house.file("wrong.yaml", "- date: 2022-06-06\n  percent: 0.1\n");
      const refused = await house.run(["fails", "--charge", "jsda", "--rates", wrong]);
      expect(refused.code).to.equal(2);
      expect(refused.stderr).to.include("rates[0].percent: 0.1 - must be a decimal number in quotes");
      const own = house.file("own.yaml", "name: Own\nchargedSides: [seller, buyer]\n");
      const none = await house.run(["fails", "--charge", own]);
      expect(none.code).to.equal(2);
      expect(none.stderr).to.include(
        "convention.parameters: (missing) - must be a list of at least one item",
      );
    });

    it("charges by a house's own convention", async () => {
      const own = house.file(
        "own.yaml",
        [
          "name: Own convention",
          "chargedSides: [seller, buyer]",
          "parameters:",
          "  - effectiveFrom: 2022-01-01",
          "    source: House rules",
          '    rate: { kind: fixed, basisPointsPerDay: "1" }',
          "    chargedDays: business",
          "    rounding: { of: day, unit: 1, direction: halfUp }",
        ].join("\n"),
      );
      const { charges } = await fails(["--charge", own]);
      expect(
        charges.map(({ charge, claimable }) => [charge?.total, charge?.days.length, claimable]),
      ).to.have.deep.members([
        ["50000", 5, true],
        ["25", 5, true],
      ]);
    });

    it("in a dry run, says what would be claimed and writes nothing down", async () => {
      const before = house.folder.trades();
      const { stderr } = await house.run([
        "fails",
        "--charge",
        "jsda",
        "--rates",
        rates(13),
        "--claim",
        "--dry-run",
      ]);
      expect(stderr).to.match(
        /would do: claim 55,616 JPY for FAIL-LACK from 2022-06-06 until 2022-06-13 as FC-\w{13}/,
      );
      expect(house.folder.trades()).to.deep.equal(before);
    });

    it("with --claim, killed after the payee's approval was sent and run again, claims nothing twice", async () => {
      const args = ["fails", "--charge", "jsda", "--rates", rates(13), "--claim"];
      await house.killedAfter("instruct", 1, args);
      const again = await fails(args.slice(1));
      expect(again.trades).to.have.length(1);
      expect(again.trades[0]).to.include({ kind: "payment", status: "instructed" });
      expect(again.charges.map(({ reference }) => reference)).to.deep.equal(["FAIL-BLOC"]);
      const [claim] = again.trades;
      expect(await house.times("Instructed", claim?.reference ?? "")).to.equal(1);
      expect(house.folder.trades()[claim?.reference ?? ""]?.charge).to.include({
        from: "2022-06-06",
        until: "2022-06-13",
      });
    });

    it("is paid by the one who fails, once it has approved", async () => {
      const [reference = ""] = Object.keys(house.folder.trades()).filter((each) => each.startsWith("FC-"));
      const waiting = await house.run(["settle", "--only", reference, "--at", "2022-06-14"]);
      expect(waiting.stderr)
        .to.include(`waits: settle ${reference}`)
        .and.include("satsuki-pension, the buyer, has not approved it");
      const before = [await house.yen("satsuki-pension"), await house.yen("yayoi-asset")] as const;
      expect((await house.run(["approve", reference, "--side", "buyer"])).code).to.equal(0);
      expect((await house.run(["settle", "--only", reference])).code).to.equal(0);
      const after = [await house.yen("satsuki-pension"), await house.yen("yayoi-asset")];
      expect(after).to.deep.equal([before[0] - 55_616n, before[1] + 55_616n]);
    });

    it("on a later day, charges the days since the last claim only", async () => {
      const { charges } = await fails(["--charge", "jsda", "--rates", rates(15)]);
      const charge = charges.find(({ reference }) => reference === "FAIL-LACK");
      expect([charge?.from, charge?.until, charge?.charge?.total]).to.deep.equal([
        "2022-06-13",
        "2022-06-14",
        "7945",
      ]);
    });
  });
});
