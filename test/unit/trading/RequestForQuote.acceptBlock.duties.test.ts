import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import {
  Blocks__factory,
  FundAccount__factory,
  RequestForQuote__factory,
} from "../../../typechain-types/index.ts";
import type { Desk, TicketStruct } from "../../support/blocks.ts";
import { expectNothingHappens, fillsOf, giveUpIdOf } from "../../support/blockRecords.ts";
import {
  acceptBlock,
  clientAt,
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
import { must } from "../../support/must.ts";
import { DUTY, THEN } from "../../support/trading.ts";
import type { Signer } from "../../support/useWorld.ts";
import { FAR, READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: the duties of manager, trader and custodian", () => {
  const current = useDesk();

  interface Execution {
    readonly ticket?: TicketStruct;
    /** Who signs the ticket; its manager unless a test says otherwise. */
    readonly signer?: Signer;
    readonly by?: Signer;
  }

  const execute = async (
    m: Desk,
    { ticket = m.funds.ticket(), signer = m.funds.manager, by = m.funds.trader }: Execution = {},
  ) =>
    await acceptBlock(
      m,
      m.quote({ investor: by.address }),
      { allocations: [...fundParts(m, 2n, 4n, 4n)], then: THEN.match, ...(await under(m, ticket, signer)) },
      { by },
    );

  /** Says that a fund refuses whoever has signed the ticket, or executes it. */
  async function expectRefused(
    m: Desk,
    error: "TicketWrongManager" | "TicketWrongTrader",
    execution: Execution & { readonly fund?: number },
  ): Promise<void> {
    const { ticket = m.funds.ticket(), by = m.funds.trader, fund = 0 } = execution;
    const person = error === "TicketWrongManager" ? ticket.manager : by;
    await expectNothingHappens(m, m.quote(), async () =>
      expect(execute(m, execution))
        .to.be.revertedWithCustomError(m.rfq, error)
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, fund), person),
    );
    expect((await fillsOf(m, ticket)).filled).to.equal(0n);
  }

  /** Somebody accepts for the first fund as if it were its operator. */
  async function expectNoOperator(m: Desk, by: Signer): Promise<void> {
    const quote = m.quote({ investor: fundAt(m, 0) });
    const signature = await m.signQuote(quote);
    const args = [await m.rfq.quoteId(quote), by, fundAt(m, 0)] as const;
    await expect(m.rfq.connect(by).accept(quote, signature, m.acceptance({ account: fundAt(m, 0) })))
      .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
      .withArgs(...args);
    await expect(acceptBlock(m, quote, { allocations: [part(fundAt(m, 0), 3n)] }, { by }))
      .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
      .withArgs(...args);
  }

  describe("given a manager alone", () => {
    it("when it executes its own ticket, then it reverts with TicketWrongTrader", async () => {
      const m = current();
      await expectRefused(m, "TicketWrongTrader", { by: m.funds.manager });
    });

    it("when it accepts for the fund without one, then it reverts with QuoteNotAuthorised", async () => {
      const m = current();
      await expectNoOperator(m, m.funds.manager);
    });
  });

  describe("given a trader alone", () => {
    it("when it signs a ticket itself, then it reverts with TicketWrongManager", async () => {
      const m = current();
      const { trader } = m.funds;
      await expectRefused(m, "TicketWrongManager", {
        ticket: m.funds.ticket({ manager: trader.address }),
        signer: trader,
      });
    });

    it("when it accepts for the fund without one, then it reverts with QuoteNotAuthorised", async () => {
      const m = current();
      await expectNoOperator(m, m.funds.trader);
    });

    it("when the manager has appointed it as operator, then that gives it nothing of the fund's", async () => {
      const m = current();
      const { manager, trader } = m.funds;
      await m.registry.connect(manager).appointOperator(trader, SCOPES.trade | SCOPES.cancel, FAR);
      await expectNoOperator(m, trader);
      const ticket = m.funds.ticket();
      await expect(execute(m, { ticket, signer: trader }))
        .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
        .withArgs(await m.rfq.ticketId(ticket), manager);
    });
  });

  describe("given one person", () => {
    it("when it is to have both duties in a fund, then the fund refuses: FundDutyTaken", async () => {
      const m = current();
      const { manager, trader } = m.funds;
      await expect(fundContract(m, 0).assign(manager, DUTY.trader))
        .to.be.revertedWithCustomError(fundContract(m, 0), "FundDutyTaken")
        .withArgs(manager, DUTY.manager, DUTY.trader);
      await expect(fundContract(m, 0).assign(trader, DUTY.manager))
        .to.be.revertedWithCustomError(fundContract(m, 0), "FundDutyTaken")
        .withArgs(trader, DUTY.trader, DUTY.manager);
    });

    it("when it is manager of one fund and trader of another, then it can be neither for both", async () => {
      const m = current();
      const { manager, trader } = m.funds;
      await fundContract(m, 1).assign(manager, DUTY.none);
      await fundContract(m, 1).assign(manager, DUTY.trader);
      await expectRefused(m, "TicketWrongManager", { fund: 1 });
      await fundContract(m, 0).assign(trader, DUTY.none);
      await fundContract(m, 0).assign(trader, DUTY.manager);
      await expectRefused(m, "TicketWrongTrader", { fund: 0 });
      const ticket = m.funds.ticket({ manager: trader.address });
      await expectRefused(m, "TicketWrongTrader", { ticket, signer: trader, by: manager });
    });

    it("when it changes from manager to trader, then it cannot execute what it signed before", async () => {
      const m = current();
      const { manager } = m.funds;
      for (const fund of m.funds.accounts) {
        await fund.assign(manager, DUTY.none);
        await fund.assign(manager, DUTY.trader);
      }
      await expectRefused(m, "TicketWrongManager", { by: manager });
      await expectRefused(m, "TicketWrongManager", {});
    });
  });

  describe("given duties that end", () => {
    it("when the manager is removed after it has signed, then its ticket is of no use: TicketWrongManager", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const signed = await under(m, ticket);
      await fundContract(m, 2).assign(m.funds.manager, DUTY.none);
      const quote = traderQuote(m);
      await expect(
        acceptBlock(
          m,
          quote,
          { allocations: [...fundParts(m, 2n, 4n, 4n)], ...signed },
          { by: m.funds.trader },
        ),
      )
        .to.be.revertedWithCustomError(m.rfq, "TicketWrongManager")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 2), m.funds.manager);
    });

    it("when the trader is removed, then it executes nothing any more: TicketWrongTrader", async () => {
      const m = current();
      await fundContract(m, 1).assign(m.funds.trader, DUTY.none);
      await expectRefused(m, "TicketWrongTrader", { fund: 1 });
    });

    it("when others get them, then these trade: every manager with every trader", async () => {
      const m = current();
      const [manager, trader] = [clientAt(m, 0), clientAt(m, 1)];
      for (const fund of m.funds.accounts) {
        await fund.assign(manager, DUTY.manager);
        await fund.assign(trader, DUTY.trader);
      }
      const ticket = m.funds.ticket({ manager: manager.address });
      await expect(execute(m, { ticket, signer: manager, by: trader }))
        .to.emit(m.rfq, "TicketUsed")
        .withArgs(
          await m.rfq.ticketId(ticket),
          manager,
          trader,
          await m.rfq.quoteId(m.quote({ investor: trader.address })),
          10n,
          10n,
          ticket.compliance,
        );
    });
  });

  describe("given others who have to do with the fund", () => {
    it("when a compliance officer signs or executes, then it reverts with TicketWrongManager, TicketWrongTrader", async () => {
      const m = current();
      const officer = clientAt(m, 0);
      for (const fund of m.funds.accounts) await fund.assign(officer, DUTY.complianceOfficer);
      const ticket = m.funds.ticket({ manager: officer.address });
      await expectRefused(m, "TicketWrongManager", { ticket, signer: officer });
      await expectRefused(m, "TicketWrongTrader", { by: officer });
      await expectNoOperator(m, officer);
    });

    it("when the custodian signs, executes or accepts, then it reverts: it keeps the account and does not trade", async () => {
      const m = current();
      const { custodian } = m.funds;
      const ticket = m.funds.ticket({ manager: custodian.address });
      await expectRefused(m, "TicketWrongManager", { ticket, signer: custodian });
      await expectRefused(m, "TicketWrongTrader", { by: custodian });
      await expectNoOperator(m, custodian);
    });

    it("when a stranger, the dealer among them, executes a ticket, then it reverts with TicketWrongTrader", async () => {
      const m = current();
      for (const by of [m.dealer, m.agent, m.investor]) await expectRefused(m, "TicketWrongTrader", { by });
    });
  });

  describe("given a fund, whose account has no key", () => {
    const signers = (m: Desk) => [m.funds.custodian, m.funds.manager, m.funds.trader];

    it("when somebody signs a quote of the fund's, then it reverts with QuoteInvalidSignature: a fund signs nothing", async () => {
      const m = current();
      const quote = m.quote({ dealer: fundAt(m, 0) });
      for (const signer of signers(m)) {
        const signature = await m.signQuote(quote, signer);
        await expect(m.rfq.connect(m.investor).accept(quote, signature, m.acceptance()))
          .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidSignature")
          .withArgs(await m.rfq.quoteId(quote), fundAt(m, 0));
      }
    });

    it("when somebody signs a give-up of the fund's, then it reverts with GiveUpInvalidSignature", async () => {
      const m = current();
      const giveUp = m.giveUp({ broker: fundAt(m, 0) });
      for (const signer of signers(m)) {
        const block = { allocations: [part(m.investor.address, 3n)], ...(await through(m, giveUp, signer)) };
        await expect(acceptBlock(m, m.quote({ broker: fundAt(m, 0) }), block, { by: m.investor }))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpInvalidSignature")
          .withArgs(giveUpIdOf(giveUp), fundAt(m, 0));
      }
    });

    it("when somebody approves a trade of the fund's at the escrow, then it reverts with TradeNotAuthorised, TradeInvalidSignature", async () => {
      const m = current();
      const trade = must(directTrades(m, m.quote(), [part(fundAt(m, 0), 3n)])[0]);
      const encoded = encodeTrade(trade);
      const dealers = await m.sign(m.dealer, encoded);
      for (const person of signers(m)) {
        await expect(m.escrow.connect(person).instruct(encoded, SIDE.buyer, READINESS.ready))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
          .withArgs(tradeId(trade), person, fundAt(m, 0));
        await expect(m.escrow.settleBySignatures(encoded, dealers, await m.sign(person, encoded)))
          .to.be.revertedWithCustomError(m.escrow, "TradeInvalidSignature")
          .withArgs(tradeId(trade), SIDE.buyer, fundAt(m, 0));
      }
    });

    it("when it would be its own manager or trader, then it has no such duty, and the ticket no signature", async () => {
      const m = current();
      const ticket = m.funds.ticket({ manager: fundAt(m, 0) });
      await expect(execute(m, { ticket, signer: m.funds.custodian }))
        .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0));
    });
  });

  describe("given a ticket for an account that is no fund's", () => {
    it("when that is an account with a key, or a contract without duties, then it reverts with FailedCall: there is nobody to ask", async () => {
      const m = current();
      for (const account of [m.investor.address, await m.escrow.getAddress(), "0x" + "12".repeat(20)]) {
        const ticket = m.funds.ticket({ split: [{ account, quantity: 10n }] });
        const block = { allocations: [part(account, 10n)], ...(await under(m, ticket)) };
        await expectNothingHappens(m, traderQuote(m), () =>
          expect(acceptBlock(m, traderQuote(m), block, { by: m.funds.trader }))
            .to.be.revertedWithCustomError(m.rfq, "FailedCall")
            .withArgs(),
        );
      }
    });

    it("when it is a fund of another market, then that market alone is its operator: TradeNotAuthorised", async () => {
      const m = current();
      const other = await new RequestForQuote__factory(m.deployer).deploy(
        await new Blocks__factory(m.deployer).deploy(m.escrow),
      );
      const { custodian, manager, trader } = m.funds;
      const fund = await new FundAccount__factory(custodian).deploy(other, custodian, false);
      await fund.assign(manager, DUTY.manager);
      await fund.assign(trader, DUTY.trader);
      const account = await fund.getAddress();
      const quote = traderQuote(m);
      const ticket = m.funds.ticket({ split: [{ account, quantity: 10n }] });
      const parts = [part(account, 10n)];
      await expect(acceptBlock(m, quote, { allocations: parts, ...(await under(m, ticket)) }, { by: trader }))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(must(directTrades(m, quote, parts)[0])), m.rfq, account);
      expect(await m.rfq.filledOf(await m.rfq.ticketId(ticket))).to.equal(0n);
    });
  });
});
