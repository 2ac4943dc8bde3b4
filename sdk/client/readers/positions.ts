import { RegulatedToken__factory } from "../../../typechain-types/index.ts";
import type { Kessai } from "../Kessai.ts";

/** What an account has of one token. */
export interface PositionInfo {
  readonly account: string;
  readonly token: string;
  /** All its units. */
  readonly balance: bigint;
  /** Units of it that are earmarked for trades. */
  readonly held: bigint;
  /** Units that must not leave it; may exceed the balance. */
  readonly frozen: bigint;
  /** What it can dispose of. */
  readonly free: bigint;
  readonly accountFrozen: boolean;
}

/** Which positions to read. */
export interface PositionsOptions {
  readonly accounts: readonly string[];
  /** Addresses of bonds and currencies. */
  readonly tokens: readonly string[];
}

/** The positions of accounts in tokens, all at the same block: first by account, then by token. */
export async function positions(
  { provider }: Kessai,
  { accounts, tokens }: PositionsOptions,
): Promise<readonly PositionInfo[]> {
  const blockTag = await provider.getBlockNumber();
  const contracts = tokens.map((token) => ({
    token,
    contract: RegulatedToken__factory.connect(token, provider),
  }));
  const questions = accounts.flatMap((account) => contracts.map((each) => ({ account, ...each })));
  return Promise.all(
    questions.map(async ({ account, token, contract }) => {
      const { balance, held, frozen, free, accountFrozen } = await contract.positionOf(account, { blockTag });
      return { account, token, balance, held, frozen, free, accountFrozen };
    }),
  );
}
