import { expect } from "chai";

import { reachPayment, useServicedWorld } from "../../support/servicing.ts";
import { ISIN } from "../../support/world.ts";

describe("PaymentAgent.pay: gas", () => {
  const current = useServicedWorld(async (w) => {
    await reachPayment(w);
    return {};
  });

  /** What a page of all holders comes to with so much gas: "paid", the error's name, or "" for no reason. */
  const outcomeOf = async (gasLimit: bigint): Promise<string> => {
    const { paymentAgent, outsider, holders } = current();
    try {
      await paymentAgent.connect(outsider).pay.staticCall(ISIN, 0, holders, { gasLimit });
      return "paid";
    } catch (error) {
      const data = (error as { data?: unknown }).data;
      if (typeof data !== "string" || data === "0x") return "";
      return paymentAgent.interface.parseError(data)?.name ?? "unknown";
    }
  };

  it("given any amount of gas, when it does not suffice for a holder then the page reverts and nothing is kept", async () => {
    const w = current();
    const enough = await w.paymentAgent.connect(w.outsider).pay.estimateGas(ISIN, 0, w.holders);
    const outcomes = new Set<string>();
    for (let gas = enough / 3n; gas < enough; gas += 211n) outcomes.add(await outcomeOf(gas));
    expect([...outcomes]).to.include("PaymasterOutOfGas");
    outcomes.delete("PaymasterOutOfGas");
    outcomes.delete("");
    outcomes.delete("paid");
    expect([...outcomes]).to.deep.equal([]);
  });

  it("given the least gas with which a page does not revert, when it is sent then everybody is paid", async () => {
    const w = current();
    let low = 100_000n;
    let high = 2n * (await w.paymentAgent.connect(w.outsider).pay.estimateGas(ISIN, 0, w.holders));
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if ((await outcomeOf(middle)) === "paid") high = middle;
      else low = middle;
    }
    await expect(w.paymentAgent.connect(w.outsider).pay(ISIN, 0, w.holders, { gasLimit: high }))
      .to.emit(w.paymentAgent, "PaymentCompleted")
      .and.not.to.emit(w.paymentAgent, "PaymentSuspended");
  });
});
