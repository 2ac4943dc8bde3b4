import { expect } from "chai";
import { getAddress, id } from "ethers";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { checkCompliance } from "../../../../sdk/compliance/checkCompliance.ts";
import type { CheckedTicket } from "../../../../sdk/compliance/CheckedTicket.ts";
import { complianceHash } from "../../../../sdk/compliance/complianceHash.ts";
import type { ComplianceReport } from "../../../../sdk/compliance/ComplianceReport.ts";
import { NotClearedError } from "../../../../sdk/compliance/errors/NotClearedError.ts";
import { OtherTicketError } from "../../../../sdk/compliance/errors/OtherTicketError.ts";
import { requireCleared } from "../../../../sdk/compliance/requireCleared.ts";
import type { RequireClearedOptions } from "../../../../sdk/compliance/requireCleared.ts";
import { signWaiver } from "../../../../sdk/compliance/signWaiver.ts";
import type { SignedWaiver, Waiver } from "../../../../sdk/compliance/Waiver.ts";
import type { Ticket } from "../../../../sdk/trading/Ticket.ts";
import {
  accountOf,
  AS_OF,
  BANK,
  BROKER,
  DEALER,
  DOMAIN,
  guidelinesOf,
  manager,
  officer,
  OTHER_ISIN,
  sampleFacts,
  sampleProposal,
  sampleReport,
  stranger,
  ticketOn,
  trader,
  UZUKI,
  YAYOI,
} from "./samples.ts";

const report = sampleReport();
const clean = checkCompliance({
  guidelines: guidelinesOf({ id: "lots", kind: "lots" }),
  ticketProposal: sampleProposal(),
  facts: sampleFacts(),
});

/** Clears the ticket of a report, one hour after its facts were read. */
const clear = (
  on: ComplianceReport,
  fields: Partial<RequireClearedOptions> = {},
  ticket: Partial<CheckedTicket> = {},
): readonly SignedWaiver[] =>
  requireCleared({
    report: on,
    ticket: ticketOn(on, ticket),
    waivers: [],
    officers: [officer.address],
    traders: [trader.address],
    now: AS_OF + 3600n,
    domain: DOMAIN,
    ...fields,
  });
const waive = (rule: string, fields: Partial<Waiver> = {}, by = officer): Promise<SignedWaiver> =>
  signWaiver(by, {
    domain: DOMAIN,
    waiver: {
      report: complianceHash(report),
      rule,
      fund: YAYOI,
      reason: "Agreed with the client",
      validUntil: AS_OF + 3601n,
      ...fields,
    },
  });

/** The error of an action that must not pass. */
function failure<E extends Error>(kind: abstract new (...args: never) => E, action: () => unknown): E {
  try {
    action();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
const faultsOf = (waivers: readonly SignedWaiver[], fields: Partial<RequireClearedOptions> = {}) =>
  failure(NotClearedError, () => clear(report, { waivers, ...fields })).breaches.map(
    ({ rule, waiverFaults }) => [rule, ...waiverFaults],
  );

describe("requireCleared: breaches", () => {
  it("given a report without breach, when its ticket is shown, then it is cleared without waivers", () => {
    expect(clear(clean)).to.deep.equal([]);
  });

  it("given a whole ticket with its hash in capitals, when it is shown, then it is cleared", () => {
    const whole: CheckedTicket & Pick<Ticket, "validUntil" | "salt"> = {
      ...ticketOn(clean),
      compliance: `0x${complianceHash(clean).slice(2).toUpperCase()}`,
      validUntil: AS_OF + 7200n,
      salt: id("salt"),
    };
    expect(clear(clean, { ticket: whole })).to.deep.equal([]);
  });

  it("given a breach and a rule that is unknown, when nobody waived them, then both stop the trade by name", () => {
    const error = failure(NotClearedError, () => clear(report));
    expect(error.code).to.equal("COMPLIANCE_BREACHED");
    expect(error.hint).to.include("waiver");
    expect(error.message).to.equal(
      [
        "The trade is stopped by compliance (コンプライアンス・チェック): 2 breaches.",
        `  size, fund ${YAYOI}: breached - The ticket is of JPY 300,000,000 face (額面); it must be at least JPY 0, at most JPY 200,000,000.`,
        `  labels, fund ${YAYOI}: unknown - Not known: the ESG labels of the bond. The rule counts as breached.`,
      ].join("\n"),
    );
    expect(error.breaches.map(({ rule, fund, status }) => [rule, fund, status])).to.deep.equal([
      ["size", YAYOI, "breached"],
      ["labels", YAYOI, "unknown"],
    ]);
    expect(error.toJSON().details).to.deep.equal({
      breaches: error.breaches.map((breach) => ({ ...breach, waiverFaults: [] })),
    });
  });

  it("given waivers of all breaches, when the ticket is shown, then it is cleared by those that were needed", async () => {
    const [size, labels, lots] = [await waive("size"), await waive("labels"), await waive("lots")];
    expect(clear(report, { waivers: [lots, labels, size] })).to.deep.equal([size, labels]);
  });

  it("given a waiver of one of two breaches, when the ticket is shown, then the other stops it", async () => {
    const waivers = [await waive("size")];
    const error = failure(NotClearedError, () => clear(report, { waivers }));
    expect(error.breaches.map(({ rule }) => rule)).to.deep.equal(["labels"]);
    expect(error.message).to.include("1 breach.");
  });

  it("given a waiver that does not count and one that does, when the ticket is shown, then the second is enough", async () => {
    const late = await waive("size", { validUntil: AS_OF });
    const good = await waive("size");
    expect(clear(report, { waivers: [late, good, await waive("labels")] })[0]).to.equal(good);
  });
});

describe("requireCleared: waivers that do not count", () => {
  const by = officer.address;
  const other = id("report");
  const cases: readonly (readonly [
    what: string,
    make: () => Promise<SignedWaiver>,
    fault: string | undefined,
    fields?: Partial<RequireClearedOptions>,
  ])[] = [
    [
      "for another report",
      () => waive("size", { report: other }),
      `The waiver of ${by} is for another report, ${other}.`,
    ],
    ["for another rule", () => waive("lots"), undefined],
    ["for another fund", () => waive("size", { fund: UZUKI }), undefined],
    [
      "by somebody who is no officer",
      () => waive("size", {}, stranger),
      `The waiver of ${stranger.address} does not count: it is no compliance officer.`,
    ],
    [
      "by the manager, who is an officer too",
      () => waive("size", {}, manager),
      `The waiver of ${manager.address} does not count: it is the manager or a trader of this ticket.`,
      { officers: [by, manager.address] },
    ],
    [
      "by the trader, who is an officer too",
      () => waive("size", {}, trader),
      `The waiver of ${trader.address} does not count: it is the manager or a trader of this ticket.`,
      { officers: [by, trader.address], traders: [accountOf(9), trader.address.toLowerCase()] },
    ],
    [
      "signed by somebody else in the name of the officer",
      async () => ({ ...(await waive("size", {}, stranger)), officer: by }),
      `The waiver of ${by} is not signed by it.`,
    ],
    [
      "with a longer life than was signed",
      async () => {
        const { waiver, ...rest } = await waive("size");
        return { ...rest, waiver: { ...waiver, validUntil: waiver.validUntil + 1n } };
      },
      `The waiver of ${by} is not signed by it.`,
    ],
    [
      "that expires this second",
      () => waive("size", { validUntil: AS_OF + 3600n }),
      `The waiver of ${by} expired at 2025-09-12 10:00 Asia/Tokyo.`,
    ],
    ["without a reason", () => waive("size", { reason: " " }), `The waiver of ${by} gives no reason.`],
  ];
  for (const [what, make, fault, fields] of cases) {
    it(`given a waiver ${what}, when the ticket is shown, then the breach stops it`, async () => {
      const waivers = [await make(), await waive("labels")];
      expect(faultsOf(waivers, fields)).to.deep.equal([["size", ...(fault === undefined ? [] : [fault])]]);
    });
  }

  it("given a waiver that does not count, when the trade is stopped, then the message says why", async () => {
    const waivers = [await waive("size", {}, stranger), await waive("labels")];
    expect(() => clear(report, { waivers })).to.throw(
      `at most JPY 200,000,000.\n    The waiver of ${stranger.address} does not count: it is no compliance officer.`,
    );
  });

  it("given an officer and a fund written without checksum, when the ticket is shown, then the waiver counts", async () => {
    const size = await waive("size", { fund: YAYOI.toLowerCase() });
    const lower = { ...size, officer: officer.address.toLowerCase() };
    const officers = [getAddress(officer.address)];
    expect(clear(report, { waivers: [lower, await waive("labels")], officers })).to.have.length(2);
  });

  it("given a report whose hash is written in capitals, when the ticket is shown, then the waiver counts", async () => {
    const capitals = `0x${complianceHash(report).slice(2).toUpperCase()}`;
    const waivers = [await waive("size", { report: capitals }), await waive("labels")];
    expect(clear(report, { waivers })).to.have.length(2);
  });

  it("given a signature for another domain, when the ticket is shown, then the waiver does not count", async () => {
    const waivers = [await waive("size"), await waive("labels")];
    const domain = { ...DOMAIN, chainId: 1n };
    expect(faultsOf(waivers, { domain }).map(([rule]) => rule)).to.deep.equal(["size", "labels"]);
  });
});

describe("requireCleared: the report of the ticket", () => {
  it("given a ticket on another report, when it is shown, then it is refused", () => {
    const compliance = complianceHash(report);
    expect(() => clear(clean, {}, { compliance }))
      .to.throw(
        `The ticket is cleared by the report ${compliance}, but the report shown has the hash ${complianceHash(clean)}.`,
      )
      .with.property("code", "COMPLIANCE_MISMATCH");
  });

  it("given a report whose breach was painted over, when it is shown, then it has another hash", () => {
    const results = report.results.map((result) => ({ ...result, status: "passed" as const }));
    expect(() => clear({ ...report, results }, { ticket: ticketOn(report) })).to.throw(
      "the report shown has the hash",
    );
  });

  for (const [what, ticket, sentence] of [
    [
      "another bond",
      { isin: OTHER_ISIN },
      `The ticket's ISIN is ${OTHER_ISIN}, but JP3633400001 was checked.`,
    ],
    ["another currency", { currency: "USD" }, "The ticket's currency is USD, but JPY was checked."],
    [
      "another bank",
      { settlementBank: UZUKI },
      `The ticket's settlement bank is ${UZUKI}, but ${BANK} was checked.`,
    ],
    ["the other side", { side: "seller" }, "The ticket's side is seller, but buyer was checked."],
    [
      "a higher price",
      { limitPriceE7: 999_850_001n },
      "The ticket's limit of the price is 999850001, but 999850000 was checked.",
    ],
    [
      "more cash",
      { limitCashPerUnit: 100_100_001n },
      "The ticket's limit of cash for one unit is 100100001, but 100100000 was checked.",
    ],
    [
      "a higher fee",
      { maximumFeePerUnit: 10_001n },
      "The ticket's limit of the fee for one unit is 10001, but 10000 was checked.",
    ],
    [
      "a later settlement",
      { settleBy: 1_758_002_401n },
      "The ticket's latest cut-off is 2025-09-16 15:00:01 Asia/Tokyo, but 2025-09-16 15:00 Asia/Tokyo was checked.",
    ],
    [
      "more units than its split",
      { maximumQuantity: 4n },
      "The ticket is for 4 units, but its split sums to 3.",
    ],
    [
      "another fund",
      { split: [{ account: UZUKI, quantity: 3n }] },
      `The ticket's split is ${UZUKI} 300000000, but ${YAYOI} 300000000 was checked.`,
    ],
    [
      "a split in parts",
      {
        split: [
          { account: YAYOI, quantity: 1n },
          { account: YAYOI, quantity: 2n },
        ],
      },
      `The ticket's split is ${YAYOI} 100000000, ${YAYOI} 200000000, but ${YAYOI} 300000000 was checked.`,
    ],
  ] as const) {
    it(`given a ticket for ${what}, when it is shown, then it is refused`, () => {
      const error = failure(OtherTicketError, () => clear(clean, {}, ticket));
      expect(error.code).to.equal("COMPLIANCE_OTHER_TICKET");
      expect(error.differences).to.deep.equal([sentence]);
      expect(error.message).to.equal(`The compliance report was made for something else:\n  ${sentence}`);
    });
  }

  it("given a ticket that differs in all, when it is shown, then every difference is named", () => {
    const ticket = { currency: "USD", isin: OTHER_ISIN, split: [], maximumQuantity: 0n };
    expect(failure(OtherTicketError, () => clear(clean, {}, ticket)).differences).to.have.length(3);
  });

  it("given a report that does not know the denomination, when its ticket is shown, then it is refused", () => {
    const unknown = { ...clean, denomination: 0n };
    expect(failure(OtherTicketError, () => clear(unknown)).differences).to.deep.equal([
      "The report does not know the denomination of the bond.",
      `The ticket's split is ${YAYOI} 0, but ${YAYOI} 300000000 was checked.`,
    ]);
  });

  it("given addresses without checksum on the ticket, when it is shown, then they are the same", () => {
    const bank = accountOf(0xabcdef);
    const on = checkCompliance({
      guidelines: guidelinesOf({ id: "lots", kind: "lots" }),
      ticketProposal: sampleProposal({ settlementBank: bank }),
      facts: sampleFacts(),
    });
    expect(clear(on, {}, { settlementBank: bank.toLowerCase() })).to.deep.equal([]);
  });
});

describe("requireCleared: what is about to be dealt", () => {
  const deal = { dealers: [DEALER], settlementDate: parseCalendarDate("2025-09-16") };

  it("given the dealer and the date that were checked, when it is dealt, then it is cleared", () => {
    expect(clear(clean, { deal: { ...deal, dealers: [DEALER.toLowerCase()] } })).to.deep.equal([]);
  });

  it("given several dealers that were checked, when one of them is dealt with, then it is cleared", () => {
    const on = checkCompliance({
      guidelines: guidelinesOf({ id: "lots", kind: "lots" }),
      ticketProposal: sampleProposal({ dealers: [BROKER, DEALER] }),
      facts: sampleFacts(),
    });
    expect(clear(on, { deal })).to.deep.equal([]);
  });

  it("given a broker that was not checked and another date, when it is dealt, then both are named", () => {
    const other = { dealers: [DEALER, BROKER], settlementDate: parseCalendarDate("2025-09-17") };
    expect(failure(OtherTicketError, () => clear(clean, { deal: other })).differences).to.deep.equal([
      `The counterparty ${BROKER} was not among those that were checked.`,
      "The deal settles on 2025-09-17, but 2025-09-16 was checked.",
    ]);
  });
});

describe("requireCleared: a report that is whole and in force", () => {
  const [first] = clean.results;
  const results = first === undefined ? [] : [first];
  const proposal = sampleProposal({
    split: [
      { account: YAYOI, faceAmount: 200_000_000n },
      { account: UZUKI, faceAmount: 100_000_000n },
    ],
  });
  const split = [
    { account: YAYOI, quantity: 2n },
    { account: UZUKI, quantity: 1n },
  ];
  for (const [what, change, ticket, reason] of [
    ["no results", { results: [] }, {}, "it checked no rule"],
    [
      "a rule twice",
      { results: [...results, ...results] },
      {},
      `it has 2 results of the rule lots for the fund ${YAYOI}`,
    ],
    [
      "no result for a fund",
      { proposal, results },
      { split },
      `it has 0 results of the rule lots for the fund ${UZUKI}`,
    ],
    [
      "no result of a rule for a fund",
      {
        proposal,
        results: [YAYOI, UZUKI]
          .flatMap((fund) => results.map((one) => ({ ...one, fund })))
          .concat(results.map((one) => ({ ...one, rule: "cash" }))),
      },
      { split },
      `it has 0 results of the rule cash for the fund ${UZUKI}`,
    ],
    [
      "a result for a stranger",
      { results: [...results, ...results.map((one) => ({ ...one, fund: UZUKI }))] },
      {},
      `it has a result for ${UZUKI}, which is not in its split`,
    ],
    [
      "no fund",
      { proposal: sampleProposal({ split: [] }), results: [] },
      { split: [], maximumQuantity: 0n },
      "it names no fund",
    ],
  ] as const) {
    it(`given a report with ${what}, when its ticket is shown, then it is refused`, () => {
      expect(() => clear({ ...clean, ...change }, {}, ticket))
        .to.throw(`The compliance report is not complete: ${reason}.`)
        .with.property("code", "COMPLIANCE_INCOMPLETE");
    });
  }

  it("given a fund twice in the split, when the ticket is shown, then one result is enough", () => {
    const shares = [100_000_000n, 200_000_000n];
    const on = checkCompliance({
      guidelines: guidelinesOf({ id: "lots", kind: "lots" }),
      ticketProposal: sampleProposal({ split: shares.map((faceAmount) => ({ account: YAYOI, faceAmount })) }),
      facts: sampleFacts(),
    });
    const own = shares.map((faceAmount) => ({ account: YAYOI, quantity: faceAmount / 100_000_000n }));
    expect(clear(on, {}, { split: own })).to.deep.equal([]);
  });

  it("given a report with one result for each of two funds, when its ticket is shown, then it is cleared", () => {
    const two = [YAYOI, UZUKI].flatMap((fund) => results.map((one) => ({ ...one, fund })));
    expect(clear({ ...clean, proposal, results: two }, {}, { split })).to.deep.equal([]);
  });

  it("given a fund whose account has letters, when the ticket is shown, then its results are found", () => {
    const account = accountOf(0xabcdef);
    const on = checkCompliance({
      guidelines: guidelinesOf({ id: "lots", kind: "lots" }),
      ticketProposal: sampleProposal({ split: [{ account, faceAmount: 300_000_000n }] }),
      facts: sampleFacts(),
    });
    const own = [{ account: account.toLowerCase(), quantity: 3n }];
    expect(clear(on, {}, { split: own })).to.deep.equal([]);
    const lower = { ...on, results: on.results.map((one) => ({ ...one, fund: one.fund.toLowerCase() })) };
    expect(clear(lower, {}, { split: own })).to.deep.equal([]);
  });

  it("given a report of a day, when its last second or its first has come, then it is in force", () => {
    expect(clear(clean, { now: AS_OF })).to.deep.equal([]);
    expect(clear(clean, { now: AS_OF + 86_399n })).to.deep.equal([]);
  });

  it("given a report of a day, when the day is over or has not begun, then it is refused", () => {
    expect(() => clear(clean, { now: AS_OF + 86_400n }))
      .to.throw(
        "The compliance report holds from 2025-09-12 09:00 Asia/Tokyo until before 2025-09-13 09:00 Asia/Tokyo; " +
          "it is 2025-09-13 09:00 Asia/Tokyo.",
      )
      .with.property("code", "COMPLIANCE_NOT_IN_FORCE");
    expect(() => clear(clean, { now: AS_OF - 1n })).to.throw("it is 2025-09-12 08:59:59 Asia/Tokyo");
  });
});
