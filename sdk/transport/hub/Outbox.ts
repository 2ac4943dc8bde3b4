import { ZeroHash } from "ethers";

import type { HubMessage } from "../messages/HubMessage.ts";
import { NOTICES } from "../messages/noticeCodes.ts";
import type { NoticeCode } from "../messages/noticeCodes.ts";
import type { HubEffects, Sending } from "./HubEffects.ts";

/** What a hub is about to do, and how much it has done. */
export class Outbox {
  readonly #notices = new Map<NoticeCode, number>();
  #sent = 0;
  #sendings: Sending[] = [];
  #hangUps: string[] = [];

  /** Messages put in so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Notices put in so far, by code. */
  get notices(): Readonly<Partial<Record<NoticeCode, number>>> {
    return Object.fromEntries(this.#notices);
  }

  send(connection: string, message: HubMessage): void {
    this.#sent += 1;
    this.#sendings.push({ connection, message });
  }

  /** @param request id of the request that it is about; left out when it is about none */
  notify(connection: string, code: NoticeCode, request: string = ZeroHash): void {
    this.#notices.set(code, (this.#notices.get(code) ?? 0) + 1);
    this.send(connection, { type: "notice", code, text: NOTICES[code], request });
  }

  hangUp(connection: string, code: NoticeCode): void {
    this.notify(connection, code);
    this.#hangUps.push(connection);
  }

  /** Takes everything out. */
  empty(): HubEffects {
    const effects = { sendings: this.#sendings, hangUps: this.#hangUps };
    this.#sendings = [];
    this.#hangUps = [];
    return effects;
  }
}
