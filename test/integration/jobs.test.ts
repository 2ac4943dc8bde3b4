import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { z } from "zod";

import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import { runJobProcess, startChain } from "./jobProcesses.ts";
import type { ChainProcess, Ended } from "./jobProcesses.ts";

const SCENARIO = ["--scenario", "jpx-2022"];

/** The life of the bond as the back office works it, from deployment to the secondary trade. */
const LIFE: readonly (readonly string[])[] = [
  ["deploy"],
  ["admit", ...SCENARIO],
  ["mint-cash", ...SCENARIO],
  ["issue", ...SCENARIO],
  ["underwrite", ...SCENARIO, "--hold", "--at", "2022-06-03T09:00"],
  ["trade", ...SCENARIO, "--only", "JPX22-DS-01", "JPX22-DS-02", "--hold"],
  ["trade", ...SCENARIO, "--signatures"],
  ["settle", ...SCENARIO],
  ["settle", ...SCENARIO, "--at", "2022-09-15"],
];

const FINAL_POSITIONS = [
  "jpx JPY 500250000",
  "kisaragi-life JP9JPXGDTB18 1",
  "kisaragi-life JPY 99999246",
  "nomura-securities JPY 500000000",
  "satsuki-pension JP9JPXGDTB18 1",
  "uzuki-bank JP9JPXGDTB18 1",
  "yayoi-asset JP9JPXGDTB18 2",
  "yayoi-asset JPY 754",
];

const positionsOutput = z.object({
  positions: z.array(
    z.object({ party: z.string(), instrument: z.string(), balance: z.string(), held: z.string() }),
  ),
});
const settleOutput = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string() })),
  settlements: z.array(
    z.object({
      reference: z.string(),
      settled: z.boolean(),
      proof: z.object({ faults: z.array(z.string()) }).optional(),
    }),
  ),
});

describe("The jobs of the back office, through the life of the JPX bond of 2022", function () {
  this.timeout(300_000);
  const durations = new Map<string, number>();
  let home: string;
  let chain: ChainProcess;
  let undisturbed: Readonly<Record<string, number>>;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "kessai-jobs-"));
    chain = await startChain("jpx-2022");
  });
  after(async () => {
    await chain.stop();
    rmSync(home, { recursive: true });
  });

  const folder = (name: string): string => join(home, name, "deployments");
  const run = (args: readonly string[], place: string, killAfter?: number): Promise<Ended> =>
    runJobProcess([...args, "--rpc-url", chain.url, "--deployments", folder(place)], killAfter);

  describe("given an undisturbed run", () => {
    for (const job of LIFE) {
      it(`does: ${job.join(" ")}`, async () => {
        const { code, stderr, took } = await run(job, "calm");
        expect(code, stderr).to.equal(0);
        durations.set(job.join(" "), took);
      });
    }

    it("ends with the positions of the story, nothing held", async () => {
      expect(await positionsIn("calm")).to.deep.equal(FINAL_POSITIONS);
      undisturbed = await countEvents();
    });

    it("when a job is run again, says already done and sends nothing", async () => {
      const before = await blockNumber();
      for (const job of [LIFE[0], LIFE[1], LIFE[3], LIFE[5]]) {
        const { code, stderr } = await run(job ?? [], "calm");
        expect(code, stderr).to.equal(0);
        expect(stderr)
          .to.include("already done")
          .and.not.match(/^ {2}done/m);
      }
      expect(await blockNumber()).to.equal(before);
    });

    it("prints JSON alone on stdout, with the proof of every settlement", async () => {
      const { stdout, code } = await run(["settle", ...SCENARIO, "--json"], "calm");
      expect(code).to.equal(0);
      const { steps, settlements } = settleOutput.parse(JSON.parse(stdout));
      expect(steps.map(({ outcome }) => outcome)).to.deep.equal(
        Array.from({ length: 6 }, () => "already done"),
      );
      expect(settlements).to.have.length(6);
      for (const { settled, proof } of settlements)
        expect([settled, proof?.faults]).to.deep.equal([true, []]);
    });

    it("shows the state of everything in at most 100 columns", async () => {
      const { stdout, code } = await run(["status"], "calm");
      expect(code).to.equal(0);
      expect(stdout).to.include("JPX22-SC-01").and.include("settled").and.include("Digital JPY");
      const longest = Math.max(...stdout.split("\n").map((line) => line.length));
      expect(longest).to.be.at.most(100);
    });
  });

  describe("given input that is wrong", () => {
    for (const [what, file, from, to, message] of [
      ["a file that is not YAML", "terms", "isin:", "isin: [", /terms\.yaml" cannot be read as YAML/],
      [
        "a value that breaks a rule",
        "trades",
        'pricePer100: "99.985"',
        "pricePer100: 99.985",
        /trades\[5\]\.pricePer100: 99\.985 - must be a decimal number in quotes/,
      ],
      [
        "a party that is not listed",
        "cash",
        "party: uzuki-bank",
        "party: nobody",
        /cash\.deposits\[3\]\.party: "nobody" - must be the id of a party/,
      ],
    ] as const) {
      it(`when it is ${what}, ends with 2, says path, value and rule, and sends nothing`, async () => {
        const scenario = join(home, "broken", file);
        cpSync("scenarios/jpx-2022", scenario, { recursive: true });
        const path = join(scenario, `${file}.yaml`);
        writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
        const before = await blockNumber();
        const { code, stderr, stdout } = await run(["mint-cash", ...SCENARIO, `--${file}`, path], "calm");
        expect(code).to.equal(2);
        expect(stderr).to.match(message).and.include("What to do:").and.not.include("    at ");
        expect(stdout).to.equal("");
        expect(await blockNumber()).to.equal(before);
      });
    }

    it("when an option or a moment is wrong, ends with 2", async () => {
      const wrong = [
        ["settle", "--scenario", "jpx-1922"],
        ["settle", ...SCENARIO, "--at", "tomorrow"],
        ["trade", ...SCENARIO, "--only", "NO-SUCH-TRADE"],
        ["trade", "--wrong"],
      ];
      for (const args of wrong) expect((await run(args, "calm")).code, args.join(" ")).to.equal(2);
    });

    it("when nothing answers or nothing is deployed, ends with 1 and says what to do", async () => {
      const deaf = await runJobProcess(["status", "--rpc-url", "http://127.0.0.1:9", "--json"]);
      expect(deaf.code).to.equal(1);
      expect(deaf.stderr).to.include("does not answer").and.include("npm run kessai -- chain");
      expect(JSON.parse(deaf.stdout)).to.have.nested.property("error.code", "JOB_FAILED");
      const empty = await run(["positions"], "empty");
      expect(empty.code).to.equal(1);
      expect(empty.stderr).to.include("Run the deploy job");
    });
  });

  describe("given a dry run", () => {
    it("says what would be sent, and neither sends nor writes anything", async () => {
      const before = await blockNumber();
      cpSync(folder("calm"), folder("dry"), { recursive: true });
      const files = (): readonly string[] => contentsOf(folder("dry"));
      const written = files();
      const args = ["--scenario", "nri-2025", "--dry-run"];
      for (const job of ["admit", "mint-cash", "issue", "underwrite", "trade"]) {
        const { code, stderr } = await run([job, ...args], "dry");
        expect(code, stderr).to.equal(0);
        expect(stderr).to.include("would do");
      }
      expect(await blockNumber()).to.equal(before);
      expect(files()).to.deep.equal(written);
    });
  });

  describe("given a run in which every job is killed again and again", () => {
    before(async () => {
      await chain.stop();
      chain = await startChain("jpx-2022");
    });

    it("ends with the same positions and the same events as the undisturbed run", async () => {
      const random = randomFrom(20_220_603);
      let kills = 0;
      for (const job of LIFE) {
        const duration = durations.get(job.join(" ")) ?? 3_000;
        for (let attempt = 0; attempt < 2; attempt += 1) {
          const { signal } = await run(job, "killed", duration * (0.45 + 0.5 * random()));
          if (signal === "SIGKILL") kills += 1;
        }
        const { code, stderr } = await run(job, "killed");
        expect(code, `${job.join(" ")}\n${stderr}`).to.equal(0);
      }
      expect(kills).to.be.at.least(10);
      expect(await positionsIn("killed")).to.deep.equal(FINAL_POSITIONS);
      expect(await countEvents()).to.deep.equal(undisturbed);
    });

    it("leaves no half-written file behind", () => {
      const files = readdirSync(join(folder("killed"), "localhost"));
      expect(files).to.include.members(["kessai.json", "accounts.json", "salts.json", "trades.json"]);
      for (const file of files.filter((each) => each.endsWith(".json")))
        JSON.parse(readFileSync(join(folder("killed"), "localhost", file), "utf8"));
    });
  });

  describe("given a node that was started anew", () => {
    before(async () => {
      await chain.stop();
      chain = await startChain("jpx-2022");
    });

    it("refuses to work on the old addresses, and deploys again when told", async () => {
      const refused = await run(["positions"], "calm");
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.include("describes another chain");
      const { code, stderr } = await run(["deploy"], "calm");
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include("started anew").and.include("done: deploy");
    });

    it("when the deployment was killed after sending and before writing that down, sends nothing twice", async () => {
      const place = join(folder("calm"), "localhost");
      const [journal, record] = [join(place, "journal.jsonl"), join(place, "kessai.json")];
      const lines = readFileSync(journal, "utf8").split("\n");
      const sent = lines.findLastIndex((line) => line.includes('"TRANSACTION_PREPARE_SEND"'));
      writeFileSync(journal, lines.slice(0, sent + 1).join("\n") + "\n");
      writeFileSync(record, readFileSync(record, "utf8").replace('"complete": true', '"complete": false'));
      const before = await blockNumber();
      const { code, stderr } = await run(["deploy"], "calm");
      expect(code, stderr).to.equal(0);
      expect(await blockNumber()).to.equal(before);
    });
  });

  async function positionsIn(place: string): Promise<readonly string[]> {
    const { stdout } = await run(["positions", "--json"], place);
    const { positions } = positionsOutput.parse(JSON.parse(stdout));
    expect(positions.filter(({ held }) => held !== "0")).to.deep.equal([]);
    return positions
      .filter(({ balance }) => balance !== "0")
      .map(({ party, instrument, balance }) => `${party} ${instrument} ${balance}`)
      .toSorted();
  }

  /** How often each event is on the chain. */
  async function countEvents(): Promise<Readonly<Record<string, number>>> {
    const provider = new JsonRpcProvider(chain.url);
    const counts = new Map<string, number>();
    for (const { name } of decodeLogs(await provider.getLogs({ fromBlock: 0, toBlock: "latest" })))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    provider.destroy();
    return Object.fromEntries([...counts].toSorted());
  }

  async function blockNumber(): Promise<number> {
    const provider = new JsonRpcProvider(chain.url);
    const number = await provider.getBlockNumber();
    provider.destroy();
    return number;
  }
});

function contentsOf(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    return entry.isFile() ? [`${file}: ${readFileSync(file, "utf8")}`] : [];
  });
}

/** Random numbers in [0, 1) that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
