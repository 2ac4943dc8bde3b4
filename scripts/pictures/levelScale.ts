import { amountScale } from "./amountScale.ts";

/** A scale of prices or spreads, which does not begin at zero. */
export interface LevelScale {
  /** In rising order; the first lies below all levels, the last is at least the highest. */
  readonly ticks: readonly { readonly level: number; readonly label: string }[];
}

/** A scale goes at least so far: around one level, as far to both sides. */
const LEAST_SPAN = 0.2;

/** Part of a step that the lowest level lies above the scale's foot, so that a bar there can be seen. */
const FOOT = 0.35;

/** The scale for levels between two, with about four steps of 1, 2, 2.5 or 5 times a power of ten. */
export function levelScale(lowest: number, highest: number): LevelScale {
  const margin = Math.max(0, LEAST_SPAN - (highest - lowest)) / 2;
  const { ticks } = amountScale(highest - lowest + 2 * margin, "", 4);
  const step = ticks[1]?.amount ?? 1;
  const first = Math.min(Math.floor((lowest - margin) / step + 1e-9), Math.floor(lowest / step - FOOT));
  const last = Math.ceil((highest + margin) / step - 1e-9);
  const decimals = [0, 1, 2, 3, 4, 5, 6, 7].find((each) => isWhole(step * 10 ** each)) ?? 7;
  return {
    ticks: Array.from({ length: last - first + 1 }, (_value, index) => {
      const level = (first + index) * step;
      return { level, label: level.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1") };
    }),
  };
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
