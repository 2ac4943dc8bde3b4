import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";

import { AddressBook } from "../../scripts/support/AddressBook.ts";
import { Reporter } from "../../scripts/support/Reporter.ts";
import { checkProposal } from "../../scripts/support/trading/checkProposal.ts";
import { clearTicket } from "../../scripts/support/trading/clearTicket.ts";
import { readProposal } from "../../scripts/support/trading/proposalOptions.ts";
import { ticketOf } from "../../scripts/support/trading/ticketOf.ts";
import { UsageError } from "../../scripts/support/UsageError.ts";
import { assignDuty } from "../../sdk/client/actions/assignDuty.ts";
import { openFund } from "../../sdk/client/actions/openFund.ts";
import type { ComplianceReport } from "../../sdk/compliance/ComplianceReport.ts";
import { complianceHash } from "../../sdk/compliance/complianceHash.ts";
import { NotClearedError } from "../../sdk/compliance/errors/NotClearedError.ts";
import { signWaiver } from "../../sdk/compliance/signWaiver.ts";
import type { SignedWaiver } from "../../sdk/compliance/Waiver.ts";
import { CUSTODIAN, DEALER, FACTS, FUND, GUIDELINES, MANAGER, OFFICER, TRADER } from "./fundDealing.ts";
import { ISIN, JobHouse } from "./jobHouse.ts";

/** What the ticket jobs make of their options, on the chain that the job tests share, without a process for each. */
describe("The proposals and clearances of the ticket jobs", function () {
  this.timeout(240_000);
  let house: JobHouse;
  let fund: string;

  before(async () => {
    house = await JobHouse.fresh();
    house.file("guidelines.yaml", GUIDELINES);
    house.file("facts.yaml", FACTS);
    const custodian = house.accountOf(CUSTODIAN);
    fund = await house.kessai.fundAccountFactory.accountOf(custodian, encodeBytes32String(FUND));
  });

  const path = (name: string): string => join(house.home, name);
  const written = (fields: object = {}): Parameters<typeof checkProposal>[1] =>
    readProposal({
      ...{ isin: ISIN, buy: "200000000", limit: "100.05", split: `${FUND}=200000000` },
      ...{ guidelines: path("guidelines.yaml"), facts: path("facts.yaml") },
      ...fields,
    });
  const check = async (proposal = written()): Promise<ComplianceReport> => {
    const { kessai, folder, provider } = house;
    const chain = { url: house.url, provider, chainId: 0n, genesis: "", isDevelopment: true };
    const book = new AddressBook({ chain, folder, write: false });
    book.enter(FUND, fund);
    return await checkProposal({ kessai, book, names: book.names }, proposal);
  };
  const checked = async (fields: object = {}): Promise<ComplianceReport["proposal"]> =>
    (await check(written(fields))).proposal;

  describe("given an order, as its options say it", () => {
    it("settles two business days later, and pays the accrued interest of that day, unless it says otherwise", async () => {
      const { settlementDate, limitCashPerUnit, limitPriceE7, dealers, settlementBank } = await checked();
      // 4 days at 0.05 % on 100 million: 547.94.
      expect([settlementDate, limitCashPerUnit, limitPriceE7]).to.deep.equal([
        "2022-06-07",
        100_050_547n,
        1_000_500_000n,
      ]);
      expect(dealers).to.deep.equal([house.accountOf(DEALER)]);
      expect(settlementBank).to.equal(house.accountOf("settlement-bank"));
      expect(await checked({ bank: "settlement-bank", dealers: [DEALER] })).to.deep.equal(await checked());
    });

    it("settles until the end of that day, unless it names another cut-off", async () => {
      const seconds = (moment: string): bigint => BigInt(Date.parse(`${moment}+09:00`) / 1000);
      expect((await checked()).settleBy).to.equal(seconds("2022-06-08T00:00"));
      expect((await checked({ cutOff: "15:00" })).settleBy).to.equal(seconds("2022-06-07T15:00"));
      expect((await checked({ cutOff: "2022-06-10T15:00" })).settleBy).to.equal(seconds("2022-06-10T15:00"));
    });

    it("bears a broker's fee when it buys, and gets that much less when it sells", async () => {
      const fee = { settleDate: "2022-06-06", fee: "1,000" };
      expect((await checked(fee)).limitCashPerUnit).to.equal(100_051_410n);
      expect((await checked(fee)).maximumFeePerUnit).to.equal(1_000n);
      const sale = { ...fee, buy: undefined, sell: "200000000" };
      expect((await checked(sale)).limitCashPerUnit).to.equal(100_049_410n);
    });

    for (const [fields, message] of [
      [{ settleDate: "2022-06-02" }, "--settle-date is 2022-06-02; on the chain it is 2022-06-03."],
      [{ settleDate: "2022-06-04" }, "--settle-date is 2022-06-04, when banks are closed."],
      [{ settleDate: "2023-06-01" }, "when the register closes for redemption"],
      [{ buy: undefined, sell: "200000000", fee: "100050547" }, "and one unit brings 100050547"],
      [
        { cutOff: "2022-06-07" },
        "The cut-off 2022-06-07 does not lie after the start of the settlement date",
      ],
      [{ bank: "nobody" }, "No account is known for nobody."],
      [{ isin: "JP9NRIDIG157", facts: "nri.yaml" }, "There is no bond JP9NRIDIG157 here."],
      [{ isin: undefined, terms: "terms.yaml" }, "it has another hash"],
    ] as const)
      it(`is refused: ${message}`, async () => {
        const files = [
          [
            "terms",
            () => readFileSync("scenarios/jpx-2022/terms.yaml", "utf8").replace('"100.00"', '"99.99"'),
          ],
          ["facts", () => FACTS.replace(/^bond.*$/m, "")],
        ] as const;
        const named = files.flatMap(([name, text]) =>
          name in fields ? [[name, house.file(`other.${name}.yaml`, text())] as const] : [],
        );
        const error = await checked({ ...fields, ...Object.fromEntries(named) }).catch(
          (reason: unknown) => reason,
        );
        expect(error).to.be.instanceOf(UsageError);
        expect(String(error)).to.include(message);
      });
  });

  describe("given a breach that is waived", () => {
    const notes: string[] = [];
    before(async () => {
      await house.act(CUSTODIAN, openFund(house.kessai, FUND));
      for (const [person, duty] of [
        [MANAGER, "fund manager"],
        [TRADER, "trader"],
        [OFFICER, "compliance officer"],
      ] as const)
        await house.act(CUSTODIAN, assignDuty({ account: fund, person: house.accountOf(person), duty }));
    });

    async function clear(person: string): Promise<readonly SignedWaiver[]> {
      const { kessai, provider } = house;
      const report = await check();
      const validUntil = report.validUntil;
      const salt = id("salt");
      const manager = house.accountOf(MANAGER);
      const given = { manager, validUntil, salt };
      const ticket = ticketOf({ report, denomination: 100_000_000n, ...given });
      const reason = "Sold off within the month";
      const waiver = { report: complianceHash(report), rule: "concentration", fund, reason, validUntil };
      const signer = await provider.getSigner(house.accountOf(person));
      const waivers = [await signWaiver(signer, { domain: kessai.tradingDomain, waiver })];
      const reporter = new Reporter({ json: true });
      reporter.progress = (text) => void notes.push(text);
      const names = (account: string): string | undefined => (account === fund ? FUND : undefined);
      return await clearTicket({ kessai, reporter, names }, { report, ticket, waivers });
    }

    it("clears the ticket when a compliance officer of the fund has signed it", async () => {
      const [needed] = await clear(OFFICER);
      expect(needed?.officer).to.equal(house.accountOf(OFFICER));
      expect(notes).to.deep.equal([]);
    });

    for (const person of [TRADER, MANAGER, CUSTODIAN])
      it(`stops it, and says why, when ${person} has`, async () => {
        const error = await clear(person).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(NotClearedError);
        const account = house.accountOf(person);
        expect(notes.at(-1)).to.equal(
          `  note: the waiver of concentration does not count: ${account} is no compliance officer of ${FUND}`,
        );
      });
  });
});
