import { Kessai } from "../../../sdk/client/Kessai.ts";
import { addressesOf } from "../../../sdk/deployments/addressesOf.ts";
import type { Deployment } from "../../../sdk/deployments/Deployment.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { DAY, START, world } from "../../support/world.ts";

/** The contract tests' world, seen through the library. */
export async function house() {
  const all = await world();
  const { ethers } = all;
  const { chainId } = await ethers.provider.getNetwork();
  const deployment: Deployment = {
    network: "hardhat",
    chainId,
    block: 0,
    addresses: await addressesOf(all),
  };
  const kessai = new Kessai({ runner: ethers.provider, deployment });
  const readable = (fields: Partial<Trade> = {}): Trade => ({
    isin: "JP3633400001",
    currency: "JPY",
    settlementBank: all.settlementBank.address,
    seller: all.seller.address,
    buyer: all.buyer.address,
    quantity: 3n,
    amount: 300_123_456n,
    tradeDate: BigInt(START),
    settleFrom: BigInt(START),
    settleBy: BigInt(START + 10 * DAY),
    venue: ethers.ZeroAddress,
    sequence: 0n,
    commonReference: "KESSAI-0001",
    minimumPart: 0n,
    ...fields,
  });
  const names = (account: string): string | undefined =>
    (["seller", "buyer", "issuer", "settlementBank", "outsider"] as const).find(
      (name) => all[name].address === account,
    );
  return { ...all, kessai, deployment, readable, names };
}
