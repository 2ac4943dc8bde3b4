import { formatAmount } from "../encoding/formatAmount.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { EvidenceReport, Finding } from "./EvidenceReport.ts";
import type { ReceivedQuote } from "./EvidenceFile.ts";
import { finding } from "./finding.ts";
import type { QuoteRanking, RankedQuote } from "./QuoteRanking.ts";
import { rankQuotes } from "./rankQuotes.ts";
import type { EvidenceView, SeenAnswer } from "./viewEvidence.ts";

/** The choice in evidence, held against what there was to choose from. */
export interface Judgement extends Pick<EvidenceReport, "best" | "cover" | "chosen" | "saving"> {
  readonly findings: readonly Finding[];
}

/**
 * Judges the choice in evidence. Quotes count that are signed, of a dealer that was asked, and received until the decision. A quote
 * that costs the same as the best is as good. A choice that fewer than two dealers stood to has to be justified.
 */
export function judgeChoice(view: EvidenceView): Judgement {
  const { file, asked } = view;
  const { request } = file.request;
  const counts = ({ isSigned, dealer, receivedAt }: SeenAnswer): boolean =>
    isSigned && asked.has(dealer.toLowerCase()) && receivedAt <= file.decidedAt;
  const quotes = quotesAmong(view.answers.filter(counts));
  const ranking = rankQuotes({ request, quotes, at: file.decidedAt });
  const taken = view.answers.find(({ id }) => isSameHex(id, file.chosen));
  const chosen = taken?.given.kind === "quote" ? { ...taken.given, id: taken.id } : undefined;
  const { best, cover } = ranking;
  return {
    best,
    cover,
    chosen,
    saving:
      chosen === undefined || cover === undefined ? undefined : gain(view, cover, chosen) * request.quantity,
    findings: [
      ...choiceFindings(view, ranking, chosen),
      ...ranking.refused
        .filter(({ id }) => id !== chosen?.id)
        .map((refused) => {
          const { dealer } = refused.quote;
          const why = refused.refusals.map(({ reason }) => reason).join("; it ");
          return finding("notTakeable", `The quote of ${dealer} ${why}.`, { dealer, answer: refused.id });
        }),
      ...justificationFindings(view, ranking),
      ...(chosen === undefined ? [] : lateFindings(view, chosen)),
    ],
  };
}

function choiceFindings(
  view: EvidenceView,
  { takeable, refused, best }: QuoteRanking,
  chosen: RankedQuote | undefined,
): readonly Finding[] {
  const { file } = view;
  if (chosen === undefined) {
    const isLate = view.late.some(({ id }) => isSameHex(id, file.chosen));
    const what = isLate ? "was received after the decision" : "is none of the quotes that are there";
    return [finding("chosenAbsent", `The answer chosen, ${file.chosen}, ${what}.`, { answer: file.chosen })];
  }
  const { dealer } = chosen.quote;
  const subject = { dealer, answer: chosen.id };
  if (best === undefined || !takeable.some(({ id }) => id === chosen.id)) {
    const refusals = refused.find(({ id }) => id === chosen.id)?.refusals ?? [];
    const reasons = refusals.map(({ reason }) => reason);
    const why = reasons.length > 0 ? reasons.join("; it ") : "does not count, as another finding says";
    return [finding("chosenNotTakeable", `The quote chosen, of ${dealer}, ${why}.`, subject)];
  }
  const lost = -gain(view, best, chosen);
  const isSaid = file.reason.trim() !== "";
  if (lost === 0n) {
    const text = `The best price was taken, and yet a reason is given: ${file.reason}`;
    return isSaid ? [finding("reasonNotNeeded", text, subject)] : [];
  }
  const worse = `The quote chosen, of ${dealer}, is worse than that of ${best.quote.dealer} by ${formatAmount(lost)} a unit`;
  return isSaid
    ? [finding("notBest", `${worse}. Reason: ${file.reason}`, subject)]
    : [finding("notBestWithoutReason", `${worse}, and no reason is given.`, subject)];
}

function justificationFindings({ file }: EvidenceView, { takeable }: QuoteRanking): readonly Finding[] {
  const { referencePriceE7, source, text } = file.justification;
  const dealers = new Set(takeable.map(({ quote }) => quote.dealer.toLowerCase()));
  const isSaid = text.trim() !== "";
  const isAny = isSaid || source !== "" || text !== "" || referencePriceE7 > 0n;
  const count = dealers.size === 0 ? "No dealer" : "One dealer only";
  const findings: Finding[] = [];
  if (dealers.size < 2) {
    findings.push(
      isSaid
        ? finding("justified", `${count} gave a quote that could be taken. Justification: ${text}`)
        : finding(
            "notJustified",
            `${count} gave a quote that could be taken, and no justification is given.`,
          ),
    );
  } else if (isAny) {
    const told = `${dealers.size} dealers gave a quote that could be taken, and yet a justification is given: ${text}`;
    findings.push(finding("justificationNotNeeded", told));
  }
  if (referencePriceE7 > 0n && source.trim() === "") {
    findings.push(finding("referenceWithoutSource", "A reference price is given without its source."));
  }
  return findings;
}

/** Late quotes that would have been better than the one taken, had they been received as fast as it. */
function lateFindings(view: EvidenceView, chosen: RankedQuote): readonly Finding[] {
  const { request } = view.file.request;
  const quotes = quotesAmong(
    view.late.filter(({ isSigned, dealer }) => isSigned && view.asked.has(dealer.toLowerCase())),
  );
  const { takeable } = rankQuotes({ request, quotes, at: view.file.decidedAt });
  return takeable
    .filter((quote) => gain(view, chosen, quote) > 0n)
    .map(({ quote: { dealer }, id }) =>
      finding(
        "lateBetter",
        `A quote of ${dealer} that was received after the decision is better than the one taken.`,
        {
          dealer,
          answer: id,
        },
      ),
    );
}

function quotesAmong(answers: readonly SeenAnswer[]): readonly ReceivedQuote[] {
  return answers.flatMap(({ given }) => (given.kind === "quote" ? [given] : []));
}

/** What the asker gains on one unit by a quote instead of another, in minor units. */
function gain({ file }: EvidenceView, instead: RankedQuote, { quote }: RankedQuote): bigint {
  const saved = instead.quote.cashPerUnit - quote.cashPerUnit;
  return file.request.request.side === "buyer" ? saved : -saved;
}
