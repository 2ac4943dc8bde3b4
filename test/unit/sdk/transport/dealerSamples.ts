import { AbstractSigner } from "ethers";
import type { TypedDataDomain, TypedDataField } from "ethers";

import { DealerClient } from "../../../../sdk/transport/dealer/DealerClient.ts";
import type { DealerClientOptions } from "../../../../sdk/transport/dealer/DealerClientOptions.ts";
import type { DealerEvent } from "../../../../sdk/transport/dealer/DealerEvent.ts";
import type { Pricer } from "../../../../sdk/transport/dealer/Pricer.ts";
import { sequenceFrom } from "../../../../sdk/transport/dealer/SequenceSource.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import type { DealerMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import type { RequestMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { passId } from "../../../../sdk/trading/passHash.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { addressOf, ASKED_AT, DOMAIN, walletOf } from "../trading/samples.ts";
import { StubTransport } from "./askerSamples.ts";
import { passTime, questionTo } from "./rfqHouse.ts";

/** A dealer whose transport is in the hand of the test. */
export class DealerDesk {
  readonly clock = new ManualClock(ASKED_AT);
  readonly transport = new StubTransport();
  readonly events: DealerEvent[] = [];
  readonly client: DealerClient;

  constructor(pricer: Pricer, options: Partial<DealerClientOptions> = {}) {
    const { clock, transport } = this;
    this.client = new DealerClient({
      domain: DOMAIN,
      dealer: addressOf("dealer 1"),
      signer: walletOf("dealer 1"),
      transport,
      clock,
      pricer,
      sequences: sequenceFrom(1n),
      onEvent: (event) => this.events.push(event),
      ...options,
    });
  }

  /** What was sent so far. */
  get sent(): readonly DealerMessage[] {
    return this.transport.sent.filter((message) => "signature" in message && message.type !== "ask");
  }

  /** What was sent so far, for short: quotes and passes, and acknowledgements with the number of answers. */
  get said(): readonly string[] {
    return this.sent.map((message) =>
      message.type === "acknowledgement" ? `knows ${message.acknowledgement.answers.length}` : message.type,
    );
  }

  get kinds(): readonly string[] {
    return this.events.map(({ kind }) => kind);
  }

  async until(moment: bigint): Promise<void> {
    await passTime(this.clock, moment);
  }
}

/** A request to dealer 1, as a hub brings it. */
export async function requestFor(fields: Partial<Request> = {}): Promise<RequestMessage> {
  return { type: "request", ...(await questionTo(["dealer 1"], fields)).request };
}

/** Ids of the quotes and passes among messages. */
export const answersIn = (messages: readonly DealerMessage[]): readonly string[] =>
  messages.flatMap((message) => {
    if (message.type === "quote") return [quoteId(message.quote)];
    return message.type === "pass" ? [passId(message.pass)] : [];
  });

/** A key that signs quotes only when it is let. */
export class SlowSigner extends AbstractSigner {
  readonly gate = Promise.withResolvers<undefined>();
  override getAddress = () => Promise.resolve(addressOf("dealer 1"));
  override connect = () => this;
  override signTransaction = () => Promise.reject(new Error("not here"));
  override signMessage = () => Promise.reject(new Error("not here"));
  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    if ("Quote" in types) await this.gate.promise;
    return await walletOf("dealer 1").signTypedData(domain, types, value);
  }
}
