import { expect } from "chai";
import { z } from "zod";

import { ISIN, JobHouse, SCENARIO } from "./jobHouse.ts";
import type { Ended } from "./jobProcesses.ts";

const output = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
});
const paidOutput = output.extend({
  proofs: z.object({
    holders: z.array(z.object({ party: z.string().nullable(), net: z.string(), isKept: z.boolean() })),
    interest: z.string(),
    nationalTax: z.string(),
    localTax: z.string(),
    net: z.string(),
    kept: z.string(),
    faults: z.array(z.string()),
  }),
  suspense: z.array(z.object({ party: z.string().nullable(), amount: z.string(), code: z.string() })),
});

const BOND = ["--isin", ISIN];

describe("The jobs that service the JPX bond, from its first coupon to its end", function () {
  this.timeout(240_000);
  let house: JobHouse;

  before(async () => {
    house = await JobHouse.fresh();
    for (const job of [
      ["trade", ...SCENARIO, "--signatures"],
      ["settle", ...SCENARIO, "--batch"],
    ]) {
      const { code, stderr } = await house.run(job);
      expect(code, stderr).to.equal(0);
    }
  });

  async function outcomes(args: readonly string[], code = 0): Promise<readonly string[]> {
    const { steps } = output.parse(await house.json(args, code));
    return steps.map(({ what, outcome }) => `${outcome}: ${what}`);
  }

  describe("the first coupon", () => {
    // 500,000,000 at 0.050 % for half a year are 125,000; 15.315 % of 25,000 are 3,828, of 50,000 are 7,657 yen.
    it("is funded by the issuer, in parts, and asks for no more than is missing", async () => {
      expect(await outcomes(["fund", ...BOND, "--dry-run"])).to.deep.equal([
        `would do: approve 125,000 JPY to fund payment 1 of ${ISIN}`,
        `would do: fund payment 1 of ${ISIN} with 125,000 JPY`,
      ]);
      const part = ["fund", ...BOND, "--payment", "1", "--up-to", "100,000"];
      expect(await outcomes(part)).to.deep.equal([
        `done: approve 100,000 JPY to fund payment 1 of ${ISIN}`,
        `done: fund payment 1 of ${ISIN} with 100,000 JPY`,
      ]);
      expect(await outcomes(part)).to.deep.equal([`already done: fund payment 1 of ${ISIN}`]);
    });

    it("is not paid before its date, nor while money is missing", async () => {
      const early = output.parse(await house.json(["pay-coupon", ...BOND]));
      expect(early.steps[0]).to.deep.include({
        outcome: "not due",
        remark: "It is due at 2022-12-02 00:00 Asia/Tokyo.",
      });
      await house.moveTo("2022-12-02T09:00");
      const late = output.parse(await house.json(["pay-coupon", ...BOND], 1));
      expect(late.steps[0]?.remark).to.equal(
        "It needs 125,000 JPY and has 100,000 JPY: 25,000 JPY are missing, so nobody is paid yet. " +
          `Have the issuer fund it: npm run kessai -- fund --isin ${ISIN} --payment 1`,
      );
      expect(await house.events("HolderPaid")).to.have.length(0);
    });

    it("is paid page by page: killed half-way and run again, it pays the others, and nobody twice", async () => {
      const rest = await outcomes(["fund", ...BOND]);
      expect(rest.at(-1)).to.equal(`done: fund payment 1 of ${ISIN} with 25,000 JPY`);
      await house.suspend("yayoi-asset");
      await house.killedAfter("pay", 2, ["pay-coupon", ...BOND, "--page", "1"]);
      expect(await house.events("HolderPaid")).to.have.length(2);
      const { stdout, stderr, code } = await house.run(["pay-coupon", ...BOND, "--page", "1"]);
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include("  3 of 4 holders\n  4 of 4 holders\n");
      expect(stderr).to.include(`done: pay payment 1 of ${ISIN}: 2 of 4 holders`);
      expect(stdout).to.match(/│ all 4 +│ +5 │ +125,000 │ +- │ +19,141 │ +105,859 │ +│/);
      expect(stdout.split("\n").every((line) => line.length <= 100)).to.equal(true);
      const paid = (await house.events("HolderPaid")).map(({ args }) => args["holder"]);
      expect(new Set(paid).size).to.equal(4);
      expect(await house.events("PaymentCompleted")).to.have.length(1);
    });

    it("run once more, does nothing, and proves what was paid and why one holder was not", async () => {
      const before = await house.blockNumber();
      const { steps, proofs, suspense } = paidOutput.parse(
        await house.json(["pay-coupon", ...BOND, "--payment", "1"]),
      );
      expect(steps.map(({ what, outcome }) => `${outcome}: ${what}`)).to.deep.equal([
        `already done: pay payment 1 of ${ISIN}`,
        `done: prove payment 1 of ${ISIN}`,
      ]);
      expect(await house.blockNumber()).to.equal(before);
      expect(proofs).to.deep.include({ interest: "125000", localTax: "0", faults: [] });
      const kept = proofs.holders.filter(({ isKept }) => isKept);
      expect(kept.map(({ party }) => party)).to.deep.equal(["yayoi-asset"]);
      expect(suspense).to.deep.equal([
        { party: "yayoi-asset", amount: proofs.kept, code: "ParticipantIsSuspended" },
      ]);
    });

    it("gives what was kept to its holder, once that can be paid", async () => {
      const args = ["claim-suspense", ...BOND, "--holder", "yayoi-asset"];
      const what = `pay 21,172 JPY that are kept for yayoi-asset of ${ISIN}`;
      const refused = output.parse(await house.json(args, 1));
      expect(refused.steps[0]).to.deep.include({ what, outcome: "failed" });
      expect(refused.steps[0]?.remark).to.match(/^yayoi-asset is suspended/);
      await house.suspend("yayoi-asset", "reinstate");
      const before = await house.yen("yayoi-asset");
      expect(await outcomes(args)).to.deep.equal([`done: ${what}`]);
      expect((await house.yen("yayoi-asset")) - before).to.equal(21_172n);
      expect(await outcomes(args)).to.deep.equal([`already done: pay what is kept of ${ISIN}`]);
    });
  });

  describe("market claims", () => {
    it("lets the buyer of units that settled late claim the coupon, once, and settle pays it", async () => {
      const day = BigInt(Date.parse("2022-12-01T00:00:00+09:00") / 1000);
      const written = { seller: "kisaragi-life", buyer: "nomura-securities" };
      await house.write([
        { ...written, reference: "CUM-1", tradeDate: day },
        { ...written, reference: "EX-1", tradeDate: day + 86_400n },
      ]);
      expect((await house.run(["settle", "--only", "CUM-1", "EX-1"])).code).to.equal(0);
      const args = ["pay-coupon", ...BOND, "--payment", "1"];
      const made = await outcomes(args);
      const reference = /MC-\w{13}/.exec(made.join())?.[0] ?? "";
      expect(made.slice(-3)).to.deep.equal([
        `done: claim 25,000 JPY from kisaragi-life to nomura-securities: payment 1 on CUM-1, as ${reference}`,
        `done: approve ${reference} for nomura-securities, the seller`,
        `done: approve ${reference} for kisaragi-life, the buyer`,
      ]);
      // Without its own notes, the job finds the claim on the chain.
      const { [reference]: claim, ...others } = house.folder.trades();
      house.folder.saveTrades(others);
      const before = await house.yen("nomura-securities");
      expect((await outcomes(args)).slice(-3).every((each) => each.startsWith("already done"))).to.equal(
        true,
      );
      expect(house.folder.trades()[reference]?.id).to.equal(claim?.id);
      expect((await house.run(["settle", "--only", reference])).code).to.equal(0);
      expect((await house.yen("nomura-securities")) - before).to.equal(25_000n);
      expect((await outcomes(args)).at(-1)).to.match(/^already done: claim 25,000 JPY/);
    });
  });

  describe("maturity", () => {
    it("is funded with the last coupon, paid, and ends every unit against its money", async () => {
      expect(await outcomes(["fund", ...BOND])).to.deep.equal([
        `done: approve 125,000 JPY to fund payment 2 of ${ISIN}`,
        `done: fund payment 2 of ${ISIN} with 125,000 JPY`,
        `done: approve 500,000,000 JPY to fund the redemption at maturity of ${ISIN}`,
        `done: fund the redemption at maturity of ${ISIN} with 500,000,000 JPY`,
      ]);
      expect(await outcomes(["redeem", ...BOND])).to.deep.equal([
        `not due: redeem units of ${ISIN}: the redemption at maturity`,
      ]);
      const state = await house.run(["servicing", ...BOND, "--at", "2023-06-02T09:00"]);
      expect(state.stdout).to.match(
        /Next:\n {2}2023-06-02 \(now\) {2}pay-coupon .* --payment 2\n {2}2023-06-02 \(now\) {2}redeem /,
      );
      expect((await outcomes(["pay-coupon", ...BOND])).slice(0, 2)).to.deep.equal([
        `done: pay payment 2 of ${ISIN}: 4 of 4 holders`,
        `done: prove payment 2 of ${ISIN}`,
      ]);
      await house.killedAfter("redeem", 1, ["redeem", ...BOND, "--page", "2"]);
      const { code, stdout, stderr } = await house.run(["redeem", ...BOND, "--page", "2"]);
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include(`done: prove the redemption at maturity of ${ISIN}`);
      expect(stdout).to.include(`${ISIN} has 0 units outstanding.`);
      expect(await house.events("RedemptionCompleted")).to.have.length(1);
      expect(await (await house.kessai.bond(ISIN)).totalSupply()).to.equal(0n);
      expect(await outcomes(["redeem", ...BOND])).to.deep.equal([
        `already done: redeem units of ${ISIN}: the redemption at maturity`,
        `done: prove the redemption at maturity of ${ISIN}`,
      ]);
    });

    it("leaves a bond that every job calls redeemed, and nothing to be done or funded", async () => {
      const [servicing, status, fund, issue] = await house.runAll([
        ["servicing", ...BOND],
        ["status"],
        ["fund", ...BOND],
        ["issue", ...SCENARIO],
      ]);
      expect(servicing?.stdout).to.match(/^JP9JPXGDTB18 is redeemed; 0 units outstanding; /);
      expect(servicing?.stdout).to.include("Nothing is left to be done.");
      expect(status?.stdout).to.match(/│ JP9JPXGDTB18 .*│ redeemed +│ +0 │/);
      expect(fund?.stdout).to.equal(`Nothing of ${ISIN} is left to be funded.\n`);
      expect(issue?.stderr).to.match(/already done: issue 5 units of JP9JPXGDTB18/);
      expect([servicing, status, fund, issue].map((ended) => ended?.code)).to.deep.equal([0, 0, 0, 0]);
    });
  });

  describe("given input that is wrong", () => {
    const cases = [
      [["pay-coupon"], "required option '--isin <isin>' not specified"],
      [["pay-coupon", "--isin", "JP9JPXGDTB19"], '--isin is "JP9JPXGDTB19": check digit must be 8'],
      [["pay-coupon", "--isin", "JP3633400001"], "There is no bond JP3633400001 here"],
      [["pay-coupon", ...BOND, "--payment", "0"], '--payment is "0"; it must be a whole number above zero.'],
      [["pay-coupon", ...BOND, "--payment", "3"], `${ISIN} has no payment number 3; it has 2.`],
      [["pay-coupon", ...BOND, "--page", "all"], '--page is "all"; it must be a whole number above zero.'],
      [["fund", ...BOND, "--payment", "1", "--redemption", "maturity"], "exclude each other"],
      [["fund", ...BOND, "--up-to", "1"], "--up-to is for one payment or redemption."],
      [["fund", ...BOND, "--redemption", "1"], `${ISIN} has no option number 1; it has 0.`],
      [["redeem", ...BOND, "--redemption", "soon"], '--redemption is "soon"'],
      [["redeem", ...BOND, "--seed-file", "none.txt"], "The file none.txt cannot be read."],
      [
        ["fix-rate", ...BOND, "--payment", "1", "--index", "0.5", "--source", "0x" + "1".repeat(64)],
        "is fixed by its terms",
      ],
      [
        ["decide-step", ...BOND, "--step", "1", "--applies", "yes", "--evidence", "none"],
        "the file none cannot be read",
      ],
      [["call", ...BOND, "--option", "1"], `${ISIN} has no option number 1; it has 0.`],
      [["default", ...BOND, "--declare", "--cure", "--evidence", "none"], "What shall be done?"],
      [["claim-suspense", ...BOND, "--at", "noon"], '"noon" is not'],
      [["claim-suspense", ...BOND, "--holder", "nobody"], "Known are jpx, "],
      [["pay-coupon", "--isin", "JP3633400001", "--at", "2030-01-01"], "There is no bond JP3633400001 here"],
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
  });
});
