import type { RegisterLanguage } from "./RegisterPrint.ts";

/** A text, or a whole number. */
export type PrintedCell = string | bigint;

/** Items with what is said of each. */
export interface FactsSection {
  readonly kind: "facts";
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: PrintedCell }[];
  readonly note?: string | undefined;
}

/** A column of a table: its share of the width, and whether it holds numbers. */
export interface PrintedColumn {
  readonly head: string;
  readonly share: number;
  readonly numeric?: boolean | undefined;
}

/** A table. */
export interface TableSection {
  readonly kind: "table";
  /** At most 31 characters, for a sheet of its own. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly PrintedCell[])[];
  readonly note?: string | undefined;
}

/** A register laid out, in one language: what every format prints. */
export interface PrintedPages {
  readonly language: RegisterLanguage;
  readonly title: string;
  readonly subtitle: string;
  /** Name of the sheet of facts. */
  readonly name: string;
  readonly sections: readonly (FactsSection | TableSection)[];
  /** Stands at the foot of every page. */
  readonly footer: string;
  /** Prefix of page numbers. */
  readonly page: string;
  /** Time that documents give as that of their making: the register's, so that the same register gives the same bytes. */
  readonly madeAt: bigint;
}
