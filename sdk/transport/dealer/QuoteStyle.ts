import type { QuoteKind } from "../../trading/Quote.ts";

/** How far, for how long and for how much a dealer's quotes bind it. */
export interface QuoteStyle {
  readonly kind: QuoteKind;
  /** Seconds for which a quote is valid after the moment by which its request was to be answered. */
  readonly validSeconds: bigint;
  /** Seconds that the dealer has to confirm what was accepted; zero when acceptance binds it at once. */
  readonly lastLookSeconds: bigint;
  /** Fewest units that it quotes for, and that can be accepted. */
  readonly minimumUnits: bigint;
  /** Most units that it quotes for. */
  readonly maximumUnits: bigint;
}
