import { id } from "ethers";

import type { Role } from "../../../../sdk/transport/Login.ts";
import { HUB_LIMITS } from "../../../../sdk/transport/hub/HubLimits.ts";
import type { HubEffects } from "../../../../sdk/transport/hub/HubEffects.ts";
import type { HubLimits } from "../../../../sdk/transport/hub/HubLimits.ts";
import { HubState } from "../../../../sdk/transport/hub/HubState.ts";
import type { HubStateOptions } from "../../../../sdk/transport/hub/HubState.ts";
import type { AskMessage, ClientMessage } from "../../../../sdk/transport/messages/ClientMessage.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { dealersCommitment } from "../../../../sdk/trading/dealersCommitment.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { addressOf, ASKED_AT, DEALERS_SALT, DOMAIN, sampleQuote, sampleRequest } from "../trading/samples.ts";

/** What stands for a signature where nobody looks at it: a hub carries messages as they are. */
export const SIGNATURE = "0xaa";

export const challengeOf = (connection: string): string => id(`challenge ${connection}`);

/** A hub's state with its effects by connection. Logins need no signature unless `options` say otherwise. */
export class HubDriver {
  readonly state: HubState;
  readonly hungUp: string[] = [];
  now = ASKED_AT;
  readonly #inboxes = new Map<string, HubMessage[]>();

  constructor(limits: Partial<HubLimits> = {}, options: Partial<HubStateOptions> = {}) {
    const isLoginSigned = (): boolean => true;
    this.state = new HubState({
      domain: DOMAIN,
      limits: { ...HUB_LIMITS, ...limits },
      isLoginSigned,
      ...options,
    });
  }

  connect(connection: string): void {
    this.#keep(this.state.connect(connection, challengeOf(connection), this.now));
  }

  /** Connects and logs in; what comes with it is taken out. */
  logIn(name: string, role: Role, connection = name): readonly HubMessage[] {
    this.connect(connection);
    const login = { account: addressOf(name), role, challenge: challengeOf(connection) };
    this.send(connection, { type: "login", login, signature: SIGNATURE });
    return this.take(connection);
  }

  send(connection: string, message: ClientMessage): void {
    this.sendText(connection, formatMessage(message));
  }

  sendText(connection: string, text: string): void {
    this.#keep(this.state.receive(connection, text, this.now));
  }

  disconnect(connection: string): void {
    this.#keep(this.state.disconnect(connection, this.now));
  }

  /** It is so late now. */
  wakeAt(now: bigint): void {
    this.now = now;
    this.#keep(this.state.wake(now));
  }

  close(): void {
    this.#keep(this.state.close(this.now));
  }

  /** What has come for a connection since it was last looked at. */
  take(connection: string): readonly HubMessage[] {
    const messages = this.#inboxes.get(connection) ?? [];
    this.#inboxes.delete(connection);
    return messages;
  }

  /** Codes of the notices among that. */
  notices(connection: string): readonly string[] {
    return this.take(connection).flatMap((message) => (message.type === "notice" ? [message.code] : []));
  }

  #keep({ sendings, hangUps }: HubEffects): void {
    for (const { connection, message } of sendings) {
      this.#inboxes.set(connection, [...(this.#inboxes.get(connection) ?? []), message]);
    }
    this.hungUp.push(...hangUps);
  }
}

/** A request in its envelope, to dealers by name. */
export function askTo(
  dealers: readonly string[],
  fields: Partial<Request> = {},
  envelope: Partial<AskMessage> = {},
): AskMessage {
  const accounts = dealers.map(addressOf);
  const request = sampleRequest({
    dealers: dealersCommitment(accounts, DEALERS_SALT),
    dealerCount: BigInt(accounts.length),
    ...fields,
  });
  const signature = request.isAnonymous ? "0x" : SIGNATURE;
  return { type: "ask", request, signature, dealers: accounts, dealersSalt: DEALERS_SALT, ...envelope };
}

/** The quote of a dealer by name for a request. */
export const quoteBy = (name: string, request: Request, fields: Partial<Quote> = {}) =>
  ({
    type: "quote",
    quote: sampleQuote({ request: requestId(request), dealer: addressOf(name), ...fields }),
    signature: SIGNATURE,
  }) as const;

/** The pass of a dealer by name for a request. */
export const passBy = (name: string, request: Request, reason = "", at = ASKED_AT) =>
  ({
    type: "pass",
    pass: { request: requestId(request), dealer: addressOf(name), reason, at },
    signature: SIGNATURE,
  }) as const;

/** The acknowledgement of a dealer by name for a request. */
export const acknowledgementBy = (
  name: string,
  request: Request,
  answers: readonly string[] = [],
  at = ASKED_AT,
) =>
  ({
    type: "acknowledgement",
    acknowledgement: { request: requestId(request), dealer: addressOf(name), answers, at },
    signature: SIGNATURE,
  }) as const;

/** The withdrawal of a quote by a dealer by name. */
export const withdrawalBy = (name: string, request: Request, quote: string, at = ASKED_AT) =>
  ({
    type: "withdrawal",
    withdrawal: { request: requestId(request), quote, dealer: addressOf(name), at },
    signature: SIGNATURE,
  }) as const;
