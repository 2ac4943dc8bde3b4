/**
 * A process of its own that asks dealers at a hub. Arguments: address, number of dealers, requests, requests a minute, and how many
 * may be open at a time: the next one waits until one is answered.
 */
import { signRequest } from "../../../sdk/trading/signRequest.ts";
import { RfqClient } from "../../../sdk/transport/asker/RfqClient.ts";
import { HubTransport } from "../../../sdk/transport/HubTransport.ts";
import { systemClock } from "../../../sdk/transport/systemClock.ts";
import { webSocketDial } from "../../../sdk/transport/webSocketDial.ts";
import { reportCpu, tell } from "./reportCpu.ts";
import { ASKER, dealerAt, DOMAIN, questionAt } from "./rfqMarket.ts";

const [url = "", ...numbers] = process.argv.slice(2);
const [count = 0, requests = 0, perMinute = 1, mostOpen = 1] = numbers.map(Number);
const dealers = Array.from({ length: count }, (_, index) => dealerAt(index).address);
const [domain, clock] = [DOMAIN, systemClock];
const dial = webSocketDial({ url, clock });
const transport = new HubTransport({
  domain,
  dial,
  account: ASKER.address,
  role: "asker",
  signer: ASKER,
  clock,
});
const client = new RfqClient({ domain, transport, clock });
const milliseconds: number[] = [];
let [answers, done, last] = [0, 0, 0];
reportCpu();

await new Promise<void>((resolve) => {
  transport.subscribe(({ kind }) => {
    if (kind === "connected") resolve();
  });
});
const began = performance.now();
const asking: Promise<void>[] = [];
const open = new Set<Promise<undefined>>();
for (let number = 0; number < requests; number += 1) {
  const due = began + (number * 60_000) / perMinute;
  const wait = due - performance.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
  while (open.size >= mostOpen) await Promise.race(open);
  const answered = Promise.withResolvers<undefined>();
  open.add(answered.promise);
  asking.push(ask(number, answered.resolve));
  void answered.promise.then(() => open.delete(answered.promise));
}
await Promise.all(asking);
tell({ kind: "asked", seconds: (last - began) / 1_000, answers, milliseconds });

/** Asks all dealers, and keeps the time until the last of them has answered: that is told, and what comes then awaited. */
async function ask(number: number, tellAnswered: (nothing: undefined) => void): Promise<void> {
  const { request, ...envelope } = questionAt(number, dealers, clock.now());
  const signed = await signRequest(ASKER, { domain, request });
  const asked = performance.now();
  let count = 0;
  for await (const event of client.ask({ request: signed, ...envelope, closesWhenAnswered: true })) {
    if (event.kind === "closing") tellAnswered(undefined);
    if (event.kind !== "quote") continue;
    count += 1;
    answers += 1;
    if (count < dealers.length) continue;
    last = performance.now();
    milliseconds.push(last - asked);
  }
  done += 1;
  if (done % 100 === 0) tell({ kind: "progress", done });
}
