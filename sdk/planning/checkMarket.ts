import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Candidate } from "./Candidate.ts";
import { InvalidMarketError } from "./errors/InvalidMarketError.ts";
import { marketIssue } from "./marketIssue.ts";
import type { Position } from "./Position.ts";
import { positionKey } from "./positionKey.ts";

/** What `checkMarket` looks at. */
export interface Market {
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
}

/**
 * Refuses trades and positions that contradict themselves or each other.
 *
 * @throws InvalidMarketError with every issue: an id or position given twice, a figure below zero, a trade that moves
 * nothing or of one party only, trades of several venues
 */
export function checkMarket({ candidates, positions }: Market): void {
  const issues = [
    ...candidates.flatMap(candidateIssues),
    ...repeated(candidates, "candidates", ({ id }) => ({ field: ".id", key: id, value: id })),
    ...venueIssues(candidates),
    ...positions.flatMap(positionIssues),
    ...repeated(positions, "positions", (position) => ({
      field: "",
      key: positionKey(position),
      value: { account: position.account, instrument: position.instrument },
    })),
  ];
  if (issues.length > 0) throw new InvalidMarketError(issues);
}

function candidateIssues({ trade, priority }: Candidate, index: number): readonly InputIssue[] {
  const path = `candidates[${index}]`;
  const { quantity, amount, seller, buyer } = trade;
  const rules: readonly (InputIssue | false)[] = [
    !(Number.isSafeInteger(priority) && priority >= 0) &&
      marketIssue(`${path}.priority`, priority, "must be a whole number, 0 or above"),
    quantity < 0n && marketIssue(`${path}.trade.quantity`, quantity, "must not be negative"),
    amount < 0n && marketIssue(`${path}.trade.amount`, amount, "must not be negative"),
    quantity === 0n &&
      amount === 0n &&
      marketIssue(`${path}.trade`, { quantity, amount }, "must move bonds, money or both"),
    seller.toLowerCase() === buyer.toLowerCase() &&
      marketIssue(`${path}.trade.buyer`, buyer, "must differ from the seller"),
  ];
  return rules.filter((found) => found !== false);
}

function venueIssues(candidates: readonly Candidate[]): readonly InputIssue[] {
  const [first] = candidates;
  if (first === undefined) return [];
  const venue = first.trade.venue.toLowerCase();
  return candidates.flatMap(({ trade }, index) =>
    trade.venue.toLowerCase() === venue
      ? []
      : [marketIssue(`candidates[${index}].trade.venue`, trade.venue, "must be that of candidates[0]")],
  );
}

function positionIssues({ free }: Position, index: number): readonly InputIssue[] {
  return free < 0n ? [marketIssue(`positions[${index}].free`, free, "must not be negative")] : [];
}

interface Named {
  readonly field: string;
  readonly key: string;
  readonly value: unknown;
}

function repeated<T>(items: readonly T[], path: string, nameOf: (item: T) => Named): readonly InputIssue[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const { field, key, value } = nameOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first === undefined
      ? []
      : [marketIssue(`${path}[${index}]${field}`, value, `must differ from ${path}[${first}]${field}`)];
  });
}
