import { readFileSync } from "node:fs";

import { expect } from "chai";
import { id, TypedDataEncoder, verifyTypedData, Wallet } from "ethers";
import { z } from "zod";

import { decodeTrade, encodeTrade } from "../../../../sdk/trade/encodeTrade.ts";
import { signTrade } from "../../../../sdk/trade/signTrade.ts";
import { mandateDigest, tradeDigest, tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { TRADE_TYPES } from "../../../../sdk/trade/tradeTypes.ts";
import { house } from "../house.ts";

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
        trade: z.object({
          isin: z.string(),
          currency: z.string(),
          settlementBank: z.string(),
          seller: z.string(),
          buyer: z.string(),
          quantity: whole,
          amount: whole,
          tradeDate: whole,
          settleFrom: whole,
          settleBy: whole,
          venue: z.string(),
          sequence: whole,
          commonReference: z.string(),
          minimumPart: whole,
        }),
        id: z.string(),
        digest: z.string(),
        mandateDigest: z.string(),
        sellerSignature: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../../vectors/trade.json", import.meta.url), "utf8")));

describe("trade hashes: the twins of TradeHash.sol", () => {
  for (const vector of cases) {
    describe(`given the golden trade: ${vector.name}`, () => {
      const { trade } = vector;

      it("has its id, digest and mandate digest", () => {
        expect(tradeId(trade)).to.equal(vector.id);
        expect(tradeDigest(domain, trade)).to.equal(vector.digest);
        expect(mandateDigest(domain, trade, trade.seller)).to.equal(vector.mandateDigest);
      });

      it("is signed in 64 bytes that give the signer back", async () => {
        const seller = new Wallet(id("seller"));
        const signature = await signTrade(seller, { domain, trade });
        expect(signature).to.equal(vector.sellerSignature);
        expect(verifyTypedData({ ...domain }, TRADE_TYPES, encodeTrade(trade), signature)).to.equal(
          trade.seller,
        );
      });

      it("survives encoding and decoding", () => {
        expect(decodeTrade(encodeTrade(trade))).to.deep.equal(trade);
      });
    });
  }

  it("agree with the contract, domain included", async () => {
    const { kessai, escrow, readable } = await house();
    const trade = readable({ sequence: 77n, commonReference: "A" });
    const encoded = encodeTrade(trade);
    expect(await escrow.DOMAIN_SEPARATOR()).to.equal(TypedDataEncoder.hashDomain({ ...kessai.domain }));
    expect(await escrow.tradeId(encoded)).to.equal(tradeId(trade));
    expect(await escrow.tradeDigest(encoded)).to.equal(tradeDigest(kessai.domain, trade));
    expect(await escrow.mandateDigest(encoded, trade.buyer)).to.equal(
      mandateDigest(kessai.domain, trade, trade.buyer),
    );
  });

  it("refuse a reference that the contract cannot keep", () => {
    const [first] = cases;
    if (first === undefined) throw new Error("no vectors");
    expect(() => tradeId({ ...first.trade, commonReference: "SEVENTEEN-LETTERS" })).to.throw(
      "at most 16 ASCII characters",
    );
    expect(() => tradeId({ ...first.trade, commonReference: "受渡" })).to.throw("ASCII");
  });
});
