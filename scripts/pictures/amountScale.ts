/** A scale of amounts from zero: ticks at round figures, in a unit that keeps their labels short. */
export interface AmountScale {
  /** The unit of the labels: "million JPY". */
  readonly unit: string;
  /** Amounts of the ticks in major units of the currency, from zero up; the last is at least the greatest amount. */
  readonly ticks: readonly { readonly amount: number; readonly label: string }[];
}

const UNITS = [
  { factor: 1e12, name: "trillion " },
  { factor: 1e9, name: "billion " },
  { factor: 1e6, name: "million " },
  { factor: 1e3, name: "thousand " },
  { factor: 1, name: "" },
] as const;

/**
 * The scale for amounts up to the one given, with about so many steps of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @param greatest in major units of the currency; zero gives a scale up to 1
 */
export function amountScale(greatest: number, currency: string, steps = 5): AmountScale {
  const top = greatest > 0 ? greatest : 1;
  const step = roundStep(top / steps);
  const count = Math.ceil(top / step - 1e-9);
  const last = step * count;
  const { factor, name } = UNITS.find(({ factor: each }) => last >= 2 * each) ?? { factor: 1, name: "" };
  const decimals = [0, 1, 2, 3].find((each) => isWhole((step / factor) * 10 ** each)) ?? 4;
  const ticks = Array.from({ length: count + 1 }, (_value, index) => {
    const amount = step * index;
    return { amount, label: index === 0 ? "0" : grouped((amount / factor).toFixed(decimals)) };
  });
  return { unit: `${name}${currency}`, ticks };
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 2.5, 5].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return digit * power;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
