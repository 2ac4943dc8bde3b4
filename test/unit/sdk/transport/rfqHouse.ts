import { id, toBeHex, toBeArray, zeroPadValue } from "ethers";

import { RfqClient } from "../../../../sdk/transport/asker/RfqClient.ts";
import type { AskOptions, RfqClientOptions } from "../../../../sdk/transport/asker/RfqClient.ts";
import type { Refusal } from "../../../../sdk/transport/asker/Refusal.ts";
import { DealerClient } from "../../../../sdk/transport/dealer/DealerClient.ts";
import type { DealerClientOptions } from "../../../../sdk/transport/dealer/DealerClientOptions.ts";
import type { DealerEvent } from "../../../../sdk/transport/dealer/DealerEvent.ts";
import type { Price, Pricer, PricerAnswer } from "../../../../sdk/transport/dealer/Pricer.ts";
import { sequenceFrom } from "../../../../sdk/transport/dealer/SequenceSource.ts";
import { InProcessHub } from "../../../../sdk/transport/hub/InProcessHub.ts";
import type { HubOptions } from "../../../../sdk/transport/hub/HubHost.ts";
import { HubTransport } from "../../../../sdk/transport/HubTransport.ts";
import type { Dial } from "../../../../sdk/transport/Line.ts";
import type { Role } from "../../../../sdk/transport/Login.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import type { Transport } from "../../../../sdk/transport/Transport.ts";
import { dealersCommitment } from "../../../../sdk/trading/dealersCommitment.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import {
  addressOf,
  ANSWER_BY,
  ASKED_AT,
  DEALERS_SALT,
  DOMAIN,
  sampleRequest,
  walletOf,
} from "../trading/samples.ts";

/** Lets everything happen that waits for nothing but its turn, as all does that is in one process and needs no later moment. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass until a moment, and everything happen on the way there in its own time. */
export async function passTime(clock: ManualClock, moment: bigint): Promise<void> {
  await settle();
  for (let { next } = clock; next !== undefined && next <= moment; { next } = clock) {
    clock.moveTo(next);
    await settle();
  }
  clock.moveTo(moment);
  await settle();
}

/** Random bytes that are the same in every run. */
export function countedBytes(): (length: number) => Uint8Array {
  let count = 0n;
  return (length) => {
    count += 1n;
    return toBeArray(zeroPadValue(toBeHex(id(`random ${count}`)), 32)).slice(0, length);
  };
}

/** A firm price of 99.872 with its interest for ten units, good for five minutes, but for what is said otherwise. */
export const priced = (fields: Partial<Price> = {}): PricerAnswer => ({
  kind: "price",
  price: {
    kind: "single use",
    cleanPriceE7: 998_720_000n,
    cashPerUnit: 100_270_175n,
    minimumQuantity: 1n,
    maximumQuantity: 10n,
    validUntil: ASKED_AT / 1_000n + 300n,
    lastLook: 0n,
    ...fields,
  },
});

/** A pricer that always says the same. */
export const saying = (answer: PricerAnswer): Pricer => ({ price: () => answer });

/** A question to dealers by name, by an investor who gives its name unless it is anonymous. */
export async function questionTo(
  dealers: readonly string[],
  fields: Partial<Request> = {},
  name = "investor",
): Promise<AskOptions> {
  const accounts = dealers.map(addressOf);
  const request = sampleRequest({
    asker: addressOf(name),
    dealers: dealersCommitment(accounts, DEALERS_SALT),
    dealerCount: BigInt(accounts.length),
    answerBy: ANSWER_BY,
    ...fields,
  });
  const signed = request.isAnonymous
    ? { request, signature: "0x" }
    : await signRequest(walletOf(name), { domain: DOMAIN, request });
  return { request: signed, dealers: accounts, dealersSalt: DEALERS_SALT };
}

/** Somebody who asks. */
export interface Asker {
  readonly transport: Transport;
  readonly client: RfqClient;
  readonly strays: readonly Refusal[];
}

/** Somebody who deals. */
export interface Dealer {
  readonly transport: Transport;
  readonly client: DealerClient;
  readonly events: readonly DealerEvent[];
}

/** A hub in this process with a clock that stands still, and people around it. */
export class RfqHouse {
  readonly clock = new ManualClock(ASKED_AT);
  readonly hub: InProcessHub;

  constructor(options: Partial<HubOptions> = {}) {
    this.hub = this.openHub(options);
  }

  openHub(options: Partial<HubOptions> = {}): InProcessHub {
    return new InProcessHub({ domain: DOMAIN, clock: this.clock, randomBytes: countedBytes(), ...options });
  }

  transport(name: string, role: Role, dial: Dial = this.hub.dial): HubTransport {
    const [account, signer] = [addressOf(name), walletOf(name)];
    return new HubTransport({ domain: DOMAIN, dial, account, role, signer, clock: this.clock });
  }

  asker(name = "investor", options: Partial<RfqClientOptions> = {}): Asker {
    const transport = options.transport ?? this.transport(name, "asker");
    const strays: Refusal[] = [];
    const onStray = (refusal: Refusal): void => void strays.push(refusal);
    const client = new RfqClient({ domain: DOMAIN, transport, clock: this.clock, onStray, ...options });
    return { transport, client, strays };
  }

  dealer(name: string, pricer: Pricer, options: Partial<DealerClientOptions> = {}): Dealer {
    const transport = options.transport ?? this.transport(name, "dealer");
    const events: DealerEvent[] = [];
    const client = new DealerClient({
      domain: DOMAIN,
      dealer: addressOf(name),
      signer: walletOf(name),
      transport,
      clock: this.clock,
      pricer,
      sequences: sequenceFrom(1n),
      onEvent: (event) => events.push(event),
      ...options,
    });
    return { transport, client, events };
  }

  /** Lets time pass. */
  async until(moment: bigint): Promise<void> {
    await passTime(this.clock, moment);
  }
}
