import { expect } from "chai";

import { readRfqJob } from "../../../../scripts/support/trading/readRfqJob.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { issuesOf } from "../../sdk/issuesOf.ts";

const common = { scenario: "jpx-2022", hub: "ws://127.0.0.1:8787" };
const asked = {
  ...common,
  as: "kisaragi-life",
  sell: "100,000,000",
  tradeDate: "2022-09-14",
  settlementDate: "2022-09-15",
};
/** The files of the scenario without its name. */
const NO_MARKET = {
  scenario: undefined,
  terms: "scenarios/jpx-2022/terms.yaml",
  parties: "scenarios/jpx-2022/parties.yaml",
  trades: "scenarios/jpx-2022/trades.yaml",
  cash: "scenarios/jpx-2022/cash.yaml",
};
const justified = { referencePrice: "99.99", referenceSource: "the exchange", justify: "it is below" };

describe("readRfqJob", () => {
  it("given a request of the market sheet, asks all of its dealers and takes the best", () => {
    const job = readRfqJob({ ...common, request: "JPX22-RFQ-01", at: "2022-09-14T09:30" });
    expect(job.ticket).to.deep.equal({ ...job.sheet.requests[0], justification: undefined });
    expect(job.ticket).to.include({ id: "JPX22-RFQ-01", investor: "kisaragi-life", isAnonymous: true });
    expect(job.dealers).to.have.length(9);
    const { take, reason, isEarmarked, at } = job;
    expect({ take, reason, isEarmarked, at }).to.deep.equal({
      take: "best",
      reason: "",
      isEarmarked: false,
      at: BigInt(Date.parse("2022-09-14T09:30+09:00") / 1_000),
    });
  });

  it("given a request of the command line, names it after its trade date, which is that of --at", () => {
    const { tradeDate: _date, ...rest } = asked;
    const options = { ...rest, at: "2022-09-14T09:30", seconds: "10", anonymous: true };
    expect(readRfqJob(options).ticket).to.deep.equal({
      id: "RFQ-220914-01",
      isin: "JP9JPXGDTB18",
      investor: "kisaragi-life",
      does: "sell",
      faceAmount: 100_000_000n,
      tradeDate: "2022-09-14",
      settlementDate: "2022-09-15",
      cutOff: "15:00",
      answerSeconds: 10n,
      isAnonymous: true,
      justification: undefined,
    });
  });

  it("given a justification, takes it instead of that of the market sheet", () => {
    const sheets = readRfqJob({ ...common, request: "JPX22-RFQ-02" }).ticket.justification;
    expect(sheets?.referencePrice).to.equal("99.990");
    const own = readRfqJob({ ...common, request: "JPX22-RFQ-02", ...justified }).ticket.justification;
    expect(own).to.deep.equal({ referencePrice: "99.99", source: "the exchange", text: "it is below" });
  });

  it("given dealers with commas between, asks them and nobody else", () => {
    const dealers = "take-securities, matsu-securities";
    const job = readRfqJob({ ...asked, dealers, take: "take-securities" });
    expect([job.dealers, job.take]).to.deep.equal([
      ["take-securities", "matsu-securities"],
      "take-securities",
    ]);
  });

  for (const [what, change, message] of [
    ["part of a bond", { sell: "350000000" }, "350000000 is no multiple of the denomination 100000000."],
    ["nobody who asks", { as: undefined }, "Who asks?"],
    ["no settlement date", { settlementDate: undefined }, "When is it traded, and when settled?"],
    ["no trade date", { tradeDate: undefined }, "When is it traded, and when settled?"],
    [
      "a settlement before the trade",
      { settlementDate: "2022-09-13" },
      "The settlement date 2022-09-13 is before the trade date 2022-09-14.",
    ],
    ["a dealer twice", { dealers: "take-securities,take-securities" }, "Who is asked?"],
    ["a comma too many", { dealers: "take-securities," }, "Who is asked?"],
    [
      "a dealer to take that is not asked",
      { take: "nobody" },
      "nobody is not asked, so nothing can be taken",
    ],
    [
      "a price without a reason",
      { referencePrice: justified.referencePrice },
      "A justification compares with a price.",
    ],
    ["a reason without a price", { justify: justified.justify }, "A justification compares with a price."],
    ["a source alone", { referenceSource: "the exchange" }, "A justification compares with a price."],
    ["no hub", { hub: "http://127.0.0.1:8787" }, '"http://127.0.0.1:8787" is not an address of a hub.'],
    ["a consent that is not JSON", { giveUp: "README.md" }, "README.md is no JSON text."],
    ["a ticket that is not JSON", { ticket: "README.md" }, "README.md is no JSON text."],
    ["no market", NO_MARKET, "There is no secondary market."],
  ] as const) {
    it(`given ${what}, refuses it`, () => {
      expect(() => readRfqJob({ ...asked, ...change })).to.throw(UsageError, message);
    });
  }

  it("given a request that the market sheet does not have, says which it has", () => {
    expect(() => readRfqJob({ ...common, request: "JPX22-RFQ-99" }))
      .to.throw(UsageError, "The market sheet has no request JPX22-RFQ-99.")
      .with.property("hint")
      .that.includes("It has JPX22-RFQ-01, JPX22-RFQ-02.");
  });

  it("given both sides or none, asks for one of them", () => {
    const line = "is required, or --sell: one of them; or --request <id> of the market sheet";
    expect(issuesOf(() => readRfqJob({ ...asked, sell: undefined }))[0])
      .to.include(`--buy: `)
      .and.include(line);
    expect(issuesOf(() => readRfqJob({ ...asked, buy: "100000000" }))[0]).to.include(line);
  });

  it("given a request of the market sheet and of the command line, refuses what stands in the sheet", () => {
    const issues = issuesOf(() => readRfqJob({ ...asked, request: "JPX22-RFQ-01" }));
    expect(issues.map((line) => line.split(":")[0])).to.deep.equal([
      "--as",
      "--sell",
      "--trade-date",
      "--settlement-date",
    ]);
  });
});
