import { isSameHex } from "../encoding/isSameHex.ts";
import type { Finding, FindingCode } from "./EvidenceReport.ts";
import { finding } from "./finding.ts";
import { formatMilliseconds } from "./formatMilliseconds.ts";
import type { EvidenceView, SeenAnswer } from "./viewEvidence.ts";

/** What is wrong with the answers and time-outs of evidence, each by itself and one beside the other. */
export function answerFindings(view: EvidenceView): readonly Finding[] {
  const { answers, late, file } = view;
  return [
    ...[...answers, ...late].flatMap((answer) => plainFindings(answer, view)),
    ...repeated([...answers, ...late]),
    ...answers.flatMap((answer, index) => timeFindings(answer, answers[index - 1], view)),
    ...late.flatMap((answer) => lateFindings(answer, view)),
    ...timeOutFindings(file),
  ];
}

function plainFindings(answer: SeenAnswer, { id }: EvidenceView): readonly Finding[] {
  const findings: Finding[] = [];
  if (!answer.isSigned) findings.push(told("answerNotSigned", answer, "is not signed by it"));
  if (!isSameHex(answer.request, id)) findings.push(told("otherRequest", answer, "answers another request"));
  return findings;
}

function repeated(answers: readonly SeenAnswer[]): readonly Finding[] {
  return answers
    .filter(({ id }, index) => answers.findIndex((each) => isSameHex(each.id, id)) < index)
    .map((answer) => told("answerRepeated", answer, "stands there more than once"));
}

function timeFindings(
  answer: SeenAnswer,
  previous: SeenAnswer | undefined,
  { file: { request, decidedAt } }: EvidenceView,
): readonly Finding[] {
  const { receivedAt } = answer;
  const { askedAt, answerBy } = request.request;
  const received = `was received at ${formatMilliseconds(receivedAt)}`;
  const findings: Finding[] = [];
  if (receivedAt < askedAt) {
    findings.push(told("receivedBeforeAsked", answer, `${received}, before the request was asked`));
  }
  if (previous !== undefined && receivedAt < previous.receivedAt) {
    findings.push(told("receivedOutOfOrder", answer, `${received}, before the one that stands ahead of it`));
  }
  if (receivedAt > decidedAt) {
    findings.push(told("receivedAfterDecision", answer, `${received}, after the decision`));
  } else if (receivedAt > answerBy) {
    findings.push(told("answeredLate", answer, `${received}, after the request was to be answered by`));
  }
  return findings;
}

function lateFindings(answer: SeenAnswer, { file }: EvidenceView): readonly Finding[] {
  if (answer.receivedAt > file.decidedAt) return [];
  const received = `was received at ${formatMilliseconds(answer.receivedAt)}`;
  return [
    told("lateBeforeDecision", answer, `stands among the late ones, and ${received}, until the decision`),
  ];
}

function timeOutFindings({ timeOuts, request, decidedAt }: EvidenceView["file"]): readonly Finding[] {
  const { answerBy } = request.request;
  const moments = `at ${formatMilliseconds(decidedAt)}, and its time was to be over at ${formatMilliseconds(answerBy)}`;
  return timeOuts.flatMap((dealer, index) => {
    if (timeOuts.findIndex((each) => isSameHex(each, dealer)) < index) {
      return [
        finding("answerRepeated", `The time-out of ${dealer} stands there more than once.`, { dealer }),
      ];
    }
    const text = `${dealer} was not waited for: it was decided ${moments}.`;
    return decidedAt < answerBy ? [finding("notAwaited", text, { dealer })] : [];
  });
}

/** @param fault the end of a sentence that begins with the answer */
function told(code: FindingCode, { given, dealer, id }: SeenAnswer, fault: string): Finding {
  return finding(code, `The ${given.kind} of ${dealer} ${fault}.`, { dealer, answer: id });
}
