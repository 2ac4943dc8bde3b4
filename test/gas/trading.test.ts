import type { ContractTransactionResponse } from "ethers";
import { id } from "ethers";

import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import type { Market } from "../support/trading.ts";
import { linkOf } from "../support/blocks.ts";
import { fundsOf, KIND, marketOf, THEN } from "../support/trading.ts";
import { ISIN, world } from "../support/world.ts";

/** Both parties hold both tokens, and have traded with each other before, as in the other figures for one trade. */
describe("gas of trading", () => {
  const gas = new GasSnapshot("trading");
  let m: Market;

  before(async () => {
    const w = await world();
    m = { ...w, ...(await marketOf(w)) };
  });

  after(() => {
    gas.compare();
  });

  async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return receipt.gasUsed;
  }

  async function accept(
    sequence: bigint,
    then: number,
    kind: number = KIND.singleUse,
    of = sequence,
  ): Promise<bigint> {
    const quote = m.quote({ sequence: of, kind });
    return await gasOf(
      m.rfq.connect(m.investor).accept(quote, await m.signQuote(quote), m.acceptance({ sequence, then })),
    );
  }

  it("measures quotes that are accepted and settled at once", async () => {
    gas.check("acceptSettleFirstOfWord", await accept(0n, THEN.settle));
    gas.check("acceptSettle", await accept(1n, THEN.settle));
    gas.check("acceptSettleFirstPart", await accept(2n, THEN.settle, KIND.divisible));
    gas.check("acceptSettlePart", await accept(3n, THEN.settle, KIND.divisible, 2n));
  });

  it("measures quotes that are accepted for later", async () => {
    await accept(4n, THEN.match);
    gas.check("acceptMatch", await accept(5n, THEN.match));
    gas.check("acceptEarmark", await accept(6n, THEN.earmark));
  });

  it("measures what a dealer takes back, and how it limits itself", async () => {
    const { rfq, dealer } = m;
    gas.check("setExposure", await gasOf(rfq.connect(dealer).setExposure(ISIN, 500n, 500n)));
    gas.check("cancelQuote", await gasOf(rfq.connect(dealer).cancelQuotes(dealer, 130n, 130n)));
    gas.check("cancelQuotes1000", await gasOf(rfq.connect(dealer).cancelQuotes(dealer, 1_000n, 1_999n)));
    gas.check("cancelAllQuotes", await gasOf(rfq.connect(dealer).cancelAllQuotes(dealer, 2_000n)));
  });

  it("measures a block for two funds under a ticket, settled at once", async () => {
    const funds = await fundsOf(m, { count: 2 });
    const quote = m.quote({ sequence: 3_000n, investor: funds.trader.address });
    const ticket = funds.ticket();
    const block = m.block({
      allocations: ticket.split.map(({ account, quantity }) => ({ account, quantity, sequence: 0n })),
      ticket,
      ticketSignature: await m.signTicket(ticket, funds.manager),
    });
    const sent = m.rfq.connect(funds.trader).acceptBlock(quote, await m.signQuote(quote), block);
    gas.check("acceptBlock2FundsSettle", await gasOf(sent));
  });

  it("measures a give-up: two linked trades, settled at once", async () => {
    let used = 0n;
    for (const [index, sequence] of [3_001n, 3_002n].entries()) {
      const quote = m.quote({ sequence, broker: m.broker.address });
      const giveUp = m.giveUp({ salt: id(`consent ${sequence}`) });
      const allocations = [{ account: m.investor.address, quantity: 3n, sequence: 0n }];
      const { set } = await linkOf(m, quote, allocations, { first: 2n * BigInt(index) });
      const block = m.block({ allocations, giveUp, giveUpSignature: await m.signGiveUp(giveUp), set });
      used = await gasOf(m.rfq.connect(m.investor).acceptBlock(quote, await m.signQuote(quote), block));
    }
    gas.check("acceptThroughBrokerSettle", used);
  });
});
