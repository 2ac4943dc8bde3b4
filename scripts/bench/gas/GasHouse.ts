import { setOutcome } from "../../../sdk/client/readers/setOutcome.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { Member } from "../../../test/support/crowd.ts";
import {
  APPROVED_BY,
  bySignedLists,
  bySignedTrades,
  crowdOf,
  crowdTrade,
  setsOf,
  signedBy,
} from "../../../test/support/crowd.ts";
import { world } from "../../../test/support/world.ts";

type World = Awaited<ReturnType<typeof world>>;
type Snapshot = Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
type Sent = ReturnType<World["escrow"]["settle"]>;

/** How a set of signed trades is settled. */
export type SetWay = "batch" | "chain" | "net" | "net by parties";

/** Numbers that are used up before anything is measured: no figure pays for the first use of a word of 128 numbers. */
const USED_BEFORE = [0n, 255n];

/** What the ten traders have besides, for nets of hundreds of trades among them. */
const BONDS_OF_TRADERS = 17n;

/**
 * The house in which test/gas measures, with more people in it: everybody holds both tokens. Whatever is measured begins
 * from the same state.
 */
export class GasHouse {
  readonly #world: World;
  readonly #crowd: readonly Member[];
  readonly #beginning: Snapshot;

  private constructor(w: World, crowd: readonly Member[], beginning: Snapshot) {
    this.#world = w;
    this.#crowd = crowd;
    this.#beginning = beginning;
  }

  /** A house with people for sets of up to `mostTrades` trades no two of which have a common party; at most 200. */
  static async open(mostTrades: number): Promise<GasHouse> {
    const w = await world();
    for (const owner of [w.issuer, w.buyer])
      await w.bond.connect(owner).transfer(w.seller, (await w.bond.balanceOf(owner)) - 1n);
    const crowd = await crowdOf(w, 2 * mostTrades + 1, { bonds: 2n, cash: 1_000_000_000_000n });
    for (const { address } of crowd.slice(0, 10))
      await w.bond.connect(w.seller).transfer(address, BONDS_OF_TRADERS);
    const house = new GasHouse(w, crowd, await w.networkHelpers.takeSnapshot());
    await house.#settle(
      "batch",
      USED_BEFORE.map((sequence) => house.trade({ seller: 0, buyer: 1, sequence })),
    );
    return new GasHouse(w, crowd, await w.networkHelpers.takeSnapshot());
  }

  /** A trade of one unit between two people, named by their places in the crowd. */
  trade(terms: TradeOfCrowd): Trade {
    const at = (index: number): string => this.#crowd[index]?.address ?? "";
    const { seller, buyer } = terms;
    return crowdTrade(this.#world, {
      ...terms,
      seller: at(seller),
      buyer: at(buyer),
      venue: this.#world.venue.address,
    });
  }

  /** Gas of the transaction that settles these trades. */
  async gasOfSet(way: SetWay, trades: readonly Trade[]): Promise<bigint> {
    await this.#beginning.restore();
    return await this.#settle(way, trades);
  }

  /** Gas of a trade that two signatures settle without a venue, by its parties' own number. */
  async gasOfSingle(): Promise<bigint> {
    await this.#beginning.restore();
    const { seller, buyer, outsider, escrow } = this.#world;
    let gas = 0n;
    for (const sequence of [0n, 1n]) {
      const trade = this.#world.trade({ sequence });
      const signatures = [
        await this.#world.sign(seller, trade),
        await this.#world.sign(buyer, trade),
      ] as const;
      gas = await gasOf(escrow.connect(outsider).settleBySignatures(trade, ...signatures), 1);
    }
    return gas;
  }

  async #settle(way: SetWay, trades: readonly Trade[]): Promise<bigint> {
    const w = this.#world;
    const sets = await setsOf(w, w.venue);
    const [set, approvals] =
      way === "net by parties"
        ? await bySignedLists(w, this.#crowd, trades)
        : bySignedTrades(await signedBy(w, this.#crowd, trades));
    switch (way) {
      case "batch":
        return await gasOf(sets.settleBatch(set, approvals), trades.length);
      case "chain":
        return await gasOf(sets.settleChain(set, APPROVED_BY.trades, approvals), trades.length);
      case "net":
        return await gasOf(sets.settleNet(set, APPROVED_BY.trades, approvals), trades.length);
      case "net by parties":
        return await gasOf(sets.settleNet(set, APPROVED_BY.parties, approvals), trades.length);
    }
  }
}

/** A trade whose parties are named by their places in the crowd. */
export interface TradeOfCrowd extends Pick<Trade, "sequence">, Partial<Pick<Trade, "quantity" | "amount">> {
  readonly seller: number;
  readonly buyer: number;
}

/** Gas of a transaction that settles so many trades. */
async function gasOf(sent: Sent, trades: number): Promise<bigint> {
  const receipt = await (await sent).wait();
  const settled = receipt === null ? 0 : setOutcome(receipt).settled.length;
  if (receipt === null || settled !== trades) throw new Error(`${settled} of ${trades} trades were settled`);
  return receipt.gasUsed;
}
