import { expect } from "chai";
import { id } from "ethers";

import { MAX_UINT256 } from "../../support/actions.ts";
import type { Desk, TicketStruct } from "../../support/blocks.ts";
import { expectNothingHappens, fillsOf, marketEvents } from "../../support/blockRecords.ts";
import { acceptBlock, fundContract, fundParts, traderQuote, under, useDesk } from "../../support/blocks.ts";
import { DUTY } from "../../support/trading.ts";
import { FAR, SCOPES } from "../../support/world.ts";

describe("RequestForQuote.withdrawTicket", () => {
  const current = useDesk();

  const withdraw = (m: Desk, ticket: TicketStruct, by = m.funds.manager) =>
    m.rfq.connect(by).withdrawTicket(ticket);

  const execute = async (m: Desk, ticket: TicketStruct, sequence: bigint, units = [1n, 2n, 2n]) =>
    await acceptBlock(
      m,
      traderQuote(m, { sequence }),
      {
        allocations: fundParts(m, ...units).map((each) => ({ ...each, sequence })),
        ...(await under(m, ticket)),
      },
      { by: m.funds.trader },
    );

  describe("given a ticket that nobody has executed", () => {
    it("when its manager withdraws it, then nothing is left of it: TicketExceeded", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const ticketId = await m.rfq.ticketId(ticket);
      expect(await marketEvents(m, withdraw(m, ticket))).to.deep.equal([
        ["TicketWithdrawn", ticketId, m.funds.manager.address],
      ]);
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: MAX_UINT256, shares: [0n, 0n, 0n] });
      await expectNothingHappens(m, traderQuote(m), () =>
        expect(execute(m, ticket, 0n))
          .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
          .withArgs(ticketId, 5n, 0n),
      );
    });

    it("when another of the same terms is not withdrawn, then that is executed", async () => {
      const m = current();
      await withdraw(m, m.funds.ticket());
      await expect(execute(m, m.funds.ticket({ salt: id("another") }), 0n)).to.emit(m.rfq, "TicketUsed");
    });
  });

  describe("given a ticket of which a part was executed", () => {
    it("when its manager withdraws it, then what was executed stays so, and no more is", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const ticketId = await m.rfq.ticketId(ticket);
      await execute(m, ticket, 0n);
      await expect(withdraw(m, ticket)).to.emit(m.rfq, "TicketWithdrawn").withArgs(ticketId, m.funds.manager);
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: MAX_UINT256, shares: [1n, 2n, 2n] });
      await expect(execute(m, ticket, 1n))
        .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
        .withArgs(ticketId, 5n, 0n);
    });

    it("when it is withdrawn twice, then it stays so", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      await withdraw(m, ticket);
      await expect(withdraw(m, ticket)).to.emit(m.rfq, "TicketWithdrawn");
      expect((await fillsOf(m, ticket)).filled).to.equal(MAX_UINT256);
    });
  });

  describe("given who may withdraw it", () => {
    it("when it is not its manager, then it reverts with TicketNotYours", async () => {
      const m = current();
      const { manager, trader, custodian } = m.funds;
      const ticket = m.funds.ticket();
      await m.registry.connect(manager).appointOperator(m.agent, SCOPES.cancel | SCOPES.trade, FAR);
      for (const stranger of [trader, custodian, m.agent, m.dealer]) {
        await expect(withdraw(m, ticket, stranger))
          .to.be.revertedWithCustomError(m.rfq, "TicketNotYours")
          .withArgs(await m.rfq.ticketId(ticket), stranger);
      }
      await expect(execute(m, ticket, 0n)).to.emit(m.rfq, "TicketUsed");
    });

    it("when its manager has lost the duty, then it may still: it takes back its own word", async () => {
      const m = current();
      await fundContract(m, 0).assign(m.funds.manager, DUTY.none);
      await expect(withdraw(m, m.funds.ticket())).to.emit(m.rfq, "TicketWithdrawn");
    });

    it("when a ticket names somebody else as its manager, then it is another ticket", async () => {
      const m = current();
      const { trader } = m.funds;
      const copy = m.funds.ticket({ manager: trader.address });
      await withdraw(m, copy, trader);
      expect((await fillsOf(m, m.funds.ticket())).filled).to.equal(0n);
      await expect(execute(m, m.funds.ticket(), 0n)).to.emit(m.rfq, "TicketUsed");
    });
  });
});
