import { randomBytes } from "node:crypto";

import type { Signer } from "ethers";

import { RfqClient } from "../../../sdk/transport/asker/RfqClient.ts";
import { DealerClient } from "../../../sdk/transport/dealer/DealerClient.ts";
import type { Pricer } from "../../../sdk/transport/dealer/Pricer.ts";
import { priceRequest } from "../../../sdk/transport/dealer/priceRequest.ts";
import { InProcessHub } from "../../../sdk/transport/hub/InProcessHub.ts";
import { HubTransport } from "../../../sdk/transport/HubTransport.ts";
import type { Role } from "../../../sdk/transport/Login.ts";
import { systemClock as clock } from "../../../sdk/transport/systemClock.ts";
import { BOND, SETTLE_FROM } from "./rfqMarket.ts";
import type { BenchDealer, TradingHouse } from "./TradingHouse.ts";

/** An asker's client with dealers' programs on the other side of a hub, all in this process. */
export interface Floor {
  readonly client: RfqClient;
  readonly close: () => Promise<void>;
}

/** A key that knows its account. */
type Key = Signer & { readonly address: string };

const STYLE = {
  kind: "single use",
  // Hours: the chain's clock goes ahead of the machine's by a second for each block that comes within the same second.
  validSeconds: 21_600n,
  lastLookSeconds: 0n,
  minimumUnits: 1n,
  maximumUnits: 100n,
} as const;

/** Opens a hub, and has the buyer and these dealers log in at it. */
export async function openFloor(
  { kessai, buyer }: TradingHouse,
  dealers: readonly BenchDealer[],
): Promise<Floor> {
  const domain = kessai.tradingDomain;
  const hub = new InProcessHub({ domain, clock, randomBytes: (length) => randomBytes(length) });
  const lines: HubTransport[] = [];
  const login = async (signer: Key, role: Role): Promise<HubTransport> => {
    const account = signer.address;
    const line = new HubTransport({ domain, dial: hub.dial, account, role, signer, clock });
    lines.push(line);
    await new Promise<void>((resolve) => {
      line.subscribe(({ kind }) => {
        if (kind === "connected") resolve();
      });
    });
    return line;
  };
  const programs: DealerClient[] = [];
  for (const [index, { signer, sequences }] of dealers.entries()) {
    const transport = await login(signer, "dealer");
    const pricer = pricerOf(index, dealers.length);
    const dealer = signer.address;
    programs.push(new DealerClient({ domain, dealer, signer, transport, clock, pricer, sequences }));
  }
  const client = new RfqClient({ domain, transport: await login(buyer, "asker"), clock });
  return {
    client,
    close: async () => {
      await client.close();
      for (const program of programs) program.close();
      await Promise.all(lines.map((line) => line.close()));
      hub.close();
    },
  };
}

/**
 * A dealer's prices: each dealer has the lowest in turn. They are for a day on which the bond can be delivered, whatever the day
 * of the measurement.
 */
function pricerOf(index: number, dealers: number): Pricer {
  let turn = index;
  return {
    price: (request) => {
      turn += 1;
      const cleanPrice = `99.${(800 + (turn % dealers)).toString()}`;
      const onDay = { ...request, settleFrom: SETTLE_FROM };
      return priceRequest({ request: onDay, bond: BOND, cleanPrice, style: STYLE });
    },
  };
}
