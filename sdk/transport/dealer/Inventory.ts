import type { Side } from "../../trade/Trade.ts";

/** What a dealer has of a bond, and how much it wants. */
export interface Position {
  readonly isin: string;
  /** Units that it has. */
  readonly units: bigint;
  /** Units that it wants to have: with more it would rather sell, with fewer rather buy. */
  readonly targetUnits: bigint;
  /** Most units that it wants to have. */
  readonly mostUnits: bigint;
}

/** Units that a quote may still take, until it expires. */
export interface Reservation {
  /** Id of the request that was quoted. */
  readonly request: string;
  readonly isin: string;
  /** The dealer's side. */
  readonly side: Side;
  readonly units: bigint;
  /** First moment in which the quote cannot be accepted, in milliseconds. */
  readonly until: bigint;
}

/**
 * A dealer's bonds while it quotes. Firm quotes take hold of the units that they may cost, so that all of them together never
 * promise more than is there. What was traded it is told by whoever watches the chain.
 */
export class Inventory {
  readonly #positions: Map<string, Position>;
  #reservations: Reservation[] = [];

  /** @param positions one for a bond */
  constructor(positions: readonly Position[]) {
    this.#positions = new Map(positions.map((position) => [position.isin, position]));
  }

  position(isin: string): Position | undefined {
    return this.#positions.get(isin);
  }

  /**
   * Units of a bond that can still be promised on a side: what is there to sell, or room to buy.
   *
   * @param now in milliseconds
   */
  available(isin: string, side: Side, now: bigint): bigint {
    const position = this.#positions.get(isin);
    if (position === undefined) return 0n;
    this.#reservations = this.#reservations.filter(({ until }) => until > now);
    const held = this.#reservations
      .filter((each) => each.isin === isin && each.side === side)
      .reduce((sum, { units }) => sum + units, 0n);
    const left = side === "seller" ? position.units : position.mostUnits - position.units;
    return left > held ? left - held : 0n;
  }

  /** Takes hold of units for a quote. */
  reserve(reservation: Reservation): void {
    this.#reservations.push(reservation);
  }

  /** Lets go of what was held for a request, once nothing can come of it any more: its quotes are cancelled on the chain. */
  release(request: string): void {
    this.#reservations = this.#reservations.filter((each) => each.request !== request);
  }

  /** A quote was accepted: the units have changed hands, and what was held for its request is let go. */
  trade({ request, isin, side, units }: Omit<Reservation, "until">): void {
    this.release(request);
    const position = this.#positions.get(isin);
    if (position === undefined) return;
    const change = side === "seller" ? -units : units;
    this.#positions.set(isin, { ...position, units: position.units + change });
  }
}
