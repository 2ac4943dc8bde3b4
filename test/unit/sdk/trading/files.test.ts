import { expect } from "chai";
import { ZeroHash } from "ethers";

import { formatSignedGiveUp } from "../../../../sdk/trading/formatSignedGiveUp.ts";
import { formatSignedTicket } from "../../../../sdk/trading/formatSignedTicket.ts";
import { parseSignedGiveUp } from "../../../../sdk/trading/parseSignedGiveUp.ts";
import { parseSignedTicket } from "../../../../sdk/trading/parseSignedTicket.ts";
import { issuesOf } from "../issuesOf.ts";
import { accountOf, addressOf, sampleGiveUp, sampleTicket } from "./samples.ts";

type Written = Readonly<Record<string, unknown>>;
const read = (text: string): Written => JSON.parse(text) as Written;

describe("formatSignedTicket", () => {
  it("writes a ticket as JSON with whole numbers as texts", () => {
    const ticket = sampleTicket({
      compliance: ZeroHash,
      salt: ZeroHash,
      split: [{ account: accountOf(1), quantity: 100n }],
    });
    expect(formatSignedTicket({ ticket, signature: "0xaabb" })).to.equal(`{
  "format": "kessai-ticket",
  "version": 1,
  "ticket": {
    "manager": "${addressOf("manager")}",
    "isin": "JP9NRIDIG157",
    "currency": "JPY",
    "settlementBank": "${accountOf(0xb1)}",
    "side": "buyer",
    "maximumQuantity": "100",
    "limitPriceE7": "1000000000",
    "limitCashPerUnit": "100500000",
    "validUntil": "1750345200",
    "settleBy": "1750399200",
    "maximumFeePerUnit": "2000",
    "compliance": "${ZeroHash}",
    "salt": "${ZeroHash}",
    "split": [
      {
        "account": "0x0000000000000000000000000000000000000001",
        "quantity": "100"
      }
    ]
  },
  "signature": "0xaabb"
}
`);
  });
});

describe("parseSignedTicket", () => {
  const signed = { ticket: sampleTicket(), signature: "0xaabb" };
  const file = read(formatSignedTicket(signed));
  const withTicket = (change: object): object => ({
    ...file,
    ticket: { ...(file["ticket"] as Written), ...change },
  });

  it("reads what formatSignedTicket writes", () => {
    expect(parseSignedTicket(file)).to.deep.equal(signed);
    const other = {
      ticket: sampleTicket({ side: "seller", limitPriceE7: 0n, limitCashPerUnit: 0n }),
      signature: "0x",
    };
    expect(parseSignedTicket(read(formatSignedTicket(other)))).to.deep.equal(other);
  });

  it("refuses wrong fields by path, value and rule", () => {
    const split = [{ account: accountOf(1), quantity: "0" }, "fund"];
    const terms = { settleBy: (2n ** 40n).toString(), maximumFeePerUnit: "-1" };
    expect(
      issuesOf(() => parseSignedTicket({ ...withTicket({ ...terms, split, side: "" }), version: 2 })),
    ).to.deep.equal([
      "file.version: 2 - must be one of 1",
      'file.ticket.side: "" - must be one of seller, buyer',
      `file.ticket.settleBy: "${2n ** 40n}" - must be the digits in quotes of a whole number from 0 to ${2n ** 40n - 1n}`,
      `file.ticket.maximumFeePerUnit: "-1" - must be the digits in quotes of a whole number from 0 to ${2n ** 112n - 1n}`,
      `file.ticket.split[0].quantity: "0" - must be the digits in quotes of a whole number from 1 to ${2n ** 112n - 1n}`,
      'file.ticket.split[1]: "fund" - must be a group of fields',
    ]);
  });

  it("refuses a ticket without compliance, an account that stands there twice, and a split that does not sum to it", () => {
    const split = [1, 2, 1].map((number) => ({ account: accountOf(number), quantity: "30" }));
    expect(issuesOf(() => parseSignedTicket(withTicket({ compliance: ZeroHash, split })))).to.deep.equal([
      `file.ticket.compliance: "0x${"0".repeat(54)}... - must be the hash of a compliance report, not zero`,
      `file.ticket.split[2].account: "${accountOf(1)}" - must differ from file.ticket.split[0].account`,
      "file.ticket.maximumQuantity: 100 - must be the sum of the split, 90",
    ]);
    expect(issuesOf(() => parseSignedTicket(withTicket({ split: [] })))).to.have.length(1);
  });

  it("refuses another file with the code TICKET_INVALID", () => {
    expect(() => parseSignedTicket({ ...file, format: "kessai-orders" }))
      .to.throw('file.format: "kessai-orders" - must be one of kessai-ticket')
      .with.property("code", "TICKET_INVALID");
  });
});

describe("formatSignedGiveUp and parseSignedGiveUp", () => {
  const signed = { giveUp: sampleGiveUp(), signature: "0xaabb" };
  const file = read(formatSignedGiveUp(signed));

  it("write a give-up as JSON with whole numbers as texts, and read it", () => {
    const { salt } = signed.giveUp;
    expect(file).to.deep.equal({
      format: "kessai-give-up",
      version: 1,
      giveUp: {
        broker: addressOf("broker"),
        investor: addressOf("investor"),
        request: ZeroHash,
        isin: "JP9NRIDIG157",
        currency: "JPY",
        settlementBank: accountOf(0xb1),
        maximumQuantity: "50",
        feePerUnit: "1000",
        validUntil: "1750345200",
        salt,
      },
      signature: "0xaabb",
    });
    expect(parseSignedGiveUp(file)).to.deep.equal(signed);
  });

  it("refuse wrong fields by path, value and rule, with the code GIVE_UP_INVALID", () => {
    const giveUp = { ...(file["giveUp"] as Written), currency: "QQQ", feePerUnit: "-1", note: "" };
    expect(issuesOf(() => parseSignedGiveUp({ ...file, giveUp }))).to.deep.equal([
      'file.giveUp.currency: "QQQ" - must be the code of a currency in ISO 4217, such as JPY',
      `file.giveUp.feePerUnit: "-1" - must be the digits in quotes of a whole number from 0 to ${2n ** 112n - 1n}`,
      'file.giveUp.note: "" - is not a field known here: remove it or correct its name',
    ]);
    expect(() => parseSignedGiveUp({ ...file, giveUp }))
      .to.throw()
      .with.property("code", "GIVE_UP_INVALID");
  });
});
