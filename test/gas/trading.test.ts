import type { ContractTransactionResponse } from "ethers";

import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";
import type { Market } from "../support/trading.ts";
import { KIND, marketOf, THEN } from "../support/trading.ts";
import { world } from "../support/world.ts";

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
});
