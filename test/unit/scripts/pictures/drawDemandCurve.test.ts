import { expect } from "chai";

import type { DemandPicture } from "../../../../scripts/pictures/DemandPicture.ts";
import { drawDemandCurve } from "../../../../scripts/pictures/drawDemandCurve.ts";
import { levelScale } from "../../../../scripts/pictures/levelScale.ts";

const picture: DemandPicture = {
  title: "Bonds <1> & others",
  subtitle: "JP9NRIDIG157",
  measure: "price",
  unit: "JPY",
  steps: [
    { level: 100.5, amount: 1e9 },
    { level: 100, amount: 4e9 },
    { level: 99.5, amount: 6e9 },
  ],
  offered: 3e9,
  clearing: 100,
};

/** Colours of what is asked for and of what is allotted. */
const ASKED = 'fill="#dbe4ee"';
const FILLED = 'fill="#23486f"';

/** The path of an area or the curve, by what else its element says. */
function pathOf(drawn: string, mark: string): string {
  const found = [...drawn.matchAll(/<path d="([^"]*)"([^>]*)\/>/gu)].find(([, , rest = ""]) =>
    rest.includes(mark),
  );
  return found?.[1] ?? "";
}

/** Left edge of the panel, its width, and the pixels of one billion, whose axis ends at 6. */
const LEFT = 88;
const BILLION = 784 / 6;
const at = (billions: number): string => (LEFT + billions * BILLION).toFixed(2);

describe("drawDemandCurve", () => {
  it("draws an SVG that needs nothing else, the same each time, with texts escaped", () => {
    const drawn = drawDemandCurve(picture);
    expect(drawn).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]+>.*<\/svg>\n$/su);
    expect(drawn)
      .to.include("Bonds &lt;1&gt; &amp; others")
      .and.not.match(/href|<image|@import|NaN|undefined|Infinity/u);
    expect(drawDemandCurve(picture)).to.equal(drawn);
    // Every element that is opened is closed, in order.
    const open: string[] = [];
    for (const [, end, name = "", self] of drawn.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gu)) {
      if (end === "/") expect(open.pop()).to.equal(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).to.deep.equal([]);
  });

  it("steps from level to level, and shades what is allotted: offered units at most", () => {
    // Levels from 99.25 (bottom, 540) to 100.5 (top, 180) are 288 pixels for each 1.
    const drawn = drawDemandCurve(picture);
    const [low, middle, high] = ["468.00", "324.00", "180.00"];
    const first = `M${at(0)} ${high}H${at(1)}L${at(1)} ${middle}`;
    expect(pathOf(drawn, 'fill="none"')).to.equal(`${first}H${at(4)}L${at(4)} ${low}H${at(6)}V540`);
    expect(pathOf(drawn, ASKED)).to.equal(`${first}H${at(4)}L${at(4)} ${low}H${at(6)}V540H88Z`);
    expect(pathOf(drawn, FILLED)).to.equal(`${first}H${at(3)}V540H88Z`);
  });

  it("says in figures what is asked for, allotted and offered, and where it clears", () => {
    const drawn = drawDemandCurve(picture);
    for (const text of [
      ">Asked for 6,000,000,000 JPY<",
      ">Allotted 3,000,000,000 JPY<",
      ">Offered 3,000,000,000 JPY<",
      ">Clearing price<",
      ">Price for 100 of face<",
      ">Asked for, billion JPY<",
      ">offered<",
      ">100.00<",
    ])
      expect(drawn).to.include(text);
  });

  it("shades all that is asked for at the clearing price when it is less than offered", () => {
    const drawn = drawDemandCurve({ ...picture, offered: 5e9 });
    expect(drawn).to.include(">Allotted 4,000,000,000 JPY<");
    expect(pathOf(drawn, FILLED)).to.match(new RegExp(`H${at(4)}V540H88Z$`, "u"));
  });

  it("shades what was allotted when it is told, and nothing below the clearing price of nobody", () => {
    expect(drawDemandCurve({ ...picture, filled: 2.9e9 })).to.include(">Allotted 2,900,000,000 JPY<");
    const nobody = drawDemandCurve({ ...picture, clearing: 101 });
    expect(nobody).to.include(">Allotted 0 JPY<");
    expect(pathOf(nobody, FILLED)).to.equal("");
  });

  it("before pricing, shows demand and offer alone", () => {
    const drawn = drawDemandCurve({ ...picture, clearing: undefined });
    expect(drawn)
      .to.include(">Offered 3,000,000,000 JPY<")
      .and.not.match(/Clearing|Allotted/u);
    expect(pathOf(drawn, FILLED)).to.equal("");
  });

  it("of spreads, rises, and takes those up to the clearing one", () => {
    const steps = [-2, 0, 3.5].map((level, index) => ({ level, amount: index + 1 }));
    const drawn = drawDemandCurve({
      ...picture,
      measure: "spread",
      unit: "units",
      steps,
      offered: 5,
      clearing: 0,
    });
    for (const text of [">Spread, basis points<", ">Clearing spread<", ">Allotted 2 units<", ">-2<", ">0<"])
      expect(drawn).to.include(text);
  });

  it("with one price, has room above and below it", () => {
    const drawn = drawDemandCurve({ ...picture, steps: [{ level: 100, amount: 9e9 }] });
    for (const text of [">99.90<", ">100.00<", ">100.10<"]) expect(drawn).to.include(text);
  });

  it("with an empty book, says so", () => {
    const drawn = drawDemandCurve({ ...picture, steps: [], clearing: undefined });
    expect(drawn)
      .to.include(">There are no orders.<")
      .and.include(">Asked for 0 JPY<")
      .and.not.match(/<path|NaN|Infinity/u);
  });

  it("writes a clearing price with all its decimals, and a legend that is too long in two rows", () => {
    const offered = 9_007_199_254_740_991;
    const steps = [{ level: 100, amount: offered }];
    const drawn = drawDemandCurve({ ...picture, steps, offered, clearing: 99.8765432, filled: offered });
    expect(drawn).to.include(">99.8765432<").and.include('x="24" y="104"');
  });

  it("draws 200 levels without a NaN", () => {
    const steps = Array.from({ length: 200 }, (_value, index) => ({
      level: (10_100 - index) / 100,
      amount: (index + 1) * 1e8,
    }));
    const drawn = drawDemandCurve({ ...picture, steps, clearing: 100.71 });
    expect(pathOf(drawn, 'fill="none"').split("L")).to.have.length(200);
    expect(drawn).to.include(">Allotted 3,000,000,000 JPY<").and.not.include("NaN");
  });
});

describe("levelScale", () => {
  for (const [lowest, highest, labels] of [
    [99.5, 100.5, ["99.25", "99.50", "99.75", "100.00", "100.25", "100.50"]],
    [99.1, 100.45, ["98.5", "99.0", "99.5", "100.0", "100.5"]],
    [100, 100, ["99.90", "99.95", "100.00", "100.05", "100.10"]],
    [35, 53.5, ["30", "35", "40", "45", "50", "55"]],
    [-3, 2, ["-4", "-2", "0", "2"]],
    [0, 0, ["-0.10", "-0.05", "0.00", "0.05", "0.10"]],
    [80, 110, ["70", "80", "90", "100", "110"]],
  ] as const) {
    it(`goes from below ${lowest} to ${highest} in round steps`, () => {
      const { ticks } = levelScale(lowest, highest);
      expect(ticks.map(({ label }) => label)).to.deep.equal(labels);
      expect(ticks[0]?.level).to.be.below(lowest);
      expect(ticks.at(-1)?.level).to.be.at.least(highest);
    });
  }
});
