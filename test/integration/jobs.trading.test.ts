import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { mintCash } from "../../sdk/client/actions/mintCash.ts";
import { acceptedQuotes } from "../../sdk/client/readers/acceptedQuotes.ts";
import { ISIN, JobHouse, SCENARIO } from "./jobHouse.ts";
import { startJobProcess } from "./jobProcesses.ts";
import type { Ended, RunningJob } from "./jobProcesses.ts";

const output = z.looseObject({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
  answers: z.array(z.array(z.string())).optional(),
  quote: z.object({ dealer: z.string(), sequence: z.string(), cashPerUnit: z.coerce.bigint() }).optional(),
  evidence: z.looseObject({ isSound: z.boolean(), isComplete: z.boolean() }).optional(),
});
type Output = z.infer<typeof output>;

const [NOMURA, TAKE, MATSU] = ["nomura-securities", "take-securities", "matsu-securities"] as const;
const [LIFE, BANK] = ["kisaragi-life", "uzuki-bank"] as const;
const TODAY = ["--trade-date", "2022-06-03", "--settlement-date", "2022-06-03"];
const MONDAY = ["--trade-date", "2022-06-03", "--settlement-date", "2022-06-06"];

/** Flat, so that nine basis points more make 99.94: between the prices of the other two. */
const CURVE = `
format: kessai-curve
version: 1
currency: JPY
asOf: 2022-06-03
points: [{ years: "0.5", yieldPercent: "0.02" }, { years: "5", yieldPercent: "0.02" }]
`;
/** The market of this test: two firms at prices of the sheet, one of which has the last word; the third has its curve. */
const MARKET = `
dealers:
  - { firm: ${NOMURA}, bid: "99.960", offer: "99.985", limit: 300000000 }
  - { firm: ${TAKE}, limit: 300000000 }
  - { firm: ${MATSU}, bid: "99.930", limit: 200000000 }
requests:
  - id: JT-01
    isin: ${ISIN}
    investor: ${LIFE}
    does: sell
    faceAmount: 100000000
    tradeDate: 2022-06-03
    settlementDate: 2022-06-03
    cutOff: "15:00"
    answerSeconds: 60
    isAnonymous: true
`;

describe("The jobs of the secondary market, on the JPX bond", function () {
  this.timeout(120_000);
  let house: JobHouse;
  let hub: RunningJob;
  let matsu: RunningJob;
  let market: readonly string[];
  const running: RunningJob[] = [];

  const start = async (args: readonly string[], ready: RegExp): Promise<RunningJob> => {
    const place = ["--rpc-url", house.url, "--deployments", join(house.home, "deployments")];
    const job = await startJobProcess([...args, ...place], ready);
    running.push(job);
    return job;
  };
  const rfq = (args: readonly string[]): readonly string[] => ["rfq", ...market, ...args];
  const json = async (args: readonly string[], code = 0): Promise<Output> =>
    output.parse(await house.json(args, code));
  /** What a job does, without the numbers that differ from run to run. */
  const outcomes = ({ steps }: Output): readonly string[] =>
    steps.map(({ what, outcome }) => `${outcome}: ${what.replaceAll(/0x[0-9a-f.]+/g, "0x")}`);
  /** Units and yen that parties have gained since they were looked at. */
  const holdings = (parties: readonly string[]): Promise<readonly (readonly [bigint, bigint])[]> =>
    Promise.all(parties.map(async (party) => [await house.units(party), await house.yen(party)] as const));
  const gainsOf = async (
    parties: readonly string[],
    work: () => Promise<unknown>,
  ): Promise<readonly (readonly [bigint, bigint])[]> => {
    const before = await holdings(parties);
    await work();
    const after = await holdings(parties);
    return after.map(([units, yen], index) => [
      units - (before[index]?.[0] ?? 0n),
      yen - (before[index]?.[1] ?? 0n),
    ]);
  };

  before(async () => {
    house = await JobHouse.fresh();
    const opened = start(["rfq-hub", "--port", "0"], /answers at (\S+)\. /);
    const admitted = await json(["admit", ...SCENARIO, "--dealers"]);
    expect(outcomes(admitted).slice(0, 2)).to.deep.equal([`done: admit ${MATSU}`, `done: admit ${TAKE}`]);
    const money = { currency: "JPY", settlementBank: house.accountOf("settlement-bank") };
    for (const party of [NOMURA, TAKE, MATSU]) {
      const deposit = { account: house.accountOf(party), amount: 300_000_000n, reference: `JT-${party}` };
      await house.act("settlement-bank", await mintCash(house.kessai, { ...money, ...deposit }));
    }
    const bond = await house.kessai.bond(ISIN);
    for (const [party, units] of [
      [LIFE, 3n],
      [BANK, 1n],
    ] as const) {
      const data = bond.interface.encodeFunctionData("transfer", [house.accountOf(party), units]);
      await house.act(NOMURA, { to: await bond.getAddress(), data, what: `transfer to ${party}` });
    }
    hub = await opened;
    const sheet = house.file("market.yaml", MARKET);
    market = [...SCENARIO, "--market", sheet, "--hub", hub.ready[1] ?? ""];
    const quoting = (party: string, ...args: readonly string[]): Promise<RunningJob> =>
      start(["dealer", ...market, "--as", party, ...args], /quotes at ws:/);
    const curve = ["--curve", house.file("curve.yaml", CURVE), "--spread-bp", "9", "--inventory", "0"];
    [, , matsu] = await Promise.all([
      quoting(NOMURA),
      quoting(TAKE, ...curve, "--most", "1,000,000,000"),
      quoting(MATSU, "--last-look", "20"),
    ]);
  });
  after(async () => {
    await Promise.all(running.map(({ stop }) => stop()));
  });

  describe("given a request of the market sheet", () => {
    const asked = ["--request", "JT-01", "--dealers", `${NOMURA},${TAKE},${MATSU}`];
    let taken: Output;
    let gains: readonly (readonly [bigint, bigint])[];
    before(async () => {
      gains = await gainsOf([LIFE, NOMURA], async () => (taken = await json(rfq(asked))));
    });

    it("rfq shows all answers, the best first, and takes it", () => {
      expect(taken.answers).to.deep.equal([
        [NOMURA, "99.960", "99,960,000", "best"],
        [TAKE, "99.9400659", "99,940,065", "cover"],
        [MATSU, "99.930", "99,930,000", ""],
      ]);
      expect(outcomes(taken)).to.deep.equal([
        `done: appoint the market by ${LIFE} (trade)`,
        "done: accept JT-01 (0x), to settle",
      ]);
      expect(taken.quote).to.deep.include({ dealer: house.accountOf(NOMURA), cashPerUnit: 99_960_000n });
    });
    it("its trade is due, and settles at once", async () => {
      expect(gains).to.deep.equal([
        [-1n, 99_960_000n],
        [1n, -99_960_000n],
      ]);
      expect(await house.outcome("JT-01")).to.equal("Settled");
    });
    it("the evidence that it writes is sound and proven complete, and its hash is on the chain", async () => {
      expect(taken.evidence).to.include({ isSound: true, isComplete: true, saving: "19935" });
      const file = house.folder.evidence("JT-01");
      const [accepted] = await acceptedQuotes(house.kessai, file?.chosen);
      expect(accepted?.evidence).to.equal(taken.evidence?.["hash"]);
    });
    it("rfq, run again, asks nobody and sends nothing", async () => {
      const before = await house.blockNumber();
      expect(outcomes(await json(rfq(asked)))).to.deep.equal(["already done: accept JT-01"]);
      expect(await house.blockNumber()).to.equal(before);
    });

    it("evidence verify finds nothing wrong", async () => {
      const { code, stdout, stderr } = await house.run([
        "evidence",
        "verify",
        house.folder.evidencePath("JT-01"),
      ]);
      expect([code, stderr]).to.deep.equal([0, ""]);
      expect(stdout)
        .to.include(`Best: 99.960 of ${NOMURA}.`)
        .and.include(`Cover: 99.9400659 of ${TAKE}.`)
        .and.include("Against the cover: 19,935 minor units.")
        .and.match(/Accepted for kisaragi-life: 1 units \(0x/)
        .and.include("\nSOUND, and proven complete.");
    });
    it("evidence verify of a file whose quote was changed ends with 1 and names what is wrong", async () => {
      const text = readFileSync(house.folder.evidencePath("JT-01"), "utf8");
      const path = house.file("changed.json", text.replace("99930000", "99990000"));
      const { code, stdout, stderr } = await house.run(["evidence", "verify", path]);
      expect(code, stdout).to.equal(1);
      expect(stdout)
        .to.match(/ERROR hashDiffers: /)
        .and.match(/ERROR answerNotSigned \[matsu-securities\]: /)
        .and.include("\nNOT SOUND, ");
      expect(stderr).to.include("failed: verify the evidence\n    see the errors above");
    });
  });

  describe("given a request of the command line", () => {
    const sale = ["--as", LIFE, "--sell", "100,000,000"];

    it("rfq --take none shows the answers, and takes nothing", async () => {
      const before = await house.blockNumber();
      const { steps, answers } = await json(
        rfq([...sale, ...MONDAY, "--reference", "JT-02", "--take", "none"]),
      );
      expect(steps.map(({ outcome }) => outcome)).to.deep.equal(["already done"]);
      expect(answers?.map(([dealer, , , place]) => [dealer, place])).to.deep.equal([
        [NOMURA, "best"],
        [TAKE, "cover"],
        [MATSU, ""],
      ]);
      expect([await house.blockNumber(), house.folder.evidence("JT-02")]).to.deep.equal([before, undefined]);
    });

    const another = [...sale, ...MONDAY, "--reference", "JT-03", "--take", TAKE, "--earmark"];
    it("rfq takes another than the best for a reason only", async () => {
      const { code, stderr } = await house.run(rfq(another));
      expect(code, stderr).to.equal(1);
      expect(stderr).to.include("notBestWithoutReason").and.include("What to do:");
      expect(house.folder.evidence("JT-03")).to.equal(undefined);
      const taken = await json(rfq([...another, "--reason", "the limit for the best is used up"]));
      expect(outcomes(taken).at(-1)).to.equal("done: accept JT-03 (0x), to earmark");
      expect(taken.quote?.dealer).to.equal(house.accountOf(TAKE));
      expect(taken.evidence).to.include({ isSound: true, isComplete: true });
      expect(await house.outcome("JT-03")).to.equal("open");
    });

    it("rfq waits for a dealer that has the last word, who confirms", async () => {
      const why = ["--reference-price", "99.90", "--reference-source", "a price of the exchange"];
      const justified = ["--dealers", MATSU, ...why, "--justify", "better than there"];
      let taken: Output | undefined;
      const gains = await gainsOf([LIFE, MATSU], async () => {
        taken = await json(rfq([...sale, ...TODAY, "--reference", "JT-04", ...justified]));
      });
      expect(gains).to.deep.equal([
        [-1n, 99_930_000n],
        [1n, -99_930_000n],
      ]);
      expect(taken?.evidence).to.include({ isSound: true, isComplete: true });
      await matsu.says(/done: confirm the quote \d+ \(0x/);
      await matsu.says(/TRADED: quote \d+\n/);
    });
  });

  describe("given a broker's consent", () => {
    let consent: string;
    const through = (reference: string): readonly string[] => {
      const sale = ["--as", BANK, "--sell", "100,000,000", ...TODAY, "--reference", reference];
      return rfq([...sale, "--dealers", `${TAKE},${MATSU}`, "--give-up", consent]);
    };
    before(async () => {
      consent = join(house.home, "consent.json");
      const terms = ["--maximum", "300,000,000", "--fee", "5000", "--valid-until", "2022-12-31"];
      const sign = ["give-up", "sign", ...SCENARIO, "--as", NOMURA, "--for", BANK, ...terms];
      expect(outcomes(await json([...sign, "--out", consent]))).to.deep.equal([
        `already done: appoint the market by ${NOMURA} (trade)`,
        `done: sign for ${NOMURA} to stand between ${BANK} and dealers for 300,000,000`,
      ]);
    });

    it("rfq settles both trades at once: the broker keeps its fee and no bond", async () => {
      const gains = await gainsOf([BANK, NOMURA, TAKE], () => json(through("JT-05")));
      expect(gains).to.deep.equal([
        [-1n, 99_935_065n],
        [0n, 5_000n],
        [1n, -99_940_065n],
      ]);
      expect([await house.outcome("JT-05.1"), await house.outcome("JT-05.2")]).to.deep.equal([
        "Settled",
        "Settled",
      ]);
    });
    it("give-up revoke takes it back, once", async () => {
      const revoke = ["give-up", "revoke", consent];
      const step = `revoke the consent 0x of ${NOMURA}`;
      expect(outcomes(await json(revoke))).to.deep.equal([`done: ${step}`]);
      expect(outcomes(await json(revoke))).to.deep.equal([`already done: ${step}`]);
    });
  });

  describe("given quotes that are out", () => {
    const cancel = async (...args: readonly string[]): Promise<readonly string[]> =>
      outcomes(await json(["quotes", "cancel", "--as", NOMURA, ...args]));

    it("quotes cancel cancels one, and all, once", async () => {
      const number = house.folder.quoteNumber(house.accountOf(NOMURA)) - 1n;
      const one = `cancel the quote ${number} of ${NOMURA}`;
      expect(await cancel("--number", `${number}`)).to.deep.equal([`done: ${one}`]);
      const all = `cancel all quotes of ${NOMURA} up to number ${number}`;
      expect(await cancel("--all")).to.deep.equal([`done: ${all}`]);
      expect(await cancel("--all")).to.deep.equal([`already done: ${all}`]);
      const { requestForQuote } = house.kessai;
      expect(await requestForQuote.floorOf(house.accountOf(NOMURA))).to.equal(number + 1n);
    });
  });

  describe("given input that is wrong", () => {
    const sale = ["--as", LIFE, "--sell", "100000000", ...MONDAY];
    const why = ["--reference-source", "the exchange", "--justify", "it is fair"];
    const cases: readonly (readonly [args: () => readonly string[], exit: number, message: RegExp])[] = [
      [
        () => rfq([...sale, "--hub", "ws://127.0.0.1:9"]),
        1,
        /The hub at ws:\/\/127\.0\.0\.1:9 did not let 0x\S+ in: .*\n.*rfq-hub/,
      ],
      [
        () => rfq([...sale, "--sell", "350000000"]),
        2,
        /350000000 is no multiple of the denomination 100000000/,
      ],
      [() => rfq(["--request", "JT-99"]), 2, /The market sheet has no request JT-99\.\n.*It has JT-01/],
      [
        () => rfq([...sale, "--dealers", TAKE, "--take", NOMURA]),
        2,
        /nomura-securities is not asked.*\n.*Asked are take-sec/,
      ],
      [() => rfq([...sale, ...why]), 2, /A justification compares with a price/],
      [
        () => ["evidence", "verify", "README.md"],
        2,
        /README\.md is no JSON text\.\n.*as the rfq job writes it/,
      ],
    ];
    let ended: readonly Ended[];
    let untouched: number;
    before(async () => {
      untouched = await house.blockNumber();
      ended = await Promise.all(cases.map(([args]) => house.run(args())));
    });
    for (const [index, [, exit, message]] of cases.entries()) {
      it(`ends with ${exit} and says ${String(message)}`, () => {
        const { code, stderr, stdout } = ended[index] ?? {};
        expect([code, stdout], stderr).to.deep.equal([exit, ""]);
        expect(stderr).to.match(message).and.include("What to do:");
      });
    }
    it("nothing is sent", async () => {
      expect(await house.blockNumber()).to.equal(untouched);
    });
  });

  describe("given the settlement date of what was agreed", () => {
    it("settle --recorded settles it", async () => {
      const gains = await gainsOf([LIFE, TAKE], () =>
        json(["settle", "--recorded", "--at", "2022-06-06T10:00"]),
      );
      const { amount } = house.written("JT-03");
      expect(gains).to.deep.equal([
        [-1n, amount],
        [1n, -amount],
      ]);
      expect(await house.outcome("JT-03")).to.equal("Settled");
    });
  });

  describe("when it is stopped", () => {
    it("the hub tells what it has carried", async () => {
      const { code, stdout } = await hub.stop();
      expect(code).to.equal(0);
      expect(stdout)
        .to.match(/│ logins +│ +\d+ │/)
        .and.match(/│ requests +│ +6 │/);
    });
  });
});
