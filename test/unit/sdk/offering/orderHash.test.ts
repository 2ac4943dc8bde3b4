import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, concat, encodeBytes32String, id, keccak256, Signature, toBeHex, Wallet } from "ethers";
import { z } from "zod";

import { isOrderSigned } from "../../../../sdk/offering/isOrderSigned.ts";
import { offeringDomain } from "../../../../sdk/offering/offeringDomain.ts";
import type { OfferingDomain } from "../../../../sdk/offering/offeringDomain.ts";
import type { Order } from "../../../../sdk/offering/Order.ts";
import { orderCommitment, orderDigest } from "../../../../sdk/offering/orderHash.ts";
import { signOrder } from "../../../../sdk/offering/signOrder.ts";
import { accountOf, DOMAIN, sampleOrder, signedBy } from "./samples.ts";

const whole = z.string().transform(BigInt);
const { domain, cases } = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: whole,
      verifyingContract: z.string(),
    }),
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
        investorSignature: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../../vectors/order.json", import.meta.url), "utf8")));

const abi = AbiCoder.defaultAbiCoder();
const TYPE =
  "Order(bytes12 isin,uint32 offering,address investor,address firm,uint112 units,uint112 minimumUnits,uint112 maximumPrice,int40 minimumSpreadE8,bytes32 salt)";
/** Order of secp256k1 (SEC 2, section 2.4.1). */
const ORDER_OF_CURVE = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

/** EIP-712 written out: each field in 32 bytes behind the hash of its type. */
function commitmentByHand(order: Order): string {
  const { isin, offering, investor, firm, units, minimumUnits, maximumPrice, minimumSpreadE8, salt } = order;
  const numbers = [units, minimumUnits, maximumPrice, minimumSpreadE8];
  return keccak256(
    abi.encode("bytes32 bytes32 uint256 address address uint256 uint256 uint256 int256 bytes32".split(" "), [
      id(TYPE),
      encodeBytes32String(isin),
      offering,
      investor,
      firm,
      ...numbers,
      salt,
    ]),
  );
}

function digestByHand({ name, version, chainId, verifyingContract }: OfferingDomain, order: Order): string {
  const separator = keccak256(
    abi.encode(
      ["bytes32", "bytes32", "bytes32", "uint256", "address"],
      [id(DOMAIN_TYPE), id(name), id(version), chainId, verifyingContract],
    ),
  );
  return keccak256(concat(["0x1901", separator, commitmentByHand(order)]));
}

describe("order hashes: the twins of OrderHash.sol", () => {
  it("are in the domain of the vectors", () => {
    const { chainId, verifyingContract } = domain;
    expect(offeringDomain({ chainId, offering: verifyingContract })).to.deep.equal(domain);
  });

  for (const { name, order, commitment, digest, investorSignature } of cases) {
    describe(`given the golden order: ${name}`, () => {
      it("has its commitment and digest, which are EIP-712 written out", () => {
        expect(orderCommitment(order)).to.equal(commitment).and.to.equal(commitmentByHand(order));
        expect(orderDigest(domain, order)).to.equal(digest).and.to.equal(digestByHand(domain, order));
      });

      it("is signed in 64 bytes that are its investor's", async () => {
        const signed = await signOrder(new Wallet(id("investor")), { domain, order });
        expect(signed).to.deep.equal({ order, signature: investorSignature });
        expect(investorSignature).to.have.length(2 + 2 * 64);
        expect(isOrderSigned(domain, signed)).to.be.true;
      });
    });
  }

  it("given an order with other fields beside its own, when it is hashed, then they make no difference", () => {
    const order = sampleOrder();
    const more = { ...order, note: "of a client" };
    expect(orderCommitment(more)).to.equal(orderCommitment(order));
  });

  it("refuse an ISIN that the contract cannot keep", () => {
    expect(() => orderCommitment(sampleOrder({ isin: "JP36334000011" }))).to.throw("at most 12 ASCII");
  });
});

describe("isOrderSigned", () => {
  const changes: readonly [string, Partial<Order>][] = [
    ["more units", { units: 11n }],
    ["a higher price", { maximumPrice: 101n }],
    ["another salt", { salt: id("another") }],
    ["another investor", { investor: accountOf(2) }],
    ["the next offering", { offering: 1n }],
    ["units that no order can have", { units: 2n ** 112n }],
    ["no ISIN that can be encoded", { isin: "債券" }],
    ["no address", { investor: "somebody" }],
  ];
  for (const [name, fields] of changes) {
    it(`given a signed order, when it is altered to ${name}, then it is not signed`, async () => {
      const { order, signature } = await signedBy(1);
      expect(isOrderSigned(DOMAIN, { order, signature })).to.be.true;
      expect(isOrderSigned(DOMAIN, { order: { ...order, ...fields }, signature })).to.be.false;
    });
  }

  it("given a signed order, when it is shown to another contract or chain, then it is not signed", async () => {
    const signed = await signedBy(1);
    expect(isOrderSigned({ ...DOMAIN, verifyingContract: accountOf(7) }, signed)).to.be.false;
    expect(isOrderSigned({ ...DOMAIN, chainId: 1n }, signed)).to.be.false;
  });

  it("given a signature of 65 bytes, when it is checked, then it is as good", async () => {
    const { order, signature } = await signedBy(1);
    expect(isOrderSigned(DOMAIN, { order, signature: Signature.from(signature).serialized })).to.be.true;
  });

  it("given a signature that the chain does not take, when it is checked, then it is none", async () => {
    const { order, signature } = await signedBy(1);
    const { r, s, v, yParity } = Signature.from(signature);
    const upper = toBeHex(ORDER_OF_CURVE - BigInt(s), 32);
    const refused = {
      nothing: "0x",
      "no bytes": "signed",
      "of another": concat([r, toBeHex(1n, 32)]),
      "too long": concat([signature, "0x0000"]),
      "recovery number 0 or 1": concat([r, s, toBeHex(yParity)]),
      "the upper s": concat([r, upper, toBeHex(55 - v)]),
    };
    for (const [name, none] of Object.entries(refused)) {
      expect(isOrderSigned(DOMAIN, { order, signature: none }), name).to.be.false;
    }
  });

  it("given an investor in lower case, when it is checked, then it is the same", async () => {
    const { order, signature } = await signedBy(1);
    const lower = { ...order, investor: order.investor.toLowerCase() };
    expect(isOrderSigned(DOMAIN, { order: lower, signature })).to.be.true;
  });
});
