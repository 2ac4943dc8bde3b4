import type { Signer } from "ethers";

import type { TradingDomain } from "../../trading/tradingDomain.ts";
import type { Clock } from "../Clock.ts";
import type { Eventually, SignatureChecks } from "../SignatureChecks.ts";
import type { Transport } from "../Transport.ts";
import type { DealerEvent } from "./DealerEvent.ts";
import type { Pricer } from "./Pricer.ts";
import type { SequenceSource } from "./SequenceSource.ts";

/** What a `DealerClient` is made of. */
export interface DealerClientOptions {
  readonly domain: TradingDomain;
  /** Account in whose name it quotes. */
  readonly dealer: string;
  /** Signs for that account: its own key, or an operator's. */
  readonly signer: Signer;
  /**
   * Logs in as that dealer, and has just been made: what comes with its welcome is for this client. It stays the caller's: closing
   * the client does not close it.
   */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly pricer: Pricer;
  /** Where quotes get their numbers from. */
  readonly sequences: SequenceSource;
  /** Whether named requests are signed by their askers; by their own keys when left out. */
  readonly checks?: Pick<SignatureChecks, "request"> | undefined;
  /**
   * Ids of the answers that were given before this program began, by request, from its records (`said` events). A request that was
   * answered then is not priced again, and the answers are acknowledged.
   */
  readonly earlier?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Whether the chain says that a quote was accepted. Left out: nobody asks it, and outcomes are hearsay. */
  readonly isAccepted?: ((quote: string) => Eventually<boolean>) | undefined;
  /** Requests that are kept in mind at a time, closed ones for a while. Left out: 20,000. */
  readonly mostRequests?: number | undefined;
  /** Milliseconds for which a request is remembered after its time. Left out: 60,000. */
  readonly keepTime?: bigint | undefined;
  /** Told of everything. */
  readonly onEvent?: ((event: DealerEvent) => void) | undefined;
}
