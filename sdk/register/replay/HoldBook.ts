import type { ChainEvent } from "../../events/ChainEvent.ts";
import { EventFields } from "./EventFields.ts";

interface Leg {
  readonly account: string;
  readonly units: bigint;
}

/** The seller's side (ITrades.Side), which delivers bonds. */
const SELLER = 0n;

/**
 * Units of one bond that are held for trades, from the events of its settlement contracts: the token records holds and
 * releases, but a hold that ends with its trade leaves with the units.
 */
export class HoldBook {
  readonly #isin: string;
  readonly #trades = new Set<string>();
  readonly #legs = new Map<string, Leg>();

  /** @param isin as the contracts have it: 12 bytes */
  constructor(isin: string) {
    this.#isin = isin;
  }

  /** Units held, by account. */
  get held(): ReadonlyMap<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const { account, units } of this.#legs.values())
      sums.set(account, (sums.get(account) ?? 0n) + units);
    return sums;
  }

  /** Takes in the next event of a settlement contract. */
  apply({ name, args, address }: ChainEvent): void {
    const fields = new EventFields(name, args);
    switch (name) {
      case "Instructed":
        if (fields.struct("trade").text("isin") === this.#isin) this.#trades.add(key(address, fields));
        return;
      case "LegHeld":
        if (fields.whole("side") === SELLER && this.#trades.has(key(address, fields)))
          this.#legs.set(key(address, fields), {
            account: fields.text("account"),
            units: fields.whole("amount"),
          });
        return;
      case "LegReleased":
        if (fields.whole("side") === SELLER) this.#legs.delete(key(address, fields));
        return;
      case "PartSettled": {
        const leg = this.#legs.get(key(address, fields));
        if (leg !== undefined)
          this.#legs.set(key(address, fields), { ...leg, units: leg.units - fields.whole("quantity") });
        return;
      }
      case "Settled":
      case "Delivered":
        this.#legs.delete(key(address, fields));
        return;
      default:
    }
  }
}

function key(address: string, fields: EventFields): string {
  return `${address}/${fields.text("id")}`;
}
