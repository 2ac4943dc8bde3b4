import { expect } from "chai";
import { Signature, ZeroHash } from "ethers";

import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { QUOTE_TYPES } from "../../../sdk/trading/quoteTypes.ts";
import { Blocks__factory } from "../../../typechain-types/index.ts";
import type { Desk } from "../../support/blocks.ts";
import { everybodysHoldings } from "../../support/blockRecords.ts";
import { agentQuote, clientParts, directTrades, useDesk } from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { withWord } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";
import { ISIN } from "../../support/world.ts";

describe("RequestForQuote.blockRoom", () => {
  const current = useDesk();

  const roomOf = async (m: Desk) => Blocks__factory.connect(await m.rfq.blockRoom(), m.agent);

  it("given the market, then its room knows the same settlement and registry, and remembers nothing", async () => {
    const m = current();
    const room = await roomOf(m);
    expect(await room.escrow()).to.equal(await m.escrow.getAddress());
    expect(await room.registry()).to.equal(await m.registry.getAddress());
    expect(await m.rfq.escrow()).to.equal(await m.escrow.getAddress());
    expect(await m.rfq.registry()).to.equal(await m.registry.getAddress());
    expect((await room.exposureOf(m.dealer, ISIN)).isOpen).to.equal(false);
    expect((await m.rfq.exposureOf(m.dealer, ISIN)).isOpen).to.equal(true);
  });

  it("given a block that is brought to the room itself, then a quote for the market is none for it: QuoteInvalidSignature", async () => {
    const m = current();
    const room = await roomOf(m);
    const quote = agentQuote(m);
    const block = m.block({ allocations: [...clientParts(m, 1n, 2n)] });
    await expect(room.acceptBlock(quote, await m.signQuote(quote), block))
      .to.be.revertedWithCustomError(room, "QuoteInvalidSignature")
      .withArgs(await m.rfq.quoteId(quote), m.dealer);
  });

  it("given a dealer that signs for the room itself, then that acts for nobody: TradeNotAuthorised", async () => {
    const m = current();
    const room = await roomOf(m);
    await room.connect(m.dealer).setExposure(ISIN, 9n, 9n);
    const quote = agentQuote(m);
    const domain = { ...m.rfqDomain, verifyingContract: await room.getAddress() };
    const signature = Signature.from(await m.dealer.signTypedData(domain, QUOTE_TYPES, quote));
    const parts = clientParts(m, 1n, 2n);
    const before = await everybodysHoldings(m);
    for (const then of Object.values(THEN)) {
      const block = m.block({ allocations: [...parts], then });
      await expect(room.acceptBlock(quote, signature.compactSerialized, block))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(must(directTrades(m, quote, parts)[0])), room, m.dealer);
    }
    expect(await everybodysHoldings(m)).to.deep.equal(before);
    expect(await room.awaitedOf(await m.rfq.quoteId(quote))).to.equal(ZeroHash);
  });

  describe("given a block whose calldata says what cannot be", () => {
    /** Words before the block: the quote, the places of signature and block, the signature's length and its two words. */
    const BLOCK = 20 + 2 + 3;
    /** Where its allocations begin, with how many they are: behind its head, of which the consent has ten words. */
    const ALLOCATIONS = BLOCK + 18;
    const impossible = [
      ["next step", BLOCK + 1, 3n],
      ["next step", BLOCK + 1, 1n << 255n],
      ["account", ALLOCATIONS + 1, 1n << 160n],
      ["quantity", ALLOCATIONS + 2, 1n << 112n],
      ["number", ALLOCATIONS + 3, 1n << 48n],
    ] as const;
    for (const [what, index, bits] of impossible) {
      it(`when its ${what} has the bits ${bits.toString(16)}, then it reverts with FailedCall`, async () => {
        const m = current();
        const quote = agentQuote(m);
        const block = m.block({ allocations: [...clientParts(m, 1n)], then: THEN.match });
        const { data, to } = await m.rfq
          .connect(m.agent)
          .acceptBlock.populateTransaction(quote, await m.signQuote(quote), block);
        await m.agent.call({ to, data });
        await expect(
          m.agent.call({ to, data: withWord(data, index, (word) => word | bits) }),
        ).to.be.revertedWithCustomError(m.rfq, "FailedCall");
      });
    }
  });
});
