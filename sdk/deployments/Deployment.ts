/** The contracts of the house, each deployed once; bonds and currencies follow from the factories. */
export const HOUSE_CONTRACTS = {
  manager: "DutyManager",
  registry: "ParticipantRegistry",
  bondFactory: "BondFactory",
  currencyFactory: "CurrencyFactory",
  escrow: "DvPEscrow",
  schedules: "BondSchedules",
  taxTable: "TaxTable",
  paymentAgent: "PaymentAgent",
  redemptionAgent: "RedemptionAgent",
  registerAnchors: "RegisterAnchors",
  offering: "Offering",
  requestForQuote: "RequestForQuote",
  fundAccountFactory: "FundAccountFactory",
} as const;

/** A contract of the house by its short name. */
export type HouseContract = keyof typeof HOUSE_CONTRACTS;

/** Where a house stands. */
export interface Deployment {
  /** Name of the network, which is also the name of its folder in deployments/. */
  readonly network: string;
  readonly chainId: bigint;
  readonly addresses: Readonly<Record<HouseContract, string>>;
  /** No event of the house is in a block before this one. */
  readonly block: number;
}
