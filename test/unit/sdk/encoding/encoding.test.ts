import { readFileSync } from "node:fs";

import { expect } from "chai";

import { decodeAscii, encodeAscii } from "../../../../sdk/encoding/asciiBytes.ts";
import { canonicalJson } from "../../../../sdk/encoding/canonicalJson.ts";
import { formatAmount } from "../../../../sdk/encoding/formatAmount.ts";
import { formatMoment } from "../../../../sdk/calendar/formatMoment.ts";
import { hashTermSheet } from "../../../../sdk/terms/hashTermSheet.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";

describe("asciiBytes", () => {
  it("fills with zeros at the right, and takes them off again", () => {
    expect(encodeAscii("JPY", 4)).to.equal("0x4a505900");
    expect(decodeAscii("0x4a505900")).to.equal("JPY");
    expect(encodeAscii("", 2)).to.equal("0x0000");
  });

  it("refuses what is too long or not ASCII", () => {
    expect(() => encodeAscii("JPYX", 3)).to.throw("at most 3 ASCII characters");
    expect(() => encodeAscii("円", 3)).to.throw("ASCII");
  });
});

describe("canonicalJson", () => {
  it("sorts keys, writes bigint as digits and leaves out what is undefined", () => {
    const value = { b: [1, 2n, null, true], a: { d: "é\n", c: undefined }, aa: 0.5 };
    expect(canonicalJson(value)).to.equal('{"a":{"d":"é\\n"},"aa":0.5,"b":[1,"2",null,true]}');
  });
});

describe("hashTermSheet", () => {
  const text = readFileSync(new URL("../../../../scenarios/jpx-2022/terms.yaml", import.meta.url), "utf8");
  const sheet = (written: string) => parseTermSheet(readDocument(written, "terms"));
  const hash = hashTermSheet(sheet(text));

  it("does not change with comments, order or notation of the file", () => {
    const lines = text.split("\n").filter((line) => !line.startsWith("#") && line !== "");
    const [isin = "", ...rest] = lines;
    const same = [...rest, isin].join("\n").replace("500000000", '"500,000,000"');
    expect(hashTermSheet(sheet(same))).to.equal(hash);
  });

  it("changes with any term", () => {
    expect(hashTermSheet(sheet(text.replace('"0.050"', '"0.051"')))).not.to.equal(hash);
    expect(hashTermSheet(sheet(text.replace('"100.00"', '"100.0"')))).not.to.equal(hash);
  });

  it("changes with any of the terms that need not be there, and within groups of them", () => {
    const added = [
      "dayCount: act365F",
      "accrual: adjusted",
      "jointCentres: [TARGET]",
      'redemptionPricePer100: "100"',
      "gracePeriodDays: 7",
      "tradesInDefault: false",
      "settlementBank: bank",
      "tax: { account: bank }",
      "tax: { account: trust }",
      'amortisation: [{ payment: 1, percentOfFace: "10" }]',
      "amortisation: [{ payment: 1, amountPerUnit: 10000000 }]",
      "options: [{ kind: put, date: 2022-12-05, noticeDays: 5 }]",
      "options: [{ kind: call, date: 2022-12-05, noticeDays: 5 }]",
      'steps: [{ target: x, decideBy: 2022-07-01, firstPayment: 2, stepPercent: "1" }]',
      'steps: [{ target: x, decideBy: 2022-07-02, firstPayment: 2, stepPercent: "1" }]',
    ].map((field) => hashTermSheet(sheet(`${text}\n${field}\n`)));
    expect(new Set([hash, ...added]).size).to.equal(added.length + 1);
  });

  it("stays what it is: chains keep it for years", () => {
    expect(hash).to.equal("0x34174fa46f0a794923c21ebfad256f23544188b7cba73c3645aeae0054d90cbc");
  });
});

describe("formatAmount and formatMoment", () => {
  it("write figures and moments as people do", () => {
    expect([0n, 999n, 1_000n, 500_000_000n].map(formatAmount)).to.deep.equal([
      "0",
      "999",
      "1,000",
      "500,000,000",
    ]);
    expect(formatMoment(1_654_225_200n)).to.equal("2022-06-03 12:00 Asia/Tokyo");
    expect(formatMoment(1_654_225_201n)).to.equal("2022-06-03 12:00:01 Asia/Tokyo");
    expect(formatMoment(2n ** 200n)).to.equal(`second ${2n ** 200n}`);
  });
});
