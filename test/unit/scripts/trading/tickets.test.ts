import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id } from "ethers";

import { JobError } from "../../../../scripts/support/JobError.ts";
import { jsonOf } from "../../../../scripts/support/trading/jsonOf.ts";
import { readWaivers } from "../../../../scripts/support/trading/readWaivers.ts";
import { ticketAtHand } from "../../../../scripts/support/trading/ticketAtHand.ts";
import { ticketOf } from "../../../../scripts/support/trading/ticketOf.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { complianceHash } from "../../../../sdk/compliance/complianceHash.ts";
import type { ComplianceReport } from "../../../../sdk/compliance/ComplianceReport.ts";
import { ticketDifferences } from "../../../../sdk/compliance/ticketDifferences.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { formatSignedTicket } from "../../../../sdk/trading/formatSignedTicket.ts";
import { signTicket } from "../../../../sdk/trading/signTicket.ts";
import type { Ticket } from "../../../../sdk/trading/Ticket.ts";
import { accountOf, addressOf, BANK, DOMAIN, sampleTicket, walletOf } from "../../sdk/trading/samples.ts";

const DENOMINATION = 100_000_000n;

const report = (...faces: readonly bigint[]): ComplianceReport => ({
  proposal: {
    isin: "JP9NRIDIG157",
    currency: "JPY",
    settlementBank: BANK,
    side: "buyer",
    limitPriceE7: 1_000_500_000n,
    limitCashPerUnit: 100_050_547n,
    maximumFeePerUnit: 1_000n,
    settleBy: 10n,
    settlementDate: parseCalendarDate("2025-06-20"),
    dealers: [],
    split: faces.map((faceAmount, index) => ({ account: accountOf(0xf1 + index), faceAmount })),
  },
  guidelines: id("guidelines"),
  facts: id("facts"),
  denomination: DENOMINATION,
  asOf: 1n,
  validUntil: 2n,
  results: [],
});

describe("The ticket of a compliance report", () => {
  const common = {
    denomination: DENOMINATION,
    manager: addressOf("manager"),
    validUntil: 9n,
    salt: id("salt"),
  };

  it("says what was checked, in units, and carries the report's hash", () => {
    const checked = report(300_000_000n, 200_000_000n);
    const ticket = ticketOf({ report: checked, ...common });
    expect(ticketDifferences(checked, ticket)).to.deep.equal([]);
    expect(ticket).to.deep.include({
      manager: addressOf("manager"),
      maximumQuantity: 5n,
      validUntil: 9n,
      settleBy: 10n,
      maximumFeePerUnit: 1_000n,
      salt: id("salt"),
      compliance: complianceHash(checked),
      split: [
        { account: accountOf(0xf1), quantity: 3n },
        { account: accountOf(0xf2), quantity: 2n },
      ],
    });
  });

  it("cannot be for parts of a bond", () => {
    expect(() => ticketOf({ report: report(150_000_000n), ...common })).to.throw(
      JobError,
      "A face of 150000000 is no whole number of bonds of 100000000",
    );
  });
});

describe("A ticket that was signed before", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kessai-ticket-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const wanted = sampleTicket({ salt: id("a new salt") });
  const written = async (ticket: Ticket, signer = "manager"): Promise<string> => {
    const path = join(folder, "ticket.json");
    writeFileSync(path, formatSignedTicket(await signTicket(walletOf(signer), { domain: DOMAIN, ticket })));
    return path;
  };
  const atHand = (path: string): unknown => ticketAtHand({ path, wanted, domain: DOMAIN })?.ticket;

  it("is none where there is no file", () => {
    expect(atHand(join(folder, "nowhere.json"))).to.equal(undefined);
  });

  it("is taken when it says the same, whatever its salt", async () => {
    expect(atHand(await written(sampleTicket()))).to.deep.equal(sampleTicket());
  });

  for (const [what, ticket, signer] of [
    ["is for another limit", sampleTicket({ limitPriceE7: 1n }), "manager"],
    ["rests on another report", sampleTicket({ compliance: id("another report") }), "manager"],
    ["is valid for longer", sampleTicket({ validUntil: 2n ** 40n - 1n }), "manager"],
    ["is signed by somebody else", sampleTicket(), "dealer 1"],
  ] as const)
    it(`is kept, and another file wanted, when it ${what}`, async () => {
      const path = await written(ticket, signer);
      expect(() => atHand(path)).to.throw(
        UsageError,
        `${path} holds another ticket, which may still be used.`,
      );
    });

  it("is kept when the file is something else", () => {
    const path = join(folder, "other.json");
    writeFileSync(path, "{}");
    expect(() => atHand(path)).to.throw(InvalidInputError);
    writeFileSync(path, "isin: JP9NRIDIG157");
    expect(() => atHand(path)).to.throw(UsageError, `${path} is no JSON text.`);
  });
});

describe("Files that other jobs have written", () => {
  it("are JSON", () => {
    expect(jsonOf({ path: "w.json", text: '{"version":1}', what: "x" })).to.deep.equal({ version: 1 });
    expect(() => readWaivers("w.json", "version: 1")).to.throw(UsageError, "w.json is no JSON text.");
    expect(() => readWaivers("w.json", '{"format":"kessai-waivers","version":2,"waivers":[]}')).to.throw(
      InvalidInputError,
      "file.version: 2 - must be one of 1",
    );
    const none = '{"format":"kessai-waivers","version":1,"waivers":[]}';
    expect(readWaivers("w.json", none)).to.deep.equal([]);
  });
});
