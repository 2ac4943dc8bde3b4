import { TicketFillError } from "./errors/TicketFillError.ts";
import { TicketSkewedError } from "./errors/TicketSkewedError.ts";
import { TicketSplitError } from "./errors/TicketSplitError.ts";
import type { Share, Ticket } from "./Ticket.ts";

/** What `splitTicket` works on. */
export interface SplitTicketOptions {
  readonly ticket: Pick<Ticket, "maximumQuantity" | "split">;
  /** Units that each share of the split has got before, in its order; left out when nothing was dealt yet. */
  readonly filled?: readonly bigint[] | undefined;
  /** Units that are dealt now. */
  readonly quantity: bigint;
}

/** A share while units are handed out. */
interface Standing {
  readonly account: string;
  readonly had: bigint;
  /** What is due to it after this fill, rounded down. */
  readonly floor: bigint;
  /** What rounding leaves out, in parts of a unit of which the ticket's quantity makes one. */
  readonly remainder: bigint;
  /** Units dealt under the ticket by which it is due its next one. */
  readonly dueBy: bigint;
  /** Its place in the split. */
  readonly index: number;
}

/**
 * Shares units dealt under a ticket out to its accounts, in the order of the split, without those that get nothing. What an
 * account has got of everything dealt so far is always its exact part of it, rounded down or up: the contract refuses anything
 * else (TicketUnevenAllocation).
 *
 * Each gets its part rounded down; the units left over go to those whose next unit is due first, of them to the largest
 * remainder, then to the earlier in the split. Remainders alone would not do: after some partial fills they leave no even way to
 * share out the next. With the earliest due date there always is one, if all fills went by this rule.
 * Source of the rule: R. Tijdeman, The chairman assignment problem (Discrete Mathematics 32, 1980).
 *
 * @throws TicketFillError when no units are dealt, or more than are left
 * @throws TicketSplitError when the split does not sum to the ticket, or does not fit what was dealt before
 * @throws TicketSkewedError when this fill cannot make up for what some accounts got too much before
 */
export function splitTicket({ ticket, filled, quantity }: SplitTicketOptions): readonly Share[] {
  const { maximumQuantity: maximum, split } = ticket;
  const had = filled ?? split.map(() => 0n);
  const before = sumOf(had);
  checkSplit(ticket, had);
  if (quantity < 1n || quantity > maximum - before) throw new TicketFillError(quantity, maximum - before);
  const total = before + quantity;
  const standings = split.map((share, index) => standingOf(share, index, had[index] ?? 0n, total, maximum));

  const isRoundedUp = ({ had, floor }: Standing): boolean => had > floor;
  const skewed = standings.filter(({ had, floor, remainder }) => had > floor + (remainder > 0n ? 1n : 0n));
  const ahead = standings.filter(isRoundedUp);
  const left = total - sumOf(standings.map(({ floor }) => floor)) - BigInt(ahead.length);
  if (skewed.length > 0 || left < 0n) throw new TicketSkewedError(quantity, namesOf(skewed, ahead));

  const open = standings.filter((standing) => standing.remainder > 0n && !isRoundedUp(standing));
  const next = open.toSorted(byDueDate).slice(0, Number(left));
  const roundedUp = new Set([...ahead, ...next]);
  return standings.flatMap((standing) => {
    const { account, floor } = standing;
    const share = floor + (roundedUp.has(standing) ? 1n : 0n) - standing.had;
    return share === 0n ? [] : [{ account, quantity: share }];
  });
}

function checkSplit({ maximumQuantity, split }: SplitTicketOptions["ticket"], had: readonly bigint[]): void {
  const refuse = (reason: string): never => {
    throw new TicketSplitError(reason);
  };
  const sum = sumOf(split.map(({ quantity }) => quantity));
  if (sum !== maximumQuantity) refuse(`its split sums to ${sum}, and it is for ${maximumQuantity} units`);
  const accounts = new Set(split.map(({ account }) => account.toLowerCase()));
  if (accounts.size < split.length) refuse("an account stands in it twice");
  if (split.some(({ quantity }) => quantity < 0n)) refuse("a share is below zero");
  if (had.length !== split.length) refuse(`${had.length} fills are given for ${split.length} shares`);
  for (const [index, { account, quantity }] of split.entries()) {
    const own = had[index] ?? 0n;
    if (own < 0n || own > quantity) refuse(`${account} is said to have got ${own} of ${quantity} units`);
  }
}

function standingOf(
  { account, quantity }: Share,
  index: number,
  had: bigint,
  total: bigint,
  maximum: bigint,
): Standing {
  const floor = (total * quantity) / maximum;
  const remainder = (total * quantity) % maximum;
  const dueBy = quantity === 0n ? 0n : ((floor + 1n) * maximum + quantity - 1n) / quantity;
  return { account, had, floor, remainder, dueBy, index };
}

function byDueDate(one: Standing, other: Standing): number {
  if (one.dueBy !== other.dueBy) return one.dueBy < other.dueBy ? -1 : 1;
  if (one.remainder !== other.remainder) return one.remainder > other.remainder ? -1 : 1;
  return one.index - other.index;
}

/** Those that certainly have too much; where each alone has not, those that are ahead of their part. */
function namesOf(skewed: readonly Standing[], ahead: readonly Standing[]): readonly string[] {
  return (skewed.length > 0 ? skewed : ahead).map(({ account }) => account);
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
