import type { PricedBond } from "../../trading/quoteTerms.ts";
import type { FilePrice } from "./PriceFile.ts";
import type { Pricer } from "./Pricer.ts";
import { priceRequest } from "./priceRequest.ts";

/** What `filePricer` works on. */
export interface FilePricerOptions {
  /** As `parsePriceFile` gives them: one for a bond and a side. */
  readonly prices: readonly FilePrice[];
  /** The bonds that are quoted, by ISIN. */
  readonly bonds: ReadonlyMap<string, PricedBond>;
}

/** A pricer whose prices stand in a file, by bond and side. What is not there is passed. */
export function filePricer({ prices, bonds }: FilePricerOptions): Pricer {
  return {
    price: (request) => {
      const side = request.side === "buyer" ? "seller" : "buyer";
      const found = prices.find((each) => each.isin === request.isin && each.side === side);
      const bond = bonds.get(request.isin);
      if (found === undefined || bond?.termSheet.currency !== request.currency) {
        return { kind: "pass", reason: "not quoted" };
      }
      return priceRequest({ request, bond, cleanPrice: found.price, style: found });
    },
  };
}
