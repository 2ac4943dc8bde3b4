import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { Narrator } from "../../scripts/story/Narrator.ts";
import { tellCase } from "../../scripts/story/tellCase.ts";
import { MAX_COLUMNS } from "../../scripts/support/formatTable.ts";
import { parseScenario } from "../../sdk/terms/parseScenario.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import { ROOT } from "../../tools/lib/run.ts";

const Item = z.looseObject({ kind: z.string(), name: z.string().optional(), text: z.string().optional() });
const Positions = z.object({ rows: z.array(z.record(z.string(), z.string())) });

async function scenario(name: string): Promise<Scenario> {
  const text = (file: string): Promise<string> =>
    readFile(join(ROOT, "scenarios", name, `${file}.yaml`), "utf8");
  return parseScenario({
    terms: await text("terms"),
    parties: await text("parties"),
    trades: await text("trades"),
    cash: await text("cash"),
  });
}

/** Tells a case for machines and gives back what was told. */
async function told(name: string): Promise<readonly z.infer<typeof Item>[]> {
  const lines: string[] = [];
  await tellCase(await scenario(name), new Narrator({ write: (line) => lines.push(line), json: true }));
  return lines.map((line) => Item.parse(JSON.parse(line)));
}

/** The last table of positions: party -> units and cash, a dash being nothing. */
function lastPositions(items: readonly z.infer<typeof Item>[]): Record<string, readonly [string, string]> {
  const table = Positions.parse(items.findLast(({ kind }) => kind === "table"));
  return Object.fromEntries(
    table.rows.map((row) => [row["party"] ?? "", [row["units"] ?? "", row["cash JPY"] ?? ""] as const]),
  );
}

const REFUSALS = [
  "TradeClosed",
  "ERC20InsufficientBalance",
  "TradeInvalidSignature",
  "TradeNotDue",
  "ParticipantIsSuspended",
];

describe("story: JPX Green Digital Track Bond, 2022", () => {
  it("is told from issue to redemption, and ends with these positions", async () => {
    const items = await told("jpx-2022");
    // 100,000,000 at 99.985 is 99,985,000; 104 days at 0.050 % are 14,246: checked by hand in scenarios/jpx-2022. Two coupons
    // of 25,000 on each unit, 15.315 % truncated withheld: 21,172 net on one unit, 42,343 on two. Tax is with the fiscal agent.
    expect(lastPositions(items)).to.deep.equal({
      jpx: ["-", "-"],
      "nomura-securities": ["-", "500,000,000"],
      "tax, nomura-trust": ["-", "38,282"],
      "kisaragi-life": ["-", "200,041,590"],
      "yayoi-asset": ["-", "200,085,440"],
      "uzuki-bank": ["-", "100,042,344"],
      "satsuki-pension": ["-", "100,042,344"],
      total: ["-", "1,100,250,000"],
    });
    expect(items.filter(({ text }) => text?.startsWith("PAID") === true)).to.have.length(2);
    expect(items.filter(({ text }) => text?.startsWith("REDEEMED") === true)).to.have.length(1);
    expect(
      items.filter(({ text }) => text?.includes("are kept: yayoi-asset is suspended") === true),
    ).to.have.length(1);
    expect(items.filter(({ text }) => text?.startsWith("SETTLED") === true)).to.have.length(6);
    expect(items.flatMap((item) => ("error" in item ? [item["error"]] : []))).to.deep.equal(REFUSALS);
  });
});

describe("story: NRI 15th digital bond, 2025", () => {
  it("issues, underwrites, distributes and trades, and ends with these positions", async () => {
    const items = await told("nri-2025");
    expect(lastPositions(items)).to.deep.equal({
      nri: ["-", "3,222,450,000"],
      "nomura-securities": ["-", "3,000,000,000"],
      "kisaragi-life": ["7", "300,810,525"],
      "yayoi-asset": ["8", "-"],
      "uzuki-bank": ["6", "-"],
      "satsuki-pension": ["4", "-"],
      "minazuki-mutual": ["5", "189,475"],
      total: ["30", "6,523,450,000"],
    });
    expect(items.flatMap((item) => ("error" in item ? [item["error"]] : []))).to.deep.equal(REFUSALS);
  });

  it("fits a terminal of 100 columns", async () => {
    const lines: string[] = [];
    await tellCase(
      await scenario("nri-2025"),
      new Narrator({ write: (line) => lines.push(line), json: false }),
    );
    const wide = lines.filter(
      (line) => Array.from(line).reduce((sum, sign) => sum + (sign > "\u2E7F" ? 2 : 1), 0) > MAX_COLUMNS,
    );
    expect(wide).to.deep.equal([]);
  });
});
