import type { Allotment, Ledger, Name } from "./types.ts";

export const FIRMS = 3;
export const INVESTORS = 5;

export const firm = (index: number): Name => `firm ${index}`;
export const investor = (index: number): Name => `investor ${index}`;

const names = (count: number, name: (index: number) => Name): readonly Name[] =>
  Array.from({ length: count }, (_, index) => name(index));

/** Everybody whose money and units are looked at. */
export const CAST: readonly Name[] = ["issuer", ...names(FIRMS, firm), ...names(INVESTORS, investor)];

export const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((a, b) => a + b, 0n);

export const of = (amounts: ReadonlyMap<Name, bigint>, name: Name): bigint => amounts.get(name) ?? 0n;

export function add(amounts: Map<Name, bigint>, name: Name, amount: bigint): void {
  amounts.set(name, of(amounts, name) + amount);
}

/** Money that an investor can spend on whatever it likes. */
export const freeOf = ({ cash, held }: Ledger, name: Name): bigint => of(cash, name) - of(held, name);

/** What an investor has to pay for its open allotments, those apart for which its cash is held. */
export function owedBy({ allotments }: Ledger, name: Name): bigint {
  return sum(allotments.filter((each) => isOwed(each) && each.investor === name).map(({ amount }) => amount));
}

const isOwed = ({ state, isEarmarked }: Allotment): boolean => state === "open" && !isEarmarked;
