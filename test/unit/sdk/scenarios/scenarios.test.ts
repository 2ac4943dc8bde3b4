import { readFileSync } from "node:fs";

import { expect } from "chai";

import { couponAmount } from "../../../../sdk/bonds/couponAmount.ts";
import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { parseOrderTickets } from "../../../../sdk/offering/parseOrderTickets.ts";
import { parseScenario } from "../../../../sdk/terms/parseScenario.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import type { Scenario } from "../../../../sdk/terms/Scenario.ts";
import { tradeAmount } from "../../../../sdk/terms/tradeAmount.ts";

const cases = [
  // Half-year coupon of the issue: 500,000,000 x 0.050 % / 2, by hand.
  // Secondary: 104 days, 0.0142465 per 100, by hand.
  {
    name: "jpx-2022",
    coupons: 2,
    coupon: 125_000n,
    secondary: { clean: 99_985_000n, accrued: 14_246n, total: 99_999_246n },
  },
  // NRI 15th: 22,245,000 by its vector. Secondary: 98 days, 0.3981753 per 100 by its vector.
  {
    name: "nri-2025",
    coupons: 10,
    coupon: 22_245_000n,
    secondary: { clean: 299_616_000n, accrued: 1_194_525n, total: 300_810_525n },
  },
] as const;

for (const { name, coupons, coupon, secondary } of cases) {
  describe(`scenario ${name}`, () => {
    const scenario = load(name);
    const { terms, parties, trades } = scenario;
    const schedule = couponSchedule(terms);

    it("has the coupons of its bond", () => {
      expect(schedule.periods).to.have.length(coupons);
      for (const { interestPerYenE13 } of schedule.periods) {
        expect(couponAmount({ totalFace: terms.totalAmount, interestPerYenE13 })).to.equal(coupon);
      }
    });

    if (trades[0]?.seller !== terms.issuer) {
      it("offers the whole issue, for which investors with the money ask for more than there is", () => {
        const document = (file: string): unknown => readDocument(text(name, file), file);
        const sheet = parseOfferingSheet(document("offering"), { termSheet: terms });
        const orders = parseOrderTickets(document("orders"), { sheet, termSheet: terms });
        expect(sheet.totalAmount).to.equal(terms.totalAmount);
        expect(orders.reduce((total, { amount }) => total + amount, 0n) > terms.totalAmount).to.equal(true);
        const short = orders.filter(({ investor, amount }) => {
          const own = scenario.cash.deposits.filter(({ party }) => party === investor);
          return own.reduce((total, deposit) => total + deposit.amount, 0n) < amount;
        });
        expect(short.map(({ investor }) => investor)).to.deep.equal(["shimotsuki-asset"]);
      });

      it("ends with a secondary trade between investors at T+1 with accrued interest", () => {
        expect(trades.map((ticket) => tradeAmount(ticket, schedule))).to.deep.equal([secondary]);
      });
      return;
    }

    it("underwrites the whole issue, then distributes all of it to at least four investors", () => {
      const [underwriting, ...others] = trades;
      expect(underwriting).to.include({
        seller: terms.issuer,
        buyer: terms.underwriting.underwriter,
        faceAmount: terms.totalAmount,
      });
      const distribution = others.filter(({ seller }) => seller === terms.underwriting.underwriter);
      expect(distribution.reduce((total, { faceAmount }) => total + faceAmount, 0n)).to.equal(
        terms.totalAmount,
      );
      expect(new Set(distribution.map(({ buyer }) => buyer)).size).to.be.at.least(4);
      expect(underwriting?.settlementDate).to.equal(terms.issueDate);
      for (const { settlementDate } of distribution) expect(settlementDate).to.equal(terms.issueDate);
    });

    it("ends with a secondary trade between investors at T+1 with accrued interest", () => {
      const last = trades.slice(-1);
      expect(last.map((ticket) => tradeAmount(ticket, schedule))).to.deep.equal([secondary]);
      const investors = parties.filter(({ roles }) => roles.includes("investor")).map(({ id }) => id);
      expect(investors).to.include.members(last.flatMap(({ seller, buyer }) => [seller, buyer]));
    });

    it("can be settled trade by trade: nobody sells bonds or pays cash it does not have", () => {
      const { bonds, cash } = settleAll(scenario);
      expect(sum(bonds)).to.equal(terms.totalAmount);
      expect(sum(cash)).to.equal(scenario.cash.deposits.reduce((total, { amount }) => total + amount, 0n));
    });

    it("leaves the issuer with the cash for every coupon and the redemption", () => {
      const due = terms.totalAmount + coupon * BigInt(coupons);
      expect(settleAll(scenario).cash.get(terms.issuer)).to.equal(due);
    });
  });
}

function load(name: string): Scenario {
  return parseScenario({
    terms: text(name, "terms"),
    parties: text(name, "parties"),
    trades: text(name, "trades"),
    cash: text(name, "cash"),
  });
}

function text(name: string, file: string): string {
  return readFileSync(new URL(`../../../../scenarios/${name}/${file}.yaml`, import.meta.url), "utf8");
}

interface Ledgers {
  readonly bonds: ReadonlyMap<string, bigint>;
  readonly cash: ReadonlyMap<string, bigint>;
}

/** Settles the trades in the order of the file on two ledgers of plain sums. */
function settleAll({ terms, trades, cash }: Scenario): Ledgers {
  const schedule = couponSchedule(terms);
  const bonds = new Map([[terms.issuer, terms.totalAmount]]);
  const money = new Map<string, bigint>();
  for (const { party, amount } of cash.deposits) money.set(party, (money.get(party) ?? 0n) + amount);
  for (const ticket of trades) {
    move(bonds, ticket.seller, ticket.buyer, ticket.faceAmount);
    move(money, ticket.buyer, ticket.seller, tradeAmount(ticket, schedule).total);
  }
  return { bonds, cash: money };
}

function move(ledger: Map<string, bigint>, from: string, to: string, amount: bigint): void {
  const held = ledger.get(from) ?? 0n;
  expect(held >= amount, `${from} has ${held}, needs ${amount}`).to.equal(true);
  ledger.set(from, held - amount);
  ledger.set(to, (ledger.get(to) ?? 0n) + amount);
}

function sum(ledger: ReadonlyMap<string, bigint>): bigint {
  return Array.from(ledger.values()).reduce((total, value) => total + value, 0n);
}
