import { formatMoment } from "../../calendar/formatMoment.ts";
import { dayIn } from "./dayIn.ts";
import type { FactsSection, TableSection } from "./PrintedPages.ts";
import type { RegisterLanguage, RegisterPrint } from "./RegisterPrint.ts";
import type { RegisterWords } from "./RegisterWords.ts";
import { wordsIn } from "./wordsIn.ts";

/** What proves the register, and what was found wrong. */
export function checkSections(
  print: RegisterPrint,
  language: RegisterLanguage,
): readonly (FactsSection | TableSection)[] {
  const words = wordsIn(language);
  return [proof(print, language, words), ...differences(print, words), ...findings(print, words)];
}

function proof(
  { hash, reconciliation, identified, anchoredAt, centre }: RegisterPrint,
  language: RegisterLanguage,
  { checks, hash: hashWord }: RegisterWords,
): FactsSection {
  const { differences: differing } = reconciliation;
  const equal = differing.length === 0 ? checks.equal : `${differing.length} ${checks.differ}`;
  const faults = identified?.findings.length ?? 0;
  const book = faults === 0 ? checks.bookClean : `${faults} ${checks.differ}`;
  return {
    kind: "facts",
    title: checks.title,
    facts: [
      { label: hashWord, value: hash },
      {
        label: checks.anchored,
        value:
          anchoredAt === undefined ? checks.notAnchored : dayIn(language, formatMoment(anchoredAt, centre)),
      },
      { label: checks.reconciled, value: equal },
      { label: checks.book, value: identified === undefined ? checks.noBook : book },
    ],
    note: checks.hashNote,
  };
}

function differences(
  { reconciliation }: RegisterPrint,
  { checks, holders }: RegisterWords,
): readonly TableSection[] {
  if (reconciliation.differences.length === 0) return [];
  return [
    {
      kind: "table",
      name: checks.sheet,
      title: checks.differences,
      columns: [
        { head: holders.account, share: 34 },
        { head: checks.figure, share: 22 },
        { head: checks.log, share: 22 },
        { head: checks.storage, share: 22 },
      ],
      rows: reconciliation.differences.map(({ account, figure, log, storage }) => [
        account ?? "",
        figure,
        log,
        storage,
      ]),
    },
  ];
}

function findings(
  { identified }: RegisterPrint,
  { checks, holders }: RegisterWords,
): readonly TableSection[] {
  if (identified === undefined || identified.findings.length === 0) return [];
  return [
    {
      kind: "table",
      name: checks.findingsSheet,
      title: checks.findings,
      columns: [
        { head: holders.account, share: 40 },
        { head: checks.finding, share: 60 },
      ],
      rows: identified.findings.map((each) => [
        each.account,
        each.finding === "pledgeExceedsUnits"
          ? `${checks.kinds[each.finding]}: ${each.pledged} > ${each.units}`
          : checks.kinds[each.finding],
      ]),
    },
  ];
}
