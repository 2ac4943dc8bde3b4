import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { runJobProcess } from "./jobProcesses.ts";

const GREEN = "scenarios/samples/green-floating.yaml";
const NRI = "scenarios/nri-2025/terms.yaml";

/** What `schedule --json` promises, of what this test looks at. */
const ScheduleOutput = z.object({
  job: z.literal("schedule"),
  bond: z.object({ isin: z.string(), totalAmount: z.string() }),
  redemptionDate: z.iso.date(),
  flows: z.array(
    z.object({
      number: z.number(),
      paymentDate: z.iso.date(),
      recordDate: z.iso.date(),
      rateBasis: z.string(),
      interest: z.string(),
      total: z.string(),
    }),
  ),
  interest: z.string(),
  total: z.string(),
  notes: z.array(z.string()),
});

describe("jobs without a chain", () => {
  it("schedule prints calendar and cash flows in 100 columns, what they rest on, and draws them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kessai-schedule-test-"));
    const svg = join(folder, "payments.svg");
    const rates = ["--fixing", "1=0.477", "2=0.55", "--assume-index", "0.6", "--step", "1=lapses"];
    const { code, stdout, stderr } = await runJobProcess([
      "schedule",
      "--terms",
      GREEN,
      ...rates,
      "--svg",
      svg,
    ]);
    expect(code, stderr).to.equal(0);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).to.be.at.most(100);
    // Coupon 6 falls on a Saturday; the step lapses, so that 0.95 % stays to the end.
    expect(stdout).to.match(/6 │ 2028-06-10 Sat │ 2028-06-12 Mon │ 2028-06-05/u);
    expect(stdout).to.match(
      /10 │ 0\.950\* │ +47,369 │ +10,000,000 │ +47,369,863 │ 10,000,000,000 │ 10,047,369,863/u,
    );
    expect(stdout).to.include("* coupons 3 to 10: 6-month TIBOR is supposed to be 0.6 %.");
    expect(stdout).to.include("lapses, as told.");
    expect(await readFile(svg, "utf8")).to.match(/^<svg .*Interest at an assumed rate.*<\/svg>\n$/su);
    await rm(folder, { recursive: true });
  });

  it("schedule prints JSON for programs", async () => {
    const { code, stdout } = await runJobProcess(["schedule", "--scenario", "nri-2025", "--json"]);
    expect(code).to.equal(0);
    const { flows, ...output } = ScheduleOutput.parse(JSON.parse(stdout));
    expect(flows).to.have.length(10);
    expect(flows[0]).to.include({
      paymentDate: "2025-09-12",
      recordDate: "2025-09-11",
      interest: "22245000",
    });
    expect(output).to.include({ interest: "222450000", total: "3222450000", redemptionDate: "2030-03-14" });
  });

  it("accrued shows each truncation, the amounts to pay and the simple yield", async () => {
    const trade = ["--date", "2025-06-20", "--face", "300,000,000", "--price", "99.872"];
    const { code, stdout, stderr } = await runJobProcess(["accrued", "--terms", NRI, ...trade]);
    expect(code, stderr).to.equal(0);
    // 98 days and 0.3981753 by the vector; 299,616,000 by hand; yield: (1.483 + 0.128 / (1727/365)) / 99.872 by hand.
    for (const shown of [
      /days +│ +98 │ from 2025-03-14 to 2025-06-20/u,
      /on 100 +│ +0\.3981753 │ 1\.483000 x 98\/365, truncated below the 7th decimal/u,
      /accrued +│ +1,194,525 │ x 300,000,000 \/ 100, truncated to the minor unit/u,
      /clean: 99\.872 on 300,000,000 +│ +299,616,000/u,
      /dirty: both +│ +300,810,525/u,
      /Simple yield \(単利\) to 2030-03-14: 1\.511988 %, truncated\./u,
    ])
      expect(stdout).to.match(shown);
  });

  for (const [what, args, message] of [
    [
      "a date on which nothing can be delivered",
      ["--date", "2030-03-12", "--face", "100000000"],
      "must be before 2030-03-11",
    ],
    ["part of a bond", ["--date", "2025-06-20", "--face", "150000000"], "Give a multiple of 100000000."],
  ] as const) {
    it(`accrued refuses ${what} with exit code 2, and says what to do`, async () => {
      const { code, stdout, stderr } = await runJobProcess(["accrued", "--terms", NRI, ...args]);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.include(message).and.include("What to do:");
    });
  }
});
