import type { Trade } from "../../trade/Trade.ts";
import { currencyKey } from "../../sets/tablesOf.ts";
import type { Kessai } from "../Kessai.ts";

/** The addresses of the tokens that trades name, each asked for once. */
export class TokenAddresses {
  readonly #kessai: Kessai;
  readonly #known = new Map<string, Promise<string>>();

  constructor(kessai: Kessai) {
    this.#kessai = kessai;
  }

  /** The bond of a trade. */
  bond({ isin }: Pick<Trade, "isin">): Promise<string> {
    return this.#once(isin, () => this.#kessai.bondAddress(isin));
  }

  /** The money of a trade. */
  currency(name: Pick<Trade, "currency" | "settlementBank">): Promise<string> {
    return this.#once(currencyKey(name), () => this.#kessai.currencyAddress(name));
  }

  #once(key: string, ask: () => Promise<string>): Promise<string> {
    const known = this.#known.get(key) ?? ask();
    this.#known.set(key, known);
    return known;
  }
}
