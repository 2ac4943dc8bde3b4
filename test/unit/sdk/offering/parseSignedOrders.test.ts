import { expect } from "chai";
import fc from "fast-check";
import { hexlify, ZeroAddress, ZeroHash } from "ethers";

import { formatSignedOrders } from "../../../../sdk/offering/formatSignedOrders.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { orderCommitment } from "../../../../sdk/offering/orderHash.ts";
import { parseSignedOrders } from "../../../../sdk/offering/parseSignedOrders.ts";
import { issuesOf } from "../issuesOf.ts";
import { accountOf, sampleOrder } from "./samples.ts";

const signed = (fields: Partial<SignedOrder["order"]> = {}, signature = "0xaabb"): SignedOrder => ({
  order: sampleOrder(fields),
  signature,
});
/** A file as it is read from JSON, before it is checked. */
interface WrittenFile {
  readonly orders: readonly { readonly order: Readonly<Record<string, unknown>> }[];
}
const written = (orders: readonly SignedOrder[]): WrittenFile =>
  JSON.parse(formatSignedOrders(orders)) as WrittenFile;
/** A file with one order, some fields of which are otherwise. */
const withFields = (fields: Record<string, unknown>) => {
  const file = written([signed()]);
  return {
    ...file,
    orders: file.orders.map((each) => ({ ...each, order: { ...each.order, ...fields } })),
  };
};
const whole = (least: bigint, most: bigint): string =>
  `must be the digits in quotes of a whole number from ${least} to ${most}`;
const MOST = 2n ** 112n - 1n;

describe("formatSignedOrders", () => {
  it("writes orders as JSON with whole numbers as texts", () => {
    const order = sampleOrder({ salt: ZeroHash });
    expect(formatSignedOrders([{ order, signature: "0xaabb" }])).to.equal(`{
  "format": "kessai-orders",
  "version": 1,
  "orders": [
    {
      "order": {
        "isin": "JP3633400001",
        "offering": "0",
        "investor": "0x0000000000000000000000000000000000000001",
        "firm": "0x0000000000000000000000000000000000000000",
        "units": "10",
        "minimumUnits": "1",
        "maximumPrice": "100",
        "minimumSpreadE8": "-549755813888",
        "salt": "0x0000000000000000000000000000000000000000000000000000000000000000"
      },
      "signature": "0xaabb"
    }
  ]
}
`);
  });
});

describe("parseSignedOrders", () => {
  it("reads what formatSignedOrders writes, whatever the orders", () => {
    const units = fc.bigInt(1n, MOST);
    const order = fc
      .record({
        offering: fc.bigInt(0n, 2n ** 32n - 1n),
        investor: fc.nat(99).map(accountOf),
        firm: fc.constantFrom(ZeroAddress, accountOf(0xf1)),
        units,
        maximumPrice: units,
        minimumSpreadE8: fc.oneof(
          fc.constant(NO_SPREAD_LIMIT),
          fc.bigInt(NO_SPREAD_LIMIT, -NO_SPREAD_LIMIT - 1n),
        ),
        salt: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes)),
        part: fc.nat(100),
      })
      .map(({ part, ...fields }) => {
        const minimumUnits = (fields.units * BigInt(part)) / 100n;
        return sampleOrder({ ...fields, minimumUnits: minimumUnits === 0n ? 1n : minimumUnits });
      });
    const signature = fc.uint8Array({ maxLength: 70 }).map((bytes) => hexlify(bytes));
    const orders = fc.uniqueArray(fc.record({ order, signature }), {
      minLength: 1,
      maxLength: 4,
      selector: (each) => orderCommitment(each.order),
    });
    fc.assert(
      fc.property(orders, (all) => {
        expect(parseSignedOrders(JSON.parse(formatSignedOrders(all)))).to.deep.equal(all);
      }),
      { numRuns: 60, seed: 20_261_201 },
    );
  });

  it("gives addresses with their checksum", () => {
    const [first] = parseSignedOrders(withFields({ investor: `0x${"ab".repeat(20)}` }));
    expect(first?.order.investor).to.equal("0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB");
  });

  it("refuses every wrong field by path, value and rule", () => {
    const wrong = {
      isin: "JP3633400002",
      offering: "4294967296",
      investor: "0xABaBaBaBABabABabAbAbABAbABabababaBaBABaa",
      firm: undefined,
      units: 10,
      minimumUnits: "0",
      maximumPrice: "0100",
      minimumSpreadE8: "-549755813889",
      salt: "0x00",
      note: "of a client",
    };
    expect(issuesOf(() => parseSignedOrders(withFields(wrong)))).to.deep.equal([
      'orders[0].order.isin: "JP3633400002" - check digit must be 1 (ISO 6166)',
      `orders[0].order.offering: "4294967296" - ${whole(0n, 2n ** 32n - 1n)}`,
      'orders[0].order.investor: "0xABaBaBaBABabABabAbAbABAbABabababaBaBABaa" - must be an address (0x and 40 digits)',
      "orders[0].order.firm: (missing) - is required: must be an address (0x and 40 digits)",
      `orders[0].order.units: 10 - ${whole(1n, MOST)}`,
      `orders[0].order.minimumUnits: "0" - ${whole(1n, MOST)}`,
      `orders[0].order.maximumPrice: "0100" - ${whole(1n, MOST)}`,
      `orders[0].order.minimumSpreadE8: "-549755813889" - ${whole(NO_SPREAD_LIMIT, -NO_SPREAD_LIMIT - 1n)}`,
      'orders[0].order.salt: "0x00" - must be 0x and 64 hexadecimal digits in lower case',
      'orders[0].order.note: "of a client" - is not a field known here: remove it or correct its name',
    ]);
  });

  for (const text of ["", "-0", "+1", " 1", "1.0", "1e3", "0x10", "９", "1".repeat(1_000_000), "1,000"]) {
    it(`refuses ${text.slice(0, 10)} as a number of units`, () => {
      expect(issuesOf(() => parseSignedOrders(withFields({ units: text })))).to.have.length(1);
    });
  }

  it("refuses a minimum above the size, and an order that stands there already", () => {
    const salt = `0x${"12".repeat(32)}`;
    const large = signed({ units: 10n, minimumUnits: 11n, salt });
    const file = written([signed(), signed({}, "0xccdd"), large]);
    expect(issuesOf(() => parseSignedOrders(file))).to.deep.equal([
      `orders[1].order: "${orderCommitment(sampleOrder()).slice(0, 56)}... - must differ from orders[0].order`,
      "orders[2].order.minimumUnits: 11 - must be at most the units asked for, 10",
    ]);
  });

  it("refuses a signature that is no bytes, and what is no order", () => {
    const { orders, ...file } = written([signed()]);
    const odd = { ...orders[0], signature: "0xabc" };
    expect(
      issuesOf(() => parseSignedOrders({ ...file, orders: [odd, "order", { ...odd, order: [] }] })),
    ).to.deep.equal([
      'orders[0].signature: "0xabc" - must be bytes in hexadecimal: 0x and pairs of digits in lower case',
      'orders[1]: "order" - must be a group of fields',
      "orders[2].order: [] - must be a group of fields",
      'orders[2].signature: "0xabc" - must be bytes in hexadecimal: 0x and pairs of digits in lower case',
    ]);
  });

  it("refuses another file, another version and no orders with the code ORDERS_INVALID", () => {
    const input = { format: "kessai-trades", version: 2, orders: [], by: "a firm" };
    expect(issuesOf(() => parseSignedOrders(input))).to.deep.equal([
      'file.format: "kessai-trades" - must be one of kessai-orders',
      "file.version: 2 - must be one of 1",
      'file.by: "a firm" - is not a field known here: remove it or correct its name',
      "orders: [] - must be a list of at least one item",
    ]);
    expect(() => parseSignedOrders(undefined))
      .to.throw()
      .with.property("code", "ORDERS_INVALID");
  });
});
