import { getAddress } from "ethers";

import { positions as readPositions } from "../../sdk/client/readers/positions.ts";
import { TokenAddresses } from "../../sdk/client/readers/TokenAddresses.ts";
import { OTHER_REASON } from "../../sdk/errors/isoReasonOf.ts";
import type { Candidate } from "../../sdk/planning/Candidate.ts";
import { cashInstrument } from "../../sdk/planning/cashInstrument.ts";
import type { Position } from "../../sdk/planning/Position.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "./JobContext.ts";
import { restOf } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";

/** What a plan of netting is made from. */
export interface NetMarket {
  /** By the references of their trades. */
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
}

/** What is to be taken account of beside the trades themselves. */
export interface MarketOptions {
  /** References of trades that come before all others. */
  readonly first: ReadonlySet<string>;
  /** References of trades that must stay behind, whatever else is known of them. */
  readonly barred: ReadonlySet<string>;
}

/** Open trades as a plan sees them: what is left of each, and who can deliver what. */
export async function netMarket(
  context: JobContext,
  trades: readonly KnownTrade[],
  options: MarketOptions,
): Promise<NetMarket> {
  return {
    candidates: trades.map((trade) => candidateOf(trade, options)),
    positions: await positionsFor(context, trades),
  };
}

function candidateOf(known: KnownTrade, { first, barred }: MarketOptions): Candidate {
  const { record, state, approved, reasons } = known;
  const { commonReference } = record.trade;
  const bar = barred.has(commonReference) ? [{ code: OTHER_REASON, account: undefined }] : [];
  return {
    id: commonReference,
    trade: restOf(known),
    priority: first.has(commonReference) ? 0 : 1,
    isMatched: approved.seller && approved.buyer,
    isOnHold: state.sellerOnHold || state.buyerOnHold,
    bondsHeld: state.bondsHeld,
    cashHeld: state.cashHeld,
    obstacles: [...reasons.map(({ code, account }) => ({ code, account })), ...bar],
  };
}

/** What the parties of trades have free of what they trade. */
export async function positionsFor(
  { kessai }: JobContext,
  trades: readonly Pick<KnownTrade, "record" | "reasons">[],
): Promise<readonly Position[]> {
  const accounts = new Map<string, Set<string>>();
  const tokens = new Map<string, Promise<string>>();
  const addresses = new TokenAddresses(kessai);
  const note = (instrument: string, token: Promise<string>, { seller, buyer }: Trade): void => {
    tokens.set(instrument, token);
    const known = accounts.get(instrument) ?? new Set();
    accounts.set(instrument, known.add(getAddress(seller)).add(getAddress(buyer)));
  };
  for (const { record, reasons } of trades) {
    const { trade } = record;
    // Nobody has anything of what was not created.
    const isKnown = (code: string): boolean => !reasons.some((reason) => reason.code === code);
    if (trade.quantity > 0n && isKnown("DSEC")) note(trade.isin, addresses.bond(trade), trade);
    if (trade.amount > 0n && isKnown("NCRR")) note(cashInstrument(trade), addresses.currency(trade), trade);
  }
  const found = await Promise.all(
    [...tokens].map(async ([instrument, token]) => {
      const holders = [...(accounts.get(instrument) ?? [])];
      const all = await readPositions(kessai, { accounts: holders, tokens: [await token] });
      return all.map(({ account, free }) => ({ account, instrument, free }));
    }),
  );
  return found.flat();
}
