import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { GIVE_UP_TYPES } from "../../../sdk/trading/giveUpTypes.ts";
import { TICKET_TYPES } from "../../../sdk/trading/ticketTypes.ts";
import type { SmartWallet } from "../../../typechain-types/index.ts";
import { SmartWallet__factory } from "../../../typechain-types/index.ts";
import type { BlockStruct, Desk } from "../../support/blocks.ts";
import { everybodysHoldings, expectNothingHappens, giveUpIdOf } from "../../support/blockRecords.ts";
import {
  acceptBlock,
  consentTo,
  fundParts,
  linkOf,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { afterTrades, allHoldings } from "../../support/sets.ts";
import { ANSWER } from "../../support/settlement.ts";
import { DUTY, THEN } from "../../support/trading.ts";
import { COMMITMENT, FAR, QII, SCOPES } from "../../support/world.ts";

const WALLET_GAS = 500_000n;
const NAY = ["nothing", "noData", "dirtyMagic", "failure"] as const;

describe("RequestForQuote.acceptBlock: contract accounts that sign (ERC-1271)", () => {
  const current = useDesk();

  /** A wallet of somebody's. */
  async function walletOf(owner: Desk["dealer"]): Promise<{ wallet: SmartWallet; address: string }> {
    const wallet = await new SmartWallet__factory(owner).deploy(owner);
    return { wallet, address: await wallet.getAddress() };
  }

  describe("given a manager that is a contract", () => {
    /** A wallet with the manager's duty in every fund, and a block under its ticket. */
    async function managed(m: Desk, fields: Partial<BlockStruct> = {}) {
      const { wallet, address } = await walletOf(m.funds.manager);
      for (const fund of m.funds.accounts) await fund.assign(address, DUTY.manager);
      const ticket = m.funds.ticket({ manager: address });
      const ticketId = await m.rfq.ticketId(ticket);
      const block = {
        allocations: [...fundParts(m, 2n, 4n, 4n)],
        ticket,
        ticketSignature: await m.funds.manager.signTypedData(m.rfqDomain, TICKET_TYPES, ticket),
        ...fields,
      };
      return { wallet, address, ticket, ticketId, block };
    }

    it("when its owner signs, then the ticket is the wallet's", async () => {
      const m = current();
      const { address, ticket, ticketId, block } = await managed(m);
      const quote = traderQuote(m);
      await expect(acceptBlock(m, quote, block, { by: m.funds.trader }))
        .to.emit(m.rfq, "TicketUsed")
        .withArgs(ticketId, address, m.funds.trader, await m.rfq.quoteId(quote), 10n, 10n, ticket.compliance);
    });

    it("when somebody else signs, then it reverts with TicketInvalidSignature", async () => {
      const m = current();
      const { address, ticket, ticketId, block } = await managed(m);
      const ticketSignature = await m.funds.trader.signTypedData(m.rfqDomain, TICKET_TYPES, ticket);
      await expectNothingHappens(m, traderQuote(m), () =>
        expect(acceptBlock(m, traderQuote(m), { ...block, ticketSignature }, { by: m.funds.trader }))
          .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
          .withArgs(ticketId, address),
      );
    });

    for (const answer of NAY) {
      it(`when it answers with ${answer}, then that is no: TicketInvalidSignature`, async () => {
        const m = current();
        const { wallet, address, ticketId, block } = await managed(m);
        await wallet.setAnswer(ANSWER[answer], ZeroAddress, "0x");
        await expect(acceptBlock(m, traderQuote(m), block, { by: m.funds.trader }))
          .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
          .withArgs(ticketId, address);
      });
    }

    it("when it says yes to anything, then no signature is needed: it has decided", async () => {
      const m = current();
      const { wallet, block } = await managed(m, { ticketSignature: "0x" });
      await wallet.setAnswer(ANSWER.everything, ZeroAddress, "0x");
      await expect(acceptBlock(m, traderQuote(m), block, { by: m.funds.trader })).to.emit(
        m.rfq,
        "TicketUsed",
      );
    });

    it("when it would execute its ticket from within the question, then it cannot: nothing can change there", async () => {
      const m = current();
      const { wallet, address, ticketId, ticket, block } = await managed(m);
      const data = m.rfq.interface.encodeFunctionData("withdrawTicket", [ticket]);
      await wallet.setAnswer(ANSWER.ifCalled, m.rfq, data);
      await expect(acceptBlock(m, traderQuote(m), block, { by: m.funds.trader }))
        .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
        .withArgs(ticketId, address);
      await wallet.connect(m.funds.manager).execute(m.rfq, data);
      await wallet.setAnswer(ANSWER.ownersOnly, ZeroAddress, "0x");
      await expect(acceptBlock(m, traderQuote(m), block, { by: m.funds.trader }))
        .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
        .withArgs(ticketId, 10n, 0n);
    });

    it("when the call has too little gas to ask it, then it reverts with TradeWalletOutOfGas", async () => {
      const m = current();
      const { address, block } = await managed(m);
      const quote = traderQuote(m);
      const call = m.rfq
        .connect(m.funds.trader)
        .acceptBlock(quote, await m.signQuote(quote), m.block(block), { gasLimit: 480_000n });
      await expect(call)
        .to.be.revertedWithCustomError(m.escrow, "TradeWalletOutOfGas")
        .withArgs(address, WALLET_GAS);
    });
  });

  describe("given a broker that is a contract", () => {
    /** A wallet that is admitted and has appointed the market, and a block through it, under a ticket, settled at once. */
    async function brokered(m: Desk) {
      const { wallet, address } = await walletOf(m.broker);
      await m.registry.admit(address, QII, FAR, COMMITMENT);
      const appointment = m.registry.interface.encodeFunctionData("appointOperator", [
        await m.rfq.getAddress(),
        SCOPES.trade,
        FAR,
      ]);
      await wallet.execute(m.registry, appointment);
      const quote = traderQuote(m, { broker: address });
      const giveUp = consentTo(m, m.funds.trader, { broker: address, feePerUnit: 0n });
      const parts = fundParts(m, 2n, 4n, 4n);
      const link = await linkOf(m, quote, parts, { fee: 0n, broker: address });
      const block = {
        allocations: [...parts],
        then: THEN.settle,
        set: link.set,
        ...(await under(m, m.funds.ticket())),
        giveUp,
        giveUpSignature: await m.broker.signTypedData(m.rfqDomain, GIVE_UP_TYPES, giveUp),
      };
      return { wallet, address, quote, giveUp, giveUpId: giveUpIdOf(giveUp), link, block };
    }

    it("when its owner signs, then it stands between, and is left with nothing", async () => {
      const m = current();
      const { address, quote, link, block } = await brokered(m);
      const before = new Map([...(await everybodysHoldings(m)), ...(await allHoldings(m, [{ address }]))]);
      await acceptBlock(m, quote, block, { by: m.funds.trader });
      const after = new Map([...(await everybodysHoldings(m)), ...(await allHoldings(m, [{ address }]))]);
      expect(after).to.deep.equal(afterTrades(before, link.all));
      expect(after.get(address)).to.deep.equal({ bonds: 0n, bondsHeld: 0n, cash: 0n, cashHeld: 0n });
    });

    it("when somebody else signs, then it reverts with GiveUpInvalidSignature; when its operator in scope trade does, it is signed", async () => {
      const m = current();
      const { wallet, address, quote, giveUp, giveUpId, block } = await brokered(m);
      const giveUpSignature = await m.agent.signTypedData(m.rfqDomain, GIVE_UP_TYPES, giveUp);
      const accept = () => acceptBlock(m, quote, { ...block, giveUpSignature }, { by: m.funds.trader });
      await expect(accept())
        .to.be.revertedWithCustomError(m.rfq, "GiveUpInvalidSignature")
        .withArgs(giveUpId, address);
      const appointment = m.registry.interface.encodeFunctionData("appointOperator", [
        m.agent.address,
        SCOPES.trade,
        FAR,
      ]);
      await wallet.execute(m.registry, appointment);
      await expect(accept()).to.emit(m.rfq, "GivenUp");
    });

    for (const answer of NAY) {
      it(`when it answers with ${answer}, then that is no: GiveUpInvalidSignature`, async () => {
        const m = current();
        const { wallet, address, quote, giveUpId, block } = await brokered(m);
        await wallet.setAnswer(ANSWER[answer], ZeroAddress, "0x");
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, block, { by: m.funds.trader }))
            .to.be.revertedWithCustomError(m.rfq, "GiveUpInvalidSignature")
            .withArgs(giveUpId, address),
        );
      });
    }

    it("when it says yes to anything, then no signature is needed; when it revokes, then it reverts with GiveUpExceeded", async () => {
      const m = current();
      const { wallet, quote, giveUp, giveUpId, block } = await brokered(m);
      await wallet.setAnswer(ANSWER.everything, ZeroAddress, "0x");
      const snapshot = await m.networkHelpers.takeSnapshot();
      await expect(
        acceptBlock(m, quote, { ...block, giveUpSignature: "0x" }, { by: m.funds.trader }),
      ).to.emit(m.rfq, "GivenUp");
      await snapshot.restore();
      await wallet.execute(m.rfq, m.rfq.interface.encodeFunctionData("revokeGiveUp", [giveUp]));
      await expect(acceptBlock(m, quote, block, { by: m.funds.trader }))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
        .withArgs(giveUpId, 10n, 0n);
    });

    it("when the call has too little gas to ask it, then it reverts with TradeWalletOutOfGas", async () => {
      const m = current();
      const { address, quote, block } = await brokered(m);
      const call = m.rfq
        .connect(m.funds.trader)
        .acceptBlock(quote, await m.signQuote(quote), m.block(block), { gasLimit: 480_000n });
      await expect(call)
        .to.be.revertedWithCustomError(m.escrow, "TradeWalletOutOfGas")
        .withArgs(address, WALLET_GAS);
    });
  });
});
