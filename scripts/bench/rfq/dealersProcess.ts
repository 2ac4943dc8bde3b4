/** A process of its own that is a number of dealers at a hub, until it is told to end. Arguments: address, number. */
import { DealerClient } from "../../../sdk/transport/dealer/DealerClient.ts";
import { filePricer } from "../../../sdk/transport/dealer/filePricer.ts";
import { sequenceFrom } from "../../../sdk/transport/dealer/SequenceSource.ts";
import { HubTransport } from "../../../sdk/transport/HubTransport.ts";
import { systemClock } from "../../../sdk/transport/systemClock.ts";
import { webSocketDial } from "../../../sdk/transport/webSocketDial.ts";
import { reportCpu, tell } from "./reportCpu.ts";
import { BOND, dealerAt, DOMAIN } from "./rfqMarket.ts";

const [url = "", count = "0"] = process.argv.slice(2);
const { isin } = BOND.termSheet;
let connected = 0;
reportCpu();
for (let index = 0; index < Number(count); index += 1) {
  const signer = dealerAt(index);
  const account = signer.address;
  const [domain, clock, dial] = [DOMAIN, systemClock, webSocketDial({ url, clock: systemClock })];
  const transport = new HubTransport({ domain, dial, account, role: "dealer", signer, clock });
  const price = `99.${(800 + index).toString()}`;
  const style = { kind: "single use", validSeconds: 60n, lastLookSeconds: 0n } as const;
  const size = { minimumUnits: 1n, maximumUnits: 100n };
  const pricer = filePricer({
    prices: [{ isin, side: "seller", price, ...style, ...size }],
    bonds: new Map([[isin, BOND]]),
  });
  const sequences = sequenceFrom(1n);
  new DealerClient({ domain, dealer: account, signer, transport, clock, pricer, sequences });
  transport.subscribe(({ kind }) => {
    if (kind !== "connected") return;
    connected += 1;
    if (connected === Number(count)) tell({ kind: "ready" });
  });
}
