import type { NoticeCode } from "../messages/noticeCodes.ts";

/** How a hub does: what is there now, and what there has been since it opened. */
export interface HubCounters {
  /** Connections now, logged in or not. */
  readonly connections: number;
  /** Askers logged in now. */
  readonly askers: number;
  /** Dealers logged in now. */
  readonly dealers: number;
  /** Requests open now. */
  readonly openRequests: number;
  /** Requests kept now, open ones among them. */
  readonly keptRequests: number;
  /** Logins so far. */
  readonly logins: number;
  /** Requests taken so far. */
  readonly requests: number;
  /** Messages that came so far, of any kind. */
  readonly received: number;
  /** Messages sent so far, of any kind. */
  readonly sent: number;
  /** Messages that came again and were dropped. */
  readonly duplicates: number;
  /** Messages refused so far, by code; codes that never occurred are left out. */
  readonly notices: Readonly<Partial<Record<NoticeCode, number>>>;
}
