import { expect } from "chai";
import { getBytes, id } from "ethers";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { formatIdentityBook } from "../../../../sdk/register/book/formatIdentityBook.ts";
import { identifyHolders } from "../../../../sdk/register/book/identifyHolders.ts";
import type { IdentityBook, IdentityEntry } from "../../../../sdk/register/book/IdentityBook.ts";
import { openIdentityBook } from "../../../../sdk/register/book/openIdentityBook.ts";
import { parseBookDetails } from "../../../../sdk/register/book/parseBookDetails.ts";
import { parseIdentityBook } from "../../../../sdk/register/book/parseIdentityBook.ts";
import { checksumOf } from "../../../../sdk/register/book/checksumOf.ts";
import type { SealedBook } from "../../../../sdk/register/book/SealedBook.ts";
import { BOOK_COST, sealIdentityBook } from "../../../../sdk/register/book/sealIdentityBook.ts";
import { updateIdentityBook } from "../../../../sdk/register/book/updateIdentityBook.ts";
import { IdentityBookAlteredError } from "../../../../sdk/register/errors/IdentityBookAlteredError.ts";
import { IdentityBookFormatError } from "../../../../sdk/register/errors/IdentityBookFormatError.ts";
import { IdentityBookPasswordError } from "../../../../sdk/register/errors/IdentityBookPasswordError.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import {
  ALICE,
  BOB,
  CAROL,
  entryOf,
  ISIN,
  ISSUER,
  LogWriter,
  REGISTRY,
  registerOf,
  sampleRegister,
} from "./samples.ts";

const PASSWORD = "the registrar's secret";
const cost = { n: 2, r: 1, p: 1 };
let draws = 0;
/** A new row of bytes each time, the same ones for the same test run. */
const randomBytes = (length: number): Uint8Array => getBytes(id(`draw ${draws++}`)).slice(0, length);

const pledge = {
  isin: ISIN,
  units: 12n,
  pledgee: "卯月信用金庫",
  registeredOn: parseCalendarDate("2022-06-03"),
};
const book: IdentityBook = {
  entries: [{ ...entryOf(ALICE), addressJa: "東京都", pledges: [pledge] }, entryOf(BOB), entryOf(ISSUER)],
};
const sealed = () => sealIdentityBook({ book, password: PASSWORD, randomBytes, cost });
const open = (text: string, password = PASSWORD) => openIdentityBook({ name: "book.json", text, password });

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("the identity book", () => {
  it("comes out of its file as it went in, and shows nothing of itself there", async () => {
    const text = await sealed();
    expect(await open(text)).to.deep.equal(book);
    expect(text).not.to.match(/Holder|株式会社|東京|KISARAGI|0x0{30}/);
    expect(text).not.to.include(PASSWORD);
    expect(await sealed()).not.to.equal(text);
  });

  it("costs 128 MB of memory for each guess of its password, unless told otherwise", () => {
    expect(BOOK_COST.n * BOOK_COST.r * 128).to.equal(2 ** 27);
  });

  it("takes its password in any normal form of Unicode, and none that is empty", async () => {
    const text = await sealIdentityBook({ book, password: "caf\u00e9", randomBytes, cost });
    expect(await open(text, "cafe\u0301")).to.deep.equal(book);
    const failure = await failureOf(sealIdentityBook({ book, password: "", randomBytes, cost }));
    expect(failure).to.be.instanceOf(IdentityBookPasswordError);
  });

  it("is not opened by another password, and the error holds nothing of it", async () => {
    const failure = await failureOf(open(await sealed(), "a wrong guess"));
    expect(failure)
      .to.be.instanceOf(IdentityBookPasswordError)
      .with.property("message", "The password does not open book.json.");
    expect(JSON.stringify(failure)).not.to.match(/guess|secret/);
  });

  describe("given that somebody has altered its file", () => {
    const changes: readonly (readonly [string, (file: SealedBook) => SealedBook])[] = [
      ["the content", (file) => ({ ...file, content: flipped(file.content) })],
      ["the nonce", (file) => ({ ...file, cipher: { ...file.cipher, iv: `0x${"11".repeat(12)}` } })],
      ["the salt", (file) => ({ ...file, kdf: { ...file.kdf, salt: id("other") } })],
      ["the cost", (file) => ({ ...file, kdf: { ...file.kdf, n: 4 } })],
      ["the check", (file) => ({ ...file, check: id("other") })],
      ["the checksum", (file) => ({ ...file, checksum: id("other") })],
    ];
    for (const [what, change] of changes) {
      it(`says so when it is ${what}`, async () => {
        const file = JSON.parse(await sealed()) as SealedBook;
        const failure = await failureOf(open(JSON.stringify(change(file))));
        expect(failure).to.be.instanceOf(IdentityBookAlteredError);
      });
    }

    for (const [what, change] of changes.slice(0, 2)) {
      it(`says so when it is ${what} and the checksum was made to fit`, async () => {
        const { checksum: _old, ...file } = change(JSON.parse(await sealed()) as SealedBook);
        const text = JSON.stringify({ ...file, checksum: checksumOf(file) });
        expect(await failureOf(open(text))).to.be.instanceOf(IdentityBookAlteredError);
      });
    }
  });

  for (const [what, text] of [
    ["no JSON", "book"],
    ["another file", '{"format": "something else"}'],
  ] as const) {
    it(`is not read from ${what}`, async () => {
      expect(await failureOf(open(text))).to.be.instanceOf(IdentityBookFormatError);
    });
  }

  it("is not read in a version to come, or at a cost that no computer here can pay", async () => {
    const file = JSON.parse(await sealed()) as SealedBook;
    for (const changed of [
      { ...file, version: 2 },
      { ...file, kdf: { ...file.kdf, n: 1 << 24 } },
      { ...file, kdf: { ...file.kdf, n: 3 } },
    ])
      expect(await failureOf(open(JSON.stringify(changed)))).to.be.instanceOf(IdentityBookFormatError);
  });

  it("tells where an open book is wrong, and not what stands there", () => {
    const text = formatIdentityBook(book).replace("999900KISARAGI000054", "SECRET");
    let failure: unknown;
    try {
      parseIdentityBook(text);
    } catch (error) {
      failure = error;
    }
    expect(failure).to.be.instanceOf(InvalidInputError);
    expect(String(failure)).to.match(/book\.entries\.0\.lei/);
    expect(JSON.stringify(failure)).not.to.include("SECRET");
    expect(() => parseIdentityBook("{")).to.throw(InvalidInputError);
  });
});

describe("updateIdentityBook", () => {
  const { pledges: _none, ...alice } = entryOf(ALICE);

  it("adds, updates, and keeps what an update does not tell", () => {
    const first = updateIdentityBook({ entries: [] }, [{ ...alice, address: "Tokyo", pledges: [pledge] }]);
    expect(first.changes).to.deep.equal([{ account: ALICE, change: "added" }]);
    const same = updateIdentityBook(first.book, [{ ...alice, account: ALICE.toLowerCase() }]);
    expect(same).to.deep.equal({ book: first.book, changes: [{ account: ALICE, change: "unchanged" }] });
    const more = updateIdentityBook(first.book, [{ ...alice, taxNote: "certificate of 2022", pledges: [] }]);
    expect(more.changes).to.deep.equal([{ account: ALICE, change: "updated" }]);
    expect(more.book.entries).to.deep.equal([
      { ...alice, address: "Tokyo", taxNote: "certificate of 2022", pledges: [] },
    ]);
  });

  it("keeps the entry of an earlier name, which opens the commitment of older registers", () => {
    const { book: before } = updateIdentityBook({ entries: [] }, [{ ...alice, pledges: [pledge] }]);
    const renamed = updateIdentityBook(before, [{ ...alice, legalName: "A new name", salt: id("new") }]);
    expect(renamed.changes).to.deep.equal([{ account: ALICE, change: "renamed" }]);
    expect(renamed.book.entries.map(({ legalName, pledges }) => [legalName, pledges.length])).to.deep.equal([
      [alice.legalName, 1],
      ["A new name", 1],
    ]);
    const register = sampleRegister();
    const { identities } = identifyHolders({ register, book: renamed.book, centre: "Asia/Tokyo" });
    expect(identities.get(ALICE)?.legalName).to.equal(alice.legalName);
  });
});

describe("identifyHolders", () => {
  const register = sampleRegister();
  const identify = (entries: readonly IdentityEntry[], of = register) =>
    identifyHolders({ register: of, book: { entries }, centre: "Asia/Tokyo" });

  it("names those whose entry opens the commitment, salts and accounts apart", () => {
    const { identities, findings } = identify(book.entries);
    expect(findings).to.deep.equal([]);
    expect(identities.get(ALICE)).to.deep.equal({
      legalName: "Holder 2 & Co.",
      nameJa: "株式会社第2",
      lei: "999900KISARAGI000054",
      addressJa: "東京都",
      pledges: [pledge],
    });
  });

  it("lists those who are not in the book, and never names one whose commitment differs", () => {
    const { identities, findings } = identify([
      { ...entryOf(ALICE), legalName: "Somebody else" },
      entryOf(BOB),
    ]);
    expect([...identities.keys()]).to.deep.equal([BOB]);
    expect(findings).to.deep.equal([
      { account: ISSUER, finding: "notInBook" },
      { account: ALICE, finding: "commitmentDiffers" },
    ]);
  });

  it("knows the successor of a lost key by the commitment that it took over", () => {
    const log = LogWriter.begun()
      .transfer(ISSUER, ALICE, 30n)
      .add("ParticipantReplaced", REGISTRY, {
        lost: ALICE,
        successor: "0x00000000000000000000000000000000000000A1",
      })
      .transfer(ALICE, "0x00000000000000000000000000000000000000A1", 30n);
    const { identities } = identify([entryOf(ALICE), entryOf(ISSUER)], registerOf(log));
    expect(identities.get("0x00000000000000000000000000000000000000A1")?.legalName).to.equal(
      "Holder 2 & Co.",
    );
  });

  it("tells the pledges that stand on that day on that bond, and one that is too large", () => {
    const day = (text: string) => parseCalendarDate(text);
    const pledges = [
      { ...pledge, pledgee: "stands" },
      { ...pledge, pledgee: "to come", registeredOn: day("2022-06-04") },
      { ...pledge, pledgee: "over", releasedOn: day("2022-06-03") },
      { ...pledge, pledgee: "not yet over", releasedOn: day("2022-06-04"), units: 20n },
      { ...pledge, pledgee: "of another bond", isin: "US0378331005" },
    ];
    const { identities, findings } = identify([
      { ...entryOf(ALICE), pledges },
      entryOf(BOB),
      entryOf(ISSUER),
    ]);
    expect(identities.get(ALICE)?.pledges.map(({ pledgee }) => pledgee)).to.deep.equal([
      "stands",
      "not yet over",
    ]);
    expect(findings).to.deep.equal([
      { account: ALICE, finding: "pledgeExceedsUnits", pledged: 32n, units: 30n },
    ]);
  });

  it("names nobody without entries", () => {
    expect(identify([]).identities.size).to.equal(0);
    expect(identify([entryOf(CAROL)]).findings).to.have.length(3);
  });
});

describe("parseBookDetails", () => {
  it("reads addresses, notes and pledges by party", () => {
    const text = `
      holders:
        - party: kisaragi-life
          addressJa: 東京都
          pledges: [{ isin: JP3633400001, units: 3, pledgee: A bank, registeredOn: 2022-07-01 }]`;
    expect(parseBookDetails(readDocument(text, "details"))).to.deep.equal([
      {
        party: "kisaragi-life",
        addressJa: "東京都",
        pledges: [{ isin: ISIN, units: 3n, pledgee: "A bank", registeredOn: "2022-07-01" }],
      },
    ]);
  });

  it("lists everything that is wrong", () => {
    const text = `
      holders:
        - { party: a, address: "" }
        - { party: a, pledges: [{ isin: JP3633400001, units: 0, pledgee: B, registeredOn: 2022-07-01 }] }
        - { party: b, pledges: [{ isin: JP3633400001, units: 1, pledgee: B, registeredOn: 2022-07-02, releasedOn: 2022-07-01 }] }
        - { party: c, colour: red }`;
    let issues: readonly { readonly path: string }[] = [];
    try {
      parseBookDetails(readDocument(text, "details"));
    } catch (error) {
      if (error instanceof InvalidInputError) issues = error.issues;
    }
    expect(issues.map(({ path }) => path)).to.have.members([
      "holders[0].address",
      "holders[1].pledges[0].units",
      "holders[2].pledges[0].releasedOn",
      "holders[3].colour",
      "holders[1].party",
    ]);
  });
});

/** Text in base64 with one letter exchanged. */
function flipped(text: string): string {
  return `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
}
