import { TAXED } from "../servicing.ts";
import { DAY, FAR, START } from "../world.ts";
import { AGENTS, HOLDERS, OWNERS, PAID, SPARES } from "./cast.ts";
import { balanceOf, bondAt, unheldOf } from "./ledger.ts";
import { Picks } from "./Picks.ts";
import { resolveServicing } from "./resolveServicing.ts";
import { isOutside } from "./commandKinds.ts";
import type { Outside } from "./commandKinds.ts";
import type { RawCommand } from "./stories.ts";
import { BONDS } from "./stories.ts";
import type { Bond, Command, Ledger, Name, OutsideCommand } from "./types.ts";

const LOSABLE = ["seller", "buyer", "third", "outsider"] as const;

/** The moment to which a command moves the clock; undefined: it does something else. */
export function momentOf(ledger: Ledger, { type, picks }: RawCommand): number | undefined {
  const choice = new Picks(picks);
  if (type === "wait") return ledger.now + choice.oneOf([60, 3_600, DAY, 3 * DAY]);
  if (type !== "goTo") return undefined;
  const next = milestones(bondAt(ledger, choice.below(BONDS))).filter((moment) => moment > ledger.now);
  const [first] = next;
  if (first === undefined) return ledger.now + 10 * DAY;
  return choice.chance(75) ? first : (next[1] ?? first) - choice.oneOf([0, 1, 5]);
}

function milestones({ draft, payments, options }: Bond): readonly number[] {
  const due = [...payments.map(({ payFrom }) => payFrom), draft.maturityDate];
  const moments = [
    ...payments.map(({ recordCutoff }) => recordCutoff),
    ...due,
    ...due.map((moment) => moment + draft.gracePeriod),
    ...options.flatMap(({ noticeBy, date }) => [noticeBy - DAY, date]),
    draft.maturityDate + 40 * DAY,
  ];
  return [...new Set(moments)].sort((a, b) => a - b);
}

/** The command in the state that it finds: mostly one that can go through. */
export function resolve(ledger: Ledger, { type, picks }: RawCommand): Command | undefined {
  const choice = new Picks(picks);
  if (isOutside(type)) return resolveOutside(ledger, type, choice);
  if (type === "wait" || type === "goTo") return undefined;
  return resolveServicing(ledger, type, choice);
}

function resolveOutside(ledger: Ledger, type: Outside, choice: Picks): OutsideCommand | undefined {
  const index = choice.below(BONDS);
  const bond = bondAt(ledger, index);
  const owners = OWNERS.filter((name) => balanceOf(bond, name) > 0n);
  switch (type) {
    case "transfer":
    case "forcedTransfer": {
      const from = choice.mostly(owners, OWNERS);
      return { type, bond: index, from, to: choice.oneOf(OWNERS), units: part(choice, unheldOf(bond, from)) };
    }
    case "earmark": {
      const seller = choice.mostly(owners, OWNERS);
      const buyer = choice.oneOf(HOLDERS);
      const units = part(choice, unheldOf(bond, seller));
      return seller === buyer ? undefined : { type, bond: index, seller, buyer, units };
    }
    case "settleTrade":
    case "cancelTrade": {
      const open = ledger.trades.flatMap(({ isOpen }, trade) => (isOpen ? [trade] : []));
      const [first, ...others] = open;
      return first === undefined ? undefined : { type, trade: choice.oneOf([first, ...others]) };
    }
    case "freezeAccount": {
      const thawed = choice.mostly([...bond.frozenAccounts], OWNERS);
      const frozen = choice.chance(40);
      return { type, bond: index, account: frozen ? choice.oneOf(OWNERS) : thawed, frozen };
    }
    case "freezeUnits": {
      const account = choice.oneOf(OWNERS);
      return { type, bond: index, account, units: choice.oneOf([0n, 0n, 1n, 50n, 2_000n]) };
    }
    case "freezeCash":
      return choice.chance(40)
        ? { type, account: someoneOf(choice), frozen: true }
        : { type, account: choice.mostly([...ledger.frozenCash], PAID), frozen: false };
    case "pauseCash":
      return ledger.isCashPaused || choice.chance(30) ? { type, paused: !ledger.isCashPaused } : undefined;
    case "suspend":
      return { type, account: someoneOf(choice) };
    case "reinstate": {
      const suspended = [...ledger.people].filter(([, { status }]) => status === "suspended");
      return {
        type,
        account: choice.mostly<Name>(
          suspended.map(([name]) => name),
          PAID,
        ),
      };
    }
    case "classify": {
      const classes = choice.oneOf([TAXED.corporation, TAXED.individual, TAXED.nonResident, TAXED.exempt]);
      const expiresIn = choice.oneOf([FAR - START, FAR - START, FAR - START, 60 * DAY]);
      return { type, account: choice.oneOf(PAID), classes, expiresIn };
    }
    case "replaceKey": {
      const successor = SPARES.find((name) => !ledger.people.has(name));
      return successor === undefined ? undefined : { type, account: choice.oneOf(LOSABLE), successor };
    }
    case "recover":
      return { type, bond: index, account: choice.mostly([...ledger.successors.keys()], OWNERS) };
  }
}

/** Somebody that may be paid; seldom an agent that pays. */
const someoneOf = (choice: Picks): Name => (choice.chance(10) ? choice.oneOf(AGENTS) : choice.oneOf(PAID));

const part = (choice: Picks, units: bigint): bigint =>
  choice.oneOf([1n, 7n, units / 2n, units / 3n, units, units]);
