import { expect } from "chai";
import { id, Signature, Wallet, ZeroHash } from "ethers";

import type { EvidenceFile, GivenAnswer } from "../../../../sdk/trading/EvidenceFile.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import type { SignatureClaim } from "../../../../sdk/trading/viewEvidence.ts";
import { must } from "../../../support/must.ts";
import {
  acknowledged,
  CLOSED_AT,
  DECIDED_AT,
  honestFile,
  idOf,
  offered,
  passed,
  shortOf,
  verify,
  wordOf,
} from "./evidenceSamples.ts";
import {
  addressOf,
  ANSWER_BY,
  ASKED_AT,
  DEALERS,
  DOMAIN,
  sampleQuote,
  sampleRequest,
  walletOf,
} from "./samples.ts";

let file: EvidenceFile;
async function load(): Promise<void> {
  file = await honestFile();
}
const answer = (index: number): GivenAnswer => must(file.answers[index]);
/** The file with one answer otherwise. */
const withAnswer = (index: number, given: GivenAnswer): EvidenceFile => ({
  ...file,
  answers: file.answers.with(index, given),
});
/** The file with other words of some dealers at the close. */
const withWords = async (words: Readonly<Record<string, readonly GivenAnswer[]>>): Promise<EvidenceFile> => ({
  ...file,
  acknowledgements: [
    ...file.acknowledgements.filter(
      ({ acknowledgement }) =>
        !Object.keys(words).some((name) => addressOf(name) === acknowledgement.dealer) ||
        acknowledgement.at < DECIDED_AT,
    ),
    ...(await Promise.all(Object.entries(words).map(([name, answers]) => acknowledged(name, answers)))),
  ],
});

describe("verifyEvidence: evidence with which nothing is wrong", () => {
  before(load);

  it("finds nothing, and tells best, cover, choice and what was saved", () => {
    const report = verify(file);
    expect(report).to.deep.include({ findings: [], hash: wordOf(file), isSound: true, isComplete: true });
    expect([report.best?.id, report.cover?.id, report.chosen?.id]).to.deep.equal(
      [answer(0), answer(1), answer(0)].map(idOf),
    );
    expect(report.saving).to.equal(10n * 10_000n);
  });

  it("given the file in lower case, or signatures of 65 bytes, finds nothing", () => {
    const [dealers, timeOuts] = [file.dealers, file.timeOuts].map((all) =>
      all.map((each) => each.toLowerCase()),
    );
    const acknowledgements = file.acknowledgements.map((each) => ({
      ...each,
      signature: Signature.from(each.signature).serialized,
    }));
    const chosen = file.chosen.toUpperCase().replace("0X", "0x");
    const other = { ...file, dealers: must(dealers), timeOuts: must(timeOuts), acknowledgements, chosen };
    expect(verify(other).findings).to.deep.equal([]);
  });

  it("given moments that just fit, finds nothing", async () => {
    const [first, second, third] = [answer(0), answer(1), answer(2)].map((given, index) => ({
      ...given,
      receivedAt: index === 0 ? ASKED_AT : ANSWER_BY,
    }));
    const answers = [must(first), must(second), must(third)];
    const words = await Promise.all(
      DEALERS.map((dealer, index) => acknowledged(dealer, answers.slice(index, index + 1), ANSWER_BY)),
    );
    const tight = { ...file, answers, decidedAt: ANSWER_BY, acknowledgements: words };
    expect(verify(tight)).to.deep.include({ findings: [], isComplete: true });
    const early = answers.map((given) => ({ ...given, receivedAt: ASKED_AT }));
    const atOnce = { ...file, answers: early, decidedAt: ASKED_AT, acknowledgements: words };
    expect(shortOf(verify(atOnce).findings)).to.deep.equal(["notAwaited dealer 4"]);
  });

  it("given a choice that costs the same as the best, finds nothing, and no late quote better that nobody signed", async () => {
    const same = await offered("dealer 2", { cashPerUnit: 100_270_175n }, ASKED_AT + 20_000n);
    const equal = { ...withAnswer(1, same), chosen: idOf(same) };
    const said = { ...equal, acknowledgements: (await withWords({ "dealer 2": [same] })).acknowledgements };
    expect(verify(said)).to.deep.include({ findings: [], saving: 0n });
    const unsigned = {
      ...(await offered("dealer 4", { cashPerUnit: 1n }, DECIDED_AT + 1n)),
      signature: "0x",
    };
    expect(shortOf(verify({ ...file, late: [unsigned] }).findings)).to.deep.equal([
      "answerNotSigned dealer 4",
    ]);
  });

  it("given several words of a dealer of one moment, takes the shorter for the earlier", async () => {
    const late = await offered("dealer 4", { cashPerUnit: 200_000_000n }, DECIDED_AT + 1n);
    const words = [
      await acknowledged("dealer 4", [late], DECIDED_AT),
      await acknowledged("dealer 4", [], DECIDED_AT),
    ];
    const report = verify({
      ...file,
      late: [late],
      acknowledgements: [
        ...words,
        ...file.acknowledgements.filter(
          ({ acknowledgement }) => acknowledgement.dealer !== addressOf("dealer 4"),
        ),
      ],
    });
    expect(report.findings).to.deep.equal([]);
  });

  it("given a better quote that came late and is there, only notes it", async () => {
    const late = await offered("dealer 4", { cashPerUnit: 100_000_000n }, DECIDED_AT + 1n);
    const report = verify({ ...(await withWords({ "dealer 4": [late] })), late: [late] });
    expect(shortOf(report.findings)).to.deep.equal(["lateBetter dealer 4"]);
    expect(report).to.include({ isSound: true, isComplete: true });
    const worse = await offered("dealer 4", { cashPerUnit: 100_270_175n }, DECIDED_AT + 1n);
    expect(verify({ ...(await withWords({ "dealer 4": [worse] })), late: [worse] }).findings).to.deep.equal(
      [],
    );
  });

  it("given a seller's request, takes the highest for the best, and counts the saving the other way", async () => {
    const request = sampleRequest({ side: "seller" });
    const answers = await Promise.all(
      [101n, 100n].map((cashPerUnit, index) =>
        offered(must(DEALERS[index]), { request: requestId(request), side: "buyer", cashPerUnit }),
      ),
    );
    const [first, second] = answers.map((given) => ({ ...file, answers, chosen: idOf(given) }));
    const asked = await signRequest(walletOf("investor"), { domain: DOMAIN, request });
    const common = { request: asked, timeOuts: DEALERS.slice(2).map(addressOf), acknowledgements: [] };
    expect(verify({ ...must(first), ...common })).to.include({
      saving: 10n,
      isSound: true,
      isComplete: false,
    });
    const worse = verify({ ...must(second), ...common });
    expect(worse.saving).to.equal(0n);
    expect(shortOf(worse.findings)).to.include("notBestWithoutReason dealer 2");
    expect(must(worse.findings[0]).text).to.match(/is worse than that of 0x\w{40} by 1 a unit/);
  });

  it("given contract wallets and operators, asks for each signature that is not of the account's own key", async () => {
    const operator = new Wallet(id("operator"));
    const { signature } = await signQuote(operator, { domain: DOMAIN, quote: sampleQuote() });
    const given: GivenAnswer = {
      kind: "quote",
      quote: sampleQuote(),
      signature,
      receivedAt: ASKED_AT + 10_000n,
    };
    const [first, ...others] = file.acknowledgements;
    const wallets: EvidenceFile = {
      ...withAnswer(0, given),
      request: { ...file.request, signature: "0xaa" },
      acknowledgements: [{ ...must(first), signature: "0xbb" }, ...others],
    };
    const claims: SignatureClaim[] = [];
    const report = verify(wallets, { isSignedBy: (claim) => claims.push(claim) > 0 });
    expect(report.findings).to.deep.equal([]);
    expect(claims.map(({ account, signature: shown }) => [account, shown])).to.have.deep.members([
      [addressOf("investor"), "0xaa"],
      [addressOf("dealer 1"), signature],
      [addressOf("dealer 1"), "0xbb"],
    ]);
    expect(shortOf(verify(wallets).findings)).to.include.members([
      "requestNotSigned",
      "answerNotSigned dealer 1",
      "acknowledgementForged dealer 1",
    ]);
  });

  it("given an anonymous request, wants no signature, and asks nobody for one", async () => {
    const request = sampleRequest({ isAnonymous: true });
    const answers = await Promise.all(
      [1n, 2n].map((cents, index) =>
        offered(must(DEALERS[index]), { request: requestId(request), cashPerUnit: 100_270_175n + cents }),
      ),
    );
    const anonymous: EvidenceFile = {
      ...file,
      ...{
        answers,
        timeOuts: DEALERS.slice(2).map(addressOf),
        chosen: idOf(must(answers[0])),
        acknowledgements: [],
      },
      request: { request, signature: "0x" },
    };
    expect(verify(anonymous).isSound).to.be.true;
    const signed = { ...anonymous, request: { request, signature: "0xaa" } };
    const report = verify(signed, { isSignedBy: () => true });
    expect(report.findings[0]).to.include({
      code: "requestNotSigned",
      text: "The request is anonymous, and yet signed.",
    });
  });
});

describe("verifyEvidence: evidence altered after its word was committed", () => {
  before(load);

  const alterations: readonly [string, (given: EvidenceFile) => Partial<EvidenceFile>][] = [
    [
      "the request",
      ({ request }) => ({ request: { ...request, request: { ...request.request, quantity: 9n } } }),
    ],
    ["an answer taken away", ({ answers }) => ({ answers: answers.slice(0, 2) })],
    ["the order of answers", ({ answers }) => ({ answers: answers.toReversed() })],
    [
      "the time of an answer",
      ({ answers }) => ({ answers: answers.map((each) => ({ ...each, receivedAt: each.receivedAt + 1n })) }),
    ],
    ["the time-outs", () => ({ timeOuts: [] })],
    ["the choice", ({ answers }) => ({ chosen: idOf(must(answers[1])) })],
    ["the reason", () => ({ reason: "prior dealing" })],
    [
      "the reference price",
      ({ justification }) => ({ justification: { ...justification, referencePriceE7: 1n } }),
    ],
    ["its source", ({ justification }) => ({ justification: { ...justification, source: "JSDA" } })],
    ["the justification", ({ justification }) => ({ justification: { ...justification, text: "only one" } })],
    ["the moment of decision", ({ decidedAt }) => ({ decidedAt: decidedAt + 1n })],
  ];
  for (const [name, change] of alterations) {
    it(`given ${name} changed, finds that the hash differs`, () => {
      const report = verify({ ...file, ...change(file) }, { committed: wordOf(file) });
      expect(report.findings[0]).to.deep.include({
        severity: "error",
        code: "hashDiffers",
        text: `The evidence has the hash ${report.hash ?? ""}, and ${wordOf(file)} was committed to.`,
      });
      expect(report).to.include({ isSound: false, isComplete: false });
    });
  }

  it("given acknowledgements and late answers that come in afterwards, finds the hash as it was", async () => {
    const late = await passed("dealer 4", {}, DECIDED_AT + 1n);
    const later = { ...(await withWords({ "dealer 4": [late] })), late: [late] };
    expect(verify(later, { committed: wordOf(file) }).findings).to.deep.equal([]);
    expect(
      verify(file, { committed: wordOf(file).toUpperCase().replace("0X", "0x") }).findings,
    ).to.deep.equal([]);
  });

  it("given something that cannot be hashed, says so and nothing else", () => {
    const pass = { request: ZeroHash, dealer: addressOf("dealer 4"), reason: "", at: -1n };
    const unreadable: GivenAnswer = { kind: "pass", pass, signature: "0x", receivedAt: CLOSED_AT };
    for (const broken of [
      { ...file, decidedAt: -1n },
      { ...file, dealers: [], request: { ...file.request, request: sampleRequest({ isin: "債券" }) } },
      { ...file, late: [unreadable] },
    ]) {
      const report = verify(broken, { committed: ZeroHash });
      expect(shortOf(report.findings)).to.deep.equal(["unreadable"]);
      expect(report).to.include({ isSound: false, isComplete: false });
      expect(report.hash).to.equal(undefined);
    }
  });
});
