import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { INSTRUMENT_CLASSES } from "../bonds/kinds.ts";
import { TAX_CLASSES } from "./taxClasses.ts";
import type { TaxClass } from "./taxClasses.ts";

/** A line of the tax table as its contract keeps it (ITaxTable.Entry). */
export interface TaxEntry {
  /** Place in INSTRUMENT_CLASSES. */
  readonly instrumentClass: number;
  /** Place in TAX_CLASSES. */
  readonly taxClass: number;
  /** First second at which the rates hold, for payments due from then on. */
  readonly from: bigint;
  /** Income tax with its special surtax, in units of 10^-5. */
  readonly nationalE5: bigint;
  /** Local inhabitants' tax, in units of 10^-5. */
  readonly localE5: bigint;
}

/** From 2016 corporations pay no local tax on interest; from 2038 the surtax for reconstruction is over. */
const NATIONAL = [
  { from: "2016-01-01", rate: 15_315n },
  { from: "2038-01-01", rate: 15_000n },
] as const;

/** Inhabitants' tax on interest, levied from natural persons who live in Japan. */
const LOCAL: Readonly<Record<TaxClass, bigint>> = {
  corporation: 0n,
  individual: 5_000n,
  nonResident: 0n,
  exempt: 0n,
};

/**
 * Tax withheld in Japan from interest, and from the deemed gain on discount bonds: 15.315 % income tax with the special
 * income tax for reconstruction (15 % from 2038), and 5 % inhabitants' tax from natural persons.
 *
 * Source: Income Tax Act art. 182, 213; Act on Special Measures Concerning Taxation art. 3, 41-12-2; Act on Special Measures
 * for Securing Financial Resources for Reconstruction art. 28 (2013 to 2037); Local Tax Act art. 71-6.
 */
export const JAPANESE_TAX: readonly TaxEntry[] = NATIONAL.flatMap(({ from, rate }) =>
  INSTRUMENT_CLASSES.flatMap((_, instrumentClass) =>
    TAX_CLASSES.map((name, taxClass) => ({
      instrumentClass,
      taxClass,
      from: secondsAtStartOfDay(parseCalendarDate(from), "Asia/Tokyo"),
      nationalE5: name === "exempt" ? 0n : rate,
      localE5: LOCAL[name],
    })),
  ),
);
