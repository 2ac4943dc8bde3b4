import { expect } from "chai";

import { amountScale } from "../../../../scripts/pictures/amountScale.ts";
import { drawPaymentProfile } from "../../../../scripts/pictures/drawPaymentProfile.ts";
import type { PaymentProfile } from "../../../../scripts/pictures/PaymentProfile.ts";
import { svgElement } from "../../../../scripts/pictures/svgElement.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";

const payment = { date: day("2027-03-12"), interest: 100, isRateKnown: true, redemption: 400 };
const profile: PaymentProfile = {
  title: "Bonds <1> & others",
  subtitle: "JP9NRIDIG157",
  currency: "JPY",
  issueDate: day("2025-03-14"),
  payments: [{ ...payment, date: day("2026-03-13"), redemption: 0 }, payment],
  options: [],
};

describe("drawPaymentProfile", () => {
  it("draws an SVG that needs nothing else, the same each time, with texts escaped", () => {
    const drawn = drawPaymentProfile(profile);
    expect(drawn).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]+>.*<\/svg>\n$/su);
    expect(drawn)
      .to.include("Bonds &lt;1&gt; &amp; others")
      .and.not.match(/href|<image|@import|NaN|undefined/u);
    expect(drawPaymentProfile(profile)).to.equal(drawn);
    // Every element that is opened is closed, in order.
    const open: string[] = [];
    for (const [, end, name = "", self] of drawn.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gu)) {
      if (end === "/") expect(open.pop()).to.equal(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).to.deep.equal([]);
  });

  it("dates every payment when there is room, and the years when there is none", () => {
    expect(drawPaymentProfile(profile)).to.include(">2026-03-13<").and.include(">issue<");
    const payments = Array.from({ length: 40 }, (_value, index) => ({
      ...payment,
      date: day(`${2025 + Math.floor((index + 1) / 2)}-${index % 2 === 0 ? "09" : "03"}-14`),
    }));
    const long = drawPaymentProfile({ ...profile, payments });
    expect(long).to.include(">2026<").and.include(">2044<").and.not.include("2026-03");
  });

  it("shows interest once more by itself when it is too low to be seen", () => {
    const caption = "Interest alone, on a scale of its own";
    expect(drawPaymentProfile(profile)).to.not.include(caption);
    const payments = [{ ...payment, redemption: 10_000 }];
    expect(drawPaymentProfile({ ...profile, payments })).to.include(caption);
    const zeroCoupon = [{ ...payment, interest: 0 }];
    expect(drawPaymentProfile({ ...profile, payments: zeroCoupon })).to.not.include(caption);
  });

  it("hatches interest at a supposed rate, marks options, and says so in the legend", () => {
    const payments = [{ ...payment, isRateKnown: false }];
    const options = [{ date: day("2026-03-13"), name: "put" }];
    const drawn = drawPaymentProfile({ ...profile, payments, options });
    for (const text of ["Interest at an assumed rate", 'fill="url(#assumed)"', "Date of an option", ">put<"])
      expect(drawn).to.include(text);
  });

  it("cuts a title that is too long", () => {
    expect(drawPaymentProfile({ ...profile, title: "社債".repeat(60) })).to.include("社債社…<");
  });
});

describe("amountScale", () => {
  for (const [greatest, unit, labels] of [
    [3_022_245_000, "billion JPY", ["0", "1", "2", "3", "4"]],
    [22_245_000, "million JPY", ["0", "5", "10", "15", "20", "25"]],
    [10_052_356_164, "billion JPY", ["0", "2.5", "5.0", "7.5", "10.0", "12.5"]],
    [999, "JPY", ["0", "200", "400", "600", "800", "1,000"]],
    [1_500, "JPY", ["0", "500", "1,000", "1,500"]],
    [0, "JPY", ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  ] as const) {
    it(`ends at or above ${greatest}, in round steps of a unit`, () => {
      const scale = amountScale(greatest, "JPY");
      expect(scale.unit).to.equal(unit);
      expect(scale.ticks.map(({ label }) => label)).to.deep.equal(labels);
      expect(scale.ticks.at(-1)?.amount).to.be.at.least(greatest);
    });
  }
});

describe("svgElement", () => {
  it("escapes attributes and texts, and rounds figures to a hundredth", () => {
    expect(svgElement("text", { x: 1 / 3, "data-a": '"<' }, { text: "a & b" })).to.equal(
      '<text x="0.33" data-a="&quot;&lt;">a &amp; b</text>',
    );
    expect(svgElement("g", {})).to.equal("<g/>");
  });
});
