import { concat, toBeHex, ZeroAddress } from "ethers";

/** A packed set, written field by field: also those that `packSet` never writes. */
export interface RawSet {
  readonly venue?: string;
  readonly firstSequence?: bigint;
  /** sequence, quantity, amount, reference */
  readonly widths?: readonly [number, number, number, number];
  readonly bonds?: readonly string[];
  readonly currencies?: readonly (readonly [string, string])[];
  readonly days?: readonly (readonly [bigint, bigint, bigint])[];
  /** bond, currency, days, minimum part */
  readonly forms?: readonly (readonly [number, number, number, bigint])[];
  readonly parties?: readonly string[];
  /** form, seller, buyer, sequence, quantity, amount, reference */
  readonly trades?: readonly (readonly [number, number, number, bigint, bigint, bigint, string])[];
  /** What the head says instead of the lengths of the tables: bonds, currencies, days, forms, parties, trades. */
  readonly counts?: Partial<Record<0 | 1 | 2 | 3 | 4 | 5, number>>;
}

const number = (value: bigint | number, length: number) => (length === 0 ? "0x" : toBeHex(value, length));

export function rawSet({
  venue = ZeroAddress,
  firstSequence = 0n,
  widths = [6, 14, 14, 16],
  bonds = [],
  currencies = [],
  days = [],
  forms = [],
  parties = [],
  trades = [],
  counts = {},
}: RawSet): string {
  const lengths = [bonds, currencies, days, forms, parties, trades].map(
    ({ length }, index) => counts[index as 0] ?? length,
  );
  const [sequence, quantity, amount, reference] = widths;
  return concat([
    venue,
    number(firstSequence, 6),
    ...lengths.slice(0, 4).map((length) => number(length, 1)),
    ...lengths.slice(4).map((length) => number(length, 2)),
    ...widths.map((width) => number(width, 1)),
    ...bonds,
    ...currencies.flat(),
    ...days.flatMap((each) => each.map((time) => number(time, 5))),
    ...forms.flatMap(([bond, currency, date, minimum]) => [
      number(bond, 1),
      number(currency, 1),
      number(date, 1),
      number(minimum, 14),
    ]),
    ...parties,
    ...trades.flatMap(([form, seller, buyer, seq, qty, amt, ref]) => [
      number(form, 1),
      number(seller, 2),
      number(buyer, 2),
      number(seq, sequence),
      number(qty, quantity),
      number(amt, amount),
      reference === 0 ? "0x" : ref.slice(0, 2 + 2 * reference),
    ]),
  ]);
}

/** The tables and trades of a set in which all trades are of one bond, one currency and one pair of dates, as a start. */
export function rawOf(
  trades: readonly {
    readonly isin: string;
    readonly currency: string;
    readonly settlementBank: string;
    readonly seller: string;
    readonly buyer: string;
    readonly quantity: bigint;
    readonly amount: bigint;
    readonly tradeDate: bigint;
    readonly settleFrom: bigint;
    readonly settleBy: bigint;
    readonly venue: string;
    readonly sequence: bigint;
    readonly commonReference: string;
    readonly minimumPart: bigint;
  }[],
): Required<Omit<RawSet, "counts">> {
  const first = trades[0];
  if (first === undefined) throw new TypeError("no trades");
  const at = <T>(items: T[], item: T, isSame: (one: T) => boolean): number => {
    const found = items.findIndex(isSame);
    return found < 0 ? items.push(item) - 1 : found;
  };
  const bonds: string[] = [];
  const currencies: [string, string][] = [];
  const days: [bigint, bigint, bigint][] = [];
  const forms: [number, number, number, bigint][] = [];
  const parties = [...new Set(trades.flatMap(({ seller, buyer }) => [seller, buyer]))].sort((a, b) =>
    BigInt(a) < BigInt(b) ? -1 : 1,
  );
  const rows = trades.map((t) => {
    const bond = t.quantity === 0n ? 0xff : at(bonds, t.isin, (one) => one === t.isin);
    const money =
      t.amount === 0n
        ? 0xff
        : at(
            currencies,
            [t.currency, t.settlementBank],
            ([code, bank]) => code === t.currency && bank === t.settlementBank,
          );
    const dates = at(
      days,
      [t.tradeDate, t.settleFrom, t.settleBy],
      ([a, b, c]) => a === t.tradeDate && b === t.settleFrom && c === t.settleBy,
    );
    const form = at(
      forms,
      [bond, money, dates, t.minimumPart],
      ([a, b, c, d]) => a === bond && b === money && c === dates && d === t.minimumPart,
    );
    return [
      form,
      parties.indexOf(t.seller),
      parties.indexOf(t.buyer),
      t.sequence,
      t.quantity,
      t.amount,
      t.commonReference,
    ] as const;
  });
  return {
    venue: first.venue,
    firstSequence: 0n,
    widths: [6, 14, 14, 16],
    bonds,
    currencies,
    days,
    forms,
    parties,
    trades: rows,
  };
}
