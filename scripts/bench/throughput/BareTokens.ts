import { concat, toBeHex, ZeroHash } from "ethers";

import type { Trade } from "../../../sdk/trade/Trade.ts";
import { bareSwapCode } from "./bareSwapCode.ts";
import { bareTokenCode } from "./bareTokenCode.ts";
import type { LocalSigner } from "./LocalSigner.ts";

/** What everybody has of each token. */
const PLENTY = 2n ** 120n;

/** Two bare ERC-20 and a contract that exchanges them pair by pair without looking at anything: the least there is to do. */
export class BareTokens {
  /** The contract that exchanges. */
  readonly address: string;

  private constructor(address: string) {
    this.address = address;
  }

  /** Deploys them and gives everybody plenty. */
  static async deploy(accounts: readonly string[], signer: LocalSigner): Promise<BareTokens> {
    const bond = await create(bareTokenCode(), signer);
    const cash = await create(bareTokenCode(), signer);
    const swap = await create(bareSwapCode(bond, cash), signer);
    const word = (value: string | bigint): string => toBeHex(value, 32);
    const gifts = accounts.flatMap((account) =>
      [bond, cash].map((to) => ({
        to,
        data: concat([ZeroHash.slice(0, 10), word(swap), word(account), word(PLENTY)]),
      })),
    );
    await Promise.all(gifts.map(async (gift) => (await signer.sendTransaction(gift)).wait()));
    return new BareTokens(swap);
  }

  /** The calldata that exchanges what these trades do. */
  encode(trades: readonly Trade[]): string {
    return concat(
      trades.flatMap(({ seller, buyer, quantity, amount }) => [
        seller,
        buyer,
        toBeHex(quantity, 16),
        toBeHex(amount, 16),
      ]),
    );
  }
}

async function create(code: string, signer: LocalSigner): Promise<string> {
  const receipt = await (await signer.sendTransaction({ data: code })).wait();
  const address = receipt?.contractAddress ?? undefined;
  if (address === undefined) throw new Error("a bare contract could not be created");
  return address;
}
