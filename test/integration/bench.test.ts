import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { PlanRun } from "../../scripts/bench/planner/PlanRun.ts";
import { ROOT } from "../../tools/lib/run.ts";

const share = z.number().min(0).max(1);

const run = {
  job: z.literal("bench"),
  began: z.iso.datetime(),
  seconds: z.number().positive(),
  quick: z.literal(true),
  machine: z.strictObject({
    platform: z.string().min(1),
    arch: z.string().min(1),
    cpu: z.string(),
    cpus: z.number().int().positive(),
    memoryMiB: z.number().positive(),
    node: z.string().min(1),
    versions: z.record(z.string(), z.string().regex(/^\d+\.\d+/u)),
    load: z.number().min(0),
  }),
};

/** What `--json` promises of a quick run of the planner. */
const PlannerReport = z.strictObject({
  ...run,
  planner: z.array(
    z.strictObject({
      trades: z.number().int().positive(),
      participants: z.literal(100),
      milliseconds: z.strictObject({ median: z.number().positive(), most: z.number().positive() }),
      growth: z.number().optional(),
      gapShare: z.strictObject({ median: share, most: share }),
      chosenShare: z.strictObject({ median: share, least: share }),
      peakRssMiB: z.number().positive(),
      startRssMiB: z.number().positive(),
      runs: z.array(PlanRun).nonempty(),
    }),
  ),
});

const second = z.number().min(0);

/** What it promises of a quick run of coupons paid. */
const ServicingReport = z.strictObject({
  ...run,
  servicing: z.array(
    z.strictObject({
      holders: z.number().int().positive(),
      pages: z.number().int().positive(),
      seconds: z.strictObject({ find: second, fund: second, pay: second, prove: second, all: second }),
      growth: z.number().optional(),
      gasPerHolder: z.number().int().positive(),
      holdersPerSecond: z.number().positive(),
    }),
  ),
});

const milliseconds = z.number().positive();

/** What it promises of a quick run of requests for quotes. */
const RfqReport = z.strictObject({
  ...run,
  rfq: z.strictObject({
    signature: z.strictObject({ sign: milliseconds, check: milliseconds }),
    rates: z.array(
      z.strictObject({
        dealers: z.number().int().positive(),
        requests: z.number().int().positive(),
        offeredPerMinute: z.number().positive(),
        mostOpen: z.number().int().positive(),
        answeredPerMinute: z.number().positive(),
        answeredShare: share,
        milliseconds: z.strictObject({ median: milliseconds, p99: milliseconds, most: milliseconds }),
        cpuPerRequest: z.strictObject({ hub: milliseconds, dealers: milliseconds, asker: milliseconds }),
      }),
    ),
    trades: z.array(
      z.strictObject({
        dealers: z.number().int().positive(),
        requests: z.number().int().positive(),
        milliseconds: z.strictObject({ median: milliseconds, p99: milliseconds }),
        steps: z.strictObject({ ask: milliseconds, decide: milliseconds, settle: milliseconds }),
        askShare: share,
        growth: z.number().optional(),
      }),
    ),
  }),
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the benchmark as its users do, in a process of its own. */
async function bench(...args: readonly string[]): Promise<Ended> {
  // Coverage of the tests' own process is none of the child's business.
  const { NODE_V8_COVERAGE: _coverage, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/bench.ts", ...args], { cwd: ROOT, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return await new Promise((resolve) => {
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

describe("npm run bench", () => {
  it("measures the planner: progress on stderr, a table on stdout, everything in a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kessai-bench-test-"));
    const file = join(folder, "bench.json");
    const { code, stdout, stderr } = await bench("--quick", "--only", "planner", "--json", file);
    expect(code, stderr).to.equal(0);
    expect(stderr).to.include("planner: 100 trades");
    expect(stdout).to.include("Planner: random markets of 100 participants");
    const { planner } = PlannerReport.parse(JSON.parse(await readFile(file, "utf8")));
    expect(planner.map(({ trades }) => trades)).to.deep.equal([100, 1_000]);
    await rm(folder, { recursive: true });
  });

  it("measures coupons that are paid to growing numbers of holders", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kessai-bench-test-"));
    const file = join(folder, "bench.json");
    const { code, stdout, stderr } = await bench("--quick", "--only", "servicing", "--json", file);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include("A coupon paid end to end through the sdk");
    const { servicing } = ServicingReport.parse(JSON.parse(await readFile(file, "utf8")));
    expect(servicing.map(({ holders, pages }) => [holders, pages])).to.deep.equal([
      [20, 1],
      [200, 1],
    ]);
    await rm(folder, { recursive: true });
  });

  it("measures requests for quotes through a hub, with dealers and an asker in processes of their own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kessai-bench-test-"));
    const file = join(folder, "bench.json");
    const { code, stdout, stderr } = await bench("--quick", "--only", "rfq", "--json", file);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include("Requests for quotes through a hub for WebSockets");
    const { rfq } = RfqReport.parse(JSON.parse(await readFile(file, "utf8")));
    expect(
      rfq.rates.map(({ dealers, requests, answeredShare }) => [dealers, requests, answeredShare]),
    ).to.deep.equal([[3, 10, 1]]);
    expect(stdout).to.include("From a request to its settled trade, on the embedded chain");
    expect(rfq.trades.map(({ dealers, requests }) => [dealers, requests])).to.deep.equal([
      [1, 10],
      [3, 10],
    ]);
    await rm(folder, { recursive: true });
  });

  for (const wrong of [
    ["--only", "everything"],
    ["--fast"],
    ["planner"],
    ["--json", "/no/such/folder/file"],
  ]) {
    it(`refuses ${wrong.join(" ")}`, async () => {
      const { code, stdout, stderr } = await bench(...wrong);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.include("error:");
    });
  }
});
