import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";

/** How far a dealer may be taken up on its quotes for a bond, and how far it was. In units. */
export interface DealerExposure {
  /** Whether the dealer has ever set limits for the bond; without, its quotes cannot be accepted. */
  readonly isSet: boolean;
  readonly sellCap: bigint;
  readonly buyCap: bigint;
  /** Sold less bought since the limits were set. */
  readonly net: bigint;
  /** Quotes with a lower number are cancelled. */
  readonly floor: bigint;
}

/** The limits of a dealer in a bond. */
export async function exposure(
  { requestForQuote }: Kessai,
  { dealer, isin }: { readonly dealer: string; readonly isin: string },
): Promise<DealerExposure> {
  const { isOpen, sellCap, buyCap, net, floor } = await requestForQuote.exposureOf(
    dealer,
    encodeAscii(isin, 12),
  );
  return { isSet: isOpen, sellCap, buyCap, net, floor };
}
