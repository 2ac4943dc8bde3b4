/** Why a hub did not do as it was told, or hangs up, by code, with the words for it. */
export const NOTICES = {
  MESSAGE_TOO_LONG: "the message is longer than this hub takes",
  MESSAGE_INVALID: "the message cannot be read",
  LOGIN_MISSING: "the first message of a connection must be its login",
  LOGIN_TWICE: "this connection has logged in already",
  LOGIN_LATE: "nobody logged in within the time that this hub allows",
  LOGIN_FORGED: "the account has not signed this login for this connection",
  LOGIN_REFUSED: "this hub does not admit the account in that role",
  LOGIN_ELSEWHERE: "the account has logged in again, on another connection",
  ROLE_WRONG: "messages of this kind are for the other role",
  RATE_EXCEEDED: "more messages were sent than this hub takes in a minute; this one was not carried",
  HUB_FULL: "this hub keeps as many requests as it can",
  HUB_CLOSING: "this hub is closing",
  REQUESTS_TOO_MANY: "the asker has as many requests open as this hub allows",
  REQUEST_LATE: "the time in which the request was to be answered is over",
  REQUEST_TOO_LONG: "the request is open for longer than this hub allows",
  REQUEST_KNOWN: "the request is known already, and not from this account",
  REQUEST_UNKNOWN: "there is no such request for this account",
  REQUEST_CLOSED: "the request has closed",
  DEALERS_TOO_MANY: "more dealers are asked than this hub allows",
  DEALERS_DIFFER: "the dealers of the envelope are not those that the request commits to",
  DEALER_WRONG: "the message is in the name of another dealer",
  ANSWERS_TOO_MANY: "more answers were given to the request than this hub carries for a dealer",
  OUTCOME_KNOWN: "another outcome of the request was told before",
} as const;

/** Why a hub did not do as it was told, or hangs up. */
export type NoticeCode = keyof typeof NOTICES;

/** All of them, in order. */
export const NOTICE_CODES = Object.keys(NOTICES) as readonly NoticeCode[];
