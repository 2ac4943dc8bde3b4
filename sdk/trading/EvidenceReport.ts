import type { RankedQuote } from "./QuoteRanking.ts";

/** How bad a finding is. Error: the evidence is false, or the choice was. Warning: it is not proven. Note: worth knowing. */
export const SEVERITIES = ["error", "warning", "note"] as const;

/** How bad a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/**
 * What can be found in evidence, and how bad it is; in the order in which it is told.
 *
 * Of the whole. unreadable: something in it cannot be hashed. hashDiffers: it is not what was committed to. requestNotSigned: its
 * asker has not signed it, or it is anonymous and signed. decidedBeforeAsked: the times contradict each other. dealersNotOpened:
 * the dealers are not those that the request commits to. dealerCountDiffers: nor as many as it says.
 *
 * Of dealers and answers. dealerNotAsked: something is there of a dealer that was not asked. dealerAbsent: nothing is there of one
 * that was. answerRepeated: an answer or a time-out stands there twice. answerNotSigned: its dealer has not signed it. otherRequest:
 * it is for another request. receivedBeforeAsked, receivedOutOfOrder, receivedAfterDecision: so it says. lateBeforeDecision: it
 * stands among late answers and was not late.
 *
 * Of acknowledgements. acknowledgementForged: its dealer has not signed it. acknowledgementsContradict: a later one leaves out
 * what an earlier one has. withheld: the dealer gave an answer that is not there. notAcknowledged: an answer is there that the
 * dealer says it did not give. timeOutContradicted: a time-out is claimed of a dealer that gave an answer. unproven: the dealer has
 * acknowledged nothing since the decision, so that nobody knows whether an answer is missing. lateDisputed: the dealer had given
 * before the decision what is said to have come after it.
 *
 * Of the choice. chosenAbsent: it is none of the quotes received until the decision. chosenNotTakeable: it could not be taken.
 * notBestWithoutReason: it was not the best, and nobody says why. notJustified: fewer than two dealers gave a quote that could be
 * taken, and nobody says why it was taken. referenceWithoutSource: a reference price of unknown origin.
 *
 * Notes. notAwaited: it was decided before the dealer's time was over. answeredLate: received after the request was to be answered
 * by. notTakeable: a quote that could not be taken, and why. notBest, justified: what the asker says. reasonNotNeeded,
 * justificationNotNeeded: it says so without need. lateBetter: a late quote was better than the one taken.
 */
export const FINDING_SEVERITIES = {
  unreadable: "error",
  hashDiffers: "error",
  requestNotSigned: "error",
  decidedBeforeAsked: "error",
  dealersNotOpened: "error",
  dealerCountDiffers: "error",
  dealerNotAsked: "error",
  dealerAbsent: "error",
  answerRepeated: "error",
  answerNotSigned: "error",
  otherRequest: "error",
  receivedBeforeAsked: "error",
  receivedOutOfOrder: "error",
  receivedAfterDecision: "error",
  lateBeforeDecision: "error",
  acknowledgementForged: "error",
  acknowledgementsContradict: "error",
  withheld: "error",
  notAcknowledged: "error",
  timeOutContradicted: "error",
  chosenAbsent: "error",
  chosenNotTakeable: "error",
  notBestWithoutReason: "error",
  notJustified: "error",
  unproven: "warning",
  lateDisputed: "warning",
  referenceWithoutSource: "warning",
  notAwaited: "note",
  answeredLate: "note",
  notTakeable: "note",
  notBest: "note",
  reasonNotNeeded: "note",
  justified: "note",
  justificationNotNeeded: "note",
  lateBetter: "note",
} as const satisfies Readonly<Record<string, Severity>>;

/** What can be found in evidence. */
export type FindingCode = keyof typeof FINDING_SEVERITIES;

/** Something found in evidence. */
export interface Finding {
  readonly severity: Severity;
  readonly code: FindingCode;
  /** The dealer concerned, if one is. */
  readonly dealer?: string | undefined;
  /** Id of the answer concerned, if one is. */
  readonly answer?: string | undefined;
  /** A sentence for the back office. */
  readonly text: string;
}

/** What came of looking at evidence. */
export interface EvidenceReport {
  /** By how bad they are, then in the order of FINDING_SEVERITIES, then by dealer and answer. */
  readonly findings: readonly Finding[];
  /** Hash of the evidence handed in; left out when it cannot be hashed. */
  readonly hash?: string | undefined;
  /** The best quote that could be taken when it was decided, of those that count: signed, by dealers asked, received until then. */
  readonly best?: RankedQuote | undefined;
  /** The best of any other dealer. */
  readonly cover?: RankedQuote | undefined;
  /** The quote that was taken, if it is among the quotes received until the decision. */
  readonly chosen?: RankedQuote | undefined;
  /**
   * What the quote taken saves against the cover on the quantity asked for, in minor units: negative when it costs more. Left out
   * when either is missing.
   */
  readonly saving?: bigint | undefined;
  /** Whether there are no errors. */
  readonly isSound: boolean;
  /** Whether it is proven that every dealer asked is there with every answer that it gave. */
  readonly isComplete: boolean;
}
