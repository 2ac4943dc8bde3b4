import type { SignedAcknowledgement } from "../../trading/Acknowledgement.ts";
import type { SignedPass } from "../../trading/Pass.ts";
import type { SignedQuote } from "../../trading/Quote.ts";
import type { SignedRequest } from "../../trading/Request.ts";
import type { SignedLogin } from "../Login.ts";
import type { SignedWithdrawal } from "../Withdrawal.ts";

/** The answer to the challenge of a hub: the first message of a connection, and the only one before its welcome. */
export interface LoginMessage extends SignedLogin {
  readonly type: "login";
}

/** An asker's request in its envelope: whom it goes to. Dealers see the request and never the envelope. */
export interface AskMessage extends SignedRequest {
  readonly type: "ask";
  /** Accounts of the dealers that are asked, in any order. */
  readonly dealers: readonly string[];
  /** Salt of the commitment in the request: nobody but the asker can open it, so nobody else can send its request. */
  readonly dealersSalt: string;
}

/** An asker wants no more answers: it decides on those it has. */
export interface CloseMessage {
  readonly type: "close";
  /** Id of the request. */
  readonly request: string;
}

/** An asker takes its request back: nothing comes of it. */
export interface CancelMessage {
  readonly type: "cancel";
  /** Id of the request. */
  readonly request: string;
}

/**
 * What came of a request. The asker names all quotes that it took; a dealer is told of its own, and of none when it did not
 * trade. Nobody signs it: the chain tells what was accepted.
 */
export interface OutcomeMessage {
  readonly type: "outcome";
  /** Id of the request. */
  readonly request: string;
  /** Ids of quotes. */
  readonly quotes: readonly string[];
}

/** A dealer's quote. */
export interface QuoteMessage extends SignedQuote {
  readonly type: "quote";
}

/** A dealer's word that it does not quote. */
export interface PassMessage extends SignedPass {
  readonly type: "pass";
}

/** A dealer's word on what it has answered. */
export interface AcknowledgementMessage extends SignedAcknowledgement {
  readonly type: "acknowledgement";
}

/** A dealer's word that it no longer stands to a quote. */
export interface WithdrawalMessage extends SignedWithdrawal {
  readonly type: "withdrawal";
}

/** What a dealer sends to an asker, and a hub carries. */
export type DealerMessage = QuoteMessage | PassMessage | AcknowledgementMessage | WithdrawalMessage;

/** What an asker sends to a hub. */
export type AskerMessage = AskMessage | CloseMessage | CancelMessage | OutcomeMessage;

/** Everything that a hub is sent. */
export type ClientMessage = LoginMessage | AskerMessage | DealerMessage;
