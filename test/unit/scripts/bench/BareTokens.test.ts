import { expect } from "chai";
import { Interface, toBeHex, ZeroAddress } from "ethers";

import { BareTokens } from "../../../../scripts/bench/throughput/BareTokens.ts";
import { LocalSigner } from "../../../../scripts/bench/throughput/LocalSigner.ts";
import { startEmbedded } from "../../../../scripts/bench/throughput/startEmbedded.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";

const account = (number: number): string => toBeHex(number, 20);
const EVENTS = new Interface(["event Transfer(address indexed from, address indexed to, uint256 value)"]);

const trade = (terms: Pick<Trade, "seller" | "buyer" | "quantity" | "amount">): Trade => ({
  isin: "JP3633400001",
  currency: "JPY",
  settlementBank: ZeroAddress,
  tradeDate: 0n,
  settleFrom: 0n,
  settleBy: 0n,
  venue: ZeroAddress,
  sequence: 0n,
  commonReference: "",
  minimumPart: 0n,
  ...terms,
});

/** The legs that a transaction of these trades moves between those who were given something before. */
async function legsOf(trades: readonly Trade[], holders: readonly string[]) {
  const engine = await startEmbedded();
  try {
    const signer = await LocalSigner.at(0, engine.provider);
    const tokens = await BareTokens.deploy(holders, signer);
    const sent = await signer.sendTransaction({ to: tokens.address, data: tokens.encode(trades) });
    const receipt = await engine.provider.getTransactionReceipt(sent.hash);
    return (receipt?.logs ?? []).map(({ address, topics, data }) => {
      const [from, to, value] = EVENTS.decodeEventLog("Transfer", data, topics).map(String);
      return { token: address, from: from?.toLowerCase(), to: to?.toLowerCase(), value };
    });
  } finally {
    await engine.stop();
  }
}

describe("BareTokens", () => {
  const [ada, bob, eve] = [account(0xada), account(0xb0b), account(0xe5e)] as const;
  const trades = [
    trade({ seller: ada, buyer: bob, quantity: 3n, amount: 300n }),
    trade({ seller: bob, buyer: ada, quantity: 1n, amount: 100n }),
  ];

  it("moves both legs of each trade, in its order", async () => {
    const legs = await legsOf(trades, [ada, bob]);
    const [bond, cash] = [legs[0]?.token, legs[1]?.token];
    expect(bond).not.to.equal(cash);
    expect(legs).to.deep.equal([
      { token: bond, from: ada, to: bob, value: "3" },
      { token: cash, from: bob, to: ada, value: "300" },
      { token: bond, from: bob, to: ada, value: "1" },
      { token: cash, from: ada, to: bob, value: "100" },
    ]);
  });

  it("moves nothing when somebody has nothing", async () => {
    const unfunded = trade({ seller: eve, buyer: ada, quantity: 1n, amount: 1n });
    const refused = await legsOf([...trades, unfunded], [ada, bob]).catch(String);
    expect(refused).to.include("Transaction reverted");
  });
});
