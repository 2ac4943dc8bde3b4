import type { Signer } from "ethers";

import type { Clock } from "../../../sdk/transport/Clock.ts";
import { HubTransport } from "../../../sdk/transport/HubTransport.ts";
import type { Role } from "../../../sdk/transport/Login.ts";
import { webSocketDial } from "../../../sdk/transport/webSocketDial.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { UsageError } from "../UsageError.ts";

/** Who connects to which hub. */
export interface HubLogin {
  readonly url: string;
  readonly account: string;
  readonly role: Role;
  readonly signer: Signer;
  readonly clock: Clock;
}

/** Milliseconds in which a hub that is there lets somebody in. */
const PATIENCE = 10_000;

/** @throws UsageError when it is no address of a hub */
export function parseHubUrl(url: string): string {
  if (URL.canParse(url) && ["ws:", "wss:"].includes(new URL(url).protocol)) return url;
  throw new UsageError(
    `"${url}" is not an address of a hub.`,
    "Write it in full, such as ws://127.0.0.1:8787.",
  );
}

/**
 * A connection to a hub that has let its account in.
 *
 * @throws JobError when it does not
 */
export async function requireHub({ kessai }: JobContext, login: HubLogin): Promise<HubTransport> {
  const { url, account, role, signer, clock } = login;
  const transport = new HubTransport({
    domain: kessai.tradingDomain,
    dial: webSocketDial({ url, clock }),
    account,
    role,
    signer,
    clock,
  });
  let reason = "it does not answer";
  const isIn = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, PATIENCE);
    const end = transport.subscribe((event) => {
      if (event.kind === "disconnected") reason = event.reason;
      if (event.kind !== "connected") return;
      clearTimeout(timer);
      end();
      resolve(true);
    });
  });
  if (isIn) return transport;
  await transport.close();
  throw new JobError(
    `The hub at ${url} did not let ${account} in: ${reason}.`,
    "Start one: npm run kessai -- rfq-hub",
  );
}
