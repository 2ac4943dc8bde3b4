import { formatMoment } from "../../calendar/formatMoment.ts";
import { holderLines } from "./holderLines.ts";
import { inMajorUnits } from "./inMajorUnits.ts";
import { identityIn } from "./RegisterPrint.ts";
import type { FactsSection, TableSection } from "./PrintedPages.ts";
import type { RegisterLanguage, RegisterPrint } from "./RegisterPrint.ts";
import type { RegisterWords } from "./RegisterWords.ts";
import { wordsIn } from "./wordsIn.ts";

/** The tables of holders, of their acquisitions and of pledges. */
export function holderSections(
  print: RegisterPrint,
  language: RegisterLanguage,
): readonly (FactsSection | TableSection)[] {
  const words = wordsIn(language);
  return [holderTable(print, language, words), lotTable(print, words), pledgeSection(print, language, words)];
}

function holderTable(print: RegisterPrint, language: RegisterLanguage, words: RegisterWords): TableSection {
  const { holders: heads } = words;
  const { register, identified } = print;
  const { holders, totals, bond } = register;
  const withBook = identified !== undefined;
  return {
    kind: "table",
    name: heads.sheet,
    title: heads.title,
    note: withBook ? heads.withBook : heads.withoutBook,
    columns: [
      { head: heads.number, share: 4, numeric: true },
      { head: heads.holder, share: 24 },
      ...(withBook ? [{ head: heads.address, share: 19 }] : []),
      { head: heads.account, share: 22 },
      { head: heads.units, share: 7, numeric: true },
      { head: `${heads.face} (${bond.currency})`, share: 17, numeric: true },
      { head: heads.acquired, share: 13 },
      { head: heads.held, share: 7, numeric: true },
      { head: heads.frozen, share: 8 },
      { head: heads.status, share: 8 },
      { head: heads.tax, share: 14 },
    ],
    rows: [
      ...holders.map((holder, index) => {
        const lines = holderLines(print, holder, language);
        return [
          BigInt(index + 1),
          lines.holder,
          ...(withBook ? [lines.address] : []),
          holder.account,
          holder.units,
          inMajorUnits(holder.face, bond.currency),
          lines.acquired,
          holder.held,
          lines.frozen,
          lines.status,
          lines.tax,
        ];
      }),
      [
        "",
        heads.total,
        ...(withBook ? [""] : []),
        "",
        totals.units,
        inMajorUnits(totals.face, bond.currency),
        "",
        totals.held,
        "",
        "",
        "",
      ],
    ],
  };
}

function lotTable(
  { register, centre }: RegisterPrint,
  { lots: words, holders: heads }: RegisterWords,
): TableSection {
  const { holders, bond } = register;
  return {
    kind: "table",
    name: words.sheet,
    title: words.title,
    note: words.rule,
    columns: [
      { head: heads.number, share: 4, numeric: true },
      { head: heads.account, share: 40 },
      { head: words.date, share: 12 },
      { head: heads.units, share: 9, numeric: true },
      { head: `${heads.face} (${bond.currency})`, share: 17, numeric: true },
      { head: words.how, share: 49 },
    ],
    rows: holders.flatMap(({ account, lots }, index) =>
      lots.map(({ acquiredAt, units, cause, from }) => [
        BigInt(index + 1),
        account,
        formatMoment(acquiredAt, centre).slice(0, 10),
        units,
        inMajorUnits(units * bond.facePerUnit, bond.currency),
        [words.causes[cause], from].filter((part) => part !== undefined).join(" "),
      ]),
    ),
  };
}

function pledgeSection(
  print: RegisterPrint,
  language: RegisterLanguage,
  words: RegisterWords,
): FactsSection | TableSection {
  const { pledges: heads, holders: columns } = words;
  const rows = print.register.holders.flatMap(({ account }, index) => {
    const identity = identityIn(print, account);
    const name = language === "ja" ? (identity?.nameJa ?? identity?.legalName) : identity?.legalName;
    return (identity?.pledges ?? []).map((pledge) => [
      BigInt(index + 1),
      name ?? "",
      pledge.units,
      pledge.pledgee,
      pledge.pledgeeAddress ?? "",
      pledge.registeredOn,
    ]);
  });
  if (rows.length === 0)
    return {
      kind: "facts",
      title: heads.title,
      facts: [],
      note: print.identified === undefined ? heads.withoutBook : heads.none,
    };
  return {
    kind: "table",
    name: heads.sheet,
    title: heads.title,
    columns: [
      { head: columns.number, share: 4, numeric: true },
      { head: columns.holder, share: 30 },
      { head: columns.units, share: 8, numeric: true },
      { head: heads.pledgee, share: 30 },
      { head: heads.pledgeeAddress, share: 36 },
      { head: heads.date, share: 12 },
    ],
    rows,
  };
}
