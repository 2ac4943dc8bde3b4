import type { HouseContract } from "./Deployment.ts";

/** Contracts of the house, however their library calls them. */
export type DeployedHouse = Readonly<Record<HouseContract, { getAddress: () => Promise<string> }>>;

/** The addresses of the house's contracts. */
export async function addressesOf(house: DeployedHouse): Promise<Readonly<Record<HouseContract, string>>> {
  return {
    manager: await house.manager.getAddress(),
    registry: await house.registry.getAddress(),
    bondFactory: await house.bondFactory.getAddress(),
    currencyFactory: await house.currencyFactory.getAddress(),
    escrow: await house.escrow.getAddress(),
    schedules: await house.schedules.getAddress(),
    taxTable: await house.taxTable.getAddress(),
    paymentAgent: await house.paymentAgent.getAddress(),
    redemptionAgent: await house.redemptionAgent.getAddress(),
    registerAnchors: await house.registerAnchors.getAddress(),
    offering: await house.offering.getAddress(),
    requestForQuote: await house.requestForQuote.getAddress(),
    fundAccountFactory: await house.fundAccountFactory.getAddress(),
  };
}
