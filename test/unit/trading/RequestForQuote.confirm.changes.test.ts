import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Desk } from "../../support/blocks.ts";
import { acceptanceHash, giveUpIdOf } from "../../support/blockRecords.ts";
import {
  brokeredQuote,
  clientAt,
  clientParts,
  consentTo,
  directTrades,
  fundAt,
  fundContract,
  fundParts,
  part,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { confirm, expectWaitsOn, LOOK, lookedAt, wait, waitForClients } from "../../support/lastLook.ts";
import type { Waiting } from "../../support/lastLook.ts";
import { must } from "../../support/must.ts";
import { recordOf } from "../../support/sets.ts";
import { nextBlockAt } from "../../support/settlement.ts";
import { CASH_PER_UNIT, DUTY, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, ISIN, START } from "../../support/world.ts";

describe("RequestForQuote.confirm: what has changed", () => {
  const current = useDesk();

  describe("given something else than what was accepted", () => {
    const changes: readonly (readonly [string, (m: Desk, waiting: Waiting) => Partial<Waiting>])[] = [
      ["quantity", (m, { block }) => ({ block: { ...block, allocations: [...clientParts(m, 2n, 1n)] } })],
      [
        "account",
        (m, { block }) => ({
          block: {
            ...block,
            allocations: [part(clientAt(m, 0).address, 1n), part(clientAt(m, 2).address, 2n)],
          },
        }),
      ],
      [
        "number",
        (m, { block }) => ({
          block: {
            ...block,
            allocations: [part(clientAt(m, 0).address, 1n, 1n), part(clientAt(m, 1).address, 2n)],
          },
        }),
      ],
      ["next step", (_, { block }) => ({ block: { ...block, then: THEN.match } })],
      ["salt", (_, { block }) => ({ block: { ...block, salt: id("salt") } })],
      ["evidence", (_, { block }) => ({ block: { ...block, evidence: id("other answers") } })],
      ["ticket", (m, { block }) => ({ block: { ...block, ticket: m.funds.ticket() } })],
      ["ticket signature", (_, { block }) => ({ block: { ...block, ticketSignature: "0x00" } })],
      ["consent", (m, { block }) => ({ block: { ...block, giveUp: m.giveUp() } })],
      ["consent signature", (_, { block }) => ({ block: { ...block, giveUpSignature: "0x00" } })],
      ["set", (_, { block }) => ({ block: { ...block, set: "0x00" } })],
      ["caller", (m) => ({ by: clientAt(m, 0) })],
      ["deadline, later,", (_, { deadline }) => ({ deadline: deadline + 1 })],
      ["deadline, earlier,", (_, { deadline }) => ({ deadline: deadline - 1 })],
    ];
    for (const [what, change] of changes) {
      it(`when another ${what} is confirmed, then it reverts with QuoteNotAwaiting`, async () => {
        const m = current();
        const waiting = await waitForClients(m);
        const changed = { ...waiting, ...change(m, waiting) };
        const hash = acceptanceHash(m, changed.block, changed.by.address, changed.deadline);
        expect(hash).not.to.equal(waiting.hash);
        await expectWaitsOn(m, waiting, () =>
          expect(confirm(m, changed))
            .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
            .withArgs(waiting.quoteId, waiting.hash, hash),
        );
      });
    }

    it("when it is confirmed for another quote of the dealer, then it reverts with QuoteNotAwaiting", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      const dearer = lookedAt(m, { cashPerUnit: CASH_PER_UNIT + 1n });
      await expectWaitsOn(m, waiting, async () =>
        expect(confirm(m, { ...waiting, quote: dearer }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
          .withArgs(await m.rfq.quoteId(dearer), ZeroHash, waiting.hash),
      );
    });
  });

  describe("given what has changed since the acceptance", () => {
    it("when the caller is no longer operator of an account, then it reverts with QuoteNotAuthorised", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.registry.connect(clientAt(m, 1)).appointOperator(m.agent, 0, 0);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
          .withArgs(waiting.quoteId, m.agent, clientAt(m, 1)),
      );
    });

    it("when the dealer allows fewer units, or has cancelled all its quotes, then it reverts with QuoteExceedsExposure, QuoteCancelled", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.rfq.connect(m.dealer).setExposure(ISIN, 2n, 2n);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
          .withArgs(m.dealer, ISIN, 3n, 2n),
      );
      await m.rfq.connect(m.dealer).cancelAllQuotes(m.dealer, 0n);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
          .withArgs(waiting.quoteId, 0n, 1n),
      );
    });

    it("when an account is suspended, then it reverts with ParticipantIsSuspended; when it is reinstated, it can be confirmed", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.registry.connect(m.compliance).suspend(clientAt(m, 0), EVIDENCE);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
          .withArgs(clientAt(m, 0)),
      );
      await m.registry.connect(m.compliance).reinstate(clientAt(m, 0), EVIDENCE);
      await expect(confirm(m, waiting)).to.emit(m.rfq, "QuoteConfirmed");
    });

    it("when the broker has revoked its consent, or that is over, then it reverts with GiveUpExceeded, GiveUpExpired", async () => {
      const m = current();
      const quote = brokeredQuote(m, { lastLook: LOOK });
      const now = await m.networkHelpers.time.latest();
      const validUntil = now + 100;
      const giveUp = consentTo(m, m.agent, { validUntil });
      const waiting = await wait(m, quote, {
        allocations: [...clientParts(m, 1n, 2n)],
        then: THEN.match,
        ...(await through(m, giveUp)),
      });
      const snapshot = await m.networkHelpers.takeSnapshot();
      await m.rfq.connect(m.broker).revokeGiveUp(giveUp);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
          .withArgs(giveUpIdOf(giveUp), 3n, 0n),
      );
      await snapshot.restore();
      await nextBlockAt(m, validUntil);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExpired")
          .withArgs(giveUpIdOf(giveUp), validUntil, validUntil),
      );
    });

    const underTicket = async (m: Desk, validUntil = START + DAY) => {
      const ticket = m.funds.ticket({ validUntil });
      const quote = traderQuote(m, { lastLook: LOOK });
      const fields = {
        allocations: [...fundParts(m, 2n, 4n, 4n)],
        then: THEN.match,
        ...(await under(m, ticket)),
      };
      const waiting = await wait(m, quote, fields, m.funds.trader);
      return { ticket, ticketId: await m.rfq.ticketId(ticket), waiting };
    };

    it("when the manager has withdrawn the ticket, then it reverts with TicketExceeded", async () => {
      const m = current();
      const { ticket, ticketId, waiting } = await underTicket(m);
      await m.rfq.connect(m.funds.manager).withdrawTicket(ticket);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
          .withArgs(ticketId, 10n, 0n),
      );
    });

    it("when the ticket is over, then it reverts with TicketExpired", async () => {
      const m = current();
      const validUntil = (await m.networkHelpers.time.latest()) + 100;
      const { ticketId, waiting } = await underTicket(m, validUntil);
      await nextBlockAt(m, validUntil);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "TicketExpired")
          .withArgs(ticketId, validUntil, validUntil),
      );
    });

    it("when manager or trader have lost their duty, then it reverts with TicketWrongManager, TicketWrongTrader", async () => {
      const m = current();
      const { ticketId, waiting } = await underTicket(m);
      for (const [person, error] of [
        [m.funds.manager, "TicketWrongManager"],
        [m.funds.trader, "TicketWrongTrader"],
      ] as const) {
        const snapshot = await m.networkHelpers.takeSnapshot();
        await fundContract(m, 2).assign(person, DUTY.none);
        await expectWaitsOn(m, waiting, () =>
          expect(confirm(m, waiting))
            .to.be.revertedWithCustomError(m.rfq, error)
            .withArgs(ticketId, fundAt(m, 2), person),
        );
        await snapshot.restore();
      }
    });

    it("when a fund's custodian wants to affirm from now on, then its trade is on hold", async () => {
      const m = current();
      const { waiting } = await underTicket(m);
      await fundContract(m, 1).setAffirmation(true);
      await confirm(m, waiting);
      const trades = directTrades(m, waiting.quote, fundParts(m, 2n, 4n, 4n));
      for (const [index, trade] of trades.entries()) {
        expect(await recordOf(m, trade)).to.include({ buyerOnHold: index === 1, sellerOnHold: false });
      }
    });

    it("when the acceptance was shared out unevenly, then the ticket refuses it now: TicketUnevenAllocation", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const quote = traderQuote(m, { lastLook: LOOK });
      const fields = { allocations: [...fundParts(m, 2n, 1n, 1n)], ...(await under(m, ticket)) };
      const waiting = await wait(m, quote, fields, m.funds.trader);
      await expectWaitsOn(m, waiting, async () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
          .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 2n, 0n),
      );
    });

    it("when a number was used meanwhile, then it reverts with TradeClosed", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      const trade = must(directTrades(m, waiting.quote, clientParts(m, 1n, 2n))[0]);
      await m.escrow.connect(m.dealer).cancel(encodeTrade(trade), 0);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(tradeId(trade), 0n),
      );
    });
  });
});
