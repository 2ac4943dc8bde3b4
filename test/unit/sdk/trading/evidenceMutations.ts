import { id, ZeroHash } from "ethers";

import type { EvidenceFile, GivenAnswer } from "../../../../sdk/trading/EvidenceFile.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { must } from "../../../support/must.ts";
import { acknowledged, CLOSED_AT, DECIDED_AT, honestFile, idOf, offered, passed } from "./evidenceSamples.ts";
import {
  accountOf,
  addressOf,
  ANSWER_BY,
  ASKED_AT,
  DEALERS,
  DOMAIN,
  sampleQuote,
  sampleRequest,
  walletOf,
} from "./samples.ts";

/** A way to commit to something false or unfounded, and everything that is found. */
export type Mutation = readonly [
  string,
  (given: EvidenceFile) => EvidenceFile | Promise<EvidenceFile>,
  readonly string[],
];

/** Every way that the verification knows of. */
export const MUTATIONS: readonly Mutation[] = [
  [
    "a request that its asker has not signed",
    (given) => ({ ...given, request: { ...given.request, signature: "0x" } }),
    ["requestNotSigned"],
  ],
  [
    "a decision before the request",
    (given) => ({
      ...given,
      answers: [],
      timeOuts: given.dealers,
      acknowledgements: [],
      decidedAt: ASKED_AT - 1n,
    }),
    [
      "decidedBeforeAsked",
      "chosenAbsent",
      "notJustified",
      ...["unproven", "notAwaited"].flatMap((code) => sorted(DEALERS).map((dealer) => `${code} ${dealer}`)),
    ],
  ],
  ["another salt of the dealers", (given) => ({ ...given, dealersSalt: id("other") }), ["dealersNotOpened"]],
  ["a salt that is none", (given) => ({ ...given, dealersSalt: "salt" }), ["dealersNotOpened"]],
  [
    "a dealer kept secret",
    (given) => ({
      ...given,
      dealers: given.dealers.filter((dealer) => dealer !== addressOf("dealer 4")),
      timeOuts: [],
      acknowledgements: without("dealer 4", given.acknowledgements),
    }),
    ["dealersNotOpened", "dealerCountDiffers"],
  ],
  [
    "a dealer named twice",
    (given) => ({ ...given, dealers: [...given.dealers, addressOf("dealer 1").toLowerCase()] }),
    ["dealersNotOpened", "dealerCountDiffers"],
  ],
  [
    "a count of dealers that is not theirs",
    () => honestFile(sampleRequest({ dealerCount: 5n })),
    ["dealerCountDiffers"],
  ],
  [
    "a dealer asked but absent",
    (given) => ({
      ...given,
      answers: given.answers.slice(0, 2),
      acknowledgements: without("dealer 3", given.acknowledgements),
    }),
    ["dealerAbsent dealer 3", "unproven dealer 3"],
  ],
  ["a time-out that is left out", (given) => ({ ...given, timeOuts: [] }), ["dealerAbsent dealer 4"]],
  [
    "a quote of a dealer that was not asked",
    async (given) => ({
      ...given,
      answers: [...given.answers, await offered("stranger", { cashPerUnit: 1n }, ANSWER_BY)],
    }),
    ["dealerNotAsked stranger"],
  ],
  [
    "a late quote of a dealer that was not asked",
    async (given) => ({ ...given, late: [await offered("stranger", { cashPerUnit: 1n }, CLOSED_AT)] }),
    ["dealerNotAsked stranger"],
  ],
  [
    "a time-out of a dealer that was not asked",
    (given) => ({ ...given, timeOuts: [...given.timeOuts, addressOf("stranger")] }),
    ["dealerNotAsked stranger"],
  ],
  [
    "an acknowledgement of a dealer that was not asked",
    async (given) => ({
      ...given,
      acknowledgements: [...given.acknowledgements, await acknowledged("stranger", [])],
    }),
    ["dealerNotAsked stranger"],
  ],
  [
    "an answer twice",
    (given) => ({ ...given, answers: [must(given.answers[0]), ...given.answers] }),
    ["answerRepeated dealer 1"],
  ],
  [
    "an answer that is there and late",
    (given) => ({ ...given, late: [{ ...must(given.answers[2]), receivedAt: CLOSED_AT }] }),
    ["answerRepeated dealer 3"],
  ],
  [
    "a time-out twice",
    (given) => ({ ...given, timeOuts: [addressOf("dealer 4"), addressOf("dealer 4").toLowerCase()] }),
    ["answerRepeated dealer 4"],
  ],
  [
    "a quote that somebody else signed, which then counts for nothing",
    async (given) => {
      const quote = sampleQuote();
      const { signature } = await signQuote(walletOf("dealer 2"), { domain: DOMAIN, quote });
      return {
        ...given,
        answers: given.answers.with(0, { kind: "quote", quote, signature, receivedAt: ASKED_AT + 10_000n }),
      };
    },
    ["answerNotSigned dealer 1", "chosenNotTakeable dealer 1", "notJustified"],
  ],
  [
    "a pass that nobody signed",
    (given) => ({ ...given, answers: given.answers.with(2, { ...must(given.answers[2]), signature: "0x" }) }),
    ["answerNotSigned dealer 3"],
  ],
  [
    "a quote with another price than its dealer signed",
    (given) => {
      const first = must(given.answers[0]);
      if (first.kind !== "quote") throw new Error("a quote comes first");
      const answers = given.answers.with(0, { ...first, quote: { ...first.quote, cashPerUnit: 1n } });
      return { ...given, answers, chosen: idOf(must(answers[0])) };
    },
    [
      "answerNotSigned dealer 1",
      "withheld dealer 1",
      "notAcknowledged dealer 1",
      "chosenNotTakeable dealer 1",
      "notJustified",
    ],
  ],
  [
    "a pass for another request",
    async (given) => {
      const other = await passed("dealer 3", { request: id("other") });
      return { ...(await saidAgain(given, "dealer 3", [other])), answers: given.answers.with(2, other) };
    },
    ["otherRequest dealer 3"],
  ],
  [
    "a quote for another request",
    async (given) => {
      const other = await offered("dealer 2", { request: id("other") }, ASKED_AT + 20_000n);
      return {
        ...(await saidAgain(given, "dealer 2", [other])),
        answers: given.answers.with(1, other),
        justification: { referencePriceE7: 0n, source: "", text: "only one" },
      };
    },
    ["otherRequest dealer 2", "notTakeable dealer 2", "justified"],
  ],
  [
    "an acknowledgement of another request, which counts for nothing",
    async (given) => ({
      ...given,
      acknowledgements: [
        ...without("dealer 4", given.acknowledgements),
        await acknowledged("dealer 4", [], CLOSED_AT, id("other")),
      ],
    }),
    ["otherRequest dealer 4", "unproven dealer 4"],
  ],
  [
    "an answer received before the request was asked",
    (given) => timed(given, 0, ASKED_AT - 1n),
    ["receivedBeforeAsked dealer 1"],
  ],
  ["answers out of order", (given) => timed(given, 0, ASKED_AT + 25_000n), ["receivedOutOfOrder dealer 2"]],
  [
    "an answer received after the decision",
    (given) => timed(given, 2, DECIDED_AT + 1n),
    ["receivedAfterDecision dealer 3"],
  ],
  [
    "a choice received after the decision, which then counts for nothing",
    (given) => ({
      ...timed(given, 0, DECIDED_AT + 1n),
      answers: [...given.answers.slice(1), ...timed(given, 0, DECIDED_AT + 1n).answers.slice(0, 1)],
    }),
    ["receivedAfterDecision dealer 1", "chosenNotTakeable dealer 1", "notJustified"],
  ],
  [
    "an answer received after its time",
    (given) => timed(given, 2, ANSWER_BY + 1n),
    ["answeredLate dealer 3"],
  ],
  [
    "an answer among the late ones that was not late",
    (given) => ({
      ...given,
      answers: given.answers.slice(0, 2),
      late: [{ ...must(given.answers[2]), receivedAt: DECIDED_AT }],
      timeOuts: [...given.timeOuts, addressOf("dealer 3")],
    }),
    ["lateBeforeDecision dealer 3"],
  ],
  [
    "an acknowledgement that somebody else signed, which counts for nothing",
    async (given) => {
      const { signature } = await acknowledged("dealer 1", []);
      const { acknowledgement } = await acknowledged("dealer 4", [], CLOSED_AT + 1n);
      const forged = { acknowledgement, signature };
      return { ...given, acknowledgements: [...without("dealer 4", given.acknowledgements), forged] };
    },
    ["acknowledgementForged dealer 4", "unproven dealer 4"],
  ],
  [
    "a word of a dealer that leaves out what an earlier one has",
    async (given) => ({
      ...given,
      acknowledgements: [...given.acknowledgements, await acknowledged("dealer 1", [], CLOSED_AT + 1n)],
    }),
    ["acknowledgementsContradict dealer 1", "notAcknowledged dealer 1"],
  ],
  [
    "two words of a dealer of one moment that differ",
    async (given) => {
      const others = [
        await offered("dealer 4", { sequence: 8n }),
        await offered("dealer 4", { sequence: 9n }),
      ];
      const words = await Promise.all(others.map((other) => acknowledged("dealer 4", [other])));
      const late = others.map((other) => ({ ...other, receivedAt: DECIDED_AT + 1n }));
      const kept = without("dealer 4", given.acknowledgements);
      return { ...given, late, acknowledgements: [...kept, ...words] };
    },
    ["acknowledgementsContradict dealer 4"],
  ],
  [
    "a quote withheld of which there is another",
    async (given) =>
      saidAgain(given, "dealer 2", [
        must(given.answers[1]),
        await offered("dealer 2", { sequence: 7n, cashPerUnit: 1n }),
      ]),
    ["withheld dealer 2"],
  ],
  [
    "an answer that its dealer does not acknowledge",
    (given) => saidAgain(given, "dealer 3", []),
    ["notAcknowledged dealer 3"],
  ],
  [
    "a time-out claimed of a dealer that acknowledges an answer",
    (given) => ({
      ...given,
      answers: given.answers.slice(0, 2),
      timeOuts: [...given.timeOuts, addressOf("dealer 3")],
    }),
    ["timeOutContradicted dealer 3"],
  ],
  [
    "a time-out claimed of a dealer whose answer is there",
    (given) => ({ ...given, timeOuts: [...given.timeOuts, addressOf("dealer 3")] }),
    ["timeOutContradicted dealer 3"],
  ],
  ["a choice of nothing", (given) => ({ ...given, chosen: ZeroHash }), ["chosenAbsent"]],
  ["a choice of a pass", (given) => ({ ...given, chosen: idOf(must(given.answers[2])) }), ["chosenAbsent"]],
  [
    "a choice of a late quote",
    async (given) => {
      const late = await offered("dealer 4", {}, DECIDED_AT + 1n);
      return { ...(await saidAgain(given, "dealer 4", [late])), late: [late], chosen: idOf(late) };
    },
    ["chosenAbsent"],
  ],
  ...(["otherBroker", "indicative", "expired", "tooSmall", "tooLarge"] as const).map((fault): Mutation => {
    const fields = {
      otherBroker: { broker: accountOf(9) },
      indicative: { kind: "indicative" },
      expired: { validUntil: DECIDED_AT / 1000n },
      tooSmall: { maximumQuantity: 9n },
      tooLarge: { minimumQuantity: 11n, maximumQuantity: 11n },
    } as const;
    return [
      `a choice that is ${fault}`,
      async (given) => {
        const bad = await offered("dealer 1", fields[fault]);
        return {
          ...(await saidAgain(given, "dealer 1", [bad])),
          answers: given.answers.with(0, bad),
          chosen: idOf(bad),
        };
      },
      ["chosenNotTakeable dealer 1", "notJustified"],
    ];
  }),
  [
    "a choice that was not the best, without a reason",
    (given) => ({ ...given, chosen: idOf(must(given.answers[1])), reason: " " }),
    ["notBestWithoutReason dealer 2"],
  ],
  [
    "a choice that was not the best, with a reason",
    (given) => ({ ...given, chosen: idOf(must(given.answers[1])), reason: "the first could not settle" }),
    ["notBest dealer 2"],
  ],
  ["the best, with a reason", (given) => ({ ...given, reason: "the best" }), ["reasonNotNeeded dealer 1"]],
  [
    "the only quote, without a justification",
    async (given) => {
      const pass = await passed("dealer 2", {}, ASKED_AT + 20_000n);
      const answers = given.answers.with(1, pass);
      return {
        ...(await saidAgain(given, "dealer 2", [pass])),
        answers,
        justification: { referencePriceE7: 1n, source: "JSDA", text: " " },
      };
    },
    ["notJustified"],
  ],
  [
    "two quotes of one dealer only, without a justification",
    async (given) => {
      const [pass, again] = [
        await passed("dealer 2", {}, ASKED_AT + 20_000n),
        await offered("dealer 1", { sequence: 9n }, ASKED_AT + 40_000n),
      ];
      const answers = [...given.answers.with(1, pass), again];
      const said = await saidAgain(await saidAgain(given, "dealer 2", [pass]), "dealer 1", [
        must(given.answers[0]),
        again,
      ]);
      return { ...said, answers };
    },
    ["notJustified"],
  ],
  [
    "the only quote, with a justification whose price has no source",
    async (given) => {
      const pass = await passed("dealer 2", {}, ASKED_AT + 20_000n);
      const answers = given.answers.with(1, pass);
      return {
        ...(await saidAgain(given, "dealer 2", [pass])),
        answers,
        justification: { referencePriceE7: 1n, source: " ", text: "only one" },
      };
    },
    ["referenceWithoutSource", "justified"],
  ],
  [
    "a justification without need",
    (given) => ({ ...given, justification: { referencePriceE7: 0n, source: "", text: "to be sure" } }),
    ["justificationNotNeeded"],
  ],
  [
    "no acknowledgement since the decision",
    (given) => ({
      ...given,
      acknowledgements: given.acknowledgements.filter(
        ({ acknowledgement }) => acknowledgement.at < DECIDED_AT,
      ),
    }),
    sorted(DEALERS).map((dealer) => `unproven ${dealer}`),
  ],
  [
    "a late answer that its dealer had given before the decision",
    async (given) => {
      const late = await offered("dealer 4", { cashPerUnit: 1n }, DECIDED_AT + 1n);
      const acknowledgements = [
        ...without("dealer 4", given.acknowledgements),
        await acknowledged("dealer 4", [late], DECIDED_AT - 1n),
        await acknowledged("dealer 4", [late]),
      ];
      return { ...given, acknowledgements, late: [late] };
    },
    ["lateDisputed dealer 4", "lateBetter dealer 4"],
  ],
  [
    "a decision before a dealer's time was over",
    (given) => ({ ...given, decidedAt: ANSWER_BY - 1n }),
    ["notAwaited dealer 4"],
  ],
  [
    "a quote beside it that could not be taken",
    async (given) => {
      const small = await offered("dealer 4", { maximumQuantity: 5n, cashPerUnit: 1n }, ASKED_AT + 40_000n);
      return {
        ...(await saidAgain(given, "dealer 4", [small])),
        answers: [...given.answers, small],
        timeOuts: [],
      };
    },
    ["notTakeable dealer 4"],
  ],
];

/** Acknowledgements but for those of a dealer. */
function without(dealer: string, all: EvidenceFile["acknowledgements"]): EvidenceFile["acknowledgements"] {
  return all.filter(({ acknowledgement }) => acknowledgement.dealer !== addressOf(dealer));
}

/** Names of dealers in the order of their addresses. */
function sorted(names: readonly string[]): readonly string[] {
  return names.toSorted((one, other) => (BigInt(addressOf(one)) < BigInt(addressOf(other)) ? -1 : 1));
}

/** The file with one answer received at another time. */
export function timed(given: EvidenceFile, index: number, receivedAt: bigint): EvidenceFile {
  return { ...given, answers: given.answers.with(index, { ...must(given.answers[index]), receivedAt }) };
}

/** The file with another word of a dealer at the close. */
export async function saidAgain(
  given: EvidenceFile,
  dealer: string,
  answers: readonly GivenAnswer[],
): Promise<EvidenceFile> {
  const others = given.acknowledgements.filter(
    ({ acknowledgement: { dealer: whose, at } }) => whose !== addressOf(dealer) || at < DECIDED_AT,
  );
  return { ...given, acknowledgements: [...others, await acknowledged(dealer, answers)] };
}
