import { openHub } from "../../sdk/transport/hub/openHub.ts";
import { ManualClock } from "../../sdk/transport/ManualClock.ts";
import { webSocketDial } from "../../sdk/transport/webSocketDial.ts";
import { ASKED_AT, DOMAIN } from "../unit/sdk/trading/samples.ts";
import { countedBytes } from "../unit/sdk/transport/rfqHouse.ts";
import { describeTransport } from "../unit/sdk/transport/transportSuite.ts";

describeTransport("WebSockets", async (limits) => {
  const clock = new ManualClock(ASKED_AT);
  const hub = await openHub({ domain: DOMAIN, clock, randomBytes: countedBytes(), limits, port: 0 });
  return {
    dial: webSocketDial({ url: hub.url, clock }),
    clock,
    counters: () => hub.counters,
    close: () => hub.close(),
  };
});
