import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { holderLines } from "../../sdk/register/print/holderLines.ts";
import { layOut } from "../../sdk/register/print/layOut.ts";
import type { FactsSection, PrintedCell, TableSection } from "../../sdk/register/print/PrintedPages.ts";
import { wordsIn } from "../../sdk/register/print/wordsIn.ts";
import type { RegisterLanguage, RegisterPrint } from "../../sdk/register/print/RegisterPrint.ts";
import { breakText } from "./breakText.ts";
import { columnsOf } from "./columnsOf.ts";
import { MAX_COLUMNS } from "./formatTable.ts";
import type { Reporter } from "./Reporter.ts";

/** Columns that the name of a holder takes at most: those of a commitment. */
const HOLDER = 46;

/** Columns that remarks on a holder take at most. */
const REMARKS = 24;

/** Shows a register on the terminal: what is printed on paper, the table of holders made narrow. */
export function registerTables(reporter: Reporter, print: RegisterPrint, language: RegisterLanguage): void {
  const { title, subtitle, sections } = layOut(print, language);
  const { holders, lots } = wordsIn(language);
  reporter.say(`${title}\n${breakText(subtitle, MAX_COLUMNS)}`);
  for (const section of sections) {
    reporter.say(`\n${section.title}`);
    if (section.kind === "facts") showFacts(reporter, section);
    else if (section.name === holders.sheet) showHolders(reporter, print, language);
    else showTable(reporter, section, section.name === lots.sheet ? ACCOUNT_OF_LOTS : undefined);
    if (section.note !== undefined) reporter.say(breakText(section.note, MAX_COLUMNS));
  }
}

function showFacts(reporter: Reporter, { facts }: FactsSection): void {
  const labels = Math.max(...facts.map(({ label }) => columnsOf(label)));
  // What the borders and the labels leave.
  const width = MAX_COLUMNS - labels - 7;
  const [head, ...rows] = facts.map(({ label, value }) => [label, breakText(shown(value), width)]);
  if (head !== undefined) reporter.table(head, rows);
}

/** The column of acquisitions that says again whose they are: left out where there is little room. */
const ACCOUNT_OF_LOTS = 1;

function showTable(reporter: Reporter, { columns, rows }: TableSection, without: number | undefined): void {
  const kept = [...columns.keys()].filter((index) => index !== without);
  reporter.table(
    kept.map((index) => columns[index]?.head ?? ""),
    rows.map((row) => kept.map((index) => shown(row[index] ?? ""))),
    kept.flatMap((index, place) => (columns[index]?.numeric === true ? [place] : [])),
  );
}

function showHolders(reporter: Reporter, print: RegisterPrint, language: RegisterLanguage): void {
  const { holders: heads } = wordsIn(language);
  const { holders, totals } = print.register;
  const rows = holders.map((holder, index) => {
    const { holder: name, acquired, frozen, status, tax } = holderLines(print, holder, language);
    const remarks = [
      status,
      tax,
      ...(holder.held === 0n ? [] : [`${heads.held}: ${formatAmount(holder.held)}`]),
      ...(frozen === "" ? [] : [`${heads.frozen}: ${frozen.replaceAll("\n", ", ")}`]),
    ];
    return [
      String(index + 1),
      `${breakText(name.split("\n")[0] ?? "", HOLDER)}\n${holder.account}`,
      formatAmount(holder.units),
      acquired,
      breakText(remarks.join("\n"), REMARKS),
    ];
  });
  reporter.table(
    [heads.number, `${heads.holder}, ${heads.account}`, heads.units, heads.acquired, heads.status],
    [...rows, ["", heads.total, formatAmount(totals.units), "", ""]],
    [0, 2],
  );
}

function shown(cell: PrintedCell): string {
  return typeof cell === "bigint" ? formatAmount(cell) : cell;
}
