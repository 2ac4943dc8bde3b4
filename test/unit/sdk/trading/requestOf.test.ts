import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { blindedAccount } from "../../../../sdk/trading/blindedAccount.ts";
import { RepeatedDealerError } from "../../../../sdk/trading/errors/RepeatedDealerError.ts";
import type { RequestTicket } from "../../../../sdk/trading/market/MarketSheet.ts";
import { openingSalt, requestOf } from "../../../../sdk/trading/market/requestOf.ts";
import type { RequestOfOptions } from "../../../../sdk/trading/market/requestOf.ts";
import { sheet } from "../bonds/sheets.ts";
import {
  addressOf,
  ASKED_AT,
  BANK,
  DEALERS,
  DEALERS_SALT,
  sampleRequest,
  SETTLE_BY,
  SETTLE_FROM,
  TRADE_DATE,
} from "./samples.ts";

const { termSheet } = sheet();
const request = (fields: Partial<RequestTicket> = {}, options: Partial<RequestOfOptions> = {}) =>
  requestOf({
    ticket: {
      id: "RFQ-1",
      isin: "JP9NRIDIG157",
      investor: "investor",
      does: "buy",
      faceAmount: 10n * termSheet.denomination,
      tradeDate: parseCalendarDate("2025-06-18"),
      settlementDate: parseCalendarDate("2025-06-20"),
      cutOff: "15:00",
      answerSeconds: 60n,
      isAnonymous: false,
      ...fields,
    },
    termSheet,
    account: addressOf("investor"),
    settlementBank: BANK,
    dealers: DEALERS.map(addressOf),
    dealersSalt: DEALERS_SALT,
    accountSalt: id("account salt"),
    salt: id("request salt"),
    askedAt: ASKED_AT,
    ...options,
  });

describe("requestOf", () => {
  it("given a ticket, asks for units of the bond on the days of its business centre, of the dealers themselves", () => {
    expect(request()).to.deep.equal(sampleRequest());
    const { tradeDate, settleFrom, settleBy, broker } = request();
    expect([tradeDate, settleFrom, settleBy]).to.deep.equal([TRADE_DATE, SETTLE_FROM, SETTLE_BY]);
    expect(broker).to.equal(ZeroAddress);
  });

  it("given a broker, asks to trade through it", () => {
    const broker = addressOf("broker");
    expect(request({}, { broker })).to.deep.equal(sampleRequest({ broker }));
  });

  it("given somebody who sells, or does not want to be known, says so, and blinds the account", () => {
    const asker = blindedAccount(addressOf("investor"), id("account salt"));
    expect(request({ does: "sell", isAnonymous: true })).to.deep.equal(
      sampleRequest({ side: "seller", isAnonymous: true, asker }),
    );
  });

  it("given a dealer that is named twice, refuses it", () => {
    expect(() => request({}, { dealers: [BANK, BANK] })).to.throw(RepeatedDealerError);
  });
});

describe("openingSalt", () => {
  it("given a request, is the account's salt when it is anonymous, and zero otherwise", () => {
    expect(openingSalt(sampleRequest({ isAnonymous: true }), id("salt"))).to.equal(id("salt"));
    expect(openingSalt(sampleRequest(), id("salt"))).to.equal(ZeroHash);
  });
});
