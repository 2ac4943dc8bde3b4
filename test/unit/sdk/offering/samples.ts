import { getAddress, id, toBeHex, Wallet, ZeroAddress } from "ethers";

import type { BookOrder } from "../../../../sdk/offering/BookOrder.ts";
import type { BookEntry, OfferingBook } from "../../../../sdk/offering/OfferingBook.ts";
import { offeringDomain } from "../../../../sdk/offering/offeringDomain.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import type { Order, SignedOrder } from "../../../../sdk/offering/Order.ts";
import { orderCommitment } from "../../../../sdk/offering/orderHash.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";

/** An account that is nothing but its number. */
export const accountOf = (number: number): string => getAddress(toBeHex(number, 20));

export const ISIN = "JP3633400001";
export const LEAD = accountOf(0xf1);
export const FIRM = accountOf(0xf2);
export const ISSUER = accountOf(0xe1);
export const STRANGER = accountOf(0x99);
export const DOMAIN = offeringDomain({ chainId: 31_337n, offering: accountOf(0x0ff) });

const wallets = new Map<number, Wallet>();

/** The wallet of an investor, by its number. */
export function investor(number: number): Wallet {
  const wallet = wallets.get(number) ?? new Wallet(id(`investor ${number}`));
  wallets.set(number, wallet);
  return wallet;
}

/** Ten units from the pot of account 1 at 100 at most, unless said otherwise. */
export const sampleOrder = (fields: Partial<Order> = {}): Order => ({
  isin: ISIN,
  offering: 0n,
  investor: accountOf(1),
  firm: ZeroAddress,
  units: 10n,
  minimumUnits: 1n,
  maximumPrice: 100n,
  minimumSpreadE8: NO_SPREAD_LIMIT,
  salt: id("salt"),
  ...fields,
});

/** Orders of accounts 1, 2, 3 and so on at positions 0, 1, 2. */
export const bookOrders = (all: readonly Partial<Order>[]): readonly BookOrder[] =>
  all.map((fields, index) => ({
    position: BigInt(index),
    order: sampleOrder({ investor: accountOf(index + 1), ...fields }),
  }));

/** An order of an investor with a wallet, signed by it. */
export function signedBy(number: number, fields: Partial<Order> = {}): Promise<SignedOrder> {
  const wallet = investor(number);
  const order = sampleOrder({ investor: wallet.address, salt: id(`salt ${number}`), ...fields });
  return signOrder(wallet, { domain: DOMAIN, order });
}

/** The entry of an order in the book, by the lead manager unless said otherwise. */
export const entryOf = (
  position: bigint,
  { order }: SignedOrder,
  fields: Partial<BookEntry> = {},
): BookEntry => ({
  position,
  commitment: orderCommitment(order),
  enteredBy: LEAD,
  isWithdrawn: false,
  ...fields,
});

/** The book of the first offering of the bond, by two firms. */
export const bookOf = (entries: readonly BookEntry[]): OfferingBook => ({
  isin: ISIN,
  offering: 0n,
  issuer: ISSUER,
  syndicate: [LEAD, FIRM],
  entries,
});

/** One basis point less for every 1 that the price is higher; 10 basis points at 100. */
export const spreadAt = (price: bigint): bigint => (110n - price) * 10_000n;
