/** What a trade of an offering is; it ends the trade's common reference, behind the ISIN. */
export const OFFERING_TRADE_KINDS = { firm: "FIRM", pot: "POT", underwritten: "UW", fee: "FEE" } as const;

/** The kind of a trade of an offering. */
export type OfferingTradeKind = keyof typeof OFFERING_TRADE_KINDS;

/** The common reference of a trade of an offering, as contracts/issuance/Allotments.sol writes it. */
export function offeringReference(isin: string, kind: OfferingTradeKind): string {
  return `${isin}${OFFERING_TRADE_KINDS[kind]}`;
}
