import type { SignedAcknowledgement } from "../../../../sdk/trading/Acknowledgement.ts";
import { NO_JUSTIFICATION } from "../../../../sdk/trading/Evidence.ts";
import type { EvidenceFile, GivenAnswer } from "../../../../sdk/trading/EvidenceFile.ts";
import { evidenceHash } from "../../../../sdk/trading/evidenceHash.ts";
import { evidenceOf } from "../../../../sdk/trading/evidenceOf.ts";
import type { EvidenceReport, Finding } from "../../../../sdk/trading/EvidenceReport.ts";
import { passId } from "../../../../sdk/trading/passHash.ts";
import type { Pass } from "../../../../sdk/trading/Pass.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { signAcknowledgement } from "../../../../sdk/trading/signAcknowledgement.ts";
import { signPass } from "../../../../sdk/trading/signPass.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import { verifyEvidence } from "../../../../sdk/trading/verifyEvidence.ts";
import type { VerifyEvidenceOptions } from "../../../../sdk/trading/verifyEvidence.ts";
import {
  addressOf,
  ANSWER_BY,
  ASKED_AT,
  DEALERS,
  DEALERS_SALT,
  DOMAIN,
  sampleQuote,
  sampleRequest,
  walletOf,
} from "./samples.ts";

/** Five seconds after the request was to be answered by. */
export const DECIDED_AT = ANSWER_BY + 5_000n;
/** When the request closes, and dealers acknowledge what they have answered. */
export const CLOSED_AT = DECIDED_AT + 60_000n;

/** An offer of a dealer, with its signature. */
export async function offered(
  dealer: string,
  fields: Partial<Quote> = {},
  receivedAt = ASKED_AT + 10_000n,
): Promise<GivenAnswer> {
  const quote = sampleQuote({ dealer: addressOf(dealer), ...fields });
  return { kind: "quote", ...(await signQuote(walletOf(dealer), { domain: DOMAIN, quote })), receivedAt };
}

/** A pass of a dealer, with its signature. */
export async function passed(
  dealer: string,
  fields: Partial<Pass> = {},
  receivedAt = ASKED_AT + 30_000n,
): Promise<GivenAnswer> {
  const request = requestId(sampleRequest());
  const pass = {
    request,
    dealer: addressOf(dealer),
    reason: "no inventory",
    at: receivedAt - 100n,
    ...fields,
  };
  return { kind: "pass", ...(await signPass(walletOf(dealer), { domain: DOMAIN, pass })), receivedAt };
}

/** A dealer's word on its answers, with its signature. */
export async function acknowledged(
  dealer: string,
  answers: readonly GivenAnswer[],
  at = CLOSED_AT,
  request = requestId(sampleRequest()),
): Promise<SignedAcknowledgement> {
  const acknowledgement = { request, dealer: addressOf(dealer), answers: answers.map(idOf), at };
  return signAcknowledgement(walletOf(dealer), { domain: DOMAIN, acknowledgement });
}

/** Id of an answer. */
export const idOf = (given: GivenAnswer): string =>
  given.kind === "quote" ? quoteId(given.quote) : passId(given.pass);

/** What dealers answer: 1 offers best, 2 offers ten thousand yen more, 3 passes, 4 says nothing. */
export async function honestAnswers(
  asked: Request = sampleRequest(),
): Promise<readonly [GivenAnswer, GivenAnswer, GivenAnswer]> {
  const request = requestId(asked);
  const second = { request, cleanPriceE7: 998_820_000n, cashPerUnit: 100_280_175n };
  return [
    await offered("dealer 1", { request }),
    await offered("dealer 2", second, ASKED_AT + 20_000n),
    await passed("dealer 3", { request }),
  ];
}

/**
 * Evidence with which nothing is wrong: the best of those answers is taken, and all dealers acknowledge the receipt of the
 * request, and at the close what they have answered.
 */
export async function honestFile(asked: Request = sampleRequest()): Promise<EvidenceFile> {
  const answers = await honestAnswers(asked);
  const id = requestId(asked);
  const words = [
    ...DEALERS.map((dealer) => acknowledged(dealer, [], ASKED_AT + 50n, id)),
    ...DEALERS.map((dealer, index) => acknowledged(dealer, answers.slice(index, index + 1), CLOSED_AT, id)),
  ];
  return {
    request: await signRequest(walletOf("investor"), { domain: DOMAIN, request: asked }),
    dealers: DEALERS.map(addressOf).toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)),
    dealersSalt: DEALERS_SALT,
    answers,
    timeOuts: [addressOf("dealer 4")],
    chosen: idOf(answers[0]),
    reason: "",
    justification: NO_JUSTIFICATION,
    decidedAt: DECIDED_AT,
    acknowledgements: await Promise.all(words),
    late: [],
  };
}

/** The word that would be committed for a file. */
export const wordOf = (file: EvidenceFile): string => evidenceHash(evidenceOf(file));

/** Verifies a file, by default against its own word. */
export const verify = (file: EvidenceFile, options: Partial<VerifyEvidenceOptions> = {}): EvidenceReport =>
  verifyEvidence({ file, domain: DOMAIN, committed: options.committed ?? wordOf(file), ...options });

const nameOf = (address: string): string =>
  [...DEALERS, "stranger"].find((name) => addressOf(name).toLowerCase() === address.toLowerCase()) ?? address;

/** Findings in short: "withheld dealer 2". */
export const shortOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ code, dealer }) => [code, ...(dealer === undefined ? [] : [nameOf(dealer)])].join(" "));
