import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import type { Ended } from "./jobProcesses.ts";
import { ISIN, JobHouse, SCENARIO } from "./jobHouse.ts";

const PASSWORD = "the registrar's password";
const DETAILS = `
holders:
  - party: nomura-securities
    addressJa: 東京都中央区日本橋一丁目13番1号
    pledges: [{ isin: ${ISIN}, units: 2, pledgee: 卯月信用金庫, registeredOn: 2022-06-01 }]
`;

const printed = z.object({
  print: z.object({
    hash: z.string(),
    anchoredAt: z.string().nullable(),
    register: z.object({
      block: z.object({ number: z.number() }),
      holders: z.array(z.object({ units: z.string() })),
    }),
    reconciliation: z.object({ differences: z.array(z.unknown()) }),
    identities: z.array(z.object({ legalName: z.string() })).optional(),
  }),
});

describe("The job register, on the JPX bond with its underwriter", function () {
  this.timeout(240_000);
  const passwordBefore = process.env["KESSAI_BOOK_PASSWORD"];
  let house: JobHouse;
  let book: string;

  before(async () => {
    process.env["KESSAI_BOOK_PASSWORD"] = PASSWORD;
    house = await JobHouse.fresh();
    book = join(house.folder.path, "identity-book.json");
    writeFileSync(join(house.home, "details.yaml"), DETAILS);
  });
  after(() => {
    if (passwordBefore === undefined) delete process.env["KESSAI_BOOK_PASSWORD"];
    else process.env["KESSAI_BOOK_PASSWORD"] = passwordBefore;
  });

  const file = (name: string): string => join(house.home, name);
  async function run(...args: readonly string[]): Promise<Ended> {
    return await house.run(["register", ...args]);
  }
  async function done(...args: readonly string[]): Promise<Ended> {
    const ended = await run(...args);
    expect(ended.code, ended.stderr).to.equal(0);
    return ended;
  }

  it("writes the identity book, encrypted, and does it once", async () => {
    const details = ["--details", file("details.yaml")];
    expect((await done("book", ...SCENARIO, ...details)).stdout).to.include("1 done.");
    expect(readFileSync(book, "utf8")).not.to.match(/Nomura|野村|日本橋/);
    expect((await done("book", ...SCENARIO, ...details)).stdout).to.include("1 already done.");
  });

  it("shows the register with the names that the book proves, in at most 100 columns", async () => {
    for (const [language, name] of [
      ["en", "Nomura Securities Co., Ltd."],
      ["ja", "野村證券株式会社"],
    ] as const) {
      const { stdout } = await done(...SCENARIO, "--book", book, "--language", language);
      expect(stdout).to.include(name);
      for (const line of stdout.split("\n"))
        expect(line.length + (line.match(/[\u2e80-\uffdc]/g) ?? []).length, line).to.be.at.most(100);
    }
    const { stdout } = await done("--isin", ISIN);
    expect(stdout).not.to.include("Nomura");
    expect(stdout).to.match(/commitment +│.*\n│ +│ 0x[0-9a-f]{44} /);
  });

  it("writes every format, the same bytes each time", async () => {
    const names = ["csv", "xlsx", "pdf", "json"].map(
      (format) => [format, file(`register.${format}`)] as const,
    );
    for (const [format, out] of names) {
      const args = [...SCENARIO, "--book", book, "--format", format, "--out", out, "--language", "ja"];
      await done(...args);
      const first = readFileSync(out);
      await done(...args);
      expect(readFileSync(out).equals(first), format).to.equal(true);
    }
    expect(readFileSync(file("register.pdf")).subarray(0, 5).toString()).to.equal("%PDF-");
    expect(readFileSync(file("register.xlsx")).subarray(0, 2).toString()).to.equal("PK");
    expect(readFileSync(file("register.csv"), "utf8")).to.include("東京都中央区日本橋一丁目13番1号");
    expect((await done("--isin", ISIN, "--format", "csv")).stdout.charCodeAt(0)).to.equal(0xfeff);
  });

  it("anchors a register, and proves its print with it; before and when altered it does not", async () => {
    const out = file("old.json");
    const { block } = printed.parse(JSON.parse((await done("--isin", ISIN, "--json")).stdout)).print.register;
    const as = ["--isin", ISIN, "--block", String(block.number), "--format", "json", "--out", out];
    await done(...as);
    const early = await run("--verify", out);
    expect(early.code).to.equal(1);
    expect(early.stderr).to.include("was never anchored");
    expect((await done(...as, "--anchor")).stderr).to.include(
      `done: anchor the register of ${ISIN} as of block ${block.number}`,
    );
    expect((await done(...as, "--anchor")).stderr).to.include("already done: anchor");
    expect((await done("--verify", out)).stdout).to.include("is what the hash stands for");
    writeFileSync(out, readFileSync(out, "utf8").replace('"units": "5"', '"units": "4"'));
    const altered = await run("--verify", out);
    expect(altered.code).to.equal(1);
    expect(altered.stderr).to.include("it was altered");
  });

  it("gives programs everything, without the book no names", async () => {
    const { print } = printed.parse(JSON.parse((await done("--isin", ISIN, "--json")).stdout));
    expect(print.register.holders).to.deep.equal([{ units: "5" }]);
    expect(print.reconciliation.differences).to.deep.equal([]);
    expect(print.identities).to.equal(undefined);
    const named = await done("--isin", ISIN, "--json", "--book", book);
    expect(printed.parse(JSON.parse(named.stdout)).print.identities?.[0]?.legalName).to.match(/^Nomura/);
  });

  describe("given wrong input", () => {
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [["--isin", ISIN, "--date", "2022-06-31"], "is not a calendar date"],
      [["--isin", ISIN, "--block", "999999"], "The chain has no block number 999999."],
      [["--isin", ISIN, "--record-date", "9"], "has no record date number 9: it has 2"],
      [["--isin", "US0378331005"], "There is no bond US0378331005"],
      [["--format", "word", "--isin", ISIN], "Allowed choices are"],
      [["book"], "No parties file was named."],
    ];
    for (const [args, message] of wrong) {
      it(`says so and does nothing: register ${args.join(" ")}`, async () => {
        const { code, stderr } = await run(...args);
        expect(stderr).to.include(message);
        expect(code).to.equal(2);
      });
    }

    it("says so when the password does not open the book, or the day is not over", async () => {
      process.env["KESSAI_BOOK_PASSWORD"] = "a guess";
      const closed = await run("--isin", ISIN, "--book", book);
      process.env["KESSAI_BOOK_PASSWORD"] = PASSWORD;
      expect(closed.stderr).to.include("The password does not open identity-book.json.");
      expect(closed.stderr).not.to.include("a guess");
      expect(closed.code).to.equal(2);
      const open = await run("--isin", ISIN, "--date", "2022-06-03");
      expect(open.stderr).to.include("is not over");
      expect(open.code).to.equal(1);
    });
  });
});
