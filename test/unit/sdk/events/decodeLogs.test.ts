import { expect } from "chai";
import { Interface, Log } from "ethers";

import { houseInterface } from "../../../../sdk/contracts/houseInterface.ts";
import { instruct } from "../../../../sdk/client/actions/instruct.ts";
import { send } from "../../../../sdk/client/send.ts";
import { EVENT_NAMES } from "../../../../sdk/events/ChainEvent.ts";
import { decodeLogs } from "../../../../sdk/events/decodeLogs.ts";
import { encodeTrade } from "../../../../sdk/trade/encodeTrade.ts";
import * as generated from "../../../../typechain-types/index.ts";
import { house } from "../house.ts";

describe("decodeLogs", () => {
  it("knows every event of every interface by name", () => {
    const names = Object.entries(generated).flatMap(([name, factory]) => {
      if (!name.endsWith("__factory") || !("abi" in factory)) return [];
      return new Interface(factory.abi).fragments.flatMap((each) =>
        each.type === "event"
          ? [houseInterface.getEvent(each.format())?.name ?? `${name}: ${each.format()}`]
          : [],
      );
    });
    expect([...new Set(names)].toSorted()).to.deep.equal([...EVENT_NAMES].toSorted());
  });

  it("gives structs as records, in the order of the logs, and passes over strangers", async () => {
    const { kessai, readable, seller } = await house();
    const trade = readable();
    const { receipt } = await send(instruct(kessai, { trade, side: "seller", readiness: "earmarked" }), {
      signer: seller,
    });
    const [first] = receipt.logs;
    if (first === undefined) throw new Error("no logs");
    const { blockHash, blockNumber, address, data, removed, transactionHash, transactionIndex } = first;
    const place = { blockHash, blockNumber, transactionHash, transactionIndex, index: 99, removed };
    const stranger = new Log({ ...place, address, data, topics: ["0x".padEnd(66, "9")] }, receipt.provider);
    const events = decodeLogs([stranger, ...receipt.logs]);
    expect(events.map(({ name }) => name)).to.deep.equal(["Instructed", "LegHeld", "UnitsHeld"]);
    expect(events[0]?.args["trade"]).to.deep.equal(encodeTrade(trade));
    expect(events[0]?.args["side"]).to.equal(0n);
    expect(events[0]?.args["readiness"]).to.equal(1n);
    expect(decodeLogs(receipt)).to.deep.equal(events);
  });
});
