import { encodeTrade } from "../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Desk, Link, Part } from "./blocks.ts";
import { acceptBlock, brokeredQuote, clientParts, consentTo, linkOf, through } from "./blocks.ts";
import type { QuoteStruct } from "./quotes.ts";
import { scheduleCourtOrder } from "./settlement.ts";
import { THEN } from "./trading.ts";
import { EVIDENCE } from "./world.ts";

/** How a link is made. */
export interface Linking {
  readonly quote?: Partial<QuoteStruct>;
  readonly parts?: readonly Part[];
  readonly then?: number;
}

/** Has the agent accept for clients through the broker, for later. */
export async function makeLink(
  m: Desk,
  { quote: fields = {}, parts = clientParts(m, 1n, 2n), then = THEN.match }: Linking = {},
): Promise<Link> {
  const quote = brokeredQuote(m, fields);
  const first = await m.rfq.nextLinkedSequence();
  await acceptBlock(m, quote, {
    allocations: [...parts],
    then,
    ...(await through(m, consentTo(m, m.agent))),
  });
  return await linkOf(m, quote, parts, { first });
}

/** A court has one trade cancelled. */
export async function cancelByCourt(m: Desk, trade: Trade): Promise<void> {
  const send = await scheduleCourtOrder(m, encodeTrade(trade), EVIDENCE);
  await send();
}
