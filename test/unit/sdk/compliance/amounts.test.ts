import { expect } from "chai";

import type {
  CashRule,
  ConcentrationRule,
  HoldingRule,
  LotsRule,
  ShortSaleRule,
  TicketSizeRule,
} from "../../../../sdk/compliance/Guidelines.ts";
import {
  accountOf,
  BANK,
  ISIN,
  OTHER_ISIN,
  resultOf,
  sampleFund,
  samplePosition,
  statusOf,
  unknown,
  UZUKI,
  YAYOI,
} from "./samples.ts";

const share = (faceAmount: bigint, account = YAYOI) => ({ account, faceAmount });

describe("checkCompliance: the part of net assets in one issuer", () => {
  const cap = (maximumPercent: string): ConcentrationRule => ({
    id: "issuer-cap",
    kind: "issuerConcentration",
    maximumPercent,
  });
  const [, other, another] = sampleFund().positions ?? [];

  // 500,000,000 before; 3 x 100,100,000 more are 800,300,000 of 10,000,000,000: 8.003 %.
  it("given 5 % before, when the purchase makes it 8.003 %, then the rule is kept at 8.003 %", () => {
    expect(resultOf(cap("8.003"))).to.deep.equal({
      rule: "issuer-cap",
      fund: YAYOI,
      status: "passed",
      value: "8.003",
      limit: "8.003",
      text:
        "Bonds of momiji would be 8.003 % of net assets after the purchase, 5 % before (同一発行体の組入比率); " +
        "at most 8.003 % is allowed.",
    });
    expect(statusOf(cap("8.0029999"))).to.equal("breached");
    expect(statusOf(cap("10.0"))).to.equal("passed");
  });

  it("given one minor unit above the limit, when it is shown, then it is not shown as the limit", () => {
    // 1 of 10,000,000,000 is 10^-8 %, which is rounded up to 10^-7 %.
    const positions = [
      samplePosition({ marketValue: 200_000_001n }),
      ...[other, another].filter((one) => one !== undefined),
    ];
    expect(resultOf(cap("8.003"), { fund: { positions } })).to.include({
      status: "breached",
      value: "8.0030001",
    });
  });

  it("given a fund without bonds of the issuer, when it buys, then only the purchase counts", () => {
    // 300,300,000 of 10,000,000,000
    expect(resultOf(cap("3.003"), { fund: { positions: [] } })).to.include({
      status: "passed",
      value: "3.003",
    });
  });

  it("given a face that is no whole number of bonds, when it is valued, then it is rounded up", () => {
    // 50,000,001 of face at 100,100,000 for 100,000,000: 50,050,001.001, rounded up to 50,050,002; of 100,000,000 it is 50.050002 %.
    const one = {
      proposal: { split: [share(50_000_001n)] },
      fund: { positions: [], netAssets: 100_000_000n },
    };
    expect(resultOf(cap("60"), one).value).to.equal("50.050002");
  });

  it("given this bond with another issuer in the books, when it is added up, then it counts all the same", () => {
    const positions = [samplePosition({ issuer: "kaede" })];
    expect(resultOf(cap("6"), { fund: { positions } }).value).to.equal("5.003");
    expect(
      resultOf(cap("6"), { fund: { positions: [samplePosition({ issuer: undefined })] } }).value,
    ).to.equal("5.003");
  });

  const value = "the issuer and market value of every position";
  for (const [what, one, fact] of [
    ["issuer", { bond: { issuer: undefined } }, "the issuer of the bond"],
    ["denomination", { bond: { denomination: undefined } }, "the denomination of the bond"],
    ["denomination above zero", { bond: { denomination: 0n } }, "the denomination of the bond"],
    ["net assets", { fund: { netAssets: undefined } }, "the fund's net assets"],
    ["net assets above zero", { fund: { netAssets: 0n } }, "the fund's net assets"],
    ["currency of the fund", { fund: { currency: undefined } }, "the fund's net assets in JPY"],
    ["net assets in yen", { fund: { currency: "USD" } }, "the fund's net assets in JPY"],
    ["positions", { fund: { positions: undefined } }, value],
    [
      "market value of a bond of the issuer",
      { fund: { positions: [samplePosition({ marketValue: undefined })] } },
      value,
    ],
    ["market value that is one", { fund: { positions: [samplePosition({ marketValue: -1n })] } }, value],
    [
      "issuer of another position",
      { fund: { positions: [{ isin: OTHER_ISIN, marketValue: 1n }, samplePosition()] } },
      value,
    ],
    ["fund", { facts: { funds: [] } }, "the fund's net assets"],
    ["bond", { facts: { bond: undefined } }, "the issuer of the bond"],
  ] as const) {
    it(`given no ${what}, when it is checked, then the rule is unknown`, () => {
      expect(resultOf(cap("100"), one)).to.deep.equal(unknown("issuer-cap", fact, "100"));
    });
  }

  it("given a position in another issuer without market value, when it is checked, then it does not matter", () => {
    const positions = [{ isin: OTHER_ISIN, issuer: "kaede" }];
    expect(statusOf(cap("10"), { fund: { positions } })).to.equal("passed");
  });
});

describe("checkCompliance: the part of one issue", () => {
  const cap = (maximumPercent: string): HoldingRule => ({
    id: "issue-cap",
    kind: "issueHolding",
    maximumPercent,
  });

  // 200,000,000 held and 300,000,000 more, of 10,000,000,000 outstanding.
  it("given 2 % of the issue, when the purchase makes it 5 %, then the rule is kept at 5 %", () => {
    expect(resultOf(cap("5.0"))).to.deep.equal({
      rule: "issue-cap",
      fund: YAYOI,
      status: "passed",
      value: "5",
      limit: "5",
      text:
        `The fund would hold 5 % of the issue ${ISIN} after the purchase, 2 % before (同一銘柄の保有割合); ` +
        "at most 5 % is allowed.",
    });
    expect(statusOf(cap("4.9999999"))).to.equal("breached");
  });

  it("given two positions in the issue, when they are added up, then both count", () => {
    const positions = [samplePosition(), samplePosition({ face: 100_000_000n })];
    expect(resultOf(cap("6"), { fund: { positions } }).value).to.equal("6");
  });

  const held = "what the fund holds of the issue";
  for (const [what, one, fact] of [
    ["outstanding face", { bond: { outstandingFace: undefined } }, "the outstanding face of the issue"],
    ["outstanding face above zero", { bond: { outstandingFace: 0n } }, "the outstanding face of the issue"],
    ["positions", { fund: { positions: undefined } }, held],
    ["face of a position", { fund: { positions: [samplePosition({ face: undefined })] } }, held],
    ["face that is one", { fund: { positions: [samplePosition({ face: -1n }), samplePosition()] } }, held],
    ["fund", { facts: { funds: [] } }, held],
  ] as const) {
    it(`given no ${what}, when it is checked, then the rule is unknown`, () => {
      expect(resultOf(cap("100"), one)).to.deep.equal(unknown("issue-cap", fact, "100"));
    });
  }

  it("given a face of another issue that is not known, when it is checked, then it does not matter", () => {
    expect(statusOf(cap("5"), { fund: { positions: [samplePosition(), { isin: OTHER_ISIN }] } })).to.equal(
      "passed",
    );
  });
});

describe("checkCompliance: whole bonds", () => {
  const lots: LotsRule = { id: "lots", kind: "lots" };

  it("given bonds of 100 million, when 300 million are ordered, then the rule is kept", () => {
    expect(resultOf(lots)).to.include({
      status: "passed",
      value: "300000000",
      limit: "100000000",
      text: "A face of 300,000,000 comes to whole bonds of 100,000,000 (各社債の金額).",
    });
  });

  it("given bonds of 100 million, when 350 million are ordered, then the rule is breached", () => {
    const text = "A face of 350,000,000 does not come to whole bonds of 100,000,000 (各社債の金額).";
    const one = { proposal: { split: [share(350_000_000n)] } };
    expect(resultOf(lots, one)).to.include({ status: "breached", value: "350000000", text });
    expect(statusOf(lots, { proposal: { ...one.proposal, side: "seller" } })).to.equal("breached");
  });

  it("given two shares of one fund, when only their sum is whole, then the rule is breached", () => {
    const split = [share(150_000_000n), share(50_000_000n), share(100_000_000n)];
    expect(resultOf(lots, { proposal: { split } })).to.include({
      status: "breached",
      value: "150000000, 50000000, 100000000",
      text: "A face of 150,000,000 and 50,000,000 does not come to whole bonds of 100,000,000 (各社債の金額).",
    });
  });

  it("given no denomination, when it is checked, then the rule is unknown", () => {
    for (const denomination of [undefined, 0n, -1n]) {
      expect(resultOf(lots, { bond: { denomination } })).to.deep.equal(
        unknown("lots", "the denomination of the bond", ""),
      );
    }
  });
});

describe("checkCompliance: the size of an order", () => {
  const size = (minimumFace?: bigint, maximumFace?: bigint): TicketSizeRule => ({
    id: "size",
    kind: "ticketSize",
    of: "ticket",
    limits: [
      { currency: "USD", maximumFace: 1n },
      { currency: "JPY", minimumFace, maximumFace },
    ],
  });

  it("given an order of 300 million, when 300 to 300 million are allowed, then the rule is kept", () => {
    expect(resultOf(size(300_000_000n, 300_000_000n))).to.include({
      status: "passed",
      value: "300000000",
      limit: "300000000 to 300000000",
      text: "The ticket is of JPY 300,000,000 face (額面); it must be at least JPY 300,000,000, at most JPY 300,000,000.",
    });
  });

  it("given an order of 300 million, when one yen more is the least or less the most, then it is breached", () => {
    expect(statusOf(size(300_000_001n))).to.equal("breached");
    expect(statusOf(size(undefined, 299_999_999n))).to.equal("breached");
    expect(statusOf(size(300_000_000n))).to.equal("passed");
    expect(resultOf(size(undefined, 300_000_000n))).to.include({
      status: "passed",
      limit: "0 to 300000000",
    });
    expect(resultOf(size(1n)).limit).to.equal("1 to any");
  });

  it("given two funds, when the rule is of the ticket, then both count, otherwise each alone", () => {
    const one = { proposal: { split: [share(300_000_000n), share(100_000_000n, UZUKI)] } };
    expect(resultOf(size(undefined, 399_999_999n), one)).to.include({
      status: "breached",
      value: "400000000",
    });
    expect(resultOf({ ...size(undefined, 300_000_000n), of: "fund" }, one)).to.include({
      status: "passed",
      value: "300000000",
      text: "The fund's share is of JPY 300,000,000 face (額面); it must be at least JPY 0, at most JPY 300,000,000.",
    });
  });

  it("given a sale, when it is too large, then the rule is breached as well", () => {
    expect(statusOf(size(undefined, 1n), { proposal: { side: "seller" } })).to.equal("breached");
  });

  it("given a bond in a currency without limits, when it is checked, then the rule is unknown", () => {
    expect(resultOf(size(1n), { bond: { currency: "EUR" } })).to.deep.equal(
      unknown("size", "what size an order in EUR may have", ""),
    );
    expect(resultOf(size(1n), { bond: { currency: undefined } })).to.deep.equal(
      unknown("size", "the currency of the bond", ""),
    );
  });
});

describe("checkCompliance: short sales", () => {
  const rule: ShortSaleRule = { id: "short", kind: "shortSale" };
  const sale = (face: bigint) => ({ side: "seller" as const, split: [share(face)] });

  it("given one bond that is free of two, when one is sold, then the rule is kept", () => {
    expect(resultOf(rule, { proposal: sale(100_000_000n) })).to.deep.equal({
      rule: "short",
      fund: YAYOI,
      status: "passed",
      value: "100000000",
      limit: "100000000",
      text: "The fund would sell a face of 100,000,000; it holds 200,000,000, of which 100,000,000 is free (空売りの禁止).",
    });
  });

  it("given one bond that is free of two, when a yen more is sold, then the rule is breached", () => {
    expect(statusOf(rule, { proposal: sale(100_000_001n) })).to.equal("breached");
  });

  it("given a fund without the bond, when it sells, then the rule is breached", () => {
    expect(resultOf(rule, { proposal: sale(1n), fund: { positions: [] } })).to.include({
      status: "breached",
      limit: "0",
    });
    const positions = [samplePosition({ isin: OTHER_ISIN })];
    expect(statusOf(rule, { proposal: sale(1n), fund: { positions } })).to.equal("breached");
  });

  it("given more free than held, when it is sold, then what is held counts", () => {
    const positions = [samplePosition({ freeFace: 300_000_000n })];
    const fund = { positions };
    expect(statusOf(rule, { proposal: sale(200_000_000n), fund })).to.equal("passed");
    expect(statusOf(rule, { proposal: sale(200_000_001n), fund })).to.equal("breached");
  });

  it("given two shares of one fund, when each alone is free, then their sum decides", () => {
    const split = [share(100_000_000n), share(100_000_000n)];
    expect(statusOf(rule, { proposal: { side: "seller", split } })).to.equal("breached");
  });

  const fact = "what the fund holds and has free of the issue";
  for (const [what, positions] of [
    ["positions", undefined],
    ["held face", [samplePosition({ face: undefined })]],
    ["free face", [samplePosition({ freeFace: undefined })]],
    ["free face that is one", [samplePosition({ freeFace: -1n })]],
  ] as const) {
    it(`given no ${what}, when it is sold, then the rule is unknown`, () => {
      expect(resultOf(rule, { proposal: sale(1n), fund: { positions } })).to.deep.equal(
        unknown("short", fact, ""),
      );
    });
  }
});

describe("checkCompliance: cash", () => {
  const rule: CashRule = { id: "cash", kind: "cash" };
  const cash = (free: bigint, fields = {}) => ({ currency: "JPY", settlementBank: BANK, free, ...fields });

  // 3 x 100,100,000
  it("given as much as the purchase costs at most, when it is free, then the rule is kept", () => {
    expect(resultOf(rule, { fund: { cash: [cash(300_300_000n)] } })).to.deep.equal({
      rule: "cash",
      fund: YAYOI,
      status: "passed",
      value: "300300000",
      limit: "300300000",
      text: "The purchase needs up to JPY 300,300,000; free is 300,300,000 (資金残高).",
    });
    expect(statusOf(rule, { fund: { cash: [cash(300_299_999n)] } })).to.equal("breached");
  });

  it("given money in two parts, when they are added up, then both count", () => {
    expect(statusOf(rule, { fund: { cash: [cash(300_000_000n), cash(300_000n)] } })).to.equal("passed");
  });

  it("given money of another bank or currency, when it is needed, then it does not count", () => {
    const other = [
      cash(300_300_000n, { settlementBank: accountOf(0xbb) }),
      cash(300_300_000n, { currency: "USD" }),
    ];
    expect(resultOf(rule, { fund: { cash: other } })).to.include({ status: "breached", limit: "0" });
    expect(resultOf(rule, { fund: { cash: [] } })).to.include({
      status: "breached",
      text: "The purchase needs up to JPY 300,300,000; free is 0 (資金残高).",
    });
  });

  it("given the bank written without checksum, when its money is needed, then it counts", () => {
    const lower = cash(300_300_000n, { settlementBank: BANK.toLowerCase() });
    expect(statusOf(rule, { fund: { cash: [lower] } })).to.equal("passed");
  });

  it("given money that is spent twice, when it is checked, then the rule is breached", () => {
    expect(resultOf(rule, { fund: { cash: [cash(-5n)] } })).to.include({
      status: "breached",
      limit: "-5",
      text: "The purchase needs up to JPY 300,300,000; free is 5 too little (資金残高).",
    });
  });

  it("given no cash or no denomination, when it is checked, then the rule is unknown", () => {
    expect(resultOf(rule, { fund: { cash: undefined } })).to.deep.equal(
      unknown("cash", "the fund's cash", ""),
    );
    expect(resultOf(rule, { facts: { funds: [] } })).to.deep.equal(unknown("cash", "the fund's cash", ""));
    expect(resultOf(rule, { bond: { denomination: undefined } })).to.deep.equal(
      unknown("cash", "the denomination of the bond", ""),
    );
  });
});
