import type { SignedRequest } from "../../trading/Request.ts";
import type { Clock } from "../Clock.ts";
import type { SignatureChecks } from "../SignatureChecks.ts";
import type { SequenceLog } from "./SequenceLog.ts";

/** What a `RequestBook` is made of. */
export interface RequestBookOptions {
  readonly id: string;
  readonly request: SignedRequest;
  /** Accounts, with their checksums. */
  readonly dealers: readonly string[];
  readonly dealersSalt: string;
  /** Whether the request closes as soon as every dealer has answered. */
  readonly closesWhenAnswered: boolean;
  /** Milliseconds to wait for acknowledgements once the request has closed. */
  readonly acknowledgeTime: bigint;
  /** Messages that are taken of each dealer. */
  readonly mostMessages: number;
  readonly clock: Clock;
  readonly checks: SignatureChecks;
  readonly sequences: SequenceLog;
  /** Tells the hub that the asker has ended the request. */
  readonly end: (how: "close" | "cancel") => void;
}
