import { expect } from "chai";
import { keccak256 } from "ethers";
import { strFromU8, unzipSync } from "fflate";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { layOut } from "../../../../sdk/register/print/layOut.ts";
import type { PrintedPages } from "../../../../sdk/register/print/PrintedPages.ts";
import { registerCsv } from "../../../../sdk/register/print/registerCsv.ts";
import { registerPdf } from "../../../../sdk/register/print/registerPdf.ts";
import { REGISTER_LANGUAGES } from "../../../../sdk/register/print/RegisterPrint.ts";
import { registerXlsx } from "../../../../sdk/register/print/registerXlsx.ts";
import { must } from "../../../support/must.ts";
import { csvRecords } from "./csvRecords.ts";
import { pdfText } from "./pdfText.ts";
import { entries, particularsOf, printOf } from "./printSamples.ts";
import { fonts } from "./registerHouse.ts";
import { account, ALICE, BOB, commitmentOf, ISSUER, LogWriter, registerOf, ZERO } from "./samples.ts";

/** Every text of laid-out pages. */
function textsOf({ sections }: PrintedPages): readonly string[] {
  return sections.flatMap((section) => [
    section.title,
    ...(section.kind === "facts"
      ? section.facts.flatMap(({ label, value }) => [label, String(value)])
      : [...section.columns.map(({ head }) => head), ...section.rows.flat().map(String)]),
    section.note ?? "",
  ]);
}

describe("layOut", () => {
  it("has every item that the Companies Act asks for, in English", () => {
    const text = textsOf(layOut(printOf(), "en")).join("\n");
    for (const item of [
      "0.050 % a year",
      "JPY 10,000,000,000",
      "JPY 100,000,000",
      "On 2023-06-03 (paid on 2023-06-02) at 100 for 100 of face",
      "2 a year, 2 in all, paid on 2022-12-02 to 2023-06-02",
      "JPY 100,000,000 (100.00 for 100 of face)",
      "None are issued; bonds are units of the token contract and have no numbers",
      "The Nomura Trust and Banking Co., Ltd.",
      "Holder 2 & Co.",
      "1-2-3 Marunouchi, Tokyo",
      "Trust property: 弥生公社債ファンド",
      "2022-06-03",
      "卯月信用金庫",
      "resident corporation\n非課税適用申告書",
      "every holder's name opens its commitment",
      "equal to the unit",
      "not when this was printed",
    ])
      expect(text).to.include(item);
  });

  it("says the same in Japanese, with days as they are written there", () => {
    const text = textsOf(layOut(printOf({ anchoredAt: 1_654_250_000n }), "ja")).join("\n");
    for (const item of [
      "年0.050パーセント",
      "2023年6月3日（支払日2023年6月2日）に額面100につき100で償還",
      "野村信託銀行株式会社",
      "株式会社第2",
      "東京都千代田区丸の内一丁目2番3号",
      "内国法人",
      "2022年6月3日 18:53:20 Asia/Tokyo",
      "一単位まで一致",
    ])
      expect(text).to.include(item);
  });

  for (const language of REGISTER_LANGUAGES) {
    it(`gives commitments instead of names to a reader without the book (${language})`, () => {
      const text = textsOf(layOut(printOf({}, []), language)).join("\n");
      expect(text).to.include(commitmentOf(ALICE));
      expect(text).not.to.match(/Holder \d|株式会社第|Marunouchi|丸の内|卯月|弥生/);
    });
  }

  it("gives no name that the commitment does not prove, and lists the finding", () => {
    const [alice, ...others] = entries;
    const print = printOf({}, [{ ...must(alice), legalName: "A forged name", nameJa: "偽名" }, ...others]);
    for (const language of REGISTER_LANGUAGES) {
      const text = textsOf(layOut(print, language)).join("\n");
      expect(text).not.to.match(/forged|偽名/);
      expect(text).to.include(commitmentOf(ALICE));
    }
    expect(textsOf(layOut(print, "en")).join("\n")).to.match(/does not open the commitment on chain/);
  });

  it("lists differences, findings, freezes, holds, redemptions and what bonds are left of their face", () => {
    const log = LogWriter.begun()
      .transfer(ISSUER, ALICE, 30n)
      .token("Frozen", { account: ALICE, amount: 7n })
      .token("AccountFrozen", { account: ALICE, frozenBefore: false, frozenAfter: true })
      .transfer(ISSUER, ZERO, 10n);
    const register = registerOf(log);
    const difference = { account: ALICE, figure: "units", log: "30", storage: "29" };
    const part = { ...register, bond: { ...register.bond, facePerUnit: 60_000_000n } };
    const print = printOf(
      { reconciliation: { accounts: 2, differences: [difference] } },
      entries.slice(0, 1),
      part,
    );
    const text = textsOf(layOut(print, "en")).join("\n");
    for (const item of [
      "7\nwhole account",
      "JPY 1,000,000,000 (10)",
      "JPY 60,000,000",
      "1 differences, listed below",
      "not in the book",
    ])
      expect(text).to.include(item);
    expect(textsOf(layOut(print, "en"))).to.include.members(["units", "30", "29"]);
  });

  it("says that the identity check of a holder is over", () => {
    const register = registerOf(LogWriter.begun());
    const moment = { ...register.moment, asOf: 4_102_444_800n };
    const text = textsOf(layOut(printOf({}, [], { ...register, moment }), "en"));
    expect(text).to.include("active\nidentity check expired");
  });

  it("tells money of other currencies in their major unit", () => {
    const register = registerOf(LogWriter.begun());
    const euro = { ...register, bond: { ...register.bond, currency: "EUR" } };
    const texts = textsOf(layOut(printOf({}, [], euro), "en"));
    expect(texts).to.include.members(["EUR 1,000,000.00", "Face (EUR)", "100000000.00"]);
  });
});

describe("termParticulars", () => {
  it("tells rates that float, step or are none", () => {
    const floating = { index: "6-month TIBOR", marginPercent: "0.30", capPercent: "2" };
    expect(particularsOf({ floating }).interest).to.deep.equal({
      en: "6-month TIBOR plus 0.30 % a year, at least 0 %, at most 2 %",
      ja: "6-month TIBORに年0.30パーセントを加えた率（下限0パーセント、上限2パーセント）",
    });
    const none = particularsOf({ zeroCoupon: true, couponRatePercent: "0" });
    expect(none.interest.ja).to.equal("利息を付さない（割引債）");
    expect(none.interestPayment).to.deep.equal({ en: "None", ja: "なし" });
    const decideBy = parseCalendarDate("2022-12-31");
    const steps = [{ target: "CO2", decideBy, firstPayment: 2, stepPercent: "0.10" }];
    expect(particularsOf({ steps }).interest.en).to.equal(
      "0.050 % a year; 0.10 % is added from coupon 2 on, if decided by 2022-12-31: CO2",
    );
  });

  it("tells how a bond is redeemed early or in parts, and a price that no whole yen makes", () => {
    const options = [{ kind: "call", date: parseCalendarDate("2023-01-10"), pricePer100: "101" }] as const;
    const amortisation = [{ payment: 1, percentOfFace: "10" }];
    const { redemption } = particularsOf({ options, amortisation });
    expect(redemption.en).to.equal(
      "On 2023-06-03 (paid on 2023-06-02) at 100 for 100 of face; parts of the face are repaid with 1 coupons before; " +
        "the issuer may redeem all on 2023-01-10 at 101",
    );
    const underwriting = { underwriter: "nomura-securities", issuePricePer100: "99.1234567" };
    const { payment } = particularsOf({ underwriting, denomination: 1_000n, totalAmount: 5_000n });
    expect(payment.en).to.equal("(99.1234567 for 100 of face)");
  });
});

describe("registerCsv", () => {
  it("is read back field by field, begins with a byte order mark and has lines of one length", () => {
    const text = registerCsv(layOut(printOf(), "ja"));
    expect(text.charCodeAt(0)).to.equal(0xfeff);
    const records = csvRecords(text.slice(1));
    expect(new Set(records.map(({ length }) => length)).size).to.equal(1);
    const alice = records.find((record) => record[3] === ALICE && record[1]?.startsWith("株式会社第2"));
    expect(alice?.slice(0, 7)).to.deep.equal([
      "2",
      "株式会社第2\nLEI 999900KISARAGI000054",
      "東京都千代田区丸の内一丁目2番3号\n信託財産: 弥生公社債ファンド",
      ALICE,
      "30",
      "3000000000",
      "2022-06-03",
    ]);
    expect(records.some((record) => record[0] === "原簿ハッシュ" && record[1] === printOf().hash)).to.equal(
      true,
    );
  });

  it("quotes commas, quotes and line ends, and lets no spreadsheet run a formula", () => {
    const pages = layOut(printOf(), "en");
    const cells = [
      'a "quoted", one',
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\tx",
      "\rx",
      "＝1",
      "safe=1",
      "two\nlines",
    ];
    const section = {
      kind: "table",
      name: "T",
      title: "T",
      columns: cells.map((_cell, index) => ({ head: `c${index}`, share: 1 })),
      rows: [cells, [-5n, ...cells.slice(1).map(() => "")]],
    } as const;
    const records = csvRecords(registerCsv({ ...pages, sections: [section] }).slice(1));
    expect(records.at(-2)).to.deep.equal([
      'a "quoted", one',
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      "'＝1",
      "safe=1",
      "two\nlines",
    ]);
    expect(records.at(-1)?.[0]).to.equal("-5");
  });
});

describe("registerXlsx", () => {
  const files = (pages: PrintedPages): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(unzipSync(registerXlsx(pages))).map(([name, bytes]) => [name, strFromU8(bytes)]),
    );

  it("is a workbook with a sheet of facts and one for each table, whose parts all are there", () => {
    const parts = files(layOut(printOf(), "ja"));
    const sheets = [...(parts["xl/workbook.xml"] ?? "").matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(sheets).to.deep.equal(["社債原簿", "社債権者", "取得", "質権"]);
    const targets = [...(parts["xl/_rels/workbook.xml.rels"] ?? "").matchAll(/Target="([^"]*)"/g)];
    for (const [, target = ""] of targets) expect(parts).to.have.property(`xl/${target}`);
    for (const name of Object.keys(parts).filter((each) => each.startsWith("xl/") && !each.includes("_rels")))
      expect(parts["[Content_Types].xml"]).to.include(`PartName="/${name}"`);
  });

  it("has numbers as numbers and texts as texts, read back cell by cell", () => {
    const parts = files(layOut(printOf(), "ja"));
    const rows = cellsOf(parts["xl/worksheets/sheet2.xml"] ?? "");
    expect(rows[2]?.slice(0, 6)).to.deep.equal([
      2n,
      "株式会社第2\nLEI 999900KISARAGI000054",
      "東京都千代田区丸の内一丁目2番3号\n信託財産: 弥生公社債ファンド",
      ALICE,
      30n,
      3_000_000_000n,
    ]);
    expect(rows[4]?.slice(4, 6)).to.deep.equal([100n, 10_000_000_000n]);
  });

  it("runs no formula, loses no digit and stays XML whatever a name holds", () => {
    const pages = layOut(printOf(), "en");
    const cells = ["=1+1", 'R&D <"X">', "bell\u0007", 999_999_999_999_999n, 12_345_678_901_234_567n];
    const columns = Array.from({ length: 30 }, (_none, index) => ({ head: `c${index}`, share: 1 }));
    const rows = [[...cells, ...Array.from({ length: 25 }, () => "x")]];
    const section = { kind: "table", name: "T", title: "T", columns, rows } as const;
    const xml = files({ ...pages, sections: [section] })["xl/worksheets/sheet2.xml"] ?? "";
    expect(xml).not.to.include("<f>");
    expect(xml).to.include('r="AD2"');
    expect(cellsOf(xml)[1]?.slice(0, 5)).to.deep.equal([
      "=1+1",
      'R&D <"X">',
      "bell",
      999_999_999_999_999n,
      "12345678901234567",
    ]);
  });

  it("has the same bytes for the same register, in any time zone", async () => {
    const make = () => Promise.resolve(registerXlsx(layOut(printOf(), "ja")));
    expect(await inZone("Asia/Tokyo", make)).to.equal(await inZone("America/New_York", make));
  });
});

describe("registerPdf", function () {
  this.timeout(60_000);

  it("shows the register in Japanese, on pages with their number and the hash", async () => {
    const print = printOf();
    const pages = pdfText(await registerPdf(layOut(print, "ja"), fonts()));
    expect(pages).to.have.length(2);
    const text = pages.join("\n").replaceAll("\n", "");
    for (const item of [
      "社債原簿",
      "株式会社第2",
      "年0.050パーセント",
      "東京都千代田区",
      "卯月信用金庫",
      ALICE,
      BOB,
    ])
      expect(text).to.include(item);
    for (const [index, page] of pages.entries()) {
      expect(page).to.include(print.hash);
      expect(page).to.include(`頁 ${index + 1} / 2`);
    }
    expect(text).not.to.include("\uFFFD");
  });

  it("goes on over many pages, with the heads of columns on each", async () => {
    const log = LogWriter.begun();
    for (let number = 100; number < 190; number++) {
      log.add("ParticipantAdmitted", account(0xf2), {
        account: account(number),
        classes: 5n,
        kycExpiry: 4_102_444_800n,
        identityCommitment: commitmentOf(ALICE),
      });
      log.transfer(ISSUER, account(number), 1n);
    }
    const pages = pdfText(await registerPdf(layOut(printOf({}, [], registerOf(log)), "en"), fonts()));
    expect(pages.length).to.be.within(6, 12);
    const holders = pages.filter((page) => page.includes("Tax class"));
    expect(holders.length).to.be.greaterThan(2);
    const text = pages.join("\n").replaceAll("\n", "");
    for (let number = 100; number < 190; number++) expect(text).to.include(account(number));
    expect(pages.at(-1)).to.include(`page ${pages.length} / ${pages.length}`);
  });

  it("has the same bytes for the same register, in any time zone", async () => {
    const make = () => registerPdf(layOut(printOf(), "ja"), fonts());
    expect(await inZone("Asia/Tokyo", make)).to.equal(await inZone("America/New_York", make));
  });
});

/** The hash of what is made in a time zone. */
async function inZone(zone: string, make: () => Promise<Uint8Array>): Promise<string> {
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    return keccak256(await make());
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}

/** The cells of a sheet, row by row. */
function cellsOf(xml: string): readonly (readonly (string | bigint)[])[] {
  const entities: Readonly<Record<string, string>> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&amp;": "&",
  };
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(([, inner = ""]) => {
      const number = /^<v>(.*)<\/v>$/.exec(inner);
      if (number !== null) return BigInt(number[1] ?? "");
      const text = /<t xml:space="preserve">(.*)<\/t>/s.exec(inner)?.[1] ?? "";
      return text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity);
    }),
  );
}
