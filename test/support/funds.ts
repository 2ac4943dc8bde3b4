import { TypedDataEncoder } from "ethers";
import type { BytesLike } from "ethers";

import type { Trade } from "../../sdk/trade/Trade.ts";
import type { FundAccount } from "../../typechain-types/index.ts";
import type { Desk } from "./blocks.ts";
import {
  acceptBlock,
  directTrades,
  fundAt,
  fundContract,
  fundParts,
  fundsSide,
  traderQuote,
  under,
} from "./blocks.ts";
import { must } from "./must.ts";
import type { QuotedSide } from "./quotes.ts";
import { THEN } from "./trading.ts";
import type { Signer } from "./useWorld.ts";
import { DAY, START } from "./world.ts";

/** The second in which a fund's account was opened. */
export async function openedAt(m: Desk, fund: FundAccount): Promise<number> {
  const [opened] = await fund.queryFilter(fund.filters.FundAccountOpened());
  return must((await m.ethers.provider.getBlock(must(opened).blockNumber)) ?? undefined).timestamp;
}

/** Has the trader accept 10 units for the first fund under a ticket, for later; its trade. */
export async function tradeOfFund(
  m: Desk,
  side: QuotedSide,
  { then = THEN.match }: { then?: number } = {},
): Promise<Trade> {
  const quote = traderQuote(m, { side });
  const parts = fundParts(m, 10n);
  const ticket = m.funds.ticket({
    side: fundsSide(side),
    split: [{ account: fundAt(m, 0), quantity: 10n }],
  });
  await acceptBlock(
    m,
    quote,
    { allocations: [...parts], then, ...(await under(m, ticket)) },
    { by: m.funds.trader },
  );
  return must(directTrades(m, quote, parts)[0]);
}

// ------------------------------------------------------------------ instructions

/** What a manager has the custodian do. */
export interface Instruction {
  readonly target: string;
  readonly data: BytesLike;
  readonly validUntil: number;
  readonly salt: string;
}

export const INSTRUCTION_TYPES = {
  Instruction: [
    { name: "target", type: "address" },
    { name: "data", type: "bytes" },
    { name: "validUntil", type: "uint40" },
    { name: "salt", type: "bytes32" },
  ],
};

/** A payment of the first fund's to the investor. */
export async function payment(
  m: Desk,
  amount: bigint,
  fields: Partial<Instruction> = {},
): Promise<Instruction> {
  return {
    target: await m.cash.getAddress(),
    data: m.cash.interface.encodeFunctionData("transfer", [m.investor.address, amount]),
    validUntil: START + DAY,
    salt: "0x" + "00".repeat(32),
    ...fields,
  };
}

/** Its EIP-712 struct hash, by which events and errors name it. */
export const instructionId = (instruction: Instruction): string =>
  TypedDataEncoder.hashStruct("Instruction", INSTRUCTION_TYPES, instruction);

/** The domain in which the managers of a fund sign. */
export async function fundDomain(m: Desk, fund: FundAccount) {
  return {
    name: "Kessai Fund Account",
    version: "1",
    chainId: m.rfqDomain.chainId,
    verifyingContract: await fund.getAddress(),
  };
}

export const signInstruction = async (
  m: Desk,
  instruction: Instruction,
  { signer = m.funds.manager, fund = fundContract(m, 0) }: { signer?: Signer; fund?: FundAccount } = {},
): Promise<string> => await signer.signTypedData(await fundDomain(m, fund), INSTRUCTION_TYPES, instruction);
