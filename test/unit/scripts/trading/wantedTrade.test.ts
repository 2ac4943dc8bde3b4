import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { findFundTrade } from "../../../../scripts/support/trading/findFundTrade.ts";
import { wantedTrade } from "../../../../scripts/support/trading/wantedTrade.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { house } from "../../sdk/house.ts";
import { accountOf, BANK } from "../../sdk/trading/samples.ts";

const FUND = accountOf(0xf1);

const trade: Trade = {
  isin: "JP9NRIDIG157",
  currency: "JPY",
  settlementBank: BANK,
  seller: accountOf(0xd1),
  buyer: FUND,
  quantity: 2n,
  amount: 200_000_000n,
  tradeDate: 1n,
  settleFrom: 2n,
  settleBy: 3n,
  venue: ZeroAddress,
  sequence: 0n,
  commonReference: "RFQ-1",
  minimumPart: 0n,
};

describe("The trade that is to be affirmed", () => {
  let path: string;
  before(() => (path = join(mkdtempSync(join(tmpdir(), "kessai-trade-")), "trade.json")));
  after(() => {
    rmSync(join(path, ".."), { recursive: true });
  });
  const write = (fields: object = {}): string => {
    const digits = (_key: string, value: unknown): unknown =>
      typeof value === "bigint" ? value.toString() : value;
    const record = { id: id("not looked at"), trade: { ...trade, ...fields }, signatures: {} };
    writeFileSync(path, JSON.stringify(record, digits));
    return path;
  };

  it("is named by its id or its reference", () => {
    expect(wantedTrade(tradeId(trade))).to.deep.equal({ by: "id", text: tradeId(trade) });
    expect(wantedTrade("RFQ-1")).to.deep.equal({ by: "reference", text: "RFQ-1" });
  });

  it("is taken from a file, as trades.json has it, with parts left out in older ones", () => {
    expect(wantedTrade(write())).to.deep.equal({ by: "file", path, trade });
    expect(wantedTrade(write({ minimumPart: undefined }))).to.deep.equal({ by: "file", path, trade });
  });

  for (const [fields, message] of [
    [{ quantity: "0" }, 'file.trade.quantity: "0" - must be the digits in quotes of a whole number from 1'],
    [{ amount: 5 }, "file.trade.amount: 5 - must be the digits in quotes"],
    [{ buyer: "sakura-fund" }, 'file.trade.buyer: "sakura-fund" - must be an address'],
    [{ isin: undefined }, "file.trade.isin: (missing) - is required"],
    [{ broker: "" }, 'file.trade.broker: "" - is not a field known here'],
  ] as const)
    it(`is refused: ${message}`, () => {
      const named = write(fields);
      expect(() => wantedTrade(named)).to.throw(InvalidInputError, message);
    });

  it("is refused when the file is not there, or no JSON", () => {
    expect(() => wantedTrade("nowhere.json")).to.throw(UsageError, "The file nowhere.json cannot be read.");
    writeFileSync(path, "trade: 1");
    expect(() => wantedTrade(path)).to.throw(UsageError, `${path} is no JSON text.`);
  });

  it("is one of the fund, on the side that it has", async () => {
    const { kessai } = await house();
    const fund = { name: "sakura-fund", account: FUND, custodian: BANK, needsAffirmation: true };
    const find = (text: string): ReturnType<typeof findFundTrade> =>
      findFundTrade({ kessai }, fund, wantedTrade(text));
    expect(await find(write())).to.deep.equal({ id: tradeId(trade), trade, side: "buyer" });
    const sold = { ...trade, seller: FUND, buyer: accountOf(0xd1) };
    expect(await find(write(sold))).to.deep.equal({ id: tradeId(sold), trade: sold, side: "seller" });
    const other = await find(write({ buyer: accountOf(0xf2) })).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(UsageError);
    expect(String(other)).to.include("sakura-fund is neither the seller nor the buyer of the trade in");
  });
});
