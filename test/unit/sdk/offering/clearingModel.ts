import type { ClearBookOptions } from "../../../../sdk/offering/clearBook.ts";

/** Every price of the range from the highest down: the second model of clearing, which looks at all of them. */
export function pricesByScan({
  priceFloor,
  priceCap,
  priceTick,
}: Pick<ClearBookOptions, "priceFloor" | "priceCap" | "priceTick">): readonly bigint[] {
  const prices = new Set<bigint>();
  for (let price = priceFloor; price <= priceCap; price += priceTick) prices.add(price);
  prices.add(priceCap);
  return [...prices].toReversed();
}

/** Units asked for at a price. */
export function demandByScan({ orders, spreadAt }: ClearBookOptions, price: bigint): bigint {
  let units = 0n;
  for (const order of orders) {
    const hasNoSpreadLimit = order.minimumSpreadE8 === -549_755_813_888n;
    if (order.maximumPrice < price) continue;
    if (hasNoSpreadLimit || !(spreadAt(price) < order.minimumSpreadE8)) units += order.units;
  }
  return units;
}
