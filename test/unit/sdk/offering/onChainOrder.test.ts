import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { FractionalPriceError } from "../../../../sdk/offering/errors/FractionalPriceError.ts";
import { onChainOrder } from "../../../../sdk/offering/onChainOrder.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import type { Order } from "../../../../sdk/offering/Order.ts";
import type { OrderTicket } from "../../../../sdk/offering/OrderTicket.ts";
import { accountOf } from "./sheetSamples.ts";

const ticket: OrderTicket = {
  investor: "life",
  firm: "second",
  amount: 300_000_000n,
  minimumAmount: 200_000_000n,
  limit: { price: "100.00", spreadBp: "12.5" },
};
const written = (change: Partial<OrderTicket>, facePerUnit = 100_000_000n): Order =>
  onChainOrder({
    ticket: { ...ticket, ...change },
    terms: { isin: "JP9NRIDIG157", priceCap: 100_500_000n, facePerUnit },
    offering: 2n,
    denomination: 100_000_000n,
    accounts: { of: (party) => accountOf(party).toLowerCase() },
    salt: id("salt"),
  });

describe("onChainOrder", () => {
  it("turns face into units, the price into yen of a unit, and basis points into 10^-8", () => {
    expect(written({})).to.deep.equal({
      isin: "JP9NRIDIG157",
      offering: 2n,
      investor: accountOf("life"),
      firm: accountOf("second"),
      units: 3n,
      minimumUnits: 2n,
      maximumPrice: 100_000_000n,
      minimumSpreadE8: 125_000n,
      salt: id("salt"),
    });
  });

  it("leaves out the firm for the pot, and takes one unit at least", () => {
    const order = written({ firm: undefined, minimumAmount: undefined });
    expect(order).to.include({ firm: ZeroAddress, minimumUnits: 1n });
  });

  it("without a limit of price takes any up to the highest, without one of spread any spread", () => {
    const any = { maximumPrice: 100_500_000n, minimumSpreadE8: NO_SPREAD_LIMIT };
    expect(written({ limit: undefined })).to.include(any);
    expect(written({ limit: { spreadBp: "-0.0001" } })).to.include({ ...any, minimumSpreadE8: -1n });
    expect(written({ limit: { price: "99.5" } })).to.include({ ...any, maximumPrice: 99_500_000n });
  });

  it("reckons the limit on the face that is left, and refuses one that is no whole yen", () => {
    expect(written({}, 67_500_000n).maximumPrice).to.equal(67_500_000n);
    expect(() => written({ limit: { price: "99.9999999" } })).to.throw(FractionalPriceError, "99.9999999");
  });
});
