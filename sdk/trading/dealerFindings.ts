import { isSameHex } from "../encoding/isSameHex.ts";
import { dealersCommitment } from "./dealersCommitment.ts";
import type { EvidenceFile } from "./EvidenceFile.ts";
import type { Finding } from "./EvidenceReport.ts";
import { finding } from "./finding.ts";
import { formatMilliseconds } from "./formatMilliseconds.ts";
import type { EvidenceView } from "./viewEvidence.ts";

/** What is wrong with the request of evidence and with who was asked. */
export function dealerFindings(view: EvidenceView): readonly Finding[] {
  const { file, answers, late, dealers, asked } = view;
  const { request } = file.request;
  const findings: Finding[] = [];

  if (!view.isRequestSigned) {
    const fault = request.isAnonymous
      ? "is anonymous, and yet signed"
      : `is not signed by its asker ${request.asker}`;
    findings.push(finding("requestNotSigned", `The request ${fault}.`));
  }
  if (file.decidedAt < request.askedAt) {
    const [decided, askedAt] = [file.decidedAt, request.askedAt].map(formatMilliseconds);
    findings.push(
      finding("decidedBeforeAsked", `It was decided at ${decided}, before it was asked at ${askedAt}.`),
    );
  }
  if (!isOpened(file)) {
    const text = "The dealers and their salt do not open the request's commitment to its dealers.";
    findings.push(finding("dealersNotOpened", text));
  }
  if (request.dealerCount !== BigInt(file.dealers.length)) {
    const text = `The request says that ${request.dealerCount} dealers are asked, and ${file.dealers.length} are named.`;
    findings.push(finding("dealerCountDiffers", text));
  }
  const answered = [...answers.map(({ dealer }) => dealer), ...file.timeOuts];
  const others = [
    ...late.map(({ dealer }) => dealer),
    ...view.acknowledgements.map(({ acknowledgement }) => acknowledgement.dealer),
  ];
  const strangers = new Map(
    [...answered, ...others]
      .filter((dealer) => !asked.has(dealer.toLowerCase()))
      .map((dealer) => [dealer.toLowerCase(), dealer]),
  );
  for (const dealer of strangers.values()) {
    const text = `The evidence holds something of ${dealer}, which was not asked.`;
    findings.push(finding("dealerNotAsked", text, { dealer }));
  }
  const there = new Set(answered.map((dealer) => dealer.toLowerCase()));
  for (const dealer of dealers.filter((each) => !there.has(each.toLowerCase()))) {
    const text = `${dealer} was asked, and there is neither an answer nor a time-out of it.`;
    findings.push(finding("dealerAbsent", text, { dealer }));
  }
  return findings;
}

function isOpened({ request, dealers, dealersSalt }: EvidenceFile): boolean {
  try {
    return isSameHex(dealersCommitment(dealers, dealersSalt), request.request.dealers);
  } catch {
    return false; // a dealer named twice, or something that is no address or salt: nothing that a commitment opens to
  }
}
