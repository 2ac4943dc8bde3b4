/** A process of its own that is a hub, until it is told to end. */
import { randomBytes } from "node:crypto";

import { openHub } from "../../../sdk/transport/hub/openHub.ts";
import { systemClock } from "../../../sdk/transport/systemClock.ts";
import { reportCpu, tell } from "./reportCpu.ts";
import { DOMAIN } from "./rfqMarket.ts";

const hub = await openHub({
  domain: DOMAIN,
  clock: systemClock,
  randomBytes: (length) => randomBytes(length),
  port: 0,
  limits: { messagesPerMinute: 100_000, openRequests: 2_000 },
});
reportCpu();
tell({ kind: "open", url: hub.url });
