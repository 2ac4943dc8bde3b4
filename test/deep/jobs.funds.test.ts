import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { z } from "zod";

import { assignDuty } from "../../sdk/client/actions/assignDuty.ts";
import { settle } from "../../sdk/client/actions/settle.ts";
import { fundAssignment } from "../../sdk/client/readers/fundAssignment.ts";
import { fundDutyOf } from "../../sdk/client/readers/fundStatus.ts";
import { participants } from "../../sdk/client/readers/participants.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { complianceHash } from "../../sdk/compliance/complianceHash.ts";
import { confirmationOf } from "../../sdk/matching/confirmationOf.ts";
import { formatConfirmation } from "../../sdk/matching/formatConfirmation.ts";
import { placeOfSettlement } from "../../sdk/matching/placeOfSettlement.ts";
import type { TradeDetails } from "../../sdk/matching/TradeDetails.ts";
import { parseComplianceReport } from "../../sdk/compliance/parseComplianceReport.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import { isTicketSigned } from "../../sdk/trading/isTicketSigned.ts";
import { parseSignedTicket } from "../../sdk/trading/parseSignedTicket.ts";
import type { SignedTicket } from "../../sdk/trading/Ticket.ts";
import {
  CUSTODIAN,
  DEALER,
  dealForFund,
  FACTS,
  FUND,
  GUIDELINES,
  MANAGER,
  OFFICER,
  REFERENCE,
  TRADER,
} from "../integration/fundDealing.ts";
import { ISIN, JobHouse } from "../integration/jobHouse.ts";
import type { Ended } from "../integration/jobProcesses.ts";

const output = z.looseObject({
  steps: z.array(z.object({ what: z.string(), outcome: z.string() })),
});

describe("The jobs of funds and tickets, on the JPX bond", function () {
  this.timeout(240_000);
  let house: JobHouse;
  let fund: string;
  let order: readonly string[];
  let signed: SignedTicket;

  const path = (name: string): string => join(house.home, name);
  const read = (name: string): string => readFileSync(path(name), "utf8");

  before(async () => {
    house = await JobHouse.fresh();
    const { fundAccountFactory } = house.kessai;
    fund = await fundAccountFactory.accountOf(house.accountOf(CUSTODIAN), encodeBytes32String(FUND));
    const [guidelines, facts] = [house.file("guidelines.yaml", GUIDELINES), house.file("facts.yaml", FACTS)];
    const size = ["--isin", ISIN, "--buy", "200,000,000", "--limit", "100.05"];
    const split = ["--split", `${FUND}=200000000`, "--settle-date", "2022-06-03"];
    order = [...size, ...split, "--guidelines", guidelines, "--facts", facts];
  });

  async function outcomes(args: readonly string[], code = 0): Promise<readonly string[]> {
    const { steps } = output.parse(await house.json(args, code));
    return steps.map(({ what, outcome }) => `${outcome}: ${what}`);
  }

  describe("given no fund", () => {
    const open = ["fund-account", "open", "--custodian", CUSTODIAN, "--fund", FUND, "--admit"];

    it("fund-account open --dry-run says where it would be, and writes nothing", async () => {
      const before = await house.blockNumber();
      const { stdout, code } = await house.run([...open, "--dry-run"]);
      expect([code, await house.blockNumber()]).to.deep.equal([0, before]);
      expect(stdout).to.include(fund).and.include("2 would do.");
      expect(house.folder.accounts()).to.not.have.property(FUND);
    });

    it("fund-account open opens it where custodian and name say, and has it admitted like its custodian, once", async () => {
      const steps = [`open the account of ${FUND}, kept by ${CUSTODIAN}`, `admit ${FUND}`];
      expect(await outcomes(open)).to.deep.equal(steps.map((step) => `done: ${step}`));
      expect(house.accountOf(FUND)).to.equal(fund);
      const before = await house.blockNumber();
      expect(await outcomes(open)).to.deep.equal(steps.map((step) => `already done: ${step}`));
      expect(await house.blockNumber()).to.equal(before);
      const [own, keeper] = await participants(house.kessai, [fund, house.accountOf(CUSTODIAN)]);
      expect(own).to.deep.equal({ ...keeper, account: fund });
    });
  });

  describe("given the account of a fund", () => {
    it("fund-account assign makes somebody its manager", async () => {
      const assign = ["fund-account", "assign", "--fund", FUND, "--person", MANAGER, "--duty", "manager"];
      expect(await outcomes(assign)).to.deep.equal([`done: make ${MANAGER} fund manager of ${FUND}`]);
      expect(await fundDutyOf(house.kessai, fund, house.accountOf(MANAGER))).to.equal("fund manager");
      for (const [person, duty] of [
        [TRADER, "trader"],
        [OFFICER, "compliance officer"],
      ] as const) {
        await house.act(CUSTODIAN, assignDuty({ account: fund, person: house.accountOf(person), duty }));
      }
    });

    describe("when jobs are given what cannot be", () => {
      const cases: readonly (readonly [args: readonly string[], exit: number, message: RegExp])[] = [
        [
          ["fund-account", "assign", "--fund", FUND, "--person", MANAGER, "--duty", "trader"],
          1,
          /yayoi-asset is fund manager of sakura-fund: nobody goes from one duty to another in one step/,
        ],
        [
          ["fund-account", "affirm", "--fund", FUND, "--trade", REFERENCE],
          2,
          /The chain knows no trade RFQ-1 of sakura-fund/,
        ],
      ];
      let ended: readonly Ended[];
      let untouched: number;
      before(async () => {
        untouched = await house.blockNumber();
        ended = await house.runAll(cases.map(([args]) => args));
      });
      for (const [index, [, exit, message]] of cases.entries()) {
        it(`ends with ${exit} and says ${String(message)}`, () => {
          const { code, stdout, stderr } = ended[index] ?? {};
          expect([code, stdout], stderr).to.deep.equal([exit, ""]);
          expect(stderr).to.match(message).and.include("What to do:");
        });
      }
      it("nothing is sent", async () => {
        expect(await house.blockNumber()).to.equal(untouched);
      });
    });
  });

  describe("given an order that breaches a rule", () => {
    const sign = (): readonly string[] => [
      ...[
        "ticket",
        "sign",
        "--as",
        MANAGER,
        "--valid-until",
        "2022-06-03T15:00",
        "--out",
        path("ticket.json"),
      ],
      ...order,
    ];

    it("ticket check ends with 1, and shows and writes what came of every rule", async () => {
      const { code, stdout, stderr } = await house.run([
        "ticket",
        "check",
        ...order,
        "--out",
        path("report.json"),
      ]);
      expect(code).to.equal(1);
      expect(stdout).to.include("at 100.05 at most: JPY 100,050,000 for one unit.");
      expect(stdout).to.match(/sakura-fund │ concentration │ breached │ Bonds of jpx would be 6\.67/);
      expect(stderr).to.include("1 rule is not kept: concentration.");
      const { results } = parseComplianceReport(JSON.parse(read("report.json")));
      expect(results.map(({ status }) => status)).to.deep.equal([
        "passed",
        "breached",
        ...["passed", "passed", "passed"],
      ]);
    });

    it("ticket sign ends with 1 and signs nothing", async () => {
      const { code, stderr } = await house.run(sign());
      expect(code).to.equal(1);
      expect(stderr).to.include("The trade is stopped by compliance").and.include("1 breach.");
      expect(existsSync(path("ticket.json"))).to.equal(false);
      expect(read("ticket.report.json")).to.equal(read("report.json"));
    });

    it("ticket sign signs once a compliance officer has waived the breach, and the same ticket once only", async () => {
      const waiver = ["--rule", "concentration", "--fund", FUND, "--reason", "Sold off within the month"];
      const files = ["--report", path("report.json"), "--out", path("waivers.json")];
      const waive = ["ticket", "waive", "--as", OFFICER, ...waiver, ...files];
      const shown = await outcomes([...waive, "--valid-until", "2022-06-03T15:00"]);
      expect(shown).to.deep.equal([
        `done: waive concentration for ${FUND} as ${OFFICER}`,
        "done: write waivers.json",
      ]);
      const cleared = [...sign(), "--waivers", path("waivers.json")];
      expect(await outcomes(cleared)).to.include(`done: sign the ticket for ${MANAGER}`);
      const written = read("ticket.json");
      signed = parseSignedTicket(JSON.parse(written));
      expect(isTicketSigned(house.kessai.tradingDomain, signed)).to.equal(true);
      expect(signed.ticket).to.deep.include({
        manager: house.accountOf(MANAGER),
        maximumQuantity: 2n,
        limitPriceE7: 1_000_500_000n,
        limitCashPerUnit: 100_050_000n,
        settleBy: BigInt(Date.parse("2022-06-04T00:00:00+09:00") / 1000),
        maximumFeePerUnit: 0n,
        compliance: complianceHash(parseComplianceReport(JSON.parse(read("report.json")))),
        split: [{ account: fund, quantity: 2n }],
      });
      expect(await outcomes(cleared)).to.deep.equal([
        "already done: write ticket.report.json",
        `already done: sign the ticket for ${MANAGER}`,
      ]);
      expect(read("ticket.json")).to.equal(written);
    });
  });

  describe("given a trade under the ticket, which waits for the custodian", () => {
    let trade: Trade;
    let confirmed: TradeDetails;
    before(async () => {
      const dealt = await dealForFund(house, { fund, signed });
      ({ trade } = dealt);
      const { chainId, addresses } = house.kessai.deployment;
      const place = placeOfSettlement({ chainId, escrow: addresses.escrow });
      const centre = "Asia/Tokyo";
      confirmed = confirmationOf({ ...dealt, facePerUnit: 100_000_000n, place, centre });
    });
    const confirmation = (fields: Partial<TradeDetails> = {}): string =>
      house.file("confirmation.json", formatConfirmation({ ...confirmed, ...fields }));

    it("fund-account status shows the duties and the trade", async () => {
      const { stdout } = await house.run(["fund-account", "status", "--fund", FUND]);
      expect(stdout)
        .to.match(/affirmation +│ each trade, before it can settle/)
        .and.match(/fund manager +│ yayoi-asset/)
        .and.match(/compliance officer +│ satsuki-pension/)
        .and.match(/RFQ-1 .*nomura-securities ->.*matched/)
        .and.include("on hold: buyer");
    });

    const affirm = ["fund-account", "affirm", "--fund", FUND, "--trade"];

    it("fund-account affirm ends with 1, and shows what differs from the dealer's confirmation", async () => {
      const wrong = confirmation({ pricePer100: "99.9900000", settlementBank: house.accountOf("jpx") });
      const { code, stdout, stderr } = await house.run([...affirm, REFERENCE, "--confirmation", wrong]);
      expect(code).to.equal(1);
      expect(stdout)
        .to.match(/clean price .* │ 100\.0000000 +│ 99\.99(00000)? +│ exact +│ different/)
        .and.match(/settlement bank +│ settlement-bank │ jpx +│ exact +│ different/);
      expect(stderr).to.include("The trade is not matched").and.include("2 fields.");
      expect((await tradeState(house.kessai, trade)).buyerOnHold).to.equal(true);
    });

    it("fund-account affirm lets it settle when they agree within the tolerances, once", async () => {
      const step = `affirm ${REFERENCE} for ${FUND}, the buyer`;
      const tolerances = house.file(
        "tolerances.yaml",
        "tolerances: { amount: { kind: absolute, value: 5 } }",
      );
      const near = confirmation({ amount: trade.amount + 5n });
      const matched = [...affirm, REFERENCE, "--confirmation", near, "--tolerances", tolerances];
      expect(await outcomes(matched)).to.deep.equal([
        `done: match ${REFERENCE} with its confirmation`,
        `done: ${step}`,
      ]);
      await house.act(DEALER, settle(house.kessai, trade));
      expect(await outcomes([...affirm, tradeId(trade)])).to.deep.equal([`already done: ${step}`]);
      expect((await tradeHistory(house.kessai, tradeId(trade))).outcome).to.equal("Settled");
      expect(await house.units(FUND)).to.equal(2n);
    });

    it("ticket withdraw takes the ticket back, as its manager signed it and no other", async () => {
      const changed = house.file(
        "changed.json",
        read("ticket.json").replace('"2"', '"1"').replace('"2"', '"1"'),
      );
      const other = await house.run(["ticket", "withdraw", changed]);
      expect(other.code).to.equal(2);
      expect(other.stderr).to.include("is not as its manager signed it");
      expect(await outcomes(["ticket", "withdraw", path("ticket.json")])).to.deep.equal([
        `done: withdraw the ticket of ${MANAGER} for 2 units of ${ISIN}`,
      ]);
      expect(await house.events("TicketWithdrawn")).to.have.length(1);
    });

    it("fund-account object ends a duty that the custodian gave after the account's first day", async () => {
      await house.moveTo("2022-06-04T12:00");
      const person = house.accountOf("jpx");
      await house.act(CUSTODIAN, assignDuty({ account: fund, person, duty: "fund manager" }));
      const object = ["fund-account", "object", "--fund", FUND, "--person", "jpx", "--as", OFFICER];
      expect(await outcomes(object)).to.deep.equal([`done: object to the duty of jpx in ${FUND}`]);
      expect((await fundAssignment(house.kessai, fund, person)).duty).to.equal("without a duty");
    });
  });
});
