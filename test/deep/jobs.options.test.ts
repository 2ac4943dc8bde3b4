import { expect } from "chai";
import { z } from "zod";

import { openDraw } from "../../sdk/client/actions/openDraw.ts";
import { drawHolders } from "../../sdk/client/actions/drawHolders.ts";
import { holdersAt } from "../../sdk/client/readers/holdersAt.ts";
import { readSeed } from "../../scripts/support/servicing/seedFile.ts";
import { JobHouse } from "../integration/jobHouse.ts";

const output = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
});

const OPTIONS = "JP9SMPLPT005";
const FLOATING = "JP9SMPLFT006";

/** What both bonds have in common: ten units, of which the issuer keeps one of those with options. */
const TERMS = `
issuer: jpx
fiscalAgent: nomura-trust
registrar: nomura-trust
currency: JPY
totalAmount: 10000000
denomination: 1000000
couponsPerYear: 2
pricingDate: 2022-06-02
issueDate: 2022-06-03
maturityDate: 2024-06-03
gracePeriodDays: 7
businessDayConvention: preceding
businessCentre: Asia/Tokyo
recordDateRule: { businessDaysBeforePayment: 1 }
closedPeriodRule: { businessDaysBeforeRedemption: 3 }
requiredInvestorClasses: []
underwriting: { underwriter: nomura-securities, issuePricePer100: "100" }
`;

const OPTION_TERMS = `isin: ${OPTIONS}
name: Sample bonds with options
nameJa: 見本社債
couponRatePercent: "1.2"
options:
  - { kind: put, date: 2022-12-02, pricePer100: "99.5", noticeDays: 30 }
  - { kind: callByLot, date: 2023-03-03, pricePer100: "100.5", noticeBusinessDays: 20 }
${TERMS}`;

const FLOATING_TERMS = `isin: ${FLOATING}
name: Sample floating-rate bonds
nameJa: 見本変動利付社債
floating: { index: 6-month TIBOR, marginPercent: "0.35", floorPercent: "0" }
steps:
  - { target: emissions, decideBy: 2022-11-30, firstPayment: 2, stepPercent: "0.1" }
dayCount: act365F
${TERMS}`;

/** A scenario needs a trade; these bonds are delivered free of payment instead. */
const TICKET = `trades:
  - id: NEVER
    isin: ISIN
    seller: jpx
    buyer: kisaragi-life
    faceAmount: 1000000
    pricePer100: "100"
    tradeDate: 2022-06-02
    settlementDate: 2022-06-03
    cutOff: "15:00"
`;

describe("The jobs for options, floating rates and default", function () {
  this.timeout(240_000);
  let house: JobHouse;

  before(async () => {
    house = await JobHouse.fresh();
    for (const [isin, text] of [
      [OPTIONS, OPTION_TERMS],
      [FLOATING, FLOATING_TERMS],
    ] as const) {
      const trades = house.file(`${isin}-trades.yaml`, TICKET.replace("ISIN", isin));
      const terms = [
        "--scenario",
        "jpx-2022",
        "--terms",
        house.file(`${isin}.yaml`, text),
        "--trades",
        trades,
      ];
      expect(await outcomes(["issue", ...terms])).to.include(`done: issue 10 units of ${isin} to jpx`);
    }
    const give = { seller: "jpx" };
    await house.write([
      { ...give, reference: "GIVE-1", isin: OPTIONS, buyer: "kisaragi-life", quantity: 5n },
      { ...give, reference: "GIVE-2", isin: OPTIONS, buyer: "uzuki-bank", quantity: 4n },
    ]);
    await settled("GIVE-1", "GIVE-2");
  });

  /** What a job did, a line for each step. */
  async function outcomes(args: readonly string[], code = 0): Promise<string> {
    const { steps } = output.parse(await house.json(args, code));
    return steps
      .map(
        ({ what, outcome, remark = "" }) =>
          `${outcome}: ${what}${outcome === "failed" ? ` (${remark})` : ""}`,
      )
      .join("\n");
  }

  async function settled(...references: readonly string[]): Promise<void> {
    const { code, stderr } = await house.run(["settle", "--batch", "--recorded", "--only", ...references]);
    expect(code, stderr).to.equal(0);
  }

  async function supply(isin: string): Promise<bigint> {
    return (await house.kessai.bond(isin)).totalSupply();
  }

  describe("a put", () => {
    const BOND = ["--isin", OPTIONS];

    it("is asked for once, for no more than the holder has", async () => {
      const put = ["put", ...BOND, "--option", "1", "--holder", "uzuki-bank", "--units"];
      const { stderr, code } = await house.run([...put, "5"]);
      expect(code).to.equal(1);
      expect(stderr).to.include(`uzuki-bank has 4 units of ${OPTIONS}: it cannot put 5.`);
      const what = `put 4 units of uzuki-bank of ${OPTIONS}, option 1`;
      expect(await outcomes([...put, "4"])).to.equal(`done: ${what}`);
      expect(await outcomes([...put, "4"])).to.equal(`already done: ${what}`);
    });

    it("redeems what the holder still has; what it has sold lapses, and nobody is asked to fund it", async () => {
      await house.write([
        {
          seller: "uzuki-bank",
          buyer: "kisaragi-life",
          reference: "SOLD",
          isin: OPTIONS,
          quantity: 3n,
        },
      ]);
      await settled("SOLD");
      const redeem = ["redeem", ...BOND, "--redemption", "1"];
      expect(await outcomes([...redeem, "--at", "2022-12-02T09:00"], 1)).to.equal(
        `done: let 3 units lapse that their holders have sold, the redemption by option 1 of ${OPTIONS}: 1 of 1 holders\n` +
          `failed: redeem units of ${OPTIONS}: the redemption by option 1 (It needs 995,000 JPY and has 0 JPY: ` +
          "995,000 JPY are missing, so nothing is redeemed yet. " +
          `Have the issuer fund it: npm run kessai -- fund --isin ${OPTIONS} --redemption 1)`,
      );
      expect(await outcomes(["fund", ...BOND, "--redemption", "1"])).to.match(/with 995,000 JPY$/);
      expect(await outcomes(redeem)).to.include(`done: prove the redemption by option 1 of ${OPTIONS}`);
      expect(await outcomes(redeem)).to.match(/^already done: redeem/);
      expect(await supply(OPTIONS)).to.equal(9n);
    });
  });

  describe("a floating rate", () => {
    const BOND = ["--isin", FLOATING];

    it("is fixed once, in time; a step is decided with it", async () => {
      const source = ["--source", house.file("page.txt", "0.512")];
      const fix = ["fix-rate", ...BOND, ...source, "--payment"];
      const what = `fix the index of payment 2 of ${FLOATING} at 0.512000 %`;
      expect(await outcomes([...fix, "2", "--index", "0.512"])).to.equal(`done: ${what}`);
      const [again, late, other, wild, state] = await house.runAll([
        [...fix, "2", "--index", "0.512"],
        [...fix, "1", "--index", "0.512"],
        [...fix, "2", "--index", "0.6"],
        [...fix, "3", "--index", "123456789012345678901"],
        ["servicing", ...BOND],
      ]);
      expect(again?.stderr).to.include(`already done: ${what}`);
      expect(late?.code).to.equal(1);
      expect(late?.stderr).to.include(
        `The index of payment 1 of ${FLOATING} could be fixed until the end of 2022-12-01.`,
      );
      expect(other?.code).to.equal(1);
      expect(other?.stderr).to.include("is fixed already, at 0.512000 %");
      expect(wild?.code, wild?.stderr).to.equal(2);
      // 0.512 of the index, 0.35 of the margin, 0.1 of the step that nobody has decided against in time.
      expect(state?.stdout).to.match(/│ +2 │ 2023-06-01 +│ 2023-06-02 │ +0\.962000 │/);
      expect(state?.stdout).to.match(/│ applies +│/);
    });
  });

  describe("a default", () => {
    const BOND = ["--isin", OPTIONS];

    it("is declared after the grace period, and cured by paying what is overdue", async () => {
      const act = (what: string): readonly string[] => [
        "default",
        ...BOND,
        what,
        "--evidence",
        house.file("notice.txt", "unpaid"),
      ];
      const early = await house.run([...act("--declare"), "--at", "2022-12-08T09:00"]);
      expect(early.code).to.equal(1);
      expect(early.stderr).to.include(`Nothing of ${OPTIONS} is overdue.`);
      const declared = await outcomes([...act("--declare"), "--at", "2022-12-09T09:00"]);
      expect(declared).to.equal(`done: declare ${OPTIONS} in default`);
      const cure = await house.run(act("--cure"));
      expect(cure.code).to.equal(1);
      expect(cure.stderr).to.include(
        `The default of ${OPTIONS} is not cured: payment 1 lacks 60,000 JPY.\n` +
          `  What to do: Have the issuer fund it: npm run kessai -- fund --isin ${OPTIONS} --payment 1`,
      );
      expect(await outcomes(["fund", ...BOND, "--payment", "1"])).to.match(/^done: fund payment 1/m);
      expect(await outcomes(act("--cure"))).to.equal(`done: record that the default of ${OPTIONS} is cured`);
      expect(await outcomes(act("--cure"))).to.match(/^already done/);
    });
  });

  describe("a call by lot", () => {
    const BOND = ["--isin", OPTIONS];

    it("is announced once, and its draw goes on where it stopped or begins again", async () => {
      const seed = house.file("seed.txt", "nobody knows this");
      const call = ["call", ...BOND, "--option", "2", "--seed-file", seed, "--units"];
      expect(await outcomes([...call, "5"])).to.equal(`done: call 5 units of ${OPTIONS} by lot, option 2`);
      const other = await house.run([...call, "6"]);
      expect(other.code).to.equal(1);
      expect(other.stderr).to.include(`Option 2 of ${OPTIONS} was exercised before, for 5 units.`);
      expect(await outcomes(["fund", ...BOND, "--redemption", "2"])).to.match(/with 5,025,000 JPY$/);
      const redeem = ["redeem", ...BOND, "--redemption", "2"];
      const unseeded = await house.run([...redeem, "--at", "2023-03-03T09:00"]);
      expect(unseeded.code).to.equal(2);
      expect(unseeded.stderr).to.include(`The draw of option 2 of ${OPTIONS} is not open.`);
      // An earlier run has drawn from the first holder.
      const { kessai } = house;
      const agent = house.folder.record()?.roles.issuerAgent ?? "";
      const draw = { isin: OPTIONS, option: 2 };
      const [first] = await holdersAt(kessai, { isin: OPTIONS });
      await house.act(agent, openDraw(kessai, { ...draw, seed: readSeed(seed) }));
      await house.act(
        agent,
        drawHolders(kessai, { ...draw, holders: first === undefined ? [] : [first.account] }),
      );
      const drawn = `done: draw units of ${OPTIONS} by lot, option 2`;
      const again = await outcomes([...redeem, "--restart-draw"]);
      expect(again).to.match(/^done: restart the draw/);
      expect(again).to.include(`${drawn}: 2 of 2 holders`);
      expect(again).to.include(`done: prove the redemption by option 2 of ${OPTIONS}`);
      expect(await supply(OPTIONS)).to.equal(4n);
      expect(await outcomes([...redeem, "--end-draw"])).to.match(
        /^already done: redeem .*\nalready done: let transfers/,
      );
    });
  });
});
