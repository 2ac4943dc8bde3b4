import { readFileSync } from "node:fs";

import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";
import { z } from "zod";

import { encodeOrder } from "../../../sdk/offering/encodeOrder.ts";
import { NO_SPREAD_LIMIT } from "../../../sdk/offering/Order.ts";
import type { Order } from "../../../sdk/offering/Order.ts";
import { orderCommitment, orderDigest } from "../../../sdk/offering/orderHash.ts";
import { Offering__factory } from "../../../typechain-types/index.ts";
import { firmAt, investorAt, signedOrder, useMarket } from "../../support/offerings.ts";

const whole = z.string().transform(BigInt);
const { domain, cases } = z
  .object({
    domain: z.object({ chainId: whole, verifyingContract: z.string() }),
    cases: z.array(
      z.object({
        name: z.string(),
        order: z.object({
          isin: z.string(),
          offering: whole,
          investor: z.string(),
          firm: z.string(),
          units: whole,
          minimumUnits: whole,
          maximumPrice: whole,
          minimumSpreadE8: whole,
          salt: z.string(),
        }),
        commitment: z.string(),
        digest: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../vectors/order.json", import.meta.url), "utf8")));

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((each) => `0x${Buffer.from(each).toString("hex")}`);
const unsigned = (bits: bigint) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n });
const orders: fc.Arbitrary<Order> = fc.record({
  isin: fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/),
  offering: unsigned(32n),
  investor: hex(20),
  firm: hex(20),
  units: unsigned(112n),
  minimumUnits: unsigned(112n),
  maximumPrice: unsigned(112n),
  minimumSpreadE8: fc.bigInt({ min: NO_SPREAD_LIMIT, max: 2n ** 39n - 1n }),
  salt: hex(32),
});

describe("Offering.orderHash and orderDigest", () => {
  const current = useMarket({ firms: 2, investors: 2 });

  for (const { name, order, commitment, digest } of cases) {
    it(`given the golden order: ${name}, when the contract stands at the domain's address then it gives the golden figures`, async () => {
      const m = current();
      const code = await m.ethers.provider.getCode(m.offering);
      await m.networkHelpers.setCode(domain.verifyingContract, code);
      const offering = Offering__factory.connect(domain.verifyingContract, m.outsider);
      expect((await m.ethers.provider.getNetwork()).chainId).to.equal(domain.chainId);
      expect(await offering.orderHash(encodeOrder(order))).to.equal(commitment);
      expect(await offering.orderDigest(encodeOrder(order))).to.equal(digest);
    });
  }

  it("given any order, when it is hashed then contract and library agree", async () => {
    const { offering, kessai } = current();
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await offering.orderHash(encodeOrder(order))).to.equal(orderCommitment(order));
        expect(await offering.orderDigest(encodeOrder(order))).to.equal(
          orderDigest(kessai.offeringDomain, order),
        );
      }),
      { numRuns: 100, seed: 20_250_314 },
    );
  });

  it("given an order, when any one field changes then so does its hash", async () => {
    const m = current();
    const { order } = await signedOrder(m, investorAt(m, 0));
    const changes: Partial<Order>[] = [
      { isin: "JP9NRIDIG157" },
      { offering: 1n },
      { investor: investorAt(m, 1).address },
      { firm: firmAt(m, 1).address },
      { units: order.units + 1n },
      { minimumUnits: order.minimumUnits + 1n },
      { maximumPrice: order.maximumPrice + 1n },
      { minimumSpreadE8: order.minimumSpreadE8 + 1n },
      { salt: id("another salt") },
    ];
    const hashes = await Promise.all(
      [{}, ...changes].map((change) => m.offering.orderHash(encodeOrder({ ...order, ...change }))),
    );
    expect(new Set(hashes).size).to.equal(1 + changes.length);
    expect(changes.length).to.equal(Object.keys(order).length);
  });

  it("given an order, when it is hashed then its commitment is not what is signed, so that a book gives no signature away", async () => {
    const m = current();
    const { order } = await signedOrder(m, investorAt(m, 0));
    const encoded = encodeOrder(order);
    expect(await m.offering.orderHash(encoded)).not.to.equal(await m.offering.orderDigest(encoded));
  });
});
