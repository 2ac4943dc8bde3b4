import { expect } from "chai";

import type { BlockStruct, Desk } from "./blocks.ts";
import { acceptanceHash, everybodysHoldings } from "./blockRecords.ts";
import { acceptBlock, agentQuote, clientParts } from "./blocks.ts";
import type { QuoteStruct } from "./quotes.ts";
import { fixNextSecond } from "./settlement.ts";
import type { Signer } from "./useWorld.ts";
import { ISIN } from "./world.ts";

/** Seconds in which the dealer of these quotes must confirm. */
export const LOOK = 120;

/** An acceptance that waits for its dealer. */
export interface Waiting {
  readonly quote: QuoteStruct;
  readonly quoteId: string;
  readonly block: BlockStruct;
  readonly by: Signer;
  readonly deadline: number;
  /** Hash of the acceptance. */
  readonly hash: string;
}

/** A quote with last look that the agent may accept for its clients. */
export const lookedAt = (m: Desk, fields: Partial<QuoteStruct> = {}): QuoteStruct =>
  agentQuote(m, { lastLook: LOOK, ...fields });

/** Somebody accepts, and the dealer has so many seconds from then. */
export async function wait(
  m: Desk,
  quote: QuoteStruct,
  fields: Partial<BlockStruct>,
  by: Signer = m.agent,
): Promise<Waiting> {
  const block = m.block(fields);
  const signature = await m.signQuote(quote);
  const deadline = (await fixNextSecond(m)) + LOOK;
  await acceptBlock(m, quote, block, { by, signature });
  return {
    quote,
    quoteId: await m.rfq.quoteId(quote),
    block,
    by,
    deadline,
    hash: acceptanceHash(m, block, by.address, deadline),
  };
}

/** The agent accepts three units for two clients. */
export const waitForClients = async (
  m: Desk,
  fields: Partial<BlockStruct> = {},
  quote = lookedAt(m),
): Promise<Waiting> => await wait(m, quote, { allocations: [...clientParts(m, 1n, 2n)], ...fields });

/** The dealer, or somebody for it, confirms. */
export const confirm = (m: Desk, { quote, block, by, deadline }: Waiting, sender: Signer = m.dealer) =>
  m.rfq.connect(sender).confirm(quote, block, by, deadline);

/** Units that the dealer has sold less units that it has bought, as the market counts them. */
export const netOf = async (m: Desk): Promise<bigint> => (await m.rfq.exposureOf(m.dealer, ISIN)).net;

/** Says that a confirmation is refused, and that the acceptance waits on. */
export async function expectWaitsOn(m: Desk, waiting: Waiting, run: () => Promise<unknown>): Promise<void> {
  const before = await everybodysHoldings(m);
  await run();
  expect(await everybodysHoldings(m)).to.deep.equal(before);
  expect(await m.rfq.awaitedOf(waiting.quoteId)).to.equal(waiting.hash);
  expect(await netOf(m)).to.equal(0n);
}
