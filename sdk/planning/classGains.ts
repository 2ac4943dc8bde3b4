import { greatestDivisor } from "./greatestDivisor.ts";
import type { Column } from "./NettingModel.ts";

/** Value and number of trades of one priority class, said in one number. */
export interface ClassGains {
  /** For each column of the class, above zero: a larger sum means more value, or the same value in more trades. */
  readonly gains: ReadonlyMap<Column, bigint>;
  /** For each column of the class its value in the largest unit in which all are whole; one each when all are zero. */
  readonly units: ReadonlyMap<Column, bigint>;
  /** The value that no set exceeds, given the sum of gains that none exceeds. */
  readonly valueBound: (gainBound: bigint) => bigint;
}

/** A column's gain is its units times one more than the number of trades there are, and one for the trade itself. */
export function classGains(columns: readonly Column[]): ClassGains {
  const unit = greatestDivisor(columns.map(({ value }) => value));
  const weight = BigInt(columns.length + 1);
  const unitsOf = ({ value }: Column): bigint => (unit === 0n ? 1n : value / unit);
  return {
    gains: new Map(columns.map((column) => [column, unitsOf(column) * weight + 1n])),
    units: new Map(columns.map((column) => [column, unitsOf(column)])),
    valueBound: (gainBound) => (gainBound / weight) * unit,
  };
}
