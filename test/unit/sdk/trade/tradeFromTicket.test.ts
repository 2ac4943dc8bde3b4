import { readFileSync } from "node:fs";

import { expect } from "chai";
import { id, Wallet, ZeroAddress } from "ethers";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { parseScenario } from "../../../../sdk/terms/parseScenario.ts";
import { tradeFromTicket } from "../../../../sdk/trade/tradeFromTicket.ts";

const read = (file: string): string =>
  readFileSync(new URL(`../../../../scenarios/jpx-2022/${file}.yaml`, import.meta.url), "utf8");
const account = (name: string): string => new Wallet(id(name)).address;

describe("tradeFromTicket", () => {
  const { terms, trades } = parseScenario({
    terms: read("terms"),
    parties: read("parties"),
    trades: read("trades"),
    cash: read("cash"),
  });
  const schedule = couponSchedule(terms);
  const accounts = { seller: account("a"), buyer: account("b"), settlementBank: account("c") };

  it("turns the secondary trade into units, an amount with accrued interest, and seconds", () => {
    const ticket = trades.find(({ id }) => id === "JPX22-SC-01");
    if (ticket === undefined) throw new Error("no such ticket");
    expect(tradeFromTicket({ ticket, termSheet: terms, schedule, accounts, sequence: 7n })).to.deep.equal({
      isin: "JP9JPXGDTB18",
      currency: "JPY",
      ...accounts,
      quantity: 1n,
      amount: 99_999_246n,
      tradeDate: BigInt(Date.parse("2022-09-14T00:00:00+09:00") / 1000),
      settleFrom: BigInt(Date.parse("2022-09-15T00:00:00+09:00") / 1000),
      settleBy: BigInt(Date.parse("2022-09-15T17:00:00+09:00") / 1000),
      venue: ZeroAddress,
      sequence: 7n,
      commonReference: "JPX22-SC-01",
      minimumPart: 0n,
    });
  });

  it("turns a smallest part from face into units", () => {
    const [ticket] = trades;
    if (ticket === undefined) throw new Error("no tickets");
    const parted = { ...ticket, minimumPart: 200_000_000n };
    const options = { termSheet: terms, schedule, accounts, sequence: 0n };
    expect(tradeFromTicket({ ...options, ticket: parted }).minimumPart).to.equal(2n);
    expect(tradeFromTicket({ ...options, ticket }).minimumPart).to.equal(0n);
  });

  it("underwrites the whole issue at the issue price until the ticket's cut-off", () => {
    const [ticket] = trades;
    if (ticket === undefined) throw new Error("no tickets");
    const venue = account("venue");
    const trade = tradeFromTicket({
      ticket,
      termSheet: terms,
      schedule,
      accounts: { ...accounts, venue: venue.toLowerCase() },
      sequence: 0n,
    });
    expect(trade).to.include({ quantity: 5n, amount: 500_000_000n, venue });
    expect(trade.settleBy - trade.settleFrom).to.equal(12n * 3_600n);
  });
});
