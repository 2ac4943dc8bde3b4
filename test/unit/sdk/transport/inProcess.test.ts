import { InProcessHub } from "../../../../sdk/transport/hub/InProcessHub.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import { ASKED_AT, DOMAIN } from "../trading/samples.ts";
import { countedBytes } from "./rfqHouse.ts";
import { describeTransport } from "./transportSuite.ts";

describeTransport("the process", (limits) => {
  const clock = new ManualClock(ASKED_AT);
  const hub = new InProcessHub({ domain: DOMAIN, clock, randomBytes: countedBytes(), limits });
  return Promise.resolve({
    dial: hub.dial,
    clock,
    counters: () => hub.counters,
    close: () => {
      hub.close();
      return Promise.resolve();
    },
  });
});
