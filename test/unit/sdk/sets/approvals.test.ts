import { expect } from "chai";
import { concat, keccak256, recoverAddress, Signature, toUtf8Bytes, Wallet, ZeroHash } from "ethers";

import { packApprovals } from "../../../../sdk/sets/packApprovals.ts";
import { rollingHash } from "../../../../sdk/sets/rollingHash.ts";
import { signTradeList } from "../../../../sdk/sets/signTradeList.ts";
import { partiesOf } from "../../../../sdk/sets/tablesOf.ts";
import { tradeId } from "../../../../sdk/trade/tradeHash.ts";
import { house } from "../house.ts";
import { accountOf, sample } from "./samples.ts";

/** Two trades of account 1 and one that it has nothing to do with, in the middle. */
const trades = [
  sample(),
  sample({ seller: accountOf(2), buyer: accountOf(3), sequence: 1n }),
  sample({ seller: accountOf(3), buyer: accountOf(1), sequence: 2n }),
];

describe("packApprovals", () => {
  it("given signatures of any length, when they are packed, then each has its length in two bytes before it", () => {
    expect(packApprovals(["0xaabb", undefined, "0x", "0x" + "11".repeat(64)])).to.equal(
      "0x" + "0002aabb" + "0000" + "0000" + "0040" + "11".repeat(64),
    );
    expect(packApprovals(["0x" + "22".repeat(300)])).to.equal("0x012c" + "22".repeat(300));
  });

  it("given none, when they are packed, then there is nothing", () => {
    expect(packApprovals([])).to.equal("0x");
  });
});

describe("rollingHash", () => {
  const ids = trades.map(tradeId);
  const link = (hash: string, id: string | undefined) => keccak256(concat([hash, id ?? "0x"]));

  it("given trades, when a party's are hashed, then it is h(k) = keccak256(h(k - 1), id of its trade k), h(0) = 0", () => {
    expect(rollingHash(trades, accountOf(1))).to.equal(link(link(ZeroHash, ids[0]), ids[2]));
    expect(rollingHash(trades, accountOf(2))).to.equal(link(link(ZeroHash, ids[0]), ids[1]));
    expect(rollingHash(trades, accountOf(3))).to.equal(link(link(ZeroHash, ids[1]), ids[2]));
  });

  it("given a party without trades, when they are hashed, then it is zero", () => {
    expect(rollingHash(trades, accountOf(4))).to.equal(ZeroHash);
    expect(rollingHash([], accountOf(1))).to.equal(ZeroHash);
  });

  it("given another order, when they are hashed, then it is another hash", () => {
    expect(rollingHash(trades.toReversed(), accountOf(1))).to.equal(link(link(ZeroHash, ids[2]), ids[0]));
  });

  it("given a party in lower case, when they are hashed, then it is the same", () => {
    const party = accountOf(0xabcdefn << 100n);
    const own = [sample({ seller: party })];
    expect(rollingHash(own, party.toLowerCase())).to.equal(rollingHash(own, party));
    expect(rollingHash([sample({ seller: party.toLowerCase() })], party)).not.to.equal(ZeroHash);
  });
});

describe("signTradeList", () => {
  const signer = new Wallet(keccak256(toUtf8Bytes("kessai list")));

  it("given trades, when a party signs its list, then it is 64 bytes over what the contract calls the digest", async () => {
    const { escrow, kessai } = await house();
    const own = trades.map((trade) => ({ ...trade, seller: signer.address }));
    const signature = await signTradeList(signer, {
      domain: kessai.domain,
      trades: own,
      party: signer.address,
    });
    expect(signature).to.have.length(2 + 2 * 64);
    const digest = await escrow.tradeListDigest(signer.address, rollingHash(own, signer.address));
    expect(recoverAddress(digest, Signature.from(signature))).to.equal(signer.address);
  });

  it("given trades, when an operator signs for a party, then the digest names the party and the operator is the signer", async () => {
    const { escrow, kessai } = await house();
    const party = accountOf(1);
    const signature = await signTradeList(signer, { domain: kessai.domain, trades, party });
    const digest = await escrow.tradeListDigest(party, rollingHash(trades, party));
    expect(recoverAddress(digest, Signature.from(signature))).to.equal(signer.address);
    const own = await escrow.tradeListDigest(signer.address, rollingHash(trades, party));
    expect(recoverAddress(own, Signature.from(signature))).not.to.equal(signer.address);
  });

  it("given the contract's digest, when it is calculated by hand, then it is EIP-712 over TradeList(address party,bytes32 rollingHash)", async () => {
    const { escrow } = await house();
    const party = accountOf(1);
    const hash = rollingHash(trades, party);
    const type = keccak256(toUtf8Bytes("TradeList(address party,bytes32 rollingHash)"));
    const struct = keccak256(concat([type, "0x" + "00".repeat(12), party, hash]));
    expect(await escrow.tradeListDigest(party, hash)).to.equal(
      keccak256(concat(["0x1901", await escrow.DOMAIN_SEPARATOR(), struct])),
    );
  });
});

describe("partiesOf", () => {
  it("given trades, when their parties are asked for, then each is there once, in ascending order", () => {
    const [low, high] = [accountOf(5), accountOf(2n ** 159n)];
    const pairs = [
      sample({ seller: high, buyer: low }),
      sample({ seller: low.toLowerCase(), buyer: accountOf(7) }),
    ];
    expect(partiesOf(pairs)).to.deep.equal([low, accountOf(7), high]);
  });
});
