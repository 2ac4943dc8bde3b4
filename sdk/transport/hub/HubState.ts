import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import type { TradingDomain } from "../../trading/tradingDomain.ts";
import { isLoginSigned } from "../isLoginSigned.ts";
import type { Role, SignedLogin } from "../Login.ts";
import type { ClientMessage } from "../messages/ClientMessage.ts";
import type { NoticeCode } from "../messages/noticeCodes.ts";
import { parseClientMessage } from "../messages/parseClientMessage.ts";
import { requestOf } from "../messages/requestOf.ts";
import { Timetable } from "../Timetable.ts";
import { clientKey, Connections } from "./Connections.ts";
import type { Client, Connection } from "./Connections.ts";
import type { Delivery } from "./Delivery.ts";
import { handleMessage } from "./handleMessage.ts";
import type { HubCounters } from "./HubCounters.ts";
import type { HubEffects } from "./HubEffects.ts";
import type { HubLimits } from "./HubLimits.ts";
import { Outbox } from "./Outbox.ts";
import { RateLimits } from "./RateLimits.ts";
import { RequestDesk } from "./RequestDesk.ts";

/** What a `HubState` is made of. */
export interface HubStateOptions {
  readonly domain: TradingDomain;
  readonly limits: HubLimits;
  /** Whether an account may log in in a role; everybody may when left out. */
  readonly admits?: ((account: string, role: Role) => boolean) | undefined;
  /** Whether a login is signed; by the account's own key when left out. */
  readonly isLoginSigned?: ((domain: TradingDomain, login: SignedLogin) => boolean) | undefined;
}

const MINUTE = 60_000n;

/**
 * What a hub does, without doing it: connections and messages go in with the time, messages to send come out. It reads no clock,
 * opens no socket, holds no key, and the same inputs always give the same outputs.
 */
export class HubState {
  readonly #options: HubStateOptions;
  readonly #connections = new Connections();
  readonly #desk: RequestDesk;
  readonly #rates: RateLimits;
  /** Connections whose time to log in is over, by name. */
  readonly #logins = new Timetable<string>();
  readonly #outbox = new Outbox();
  readonly #counts = { logins: 0, received: 0, duplicates: 0 };
  #now = 0n;
  #tidyAt = 0n;

  constructor(options: HubStateOptions) {
    this.#options = options;
    this.#desk = new RequestDesk(options.limits);
    this.#rates = new RateLimits(options.limits.messagesPerMinute);
  }

  /** The next moment at which `wake` has something to do, in milliseconds; `undefined` when there is none. */
  get wakeAt(): bigint | undefined {
    const [one, other] = [this.#desk.wakeAt, this.#logins.next];
    if (one === undefined || other === undefined) return one ?? other;
    return one < other ? one : other;
  }

  /** How it does. */
  get counters(): HubCounters {
    const [askers, dealers] = [this.#connections.count("asker"), this.#connections.count("dealer")];
    const now = { connections: this.#connections.size, askers, dealers, ...this.#desk.counts };
    return { ...now, ...this.#counts, sent: this.#outbox.sent, notices: this.#outbox.notices };
  }

  /**
   * Somebody connects.
   *
   * @param name what the connection is called by; no other was called so before
   * @param challenge 32 random bytes, hexadecimal, that were never used before
   */
  connect(name: string, challenge: string, now: bigint): HubEffects {
    return this.#step(now, () => {
      const { connections, loginTime } = this.#options.limits;
      if (this.#connections.size >= connections) {
        this.#outbox.hangUp(name, "HUB_FULL");
        return;
      }
      this.#connections.add({ name, challenge });
      this.#logins.add(this.#now + loginTime, name);
      this.#outbox.send(name, { type: "challenge", challenge });
    });
  }

  /** A message has come through a connection. */
  receive(name: string, text: string, now: bigint): HubEffects {
    return this.#step(now, () => {
      const connection = this.#connections.get(name);
      if (connection === undefined) return;
      const { client } = connection;
      this.#counts.received += 1;
      if (text.length > this.#options.limits.messageLength) {
        this.#hangUp(name, "MESSAGE_TOO_LONG");
      } else if (client !== undefined && !this.#rates.take(clientKey(client), this.#now)) {
        this.#outbox.notify(name, "RATE_EXCEEDED");
      } else {
        this.#read(connection, text);
      }
    });
  }

  /** A connection is gone. */
  disconnect(name: string, now: bigint): HubEffects {
    return this.#step(now, () => {
      this.#connections.remove(name);
    });
  }

  /** It is time to do what is due. */
  wake(now: bigint): HubEffects {
    return this.#step(now, () => undefined);
  }

  /** The hub closes: everybody is told and hung up. */
  close(now: bigint): HubEffects {
    return this.#step(now, () => {
      for (const name of this.#connections.names) this.#hangUp(name, "HUB_CLOSING");
    });
  }

  /** Does what is due, then what has just come. Time never runs backwards here. */
  #step(now: bigint, action: () => void): HubEffects {
    if (now > this.#now) this.#now = now;
    for (
      let due = this.#logins.takeDue(this.#now);
      due !== undefined;
      due = this.#logins.takeDue(this.#now)
    ) {
      const connection = this.#connections.get(due.value);
      if (connection !== undefined && connection.client === undefined)
        this.#hangUp(connection.name, "LOGIN_LATE");
    }
    if (this.#now >= this.#tidyAt) {
      this.#rates.tidy(this.#now);
      this.#tidyAt = this.#now + MINUTE;
    }
    this.#deliver(this.#desk.wake(this.#now));
    action();
    return this.#outbox.empty();
  }

  #read(connection: Connection, text: string): void {
    const { name, client } = connection;
    try {
      const message = parseClientMessage(text);
      if (client === undefined) this.#logIn(connection, message);
      else this.#take(name, client, message);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      if (client === undefined) this.#hangUp(name, "MESSAGE_INVALID");
      else this.#outbox.notify(name, "MESSAGE_INVALID");
    }
  }

  #logIn(connection: Connection, message: ClientMessage): void {
    const fault = this.#loginFault(connection, message);
    if (fault !== undefined || message.type !== "login") {
      this.#hangUp(connection.name, fault ?? "LOGIN_MISSING");
      return;
    }
    const { account, role } = message.login;
    const before = this.#connections.of({ account, role });
    if (before !== undefined) this.#hangUp(before, "LOGIN_ELSEWHERE");
    this.#connections.logIn(connection, { account, role });
    this.#counts.logins += 1;
    this.#outbox.send(connection.name, { type: "welcome", account, role });
    if (role === "dealer") this.#deliver(this.#desk.returnOf(account, this.#now));
  }

  #loginFault({ challenge }: Connection, message: ClientMessage): NoticeCode | undefined {
    const { domain, admits, isLoginSigned: isSigned = isLoginSigned } = this.#options;
    if (message.type !== "login") return "LOGIN_MISSING";
    const { account, role } = message.login;
    if (message.login.challenge !== challenge || !isSigned(domain, message)) return "LOGIN_FORGED";
    return admits?.(account, role) === false ? "LOGIN_REFUSED" : undefined;
  }

  #take(name: string, client: Client, message: ClientMessage): void {
    const { deliveries = [], refusal, isDuplicate } = handleMessage(this.#desk, client, message, this.#now);
    if (isDuplicate === true) this.#counts.duplicates += 1;
    if (refusal !== undefined) this.#outbox.notify(name, refusal, requestOf(message));
    this.#deliver(deliveries);
  }

  /** Sends to those who are connected; the others are told when they come back. */
  #deliver(deliveries: readonly Delivery[]): void {
    for (const { role, account, message } of deliveries) {
      const connection = this.#connections.of({ role, account });
      if (connection !== undefined) this.#outbox.send(connection, message);
    }
  }

  #hangUp(name: string, code: NoticeCode): void {
    this.#outbox.hangUp(name, code);
    this.#connections.remove(name);
  }
}
