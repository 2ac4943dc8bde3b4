import type { World } from "../useWorld.ts";
import { DAY, DELAYS, FAR, QII, SCOPES, START } from "../world.ts";
import type { Draft, Ledger, Name } from "./types.ts";

/** The house as test/support/world.ts leaves it, with an operator and a venue that may act for the traders. */
export async function initialLedger({ ethers }: World, drafts: readonly Draft[]): Promise<Ledger> {
  const block = await ethers.provider.getBlock("latest");
  const traders = ["seller", "buyer", "third"];
  const known = ["settlementBank", "issuer", ...traders];
  const appointments = traders.flatMap((name): [string, { scopes: number; expiry: number }][] => [
    [`${name}>operator`, { scopes: SCOPES.trade | SCOPES.cancel, expiry: FAR }],
    [`${name}>venue`, { scopes: SCOPES.trade, expiry: FAR }],
  ]);
  return {
    rules: {
      issuer: "issuer",
      requiredClasses: QII,
      closedFrom: START + 360 * DAY,
      recordCutoffs: [START + 180 * DAY, START + 350 * DAY],
      replacementDelay: DELAYS.replacementDelay,
    },
    now: block?.timestamp ?? START,
    participants: new Map(
      known.map((name) => [name, { status: "active" as const, classes: QII, kycExpiry: FAR }]),
    ),
    appointments: new Map(appointments),
    replacements: new Map(),
    successors: new Map(),
    tokens: {
      bond: token({ issuer: 300n, seller: 600n, buyer: 100n }),
      cash: token({ seller: 10_000_000_000n, buyer: 100_000_000_000n }),
    },
    usedIds: new Set(),
    trades: drafts.map((draft) => ({
      draft,
      approved: [false, false],
      held: [false, false],
      agreed: [false, false],
      onHold: [false, false],
      bound: false,
      settledQuantity: 0n,
      settledAmount: 0n,
      ending: undefined,
    })),
    recordDates: [],
  };
}

const token = (balances: Readonly<Record<Name, bigint>>) => ({
  balances: new Map(Object.entries(balances)),
  frozen: new Map<Name, bigint>(),
  frozenAccounts: new Set<Name>(),
  paused: false,
});
