import type { SignedRequest } from "../../trading/Request.ts";
import type { Role } from "../Login.ts";
import type { DealerMessage, OutcomeMessage } from "./ClientMessage.ts";
import type { NoticeCode } from "./noticeCodes.ts";

/** The first message of a connection: 32 random bytes to be signed. */
export interface ChallengeMessage {
  readonly type: "challenge";
  readonly challenge: string;
}

/** The login was right: messages are carried from now on. */
export interface WelcomeMessage {
  readonly type: "welcome";
  readonly account: string;
  readonly role: Role;
}

/** A request, for a dealer that is asked. */
export interface RequestMessage extends SignedRequest {
  readonly type: "request";
}

/** A request has closed: answers are not carried any more. */
export interface ClosedMessage {
  readonly type: "closed";
  /** Id of the request. */
  readonly request: string;
  /**
   * Accounts of the dealers that did not answer in time; none when the asker closed it itself. A dealer is told of itself only.
   */
  readonly timedOut: readonly string[];
}

/** The asker has taken its request back. */
export interface CancelledMessage {
  readonly type: "cancelled";
  /** Id of the request. */
  readonly request: string;
}

/** Why a hub did not do as it was told, or is about to hang up. */
export interface NoticeMessage {
  readonly type: "notice";
  readonly code: NoticeCode;
  /** In words. */
  readonly text: string;
  /** Id of the request that it is about; 32 zero bytes when it is about none. */
  readonly request: string;
}

/** What a dealer is sent. */
export type ToDealer = RequestMessage | ClosedMessage | CancelledMessage | OutcomeMessage;

/** What an asker is sent. */
export type ToAsker = DealerMessage | ClosedMessage | CancelledMessage;

/** Everything that a hub sends. */
export type HubMessage = ChallengeMessage | WelcomeMessage | NoticeMessage | ToAsker | ToDealer;
