import { expect } from "chai";

import { drawDemand } from "../../../../scripts/support/offering/drawDemand.ts";
import type { OfferingCase } from "../../../../scripts/support/offering/OfferingCase.ts";
import {
  parseReferenceYield,
  referenceYield,
  requireSpreads,
  spreadsOf,
} from "../../../../scripts/support/offering/spreads.ts";
import { clearingWords, demandOf } from "../../../../scripts/support/offering/tellDemand.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { NoSimpleYieldError } from "../../../../sdk/offering/errors/NoSimpleYieldError.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import { story } from "./story.ts";

const { offering, book } = story();
const orders = book.orders.map(({ order }) => order);
const without = (): OfferingCase => {
  const { referenceYieldPercent: _none, ...sheet } = offering.sheet;
  return { ...offering, sheet };
};

describe("The reference yield", () => {
  it("is a percentage between -100 and 100", () => {
    for (const right of ["1.100", "-0.05", "0", "99.999999"])
      expect(parseReferenceYield(right)).to.equal(right);
    for (const wrong of ["1.1 %", "1,1", "100", "-100", "", "1.1234567"])
      expect(() => parseReferenceYield(wrong), wrong).to.throw(UsageError, "--reference-yield is");
  });

  it("is that of the price, once it is fixed", () => {
    const pricing = { pricePerUnit: 1n, spreadE8: 1n, referenceYieldE8: 1_150_000n, isManual: false };
    expect(referenceYield({ pricing }, "3")).to.equal("1.150000");
    expect(referenceYield({ pricing: undefined }, "3")).to.equal("3");
  });
});

describe("The spreads of an offering", () => {
  const at = (spreads: ReturnType<typeof spreadsOf>): bigint | undefined => spreads?.spreadAt(100_000_000n);

  it("are over the yield that is written, or over that of the sheet", () => {
    expect(at(spreadsOf(offering, undefined, orders))).to.equal(383_000n);
    expect(at(spreadsOf(offering, "1.000", orders))).to.equal(483_000n);
    expect(at(spreadsOf(without(), "1.000", orders))).to.equal(483_000n);
  });

  it("are not known without one", () => {
    expect(spreadsOf(without(), undefined, orders)).to.equal(undefined);
    expect(() => requireSpreads(undefined)).to.throw(UsageError, "no referenceYieldPercent");
  });

  describe("given a bond without a simple yield", () => {
    const { scenario } = offering;
    const floating = { index: "6-month TIBOR", marginPercent: "0.35" };
    const floater = { ...offering, scenario: { ...scenario, terms: { ...scenario.terms, floating } } };

    it("are none, when every order has a limit of price only", () => {
      const priced = orders.map((order) => ({ ...order, minimumSpreadE8: NO_SPREAD_LIMIT }));
      const spreads = requireSpreads(spreadsOf(floater, undefined, priced));
      expect([spreads.hasSpreads, at(spreads)]).to.deep.equal([false, 0n]);
      const { clearing } = demandOf(floater, priced, spreads);
      expect(clearingWords(clearing, { facePerUnit: 100_000_000n, spreads })).to.equal(
        "100.00, 1.33 times covered",
      );
    });

    it("cannot be asked for", () => {
      expect(() => spreadsOf(floater, "1.1", orders)).to.throw(NoSimpleYieldError);
    });
  });
});

describe("The demand of the NRI bond", () => {
  const spreads = requireSpreads(spreadsOf(offering, undefined, orders));

  it("fills the offering at its highest price; one order is willing below it only", () => {
    const { steps, clearing, outside } = demandOf(offering, orders, spreads);
    expect(steps.map(({ price, units }) => [price, units])).to.deep.equal([
      [100_000_000n, 40n],
      [99_950_000n, 43n],
    ]);
    expect([clearing.price, clearing.coverRatio, outside]).to.deep.equal([100_000_000n, "1.33", 0n]);
  });

  it("leaves out who is willing nowhere in the range, and says when it does not fill the offering", () => {
    const low = orders.slice(0, 2).map((order) => ({ ...order, maximumPrice: 1n }));
    const { clearing, outside } = demandOf(offering, [...low, ...orders.slice(2, 3)], spreads);
    expect(outside).to.equal(18n);
    expect(clearingWords(clearing, { facePerUnit: 100_000_000n, spreads })).to.match(
      /^99\.80, .* bp, 0\.20 times covered: the book does not fill the offering$/,
    );
  });

  it("is drawn with its price once that is fixed", () => {
    const demand = demandOf(offering, orders, spreads);
    const pricing = { pricePerUnit: 100_000_000n, spreadE8: 383_000n, referenceYieldE8: 0n, isManual: false };
    const draw = (stage: "open" | "allotted"): string =>
      drawDemand(
        offering,
        { stage, allottedUnits: 30n, pricing: stage === "open" ? undefined : pricing },
        demand,
      );
    expect(draw("open")).to.include("Demand for Nomura Research").and.not.include("Clearing price");
    expect(draw("allotted")).to.include("Clearing price").and.include("Allotted 3,000,000,000 JPY");
  });
});
