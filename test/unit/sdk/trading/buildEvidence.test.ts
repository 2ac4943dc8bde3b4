import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { buildEvidence } from "../../../../sdk/trading/buildEvidence.ts";
import type { BuildEvidenceOptions } from "../../../../sdk/trading/buildEvidence.ts";
import { UnsoundEvidenceError } from "../../../../sdk/trading/errors/UnsoundEvidenceError.ts";
import type { EvidenceFile } from "../../../../sdk/trading/EvidenceFile.ts";
import { formatEvidenceFile } from "../../../../sdk/trading/formatEvidenceFile.ts";
import { parseEvidenceFile } from "../../../../sdk/trading/parseEvidenceFile.ts";
import { must } from "../../../support/must.ts";
import { issuesOf } from "../issuesOf.ts";
import { DECIDED_AT, honestFile, idOf, offered, passed, shortOf, verify, wordOf } from "./evidenceSamples.ts";
import { addressOf, ANSWER_BY, ASKED_AT, DEALERS, DEALERS_SALT, DOMAIN, sampleRequest } from "./samples.ts";

let file: EvidenceFile;
let options: BuildEvidenceOptions;
async function load(): Promise<void> {
  file = await honestFile();
  options = {
    domain: DOMAIN,
    request: file.request,
    dealers: DEALERS.map(addressOf),
    dealersSalt: DEALERS_SALT,
    answers: file.answers.toReversed(),
    chosen: file.chosen,
    decidedAt: DECIDED_AT,
    acknowledgements: file.acknowledgements,
  };
}

describe("buildEvidence", () => {
  before(load);

  it("puts dealers and answers in order, adds the time-outs, and gives the word to commit to", () => {
    const built = buildEvidence(options);
    expect(built.file).to.deep.equal(file);
    expect(built.hash).to.equal(wordOf(file));
    expect(built.evidence.answers.map(({ kind, receivedAt }) => [kind, receivedAt])).to.deep.equal([
      ["quote", ASKED_AT + 10_000n],
      ["quote", ASKED_AT + 20_000n],
      ["pass", ASKED_AT + 30_000n],
      ["time-out", ANSWER_BY],
    ]);
    expect(must(built.evidence.answers[3])).to.include({ dealer: addressOf("dealer 4"), id: ZeroHash });
  });

  it("puts what was received after the decision among the late answers, and claims a time-out of its dealer", async () => {
    const late = await offered("dealer 4", { cashPerUnit: 1n }, DECIDED_AT + 1n);
    const built = buildEvidence({ ...options, answers: [late, ...options.answers] });
    expect(built.file.late).to.deep.equal([late]);
    expect(built.file.timeOuts).to.deep.equal([addressOf("dealer 4")]);
    const last = await offered("dealer 4", { cashPerUnit: 200_000_000n }, DECIDED_AT);
    const other = buildEvidence({ ...options, answers: [last, ...options.answers] });
    expect([other.file.late, other.file.timeOuts]).to.deep.equal([[], []]);
  });

  it("puts answers of one moment in the order of their dealers", async () => {
    const answers = await Promise.all(DEALERS.map((dealer) => offered(dealer)));
    const built = buildEvidence({ ...options, answers, chosen: idOf(must(answers[0])) });
    const dealers = built.evidence.answers.map(({ dealer }) => dealer);
    expect(dealers).to.deep.equal(file.dealers);
  });

  it("makes evidence in which verifyEvidence finds no error", async () => {
    const only = await offered("dealer 1");
    const justification = { referencePriceE7: 998_000_000n, source: "JSDA", text: "nobody else quoted" };
    const built = [
      buildEvidence(options),
      buildEvidence({
        ...options,
        chosen: idOf(must(file.answers[1])),
        reason: "the first could not settle",
      }),
      buildEvidence({ ...options, answers: [only], justification }),
      buildEvidence({ ...options, acknowledgements: undefined }),
    ];
    for (const each of built) {
      const withoutWords = { ...each.file, acknowledgements: [] };
      expect(verify(withoutWords, { committed: each.hash }).isSound).to.be.true;
    }
  });

  it("refuses what verifyEvidence would find wrong with the asker's own doing, all of it at once", async () => {
    const stranger = await offered("stranger");
    const other = await passed("dealer 4", { request: id("other") });
    const cases: readonly [Partial<BuildEvidenceOptions>, readonly string[]][] = [
      [{ chosen: ZeroHash }, ["chosenAbsent"]],
      [{ chosen: idOf(must(file.answers[1])) }, ["notBestWithoutReason dealer 2"]],
      [{ answers: file.answers.slice(0, 1) }, ["notJustified"]],
      [{ answers: [...file.answers, stranger] }, ["dealerNotAsked stranger"]],
      [{ answers: [...file.answers, other] }, ["otherRequest dealer 4"]],
      [{ answers: [...file.answers, must(file.answers[2])] }, ["answerRepeated dealer 3"]],
      [{ dealersSalt: id("other") }, ["dealersNotOpened"]],
      [
        { request: { request: sampleRequest({ isAnonymous: true }), signature: "0xaa" }, answers: [] },
        ["requestNotSigned", "chosenAbsent", "notJustified"],
      ],
      [{ dealersSalt: id("other"), chosen: ZeroHash }, ["dealersNotOpened", "chosenAbsent"]],
    ];
    for (const [change, expected] of cases) {
      let refused: unknown;
      try {
        buildEvidence({ ...options, ...change });
      } catch (error) {
        refused = error;
      }
      if (!(refused instanceof UnsoundEvidenceError)) throw new Error(`not refused: ${expected.join()}`);
      expect(shortOf(refused.findings)).to.deep.equal(expected);
      expect(refused.code).to.equal("EVIDENCE_UNSOUND");
      for (const { text } of refused.findings) expect(refused.message).to.include(text);
    }
  });

  it("does not refuse what a dealer did: its acknowledgements are for verifyEvidence", () => {
    const acknowledgements = file.acknowledgements.map((each) => ({ ...each, signature: "0x" }));
    expect(buildEvidence({ ...options, acknowledgements }).hash).to.equal(wordOf(file));
  });
});

describe("formatEvidenceFile and parseEvidenceFile", () => {
  before(load);

  type Written = Readonly<Record<string, unknown>>;
  const written = (given: EvidenceFile): Written => JSON.parse(formatEvidenceFile(given)) as Written;

  it("write evidence and read it as it was", async () => {
    const late = await offered("dealer 4", {}, DECIDED_AT + 1n);
    const justification = { referencePriceE7: 1n, source: "JSDA", text: "二社のみ" };
    const full = { ...file, late: [late], justification, reason: "prior dealing" };
    for (const each of [file, full]) expect(parseEvidenceFile(written(each))).to.deep.equal(each);
    expect(verify(parseEvidenceFile(written(file)), { committed: wordOf(file) }).findings).to.deep.equal([]);
  });

  it("write whole numbers as texts, answers with their kind, and a line at the end", () => {
    const text = formatEvidenceFile(file);
    expect(text)
      .to.match(/^\{\n {2}"format": "kessai-evidence",\n {2}"version": 1,\n/)
      .and.to.match(/\n\}\n$/);
    const { answers, decidedAt, timeOuts } = written(file);
    expect([decidedAt, timeOuts]).to.deep.equal([DECIDED_AT.toString(), [addressOf("dealer 4")]]);
    const kinds = (answers as readonly Written[]).map(({ kind, receivedAt }) => [kind, receivedAt]);
    expect(kinds).to.deep.equal([
      ["quote", (ASKED_AT + 10_000n).toString()],
      ["quote", (ASKED_AT + 20_000n).toString()],
      ["pass", (ASKED_AT + 30_000n).toString()],
    ]);
  });

  it("read a file without late answers as one that has none", () => {
    const { late: _late, ...rest } = written(file);
    expect(parseEvidenceFile(rest)).to.deep.equal(file);
  });

  it("refuse wrong fields by path, value and rule, with the code EVIDENCE_INVALID", () => {
    const whole = written(file);
    const [first] = whole["answers"] as readonly Written[];
    const wrong = {
      ...whole,
      answers: [{ ...first, kind: "time-out" }, { ...first, receivedAt: 5 }, "answer"],
      dealers: ["dealer"],
      chosen: "0x",
      reason: "x".repeat(1001),
      justification: { referencePriceE7: "1", source: "" },
      late: undefined,
      note: 1,
    };
    expect(issuesOf(() => parseEvidenceFile(wrong))).to.deep.equal([
      'file.dealers[0]: "dealer" - must be an address (0x and 40 digits)',
      'file.answers[0].kind: "time-out" - must be an answer whose kind is "quote" or "pass"',
      `file.answers[1].receivedAt: 5 - must be the digits in quotes of a whole number from 0 to ${2n ** 64n - 1n}`,
      'file.answers[2]: "answer" - must be a group of fields',
      'file.chosen: "0x" - must be 0x and 64 hexadecimal digits in lower case',
      `file.reason: "${"x".repeat(56)}... - must be a text of at most 1000 characters`,
      "file.justification.text: (missing) - is required: must be a text of at most 1000 characters",
      "file.note: 1 - is not a field known here: remove it or correct its name",
    ]);
    expect(() => parseEvidenceFile({ ...whole, version: 2 }))
      .to.throw("file.version: 2 - must be one of 1")
      .with.property("code", "EVIDENCE_INVALID");
  });
});
