import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { firstDay } from "../../../../scripts/support/offering/firstDay.ts";
import { readSignedOrders } from "../../../../scripts/support/offering/ordersAtHand.ts";
import { ordersBeside, readOffering } from "../../../../scripts/support/offering/readOffering.ts";
import type { OfferingKind } from "../../../../scripts/support/offering/readOffering.ts";
import { readOrderJob } from "../../../../scripts/support/offering/readOrderJob.ts";
import { loadScenario } from "../../../../scripts/support/loadScenario.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { formatSignedOrders } from "../../../../sdk/offering/formatSignedOrders.ts";
import { signedBy } from "../../sdk/offering/samples.ts";

const NRI = { scenario: "nri-2025" };
const TAP = "scenarios/nri-2025/tap.yaml";

describe("The files of an offering", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kessai-sheet-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const changed = (from: string, to: string): string => {
    const text = readFileSync("scenarios/nri-2025/offering.yaml", "utf8");
    expect(text).to.include(from);
    const path = join(folder, "offering.yaml");
    writeFileSync(path, text.replace(from, to));
    return path;
  };

  it("are those of the scenario, or the one that is named; a sheet paid for after the issue date is a tap", () => {
    const isTap = (written: object, kind?: OfferingKind): boolean => readOffering(written, kind).isTap;
    expect(isTap(NRI)).to.equal(false);
    expect(isTap({ ...NRI, offering: TAP })).to.equal(true);
    expect(isTap(NRI, "tap")).to.equal(true);
    expect(() => isTap({ ...NRI, offering: TAP }, "first")).to.throw(
      InvalidInputError,
      /must be the issue date/,
    );
    expect(() => isTap({ ...NRI, offering: "scenarios/nri-2025/offering.yaml" }, "tap")).to.throw(
      InvalidInputError,
      /a tap adds to a bond that is outstanding/,
    );
  });

  it("are refused when the scenario has none, or none is named", () => {
    expect(() => readOffering({ scenario: "jpx-2022" })).to.throw(UsageError, "has no offering.yaml");
    const { terms, parties, trades, cash } = {
      terms: "scenarios/nri-2025/terms.yaml",
      parties: "scenarios/nri-2025/parties.yaml",
      trades: "scenarios/nri-2025/trades.yaml",
      cash: "scenarios/nri-2025/cash.yaml",
    };
    const files = { terms, parties, trades, cash };
    expect(() => readOffering(files)).to.throw(UsageError, "No offering sheet was named.");
    expect(readOffering({ ...files, offering: TAP }).isTap).to.equal(true);
  });

  it("name parties that there are, firms with the role of one", () => {
    const stranger = changed("firm: hazuki-securities", "firm: somebody");
    expect(() => readOffering({ ...NRI, offering: stranger })).to.throw(
      InvalidInputError,
      'offering.syndicate[1].firm: "somebody" - must be the id of a party in the party list',
    );
    const investor = changed("firm: hazuki-securities", "firm: uzuki-bank");
    expect(() => readOffering({ ...NRI, offering: investor })).to.throw(
      InvalidInputError,
      "must be a party with the role securitiesFirm",
    );
    const tier = changed("tiers: []", "tiers: [{ name: first, investors: [nobody] }]");
    expect(() => readOffering({ ...NRI, offering: tier })).to.throw(
      InvalidInputError,
      'offering.allocation.tiers[0].investors[0]: "nobody"',
    );
  });

  it("have their orders beside them", () => {
    expect(ordersBeside("a/offering.yaml")).to.equal(join("a", "orders.yaml"));
    expect(ordersBeside("tap.yml")).to.equal("tap-orders.yaml");
  });

  it("begin when the book opens; a scenario without an offering on its pricing date", () => {
    const day = (scenario: string): string => firstDay(scenario, loadScenario({ scenario }).terms);
    expect([day("nri-2025"), day("jpx-2022")]).to.deep.equal(["2025-03-03", "2022-06-01"]);
    expect(firstDay(undefined, loadScenario(NRI).terms)).to.equal("2025-03-07");
  });

  it("of signed orders are what firms hand over, and nothing else", async () => {
    const signed = await signedBy(1);
    const path = join(folder, "signed.json");
    writeFileSync(path, formatSignedOrders([signed]));
    expect(readSignedOrders(path)).to.deep.equal([signed]);
    expect(() => readSignedOrders("scenarios/nri-2025/orders.yaml")).to.throw(
      UsageError,
      "is not a file of signed orders",
    );
  });
});

describe("What the order job is asked to do", () => {
  it("takes the tickets of the investors named, or all of them", () => {
    expect(readOrderJob(NRI).tickets).to.have.length(8);
    const { tickets, does } = readOrderJob({ ...NRI, investor: ["uzuki-bank"] });
    expect([tickets.map(({ investor }) => investor), does]).to.deep.equal([["uzuki-bank"], "enter"]);
    expect(readOrderJob({ ...NRI, offering: TAP }).tickets).to.have.length(2);
  });

  for (const [what, options, message] of [
    ["an investor without a ticket", { investor: ["nri"] }, /orders\.yaml has no order of nri/],
    ["nobody", { investor: ["nobody"] }, /There is no party nobody/],
    ["a withdrawal of everything", { withdraw: true }, /--withdraw is for the investors named/],
    [
      "a withdrawal by themselves",
      { withdraw: true, direct: true, investor: ["uzuki-bank"] },
      /goes with neither/,
    ],
    [
      "signed orders and tickets",
      { signed: "signed.json", direct: true },
      /--signed takes the orders of its file/,
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readOrderJob({ ...NRI, ...options })).to.throw(UsageError, message);
    });
  }

  it("withdraws and counts investors without a ticket as well", () => {
    expect(readOrderJob({ ...NRI, investor: ["nri"], offerees: true }).does).to.equal("count");
    expect(readOrderJob({ ...NRI, investor: ["nri"], withdraw: true }).tickets).to.deep.equal([]);
  });
});
