import { isSameHex } from "../encoding/isSameHex.ts";
import type { Acknowledgement } from "./Acknowledgement.ts";
import type { Finding } from "./EvidenceReport.ts";
import { finding } from "./finding.ts";
import { formatMilliseconds } from "./formatMilliseconds.ts";
import type { EvidenceView } from "./viewEvidence.ts";

/**
 * What the dealers' acknowledgements say against evidence. Whether an answer is missing is judged by all of them; whether one is
 * there that the dealer did not give, by those made since the decision. Those that are not signed, or are for another request,
 * count for nothing.
 */
export function acknowledgementFindings(view: EvidenceView): readonly Finding[] {
  const findings: Finding[] = [];
  const good: Acknowledgement[] = [];
  for (const { acknowledgement, isSigned } of view.acknowledgements) {
    const { dealer, request, at } = acknowledgement;
    const which = `The acknowledgement of ${dealer} of ${formatMilliseconds(at)}`;
    if (!isSigned)
      findings.push(finding("acknowledgementForged", `${which} is not signed by it.`, { dealer }));
    else if (!isSameHex(request, view.id)) {
      findings.push(finding("otherRequest", `${which} is for another request.`, { dealer }));
    } else good.push(acknowledgement);
  }
  const byDealer = Map.groupBy(good, ({ dealer }) => dealer.toLowerCase());
  for (const dealer of view.dealers) {
    findings.push(...findingsOf(dealer, byDealer.get(dealer.toLowerCase()) ?? [], view));
  }
  return findings;
}

/** @param words the dealer's acknowledgements of the request */
function findingsOf(
  dealer: string,
  words: readonly Acknowledgement[],
  view: EvidenceView,
): readonly Finding[] {
  const { decidedAt, timeOuts } = view.file;
  const own = (answers: EvidenceView["answers"]): readonly string[] =>
    answers.filter((answer) => isSameHex(answer.dealer, dealer)).map(({ id }) => id.toLowerCase());
  const [there, late] = [own(view.answers), own(view.late)];
  const closing = words.filter(({ at }) => at >= decidedAt);
  const isTimedOut = timeOuts.some((each) => isSameHex(each, dealer));
  const listed = idsOf(words);
  const findings: Finding[] = [];

  if (doContradict(words)) {
    const text = `A later acknowledgement of ${dealer} leaves out or changes what an earlier one says.`;
    findings.push(finding("acknowledgementsContradict", text, { dealer }));
  }
  for (const answer of listed.filter((id) => !there.includes(id) && !late.includes(id))) {
    const text = isTimedOut
      ? `A time-out is claimed of ${dealer}, which says that it has given the answer ${answer}.`
      : `${dealer} says that it has given the answer ${answer}, which is not there.`;
    findings.push(finding(isTimedOut ? "timeOutContradicted" : "withheld", text, { dealer, answer }));
  }
  for (const answer of isTimedOut ? there : []) {
    const text = `A time-out is claimed of ${dealer}, and its answer ${answer} is there.`;
    findings.push(finding("timeOutContradicted", text, { dealer, answer }));
  }
  // The last one says all that those before it say: within one millisecond there can be several.
  const last = idsOf(inOrder(closing).slice(-1));
  for (const answer of closing.length === 0 ? [] : there.filter((id) => !last.includes(id))) {
    const text = `${dealer} does not acknowledge the answer ${answer}.`;
    findings.push(finding("notAcknowledged", text, { dealer, answer }));
  }
  const early = idsOf(words.filter(({ at }) => at < decidedAt));
  for (const answer of late.filter((id) => early.includes(id))) {
    const text = `${dealer} had given the answer ${answer} before the decision, and it stands among the late ones.`;
    findings.push(finding("lateDisputed", text, { dealer, answer }));
  }
  if (closing.length === 0) {
    const text = `${dealer} has acknowledged nothing since the decision: whether an answer of it is missing is not known.`;
    findings.push(finding("unproven", text, { dealer }));
  }
  return findings;
}

/** Whether one of them does not begin with all that the one before it lists. */
function doContradict(words: readonly Acknowledgement[]): boolean {
  const ordered = inOrder(words);
  return ordered.some(({ answers }, index) =>
    ordered[index - 1]?.answers.some((id, place) => !isSameHex(id, answers[place] ?? "")),
  );
}

/** By their moments; of one moment that with fewer answers first, since answers are added and never taken away. */
function inOrder(words: readonly Acknowledgement[]): readonly Acknowledgement[] {
  return words.toSorted((one, other) =>
    one.at === other.at ? one.answers.length - other.answers.length : Number(one.at - other.at),
  );
}

/** Every id that they list, once. */
function idsOf(words: readonly Acknowledgement[]): readonly string[] {
  return [...new Set(words.flatMap(({ answers }) => answers.map((id) => id.toLowerCase())))];
}
